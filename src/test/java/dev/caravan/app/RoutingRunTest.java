package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.journal.Journal;
import dev.caravan.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The routing cases of the specification through both stand-ins: a target buyer at a target account asks for a quote, five
 * minutes before the reps go home.
 */
class RoutingRunTest {
  private static final String ANN = "005000000000001AAA";
  private static final String BOB = "005000000000002AAA";
  private static final String ACCOUNT = "001000000000001AAA";
  private static final String LEAD = "00Q000000000001EAA";
  private static final String DANA = "dana.reyes@halden-health.example";

  @TempDir Path folder;
  private Path facts;

  @BeforeEach
  void a_lead_at_a_target_account_asks() throws IOException {
    facts = Files.write(folder.resolve("facts.ndjson"), List.of(
        user(ANN, "Ann Lind"), user(BOB, "Bob Moss"),
        Shell.fact("salesforce", "account-" + ACCOUNT + "@2026-01-05T08:00:00Z", "account", ACCOUNT, "2026-01-05T08:00:00Z",
            "{\"name\":\"Halden Health\",\"website\":\"https://www.halden-health.example\",\"industry\":\"Healthcare\","
                + "\"employees\":12000,\"country\":\"US\",\"owner\":\"" + ANN + "\"}"),
        Shell.fact("salesforce", "lead-" + LEAD + "@2026-01-06T08:00:00Z", "person", DANA, "2026-01-06T08:00:00Z",
            "{\"ids\":{\"salesforce\":\"" + LEAD + "\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"company\":\"Halden Health\"}"),
        Shell.fact("eloqua", "contact-1@2026-01-06T09:00:00Z", "person", DANA, "2026-01-06T09:00:00Z",
            "{\"ids\":{\"eloqua\":\"1\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"title\":\"Client Experience Director\","
                + "\"company\":\"Halden Health\",\"country\":\"US\",\"phone\":\"+12025550100\"}"),
        Shell.submit("77", DANA, "2026-03-31T16:55:00Z", "Customer care | Quote | Ask us", "{}")));
  }

  private static String user(String id, String name) {
    return Shell.fact("salesforce", "user-" + id + "@2026-01-05T08:00:00Z", "user", id, "2026-01-05T08:00:00Z", "{\"name\":\"" + name
        + "\",\"email\":\"" + name.substring(0, 3).toLowerCase(java.util.Locale.ROOT)
        + "@caravan.example\",\"active\":true,\"time_zone\":\"UTC\"}");
  }

  private static String owner(RunPlace place) {
    return String.valueOf(place.salesforce.record("Lead", LEAD).get("OwnerId"));
  }

