package dev.caravan.bench;

import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Half a year of a market of any size, made up on the way in the order of time: first companies, reps and records, then
 * what people do. Half of all is done by a tenth of the people. The same seed makes the same facts.
 */
final class RescoreFacts {
  private static final int PAGE = 5_000;
  private static final int PEOPLE_AN_ACCOUNT = 20;
  private static final long BEGIN = Times.parse("2026-01-01");
  private static final long RECORDS_FOR = 10 * Times.DAY;
  private static final long ACTIVITIES_FOR = 170 * Times.DAY;
  private static final String[] SOLUTIONS = {"Customer care", "Retail inventory", "Payments"};
  private static final String[] KINDS = {"White paper", "Testimonial", "Webinar", "Pricing", "Demo", "Quote"};
  private static final String[] TITLES = {"Director of Finance", "VP Customer Service", "Operations Manager", "Buyer",
    "Chief Information Officer", "Software Engineer", "Head of Retail", "Marketing Specialist", "Student", ""};
  private static final String[] INDUSTRIES = {"Retail", "Healthcare", "banking", "Logistics", "software", ""};
  private static final String[] COUNTRIES = {"US", "Germany", "UK", "France", "CA", ""};

  private static final int REPS = 40;

  private final int people;
  private final long activities;
  private final SplittableRandom chance;
  private final Consumer<List<Fact>> out;
  private List<Fact> page = new ArrayList<>(PAGE);

  private RescoreFacts(int people, long activities, long seed, Consumer<List<Fact>> out) {
    this.people = people;
    this.activities = activities;
    this.chance = new SplittableRandom(seed);
    this.out = out;
  }

  /** Hands the facts on, some thousand at a time. */
  static void make(int people, int activitiesEach, long seed, Consumer<List<Fact>> out) {
    var facts = new RescoreFacts(people, (long) people * activitiesEach, seed, out);
    facts.records();
    facts.activities();
    if (!facts.page.isEmpty()) {
      out.accept(facts.page);
    }
  }

  private void records() {
    for (int i = 0; i < REPS; i++) {
      give(new Fact.User(head("salesforce", "user-" + user(i), user(i), BEGIN), "Rep " + i, users().get(i), true,
          "UTC"));
    }
    int accounts = Math.max(1, people / PEOPLE_AN_ACCOUNT);
    for (int i = 0; i < accounts; i++) {
      give(new Fact.Account(head("salesforce", "account-" + account(i) + "@1", account(i), BEGIN + i),
          Map.of("name", "Company " + i, "website", "https://www." + domain(i), "owner", user(i % REPS),
              "industry", INDUSTRIES[i % 5])));
    }
    long step = Math.max(1, RECORDS_FOR / people);
    for (int i = 0; i < people; i++) {
      long at = BEGIN + Times.DAY + i * step;
      var values = Map.of("first_name", "First" + i, "last_name", "Last" + i, "title", TITLES[chance.nextInt(TITLES.length)],
          "company", "Company " + i % accounts, "country", COUNTRIES[chance.nextInt(COUNTRIES.length)],
          "industry", INDUSTRIES[chance.nextInt(INDUSTRIES.length)], "employees", String.valueOf(chance.nextInt(5_000)));
      give(new Fact.Person(head("eloqua", "contact-" + i + "@1", email(i), at), Map.of("eloqua", String.valueOf(i)), values));
      if (i % 5 == 0) {
        String id = "003" + i;
        give(new Fact.Person(head("salesforce", "contact-" + id + "@1", email(i), at), Map.of("salesforce", id),
            Map.of("account", account(i % accounts), "owner", user(i % REPS), "last_name", "Last" + i)));
      }
    }
  }

  private void activities() {
    double step = (double) ACTIVITIES_FOR / activities;
    for (long n = 0; n < activities; n++) {
      int who = chance.nextInt(chance.nextBoolean() ? Math.max(1, people / 10) : people);
      give(activity(n, who, BEGIN + RECORDS_FOR + 2 * Times.DAY + (long) (n * step)));
    }
  }

  private Fact activity(long n, int who, long at) {
    int roll = chance.nextInt(100);
    String solution = SOLUTIONS[chance.nextInt(SOLUTIONS.length)];
    if (roll < 54) {
      Fact.ActivityKind kind = roll < 30 ? Fact.ActivityKind.EMAIL_SEND : roll < 48 ? Fact.ActivityKind.EMAIL_OPEN
          : Fact.ActivityKind.EMAIL_CLICK;
      return did(kind, n, who, at, asset("Email", solution, "Newsletter"), Map.of(), Map.of("recipient", "r" + n));
    }
    String kind = KINDS[Math.min(chance.nextInt(KINDS.length), chance.nextInt(KINDS.length))];
    if (roll < 88) {
      String url = "https://www.caravan.example/" + slug(solution) + "/" + (roll < 80 ? "overview" : slug(kind)) + "/title";
      return did(roll < 62 ? Fact.ActivityKind.WEB_VISIT : Fact.ActivityKind.PAGE_VIEW, n, who, at, Fact.Asset.NONE, Map.of(),
          Map.of("url", url));
    }
    return did(roll < 98 ? Fact.ActivityKind.FORM_SUBMIT : Fact.ActivityKind.EVENT, n, who, at, asset("Form", solution, kind),
        roll < 91 ? Map.of("planning_to_purchase", "Yes") : Map.of(), Map.of());
  }

  private Fact did(Fact.ActivityKind kind, long n, int who, long at, Fact.Asset asset, Map<String, String> fields,
      Map<String, String> details) {
    return new Fact.Activity(head("eloqua", kind.code() + "-" + n, email(who), at), kind, String.valueOf(who), asset, "",
        fields, details);
  }

  private Fact.Asset asset(String type, String solution, String kind) {
    int which = chance.nextInt(20);
    return new Fact.Asset(type, String.valueOf(which), solution + " | " + kind + " | Title " + which);
  }

  private void give(Fact fact) {
    page.add(fact);
    if (page.size() == PAGE) {
      out.accept(page);
      page = new ArrayList<>(PAGE);
    }
  }

  private static Fact.Head head(String source, String id, String subject, long at) {
    return new Fact.Head(source, id, subject, at, at, "");
  }

  private String email(int who) {
    return "p" + who + "@" + domain(who % Math.max(1, people / PEOPLE_AN_ACCOUNT));
  }

  private static String domain(int account) {
    return "company-" + account + ".example";
  }

  private static String account(int i) {
    return "001" + i;
  }

  /** E-mails of the users it makes. */
  static List<String> users() {
    return IntStream.range(0, REPS).mapToObj(i -> "rep" + i + "@caravan.example").toList();
  }

  private static String user(int i) {
    return "005" + i;
  }

  private static String slug(String words) {
    return words.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
  }
}
