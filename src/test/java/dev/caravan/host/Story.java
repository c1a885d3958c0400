package dev.caravan.host;

import dev.caravan.model.AlertAnswer;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A few people of one account over four months, told by hand: every stage has something to do, then time goes by. */
final class Story {
  static final long START = Times.parse("2026-01-05T09:00:00Z");
  static final String DANA = "dana@halden-health.example";
  static final String LI = "li@halden-health.example";
  static final String KIM = "kim@halden-health.example";
  private static final String PAPER = "Customer care | White paper | Shorter queues ";

  private final List<Fact> facts = new ArrayList<>();

  private Story() {}

  static long day(double n) {
    return START + Math.round(n * Times.DAY);
  }

  /** Everything, known when it happened. */
  static List<Fact> told() {
    var story = new Story();
    story.account();
    story.danaReadsAlone();
    story.aBrowserTurnsOutToBeKim();
    story.allThreeMeet();
    story.salesAnswer();
    story.untilDay(120);
    return List.copyOf(story.facts);
  }

  /** Four reps, and fifty people who ask for a quote within ten minutes; some are answered, then a month goes by. */
  static List<Fact> rush() {
    var story = new Story();
    for (String rep : List.of("005A", "005B", "005C", "005F")) { // untilDay brings 005D, and an id is a fact's own
      story.facts.add(user(rep, 0));
    }
    for (int i = 0; i < 50; i++) {
      String email = "buyer" + i + "@company-" + i + ".example";
      story.facts.add(contact("buyer" + i, email, 0.5, "first_name", "Dana", "last_name", "Reyes", "title",
          "Client Experience Director", "company", "Company " + i, "country", "US", "phone", "+12025550100", "industry",
          "Healthcare", "employees", "12000"));
      story.facts.add(form("ask-" + i, email, "Customer care | Quote | Ask us", 1 + i / 5 / 1440.0));
      if (i % 3 == 0) {
        story.facts.add(new Fact.LeadStatus(head("salesforce", "status-" + i, email, 1.1 + i), i % 2 == 0 ? "rejected" : "accepted",
            "not-ready"));
      }
    }
    story.untilDay(60);
    return List.copyOf(story.facts);
  }

  /** What else happened in those days, but became known only on some later day; a list a day. */
  static List<List<Fact>> knownLate() {
    return List.of(
        List.of(known(130, form("late-1", DANA, PAPER + 9, 2)), known(130, form("late-2", LI, PAPER + 9, 128))),
        List.of(known(131, activity("late-3", KIM, Fact.ActivityKind.UNSUBSCRIBE, Fact.Asset.NONE, 16, Map.of()))),
        List.of(known(150, contact("li", LI, 1, "title", "Student", "company", "Halden Health"))),
        List.of(known(190, user("005C", 190))));
  }

  /** A record that is read again though nothing in it changed; in between, something else was said. */
  static List<List<Fact>> echoes() {
    Fact before = contact("kim", KIM, 17, "title", "Client Experience Director", "consent.email", "false");
    Fact between = activity("subscribed", KIM, Fact.ActivityKind.SUBSCRIBE, Fact.Asset.NONE, 17.5, Map.of());
    Fact after = contact("kim", KIM, 18, "title", "Client Experience Director", "consent.email", "false");
    return List.of(List.of(before, after), List.of(before, between, after));
  }

