package dev.caravan.sandbox.sales;

import dev.caravan.sandbox.market.Sales;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reps who work on the tasks they get, by the rates of a market's truth: they take them up, give them back or leave them; of
 * what they take up some becomes an opportunity, which is won or lost.
 *
 * <p>They remember nothing. What a rep does with a task, and when, is drawn by the task and the rep, so that it is the same
 * whenever one looks; what was done shows in the records. A task that goes to somebody else is drawn anew.
 */
public final class Reps {
  private static final String KEY = "Caravan_Key__c";
  private static final String WORKING = "Working - Contacted";
  private static final String GIVEN_BACK = "Given back";
  private static final String ANSWER = "Caravan_Answer__c";
  /** Ends of the keys of tasks that only speak of another one. */
  private static final List<String> WORDS = List.of("/reminder", "/escalation");
  private static final List<String> ALERTS = List.of("alert/", "digest/");
  /** Beginnings of the keys of tasks that ask nobody to act: alerts, and what Caravan closed. */
  private static final List<String> OTHERS = List.of("alert/", "digest/", "closed/");
  private static final Duration LATE = Duration.ofHours(4);
  private static final Duration ASKED = Duration.ofDays(7);

  private final SalesforceStandIn org;
  private final Sales sales;
  private final long seed;
  private final Accounts accounts;
  private final Map<String, Office> offices = new HashMap<>();

  /**
   * Reps of an org.
   *
   * @param seed other reps for another number
   */
  public Reps(SalesforceStandIn org, Sales sales, long seed) {
    this.org = org;
    this.sales = sales;
    this.seed = seed;
    this.accounts = new Accounts(org);
  }

  /** What somebody will do. */
  private record Act(Instant at, Runnable does) {}

  /** When somebody does something next; empty while nobody has anything to do. */
  public Optional<Instant> next() {
    return acts().stream().map(Act::at).min(Instant::compareTo);
  }

  /** Does all that is due; gives back how much that was. */
  public int act(Instant now) {
    List<Act> due = acts().stream().filter(act -> !act.at().isAfter(now)).toList();
    due.forEach(act -> act.does().run());
    return due.size();
  }

  /** Whether somebody has had a task for less than a week that nobody has acted on. */
  public boolean areAsked(Instant now) {
    return org.records("Task").stream().anyMatch(task -> isHandOff(task) && !Boolean.TRUE.equals(task.get("IsClosed"))
        && ((Instant) task.getOrDefault("Caravan_Respond_By__c", Instant.EPOCH)).isAfter(now.minus(ASKED)));
  }

  private List<Act> acts() {
    var acts = new ArrayList<Act>();
    for (Map<String, Object> task : org.records("Task")) {
      if (isAlert(task)) {
        alert(task).ifPresent(acts::add);
      } else if (isHandOff(task)) {
        if (!Boolean.TRUE.equals(task.get("IsClosed"))) {
          open(task).ifPresent(acts::add);
        } else if (!text(task, "WhatId").startsWith("006")) {
          takenUp(task).ifPresent(acts::add);
        } else {
          decision(task).ifPresent(acts::add);
        }
      }
    }
    return acts;
  }

  private static boolean isHandOff(Map<String, Object> task) {
    String key = text(task, KEY);
    return !key.isEmpty() && OTHERS.stream().noneMatch(key::startsWith) && WORDS.stream().noneMatch(key::endsWith) && text(task, "OwnerId").startsWith("005");
  }

  // An alert, which asks for nothing

  private static boolean isAlert(Map<String, Object> task) {
    return ALERTS.stream().anyMatch(text(task, KEY)::startsWith) && text(task, "OwnerId").startsWith("005");
  }

  private Optional<Act> alert(Map<String, Object> task) {
    Office office = office(text(task, "OwnerId"));
    Sales.Lot lot = lot(task, "alert");
    double fate = lot.share();
    Sales.Alerts shares = sales.alerts();
    if (Boolean.TRUE.equals(task.get("IsClosed")) || !office.sells() || fate >= shares.acted() + shares.notUseful() + shares.snoozed()) {
      return Optional.empty();
    }
    Instant made = (Instant) task.getOrDefault("CreatedDate", Instant.EPOCH);
    Instant at = office.working(office.working(made).plusSeconds((long) (lot.share() * LATE.toSeconds())));
    Map<String, Object> done = fate < shares.acted() ? Map.of("Status", "Completed")
        : Map.of("Status", "Completed", ANSWER, fate < shares.acted() + shares.notUseful() ? "Not useful" : "Snooze");
    return Optional.of(new Act(at, () -> org.update("Task", text(task, "Id"), done)));
  }

  // A task nobody has acted on

  private Optional<Act> open(Map<String, Object> task) {
    Office office = office(text(task, "OwnerId"));
    if (!office.sells()) {
      return Optional.empty();
    }
    Sales.Lot lot = lot(task, "answer " + text(task, "OwnerId"));
    double fate = lot.share();
    if (fate >= sales.answered() + sales.turnedBack()) {
      return Optional.empty();
    }
    Instant at = inTime(task, office, lot.share());
    String reason = lot.reason(sales);
    return Optional.of(new Act(at, fate < sales.answered() ? () -> takeUp(task) : () -> giveBack(task, reason)));
  }

