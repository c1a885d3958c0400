package dev.caravan.sandbox.sales;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.market.Sales;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reps act on the tasks they get by the rates of the market, and by nothing else. */
class RepsTest {
  private static final String MORNING = "2026-03-10T09:00:00Z";
  private static final int TASKS = 240;
  @TempDir Path folder;
  private Instant now = Instant.parse(MORNING);

  private SalesforceStandIn org(String log) throws Exception {
    var facts = new ArrayList<>(List.of(
        fact("user-005A", "user", "005A", "{\"name\":\"Bo Rep\",\"email\":\"bo@caravan.example\",\"active\":true,\"time_zone\":\"Europe/Berlin\"}"),
        fact("user-005B", "user", "005B", "{\"name\":\"Al Rep\",\"email\":\"al@caravan.example\",\"active\":true,\"time_zone\":\"UTC\"}"),
        fact("account-001A", "account", "001A", "{\"name\":\"Halden Health\",\"website\":\"https://www.halden.example\"}")));
    for (int i = 0; i < TASKS; i++) {
      facts.add(fact("lead-00Q" + i, "person", "p" + i + "@halden.example", "{\"ids\":{\"salesforce\":\"00Q" + i
          + "\"},\"last_name\":\"P\",\"company\":\"Halden Health\",\"status\":\"Open\"}"));
    }
    return SalesforceStandIn.open(Files.write(folder.resolve("facts.ndjson"), facts), folder.resolve(log), () -> now, 0);
  }