  /** Two colleagues whose contacts were merged in the CRM, one record that was deleted and brought back, and what else was deleted. */
  static List<Fact> lost() {
    return List.of(
        crm("003L", LI, 1, Map.of("account", "001A")), crm("003D", DANA, 1, Map.of("account", "001A")),
        crm("003K", KIM, 1, Map.of("account", "001A")),
        crm("003L", "salesforce:003L", 22, Map.of(Fact.Person.DELETED, "true", Fact.Person.MERGED_INTO, "003D")),
        crm("003K", "salesforce:003K", 23, Map.of(Fact.Person.DELETED, "true")),
        crm("003K", KIM, 24, Map.of("account", "001A")),
        crm("003X", KIM, 25, Map.of("account", "001A")), crm("003X", "salesforce:003X", 26, Map.of(Fact.Person.DELETED, "true")),
        crm("003Y", "salesforce:003Y", 26, Map.of("last_name", "Kim")), crm("003Y", KIM, 27, Map.of("last_name", "Kim")),
        new Fact.Opportunity(head("salesforce", "opportunity-006A@28", "006A", 31), "001A", "customer-care", "new",
            Fact.Opportunity.DELETED, false, "", 0, "USD", "005A", List.of()),
        new Fact.Account(head("salesforce", "account-001A@32", "001A", 32), Map.of(Fact.Account.DELETED, "true")));
  }

  /**
   * Six people who ask for a quote, some of whom turn out to be each other: with two hand-offs, with one, one after the
   * other, and after one was given back. Then a month goes by.
   */
  static List<Fact> onePersonEach() {
    var story = new Story();
    for (String rep : List.of("005A", "005B")) {
      story.facts.add(user(rep, 0));
    }
    for (int i = 0; i < 6; i++) {
      String email = "twin" + i + "@company-" + i + ".example";
      story.facts.add(contact("twin" + i, email, 0.5 + i / 1440.0, "first_name", "Dana", "last_name", "Reyes", "title",
          "Client Experience Director", "company", "Company " + i, "country", "US", "phone", "+12025550100", "industry",
          "Healthcare", "employees", "12000"));
      story.facts.add(crm("00" + i, email, 0.6, Map.of("last_name", "Reyes")));
      if (i % 3 != 0) {
        story.facts.add(form("ask-" + i, email, "Customer care | Quote | Ask us", 1 + i / 1440.0));
      }
    }
    story.facts.add(new Fact.LeadStatus(head("salesforce", "status-twin", "twin5@company-5.example", 1.5), "rejected", "no-budget"));
    story.facts.add(turnsOut("002", "001", 2));
    story.facts.add(turnsOut("001", "000", 3));
    story.facts.add(turnsOut("004", "005", 3));
    story.facts.add(form("again", "twin0@company-0.example", "Payments | Quote | Ask us", 4));
    story.facts.add(turnsOut("005", "003", 5));
    story.facts.add(new Fact.LeadStatus(head("salesforce", "status-one", "twin2@company-2.example", 6), "accepted", ""));
    story.facts.add(turnsOut("003", "000", 7));
    story.untilDay(40);
    return List.copyOf(story.facts);
  }

  private static Fact turnsOut(String id, String into, double day) {
    return crm(id, "salesforce:" + id, day, Map.of(Fact.Person.DELETED, "true", Fact.Person.MERGED_INTO, into));
  }

  private static Fact crm(String id, String subject, double day, Map<String, String> values) {
    return new Fact.Person(head("salesforce", "contact-" + id + "@" + day, subject, day), Map.of("salesforce", id), values);
  }

  /** Text from outside that becomes a key, a name or a reason. */
  static List<Fact> odd() {
    return List.of(
        contact("odd", "odd@halden-health.example", 19, "company", "Halden\0"),
        contact("odd", "odd@halden-health.example", 19, "account", "001\0B"),
        new Fact.User(head("salesforce", "user-odd", "005E", 19), "Rep\0", "", true, "UTC"),
        new Fact.Membership(head("salesforce", "membership-odd", DANA, 19), "001A", "customer\0-care",
            "buyer", true, "x"),
        new Fact.LeadStatus(head("salesforce", "status-odd", DANA, 19), "rejected", "no\0budget"),
        form("odd", DANA, "Customer care | White paper | No\0 text", 15.5),
        form("odd", DANA, "Custom\0er care | Demo | \ud800", 15.5));
  }