  /** A moment before the clock rings; where it has rung already, one within a few hours. */
  private static Instant inTime(Map<String, Object> task, Office office, double share) {
    Instant given = office.working((Instant) task.getOrDefault("LastModifiedDate", Instant.EPOCH));
    Instant until = (Instant) task.getOrDefault("Caravan_Respond_By__c", given.plus(LATE));
    if (!until.isAfter(given.plusSeconds(120))) {
      until = given.plus(LATE);
    }
    long seconds = Duration.between(given, until).toSeconds() - 60;
    Instant at = office.working(given.plusSeconds((long) (share * seconds)));
    return at.isBefore(until) ? at : until.minusSeconds(60);
  }

  private void takeUp(Map<String, Object> task) {
    lead(task).ifPresent(lead -> org.update("Lead", text(lead, "Id"), Map.of("Status", WORKING)));
    org.update("Task", text(task, "Id"), Map.of("Status", "Completed"));
  }

  private void giveBack(Map<String, Object> task, String reason) {
    org.update("Task", text(task, "Id"), Map.of("Status", "Completed", ANSWER, GIVEN_BACK, "Caravan_Turnback_Reason__c", reason));
  }

  /** The lead a task is about, as long as it is one. */
  private Optional<Map<String, Object>> lead(Map<String, Object> task) {
    String who = text(task, "WhoId");
    Map<String, Object> lead = who.startsWith("00Q") ? org.record("Lead", who) : null;
    return lead == null || Boolean.TRUE.equals(lead.get("IsConverted")) ? Optional.empty() : Optional.of(lead);
  }

  // A task that was taken up

  private Optional<Act> takenUp(Map<String, Object> task) {
    Sales.Lot lot = lot(task, "deal");
    if (text(task, ANSWER).equals(GIVEN_BACK) || lot.share() >= sales.opportunity()) {
      return Optional.empty();
    }
    Instant done = (Instant) task.getOrDefault("CompletedDateTime", Instant.EPOCH);
    int amount = lot.amount(sales);
    Instant at = office(text(task, "OwnerId")).working(done.plus(lot.daysToOpportunity(sales), ChronoUnit.DAYS));
    return Optional.of(new Act(at, () -> deal(task, at, amount)));
  }

  private void deal(Map<String, Object> task, Instant at, int amount) {
    String account = accounts.of(task);
    Optional<Map<String, Object>> lead = lead(task);
    String solution = solution(task);
    String contact = text(task, "WhoId").startsWith("003") ? text(task, "WhoId") : "";
    if (lead.isPresent()) {
      contact = org.convert(text(lead.get(), "Id"), account);
    }
    boolean renewal = text(task, KEY).contains("/renewal/");
    Map<String, Object> company = known(org.record("Account", account));
    boolean customer = Boolean.TRUE.equals(company.get("Customer__c"));
    String made = org.create("Opportunity", Map.of("Name", company.getOrDefault("Name", "") + " - " + solution, "AccountId", account,
        "StageName", "Discovery", "CloseDate", at.plus(sales.closeDays(), ChronoUnit.DAYS).toString().substring(0, 10), "Amount", (double) amount, "CurrencyIsoCode",
        "USD", "OwnerId", text(task, "OwnerId"), "Solution__c", solution, "Kind__c", renewal ? "renewal" : customer ? "expansion" : "new"));
    if (!contact.isEmpty()) {
      org.create("OpportunityContactRole", Map.of("OpportunityId", made, "ContactId", contact, "Role", "Decision Maker",
          "IsPrimary", true));
    }
    org.update("Task", text(task, "Id"), Map.of("WhatId", made));
  }

  /** What a hand-off is about: a group's key says it, else the person's record. */
  private String solution(Map<String, Object> task) {
    String key = text(task, KEY);
    int bar = key.indexOf('|');
    if (bar > 0) {
      return key.substring(bar + 1, key.indexOf('/', bar));
    }
    String who = text(task, "WhoId");
    return text(known(org.record(who.startsWith("003") ? "Contact" : "Lead", who)), "Caravan_Solution__c");
  }

  // An opportunity

  private Optional<Act> decision(Map<String, Object> task) {
    Map<String, Object> deal = known(org.record("Opportunity", text(task, "WhatId")));
    if (deal.isEmpty() || Boolean.TRUE.equals(deal.get("IsClosed"))) {
      return Optional.empty();
    }
    Sales.Lot lot = lot(task, "decision");
    boolean won = lot.share() < sales.won();
    Instant made = (Instant) deal.getOrDefault("CreatedDate", Instant.EPOCH);
    Instant at = office(text(task, "OwnerId")).working(made.plus(lot.daysToDecision(sales), ChronoUnit.DAYS));
    return Optional.of(new Act(at, () -> org.update("Opportunity", text(deal, "Id"),
        Map.of("StageName", won ? "Closed Won" : "Closed Lost", "CloseDate", at.toString().substring(0, 10)))));
  }

  private Sales.Lot lot(Map<String, Object> task, String what) {
    return Sales.lot(seed, what + " " + text(task, KEY));
  }

  private Office office(String user) {
    return offices.computeIfAbsent(user, id -> Office.of(known(org.record("User", id))));
  }

  static Map<String, Object> known(@Nullable Map<String, Object> record) {
    return record == null ? Map.of() : record;
  }

  static String text(Map<String, Object> record, String field) {
    return String.valueOf(record.getOrDefault(field, ""));
  }
}