  @Test
  void a_target_buyer_who_asks_for_a_quote_lies_on_the_account_owners_desk_with_a_clock_of_minutes() throws Exception {
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      place.salesforce.leadAssignmentRule(true);
      assertThat(place.runOnce().code()).isZero();
      assertThat(owner(place)).as("not whom the org's assignment rule names").isEqualTo(ANN);
      assertThat(place.salesforce.records("Task")).singleElement().satisfies(task -> assertThat(task)
          .containsEntry("OwnerId", ANN).containsEntry("WhoId", LEAD).containsEntry("Priority", "High")
          .containsEntry("Subject", "Call Dana Reyes, Halden Health: asked for a quote")
          .as("five minutes today, five tomorrow").containsEntry("Caravan_Respond_By__c", Instant.parse("2026-04-01T09:05:00Z")));
      assertThat(place.salesforce.record("Lead", LEAD)).containsEntry("Caravan_Stage__c", "mql");
    }
  }

  @Test
  void an_owner_a_rep_gives_away_stays_and_the_desk_knows() throws Exception {
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      place.runOnce();
      place.later(Duration.ofMinutes(5));
      place.salesforce.update("Lead", LEAD, Map.of("OwnerId", BOB));
      place.later(Duration.ofMinutes(5));
      assertThat(place.runOnce().code()).isZero();
      assertThat(owner(place)).isEqualTo(BOB);
      place.later(Duration.ofMinutes(5));
      long writes = place.writes();
      assertThat(place.runOnce().code()).isZero();
      assertThat(place.writes()).as("nothing is left to say").isEqualTo(writes);
      assertThat(owner(place)).isEqualTo(BOB);
      assertThat(place.type("explain", DANA, "--routing").out())
          .contains("Bob Moss since", "answered", "changed-in-the-crm: Bob Moss took it over");
      assertThat(place.type("report", "load", "--csv").out()).contains("Bob Moss,yes,1,1,1,0,1,0");
    }
  }

  private static List<Object> tasks(RunPlace place) {
    return place.salesforce.records("Task").stream().map(task -> task.get("Subject")).toList();
  }

  /** The next morning: something else is told, by which it is known how late it is. */
  private static void untilTheMorning(RunPlace place) throws IOException {
    place.later(Duration.ofHours(15));
    place.salesforce.update("Account", ACCOUNT, Map.of("NumberOfEmployees", 12_001));
    place.later(Duration.ofMinutes(5));
    assertThat(place.runOnce().code()).isZero();
  }

  @Test
  void nobody_acts_and_the_rep_is_reminded() throws Exception {
    try (var place = RunPlace.whereTimePasses(folder.resolve("place"), facts)) {
      place.runOnce();
      place.later(Duration.ofMinutes(5));
      long writes = place.writes();
      place.runOnce();
      assertThat(place.writes()).as("our own open task is no news").isEqualTo(writes);
      untilTheMorning(place);
      assertThat(tasks(place)).contains("Reminder: Call Dana Reyes, Halden Health: asked for a quote");
    }
  }

  @Test
  void a_rep_who_ticks_the_task_off_is_not_reminded() throws Exception {
    try (var place = RunPlace.whereTimePasses(folder.resolve("place"), facts)) {
      place.runOnce();
      place.later(Duration.ofMinutes(5));
      String task = place.salesforce.records("Task").get(0).get("Id").toString();
      place.salesforce.update("Task", task, Map.of("Status", "Completed"));
      place.later(Duration.ofMinutes(5));
      assertThat(place.runOnce().code()).isZero();
      untilTheMorning(place);
      assertThat(tasks(place)).containsExactly("Call Dana Reyes, Halden Health: asked for a quote");
      assertThat(place.type("explain", DANA, "--routing").out()).contains("Ann Lind since", "answered");
    }
  }

  @Test
  void calls_that_others_log_are_touches_and_stop_no_clock() throws Exception {
    try (var place = RunPlace.whereTimePasses(folder.resolve("place"), facts)) {
      place.runOnce();
      for (int i = 0; i < 4; i++) {
        place.later(Duration.ofMinutes(5));
        place.salesforce.create("Task", Map.of("Subject", "Call", "TaskSubtype", "Call", "Status", "Completed", "WhoId", LEAD,
            "OwnerId", BOB));
        place.runOnce();
      }
      assertThat(place.eloqua.members().values()).as("on the list of those at their limit")
          .anySatisfy(people -> assertThat(people).contains(DANA));
      untilTheMorning(place);
      assertThat(tasks(place)).contains("Reminder: Call Dana Reyes, Halden Health: asked for a quote");
    }
  }

  @Test
  void who_was_reached_four_times_this_week_is_sent_nothing_of_ours_until_the_window_moves_on() throws Exception {
    try (var place = RunPlace.whereTimePasses(folder.resolve("place"), facts)) {
      place.runOnce();
      for (int i = 0; i < 4; i++) {
        place.later(Duration.ofMinutes(5));
        place.salesforce.create("Task", Map.of("Subject", "Call", "TaskSubtype", "Call", "Status", "Completed", "WhoId", LEAD,
            "OwnerId", BOB));
        place.runOnce();
      }
      place.later(Duration.ofMinutes(5));
      place.salesforce.update("Lead", LEAD, Map.of("Status", "Closed - Not Converted", "Caravan_Turnback_Reason__c", "No budget"));
      place.runOnce();
      String programme = "caravan-turnback-no-budget";
      assertThat(place.eloqua.members().getOrDefault(programme, List.of())).as("held by the touch guard").doesNotContain(DANA);
      assertThat(place.type("explain", DANA).out()).contains("On no programme: touch guard.");

      place.later(Duration.ofDays(7));
      untilTheMorning(place);
      assertThat(place.eloqua.members().getOrDefault(programme, List.of())).as("released").contains(DANA);
    }
  }

  @Test
  void a_report_over_what_is_kept_says_what_counting_everything_anew_says() throws Exception {
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      place.runOnce();
      place.later(Duration.ofMinutes(5));
      place.salesforce.update("Lead", LEAD, Map.of("Status", "Closed - Not Converted", "Caravan_Turnback_Reason__c", "No budget"));
      place.runOnce();
      String worked;
      try (Store store = Store.sqlite(Cabinet.database(place.data))) {
        worked = Instant.ofEpochMilli(Journal.open(store, place.clock).position()).toString();
      }
      for (String report : List.of("hand-offs", "load", "responses", "held")) {
        String kept = place.type("report", report, "--json").out();
        assertThat(kept).as(report).isNotBlank()
            .isEqualTo(place.type("report", report, "--json", "--as-of", worked).out());
      }
      assertThat(place.type("report", "hand-offs").out()).contains("given back  no-budget");
    }
  }
}