  private static String fact(String id, String type, String subject, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"" + id + "@2026-01-01T00:00:00Z\",\"source\":\"salesforce\",\"type\":\"" + type
        + "\",\"subject\":\"" + subject + "\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":" + data + "}";
  }

  private static String task(SalesforceStandIn org, int i, String owner) {
    return org.create("Task", Map.of("Caravan_Key__c", "hand-off/p" + i + "/1", "WhoId", "00Q" + i, "OwnerId", owner, "Subject", "Call",
        "Caravan_Respond_By__c", "2026-03-10T11:00:00Z"));
  }

  /** Lets the reps do all they do until a moment. */
  private void live(Reps reps, String until) {
    Instant end = Instant.parse(until);
    for (Optional<Instant> next = reps.next(); next.isPresent() && !next.get().isAfter(end); next = reps.next()) {
      now = next.get().isAfter(now) ? next.get() : now;
      assertThat(reps.act(now)).isPositive();
    }
    now = end;
  }

  private static long leads(SalesforceStandIn org, String status) {
    return org.records("Lead").stream().filter(lead -> status.equals(lead.get("Status"))).count();
  }

  @Test
  void of_many_tasks_as_many_are_answered_given_back_and_left_as_the_truth_says() throws Exception {
    try (var org = org("one.log")) {
      for (int i = 0; i < TASKS; i++) {
        task(org, i, "005B");
      }
      live(new Reps(org, Sales.USUAL, 1), "2026-03-10T11:00:00Z");

      assertThat(leads(org, "Working - Contacted")).isBetween(TASKS * 54 / 100L, TASKS * 66 / 100L);
      assertThat(answered(org, "Given back")).isBetween(TASKS * 11 / 100L, TASKS * 19 / 100L);
      assertThat(leads(org, "Open")).isBetween(TASKS * 34 / 100L, TASKS * 46 / 100L);
      assertThat(org.records("Task").stream().map(lead -> lead.get("Caravan_Turnback_Reason__c")).filter(reason -> reason != null).distinct())
          .containsExactlyInAnyOrderElementsOf(Sales.USUAL.reasons());
      assertThat(org.records("Task")).allSatisfy(done -> {
        if (done.get("CompletedDateTime") instanceof Instant at) {
          assertThat(at).isBetween(MORNING, "2026-03-10T11:00:00Z");
        }
      });

      live(new Reps(org, Sales.USUAL, 1), "2027-06-30T00:00:00Z");
      List<Map<String, Object>> deals = org.records("Opportunity");
      long answered = TASKS * 60 / 100;
      assertThat(deals.size()).isBetween((int) (answered * 30 / 100), (int) (answered * 50 / 100));
      assertThat(deals).extracting(deal -> deal.get("AccountId")).containsOnly("001A");
      assertThat(deals).extracting(deal -> deal.get("IsClosed")).containsOnly(true);
      assertThat(leads(org, "Closed - Converted")).isEqualTo(deals.size());
      assertThat(org.records("OpportunityContactRole").size()).isEqualTo(deals.size());
      assertThat(deals.stream().filter(deal -> Boolean.TRUE.equals(deal.get("IsWon"))).count())
          .isBetween(deals.size() * 22L / 100, deals.size() * 48L / 100);
    }
  }

  @Test
  void they_do_the_same_whenever_one_looks_also_after_a_restart() throws Exception {
    String once;
    try (var org = org("one.log")) {
      for (int i = 0; i < 40; i++) {
        task(org, i, "005A");
      }
      live(new Reps(org, Sales.USUAL, 7), "2026-04-30T00:00:00Z");
      once = org.snapshot();
    }
    now = Instant.parse(MORNING);
    try (var org = org("two.log")) {
      for (int i = 0; i < 40; i++) {
        task(org, i, "005A");
      }
      live(new Reps(org, Sales.USUAL, 7), "2026-03-10T09:31:00Z");
    }
    try (var org = org("two.log")) {
      live(new Reps(org, Sales.USUAL, 7), "2026-04-30T00:00:00Z");
      assertThat(org.snapshot()).isEqualTo(once);
    }
  }

  @Test
  void who_gets_a_task_that_another_left_alone_is_another_rep() throws Exception {
    try (var org = org("one.log")) {
      for (int i = 0; i < TASKS; i++) {
        task(org, i, "005B");
      }
      live(new Reps(org, Sales.USUAL, 1), "2026-03-10T11:00:00Z");
      List<String> left = org.records("Task").stream().filter(each -> Boolean.FALSE.equals(each.get("IsClosed")))
          .map(each -> String.valueOf(each.get("Id"))).toList();
      left.forEach(each -> org.update("Task", each, Map.of("OwnerId", "005A", "Caravan_Respond_By__c", "2026-03-10T13:00:00Z")));
      live(new Reps(org, Sales.USUAL, 1), "2026-03-10T13:00:00Z");

      long still = org.records("Task").stream().filter(each -> Boolean.FALSE.equals(each.get("IsClosed"))).count();
      assertThat(still).isBetween(left.size() * 8L / 100, left.size() * 42L / 100);
    }
  }

  @Test
  void nobody_works_at_night_and_reminders_are_no_work_of_their_own() throws Exception {
    try (var org = org("one.log")) {
      now = Instant.parse("2026-03-13T20:00:00Z"); // a Friday evening
      for (int i = 0; i < 40; i++) {
        String id = task(org, i, "005A");
        org.update("Task", id, Map.of("Caravan_Respond_By__c", "2026-03-16T09:00:00Z"));
        org.create("Task", Map.of("Caravan_Key__c", "hand-off/p" + i + "/1/reminder", "WhoId", "00Q" + i, "OwnerId", "005A", "Subject",
            "Reminder"));
      }
      live(new Reps(org, Sales.USUAL, 1), "2026-03-16T09:00:00Z");

      assertThat(org.records("Task")).filteredOn(each -> each.get("CompletedDateTime") != null).isNotEmpty()
          .allSatisfy(each -> {
            assertThat(each.get("Subject")).isEqualTo("Call");
            assertThat((Instant) each.get("CompletedDateTime")).isAfterOrEqualTo("2026-03-16T08:00:00Z");
          });
      assertThat(new Reps(org, Sales.USUAL, 1).areAsked(now)).isTrue();
      assertThat(new Reps(org, Sales.USUAL, 1).areAsked(now.plus(Duration.ofDays(8)))).isFalse();
    }
  }

  @Test
  void alerts_are_ticked_off_called_not_useful_or_snoozed_by_the_shares_of_the_truth_and_make_no_deal() throws Exception {
    try (var org = org("alerts.log")) {
      for (int i = 0; i < TASKS; i++) {
        org.create("Task", Map.of("Caravan_Key__c", "alert/001A|payments/" + i, "OwnerId", "005B", "Subject", "A group rose"));
      }
      org.create("Task", Map.of("Caravan_Key__c", "closed/hand-off/p1/1", "WhoId", "00Q1", "OwnerId", "005B", "Subject", "Call", "Status", "Completed"));
      live(new Reps(org, Sales.USUAL, 1), "2026-04-30T00:00:00Z");
      assertThat(answered(org, "Not useful")).isBetween(TASKS * 10 / 100L, TASKS * 20 / 100L);
      assertThat(answered(org, "Snooze")).isBetween(TASKS * 6 / 100L, TASKS * 14 / 100L);
      assertThat(org.records("Task").stream().filter(task -> Boolean.TRUE.equals(task.get("IsClosed"))).count())
          .isBetween(TASKS * 64 / 100L, TASKS * 76 / 100L);
      assertThat(org.records("Opportunity")).isEmpty();
    }
  }

  private static long answered(SalesforceStandIn org, String answer) {
    return org.records("Task").stream().filter(task -> answer.equals(task.get("Caravan_Answer__c"))).count();
  }
}