  private void account() {
    facts.add(user("005A", 0));
    facts.add(user("005B", 0));
    facts.add(new Fact.Account(head("salesforce", "account-001A", "001A", 0), values("name", "Halden Health", "website",
        "https://www.halden-health.example", "industry", "Healthcare", "employees", "12000", "country", "US", "owner",
        "005A")));
    for (String email : List.of(DANA, LI, KIM)) {
      facts.add(contact(email.substring(0, email.indexOf('@')), email, 0.5, "first_name", "Dana", "last_name", "Reyes",
          "title", "Client Experience Director", "company", "Halden Health", "country", "US", "phone", "+12025550100"));
    }
  }

  private void danaReadsAlone() {
    for (int i = 0; i < 6; i++) {
      facts.add(form("paper-" + i, DANA, PAPER + i, 3 + 2 * i));
    }
  }

  private void aBrowserTurnsOutToBeKim() {
    for (int i = 0; i < 3; i++) {
      facts.add(activity("view-" + i, "eloqua-visitor:55", Fact.ActivityKind.PAGE_VIEW,
          new Fact.Asset("Page", "9", "Customer care | Pricing | Plans"), 4 + i, Map.of("visitor", "55")));
    }
    facts.add(activity("known", KIM, Fact.ActivityKind.FORM_SUBMIT, new Fact.Asset("Form", "7", PAPER + 0), 8,
        Map.of("visitor", "55")));
  }

  private void allThreeMeet() {
    int minute = 0;
    for (String email : List.of(LI, DANA, KIM)) {
      facts.add(form("meet-" + minute, email, "Customer care | Webinar | Live", 16 + minute / 1440.0));
      facts.add(form("after-" + minute, email, PAPER + 7, 16.02 + minute / 1440.0));
      minute += 7;
    }
  }

  private void salesAnswer() {
    facts.add(new Fact.LeadStatus(head("salesforce", "status-1", DANA, 20), "rejected", "wrong-answers"));
    for (int n = 1; n <= 4; n++) {
      facts.add(new AlertAnswer(head("salesforce", "alert-answer-" + n, "alert/001A|customer-care/" + n, 20 + n), n % 2 == 0 ? "snooze" : "acted",
          n == 4 ? "2026-04-01" : ""));
    }
    facts.add(activity("out", LI, Fact.ActivityKind.UNSUBSCRIBE, Fact.Asset.NONE, 21, Map.of()));
    facts.add(new Fact.Opportunity(head("salesforce", "opportunity-006A", "006A", 30), "001A", "customer-care", "new",
        "Closed Won", true, Times.text(day(30)), 100_00, "USD", "005A", List.of()));
    facts.add(form("again", DANA, "Payments | Demo | Ask us", 40));
  }

  private void untilDay(double last) {
    facts.add(user("005D", last));
  }

  static Fact form(String id, String email, String asset, double day) {
    return activity(id, email, Fact.ActivityKind.FORM_SUBMIT, new Fact.Asset("Form", id, asset), day, Map.of());
  }

  static Fact user(String id, double day) {
    return new Fact.User(head("salesforce", "user-" + id, id, day), "Rep " + id, id + "@caravan.example", true, "UTC");
  }

  /** The same, but known only later. */
  static Fact known(double day, Fact fact) {
    return fact.with(fact.head().recordedAt(day(day)));
  }

  private static Fact activity(String id, String subject, Fact.ActivityKind kind, Fact.Asset asset, double day,
      Map<String, String> details) {
    return new Fact.Activity(head("eloqua", id, subject, day), kind, "", asset, "", Map.of(), details);
  }

  static Fact contact(String id, String email, double day, String... values) {
    return new Fact.Person(head("eloqua", "contact-" + id + "@" + day, email, day), Map.of("eloqua", id),
        values(values));
  }

  private static Fact.Head head(String source, String id, String subject, double day) {
    return new Fact.Head(source, id, subject, day(day), day(day), "");
  }

  private static Map<String, String> values(String... pairs) {
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return values;
  }
}
