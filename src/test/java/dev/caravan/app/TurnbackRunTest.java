package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nurture, turnback and opt-out from one system to the other, over the stand-ins and the shipped routes. */
class TurnbackRunTest {
  private static final String DANA = "dana.reyes@halden-health.example";
  private static final String RITA = "rita.book@halden-health.example";
  private static final String CONTACT = "0035g000000DanaAAC";
  private static final String LEAD = "00Q5g000000DanaEAC";

  @TempDir Path folder;

  private Path facts() throws IOException {
    return Files.write(folder.resolve("facts.ndjson"), List.of(
        Shell.fact("salesforce", "user-1", "user", "005A", "2026-01-05T00:00:00Z",
            "{\"name\":\"Bo Rep\",\"email\":\"bo@caravan.example\",\"active\":true,\"time_zone\":\"UTC\"}"),
        Shell.fact("salesforce", "lead-1", "person", DANA, "2026-03-01T00:00:00Z", "{\"ids\":{\"salesforce\":\"" + LEAD
            + "\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"company\":\"Halden Health\",\"title\":\"Client Experience"
            + " Director\",\"owner\":\"005A\"}"),
        contact("1", DANA, "2026-03-01T00:00:00Z"),
        contact("2", RITA, "2026-03-26T00:00:00Z"),
        Shell.submit("1", DANA, "2026-03-20T10:00:00Z", "Customer care | White paper | Shorter queues", "{}"),
        Shell.submit("2", RITA, "2026-03-27T10:00:00Z", "Customer care | White paper | Shorter queues", "{}"),
        Shell.submit("3", DANA, "2026-03-30T10:00:00Z", "Customer care | Quote | Ask us", "{}")));
  }

  private static String contact(String id, String email, String time) {
    return Shell.fact("eloqua", "contact-" + id, "person", email, time, "{\"ids\":{\"eloqua\":\"" + id
        + "\"},\"first_name\":\"D.\",\"last_name\":\"Reyes\",\"title\":\"Client Experience Director\",\"company\":\"Halden"
        + " Health\",\"country\":\"US\",\"phone\":\"+12025550100\",\"industry\":\"Healthcare\",\"employees\":12000}");
  }

  private static List<String> members(RunPlace place, String email) {
    return place.eloqua.snapshot().lines().filter(line -> line.startsWith("member ") && line.endsWith(" " + email))
        .map(line -> line.split(" ")[1]).toList();
  }

  private static List<String> statuses(SalesforceStandIn salesforce) {
    return salesforce.records("CampaignMember").stream().map(row -> String.valueOf(row.get("Status"))).sorted().toList();
  }

  @Test
  void given_back_in_salesforce_a_lead_is_nurtured_in_eloqua_until_it_opts_out() throws Exception {
    try (var place = new RunPlace(folder.resolve("place"), facts())) {
      assertThat(place.runOnce().code()).isIn(0, 1);
      assertThat(members(place, DANA)).as("sales is acting").isEmpty();
      assertThat(members(place, RITA)).containsExactly("caravan-raise-interest");
      assertThat(place.eloqua.snapshot()).contains("contact " + RITA + " C_Caravan_Next_Content1=field-guide",
          "contact " + RITA + " C_Caravan_Next_Content_Asks1=Are you planning to purchase this quarter?");

      place.later(Duration.ofMinutes(5));
      place.salesforce.update("Lead", LEAD,
          Map.of("Status", "Closed - Not Converted", "Caravan_Turnback_Reason__c", "Cannot be reached"));
      place.later(Duration.ofMinutes(5));
      assertThat(place.runOnce().code()).isIn(0, 1);
      assertThat(members(place, DANA)).containsExactly("caravan-turnback-unreachable");
      assertThat(place.eloqua.snapshot()).contains("contact " + DANA + " C_Caravan_Programme1=turnback-unreachable",
          "contact " + DANA + " C_Caravan_Next_Content1=pick-a-time");
      assertThat(statuses(place.salesforce)).as("Dana; Rita has no record there").contains("Enrolled").doesNotContain("Responded");

      long writes = place.writes();
      place.later(Duration.ofMinutes(5));
      assertThat(place.runOnce().code()).isIn(0, 1);
      assertThat(place.writes()).as("nothing is told twice").isEqualTo(writes);

      place.later(Duration.ofMinutes(5));
      place.salesforce.update("Lead", LEAD, Map.of("HasOptedOutOfEmail", true));
      place.later(Duration.ofMinutes(5));
      assertThat(place.runOnce().code()).isIn(0, 1);
      assertThat(members(place, DANA)).isEmpty();
      assertThat(statuses(place.salesforce)).contains("Left").doesNotContain("Enrolled");
    }
  }

  @Test
  void a_contact_turned_back_without_a_budget_comes_back_with_a_new_task_once_they_have_one() throws Exception {
    var told = new java.util.ArrayList<>(Files.readAllLines(facts()).subList(2, 7));
    told.add(0, Files.readAllLines(facts()).get(0));
    told.add(Shell.fact("salesforce", "account-1", "account", "0015g000000HaldAAC", "2026-01-05T00:00:00Z",
        "{\"name\":\"Halden Health\",\"website\":\"halden-health.example\",\"owner\":\"005A\"}"));
    told.add(Shell.fact("salesforce", "contact-d", "person", DANA, "2026-03-01T00:00:00Z", "{\"ids\":{\"salesforce\":\"" + CONTACT
        + "\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"account\":\"0015g000000HaldAAC\",\"owner\":\"005A\"}"));
    String time = "2026-04-08T09:00:00Z";
    int number = 10;
    for (String asset : List.of("Testimonial | Calm phones", "White paper | Fewer calls", "White paper | Better calls", "Webinar | Live",
        "Webinar | Again")) {
      told.add(Shell.submit(String.valueOf(number++), DANA, time, "Customer care | " + asset, "{\"planning_to_purchase\":\"Yes\"}")
          .replace("\"time\":", "\"recordedtime\":\"" + time + "\",\"time\":"));
    }
    try (var place = RunPlace.whereTimePasses(folder.resolve("place"), Files.write(folder.resolve("contact.ndjson"), told))) {
      assertThat(place.runOnce().code()).isIn(0, 1);
      List<Map<String, Object>> first = handOffTasks(place);
      assertThat(first).singleElement().satisfies(task -> assertThat(task.get("WhoId")).isEqualTo(CONTACT));

      place.later(Duration.ofMinutes(5));
      place.salesforce.update("Task", String.valueOf(first.get(0).get("Id")),
          Map.of("Caravan_Answer__c", "Given back", "Caravan_Turnback_Reason__c", "No budget"));
      place.later(Duration.ofMinutes(5));
      place.runOnce();
      assertThat(members(place, DANA)).containsExactly("caravan-turnback-no-budget");
      assertThat(handOffTasks(place)).singleElement().satisfies(task -> {
        assertThat(task.get("Status")).isEqualTo("Completed");
        assertThat(task.get("Description").toString()).startsWith("Closed: It is over: given back");
      });
      place.later(Duration.ofDays(3));
      place.runOnce();
      assertThat(place.salesforce.records("Task")).as("its clock rings no more").allMatch(task -> "Completed".equals(task.get("Status")));

      place.later(Duration.ofDays(8));
      place.runOnce();
      assertThat(handOffTasks(place)).as(place.type("explain", DANA).out()).hasSize(2).anySatisfy(task -> {
        assertThat(task.get("Status")).isEqualTo("Not Started");
        assertThat(task.get("Description").toString()).contains("no budget");
      });
    }
  }

  private static List<Map<String, Object>> handOffTasks(RunPlace place) {
    return place.salesforce.records("Task").stream().filter(task -> String.valueOf(task.get("Caravan_Key__c")).matches("(closed/)?hand-off/.*/\\d+"))
        .toList();
  }

  @Test
  void answers_sales_calls_wrong_are_taken_off_the_record_and_asked_for_again() throws Exception {
    var told = new java.util.ArrayList<>(Files.readAllLines(facts()));
    told.add(Shell.submit("4", DANA, "2026-03-30T09:00:00Z", "Customer care | Testimonial | Calm phones",
        "{\"planning_to_purchase\":\"Yes\"}"));
    try (var place = new RunPlace(folder.resolve("place"), Files.write(folder.resolve("asked.ndjson"), told))) {
      assertThat(place.runOnce().code()).isIn(0, 1);
      double before = interest(place);
      place.later(Duration.ofMinutes(5));
      place.salesforce.update("Lead", LEAD,
          Map.of("Status", "Closed - Not Converted", "Caravan_Turnback_Reason__c", "Wrong answers"));
      place.later(Duration.ofMinutes(5));
      assertThat(place.runOnce().code()).isIn(0, 1);

      assertThat(before - interest(place)).as("the 20 points of the answer, and a day's fading of the rest at most")
          .isBetween(20.0, 21.0);
      assertThat(lead(place).get("Caravan_Explanation__c").toString()).doesNotContain("quarter, ");
      assertThat(members(place, DANA)).containsExactly("caravan-turnback-wrong-answers");
      assertThat(place.eloqua.snapshot()).contains("contact " + DANA + " C_Caravan_Next_Question1=planning_to_purchase");
    }
  }

  private static Map<String, Object> lead(RunPlace place) {
    return place.salesforce.records("Lead").stream().filter(row -> LEAD.equals(row.get("Id"))).findFirst().orElseThrow();
  }

  private static double interest(RunPlace place) {
    return Double.parseDouble(lead(place).get("Caravan_Interest__c").toString());
  }

  @Test
  void a_customer_who_reads_gets_the_newsletter_and_nobody_is_asked_to_call() throws Exception {
    Path facts = Files.write(folder.resolve("customer.ndjson"), List.of(
        Shell.fact("salesforce", "user-1", "user", "005A", "2026-01-05T00:00:00Z",
            "{\"name\":\"Bo Rep\",\"email\":\"bo@caravan.example\",\"active\":true,\"time_zone\":\"UTC\"}"),
        Shell.fact("salesforce", "account-1", "account", "0015g000000HaldAAC", "2026-01-05T00:00:00Z",
            "{\"name\":\"Halden Health\",\"website\":\"https://www.halden-health.example\",\"owner\":\"005A\",\"customer\":true}"),
        contact("2", RITA, "2026-03-01T00:00:00Z"),
        Shell.submit("1", RITA, "2026-03-20T10:00:00Z", "Customer care | White paper | Shorter queues", "{}"),
        Shell.submit("2", RITA, "2026-03-21T10:00:00Z", "Customer care | Testimonial | Calm phones",
            "{\"planning_to_purchase\":\"Yes\"}"),
        Shell.submit("3", RITA, "2026-03-22T10:00:00Z", "Customer care | Webinar | Peak season", "{}")));
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      assertThat(place.runOnce().code()).isIn(0, 1);
      assertThat(members(place, RITA)).containsExactly("caravan-customer-newsletter");
      assertThat(place.eloqua.snapshot()).contains("contact " + RITA + " C_Caravan_Next_Content1=customer-letter/2026-03");
      assertThat(place.salesforce.records("Task")).isEmpty();
    }
  }

  @Test
  void who_could_not_be_reached_and_asks_again_is_handed_over_anew_with_what_became_of_it() throws Exception {
    var told = new java.util.ArrayList<>(Files.readAllLines(facts()));
    told.add(Shell.submit("5", DANA, "2026-04-09T10:00:00Z", "Customer care | Quote | Ask us", "{}"));
    try (var place = RunPlace.whereTimePasses(folder.resolve("place"), Files.write(folder.resolve("again.ndjson"), told))) {
      assertThat(place.runOnce().code()).isIn(0, 1);
      place.later(Duration.ofMinutes(5));
      place.salesforce.update("Lead", LEAD,
          Map.of("Status", "Closed - Not Converted", "Caravan_Turnback_Reason__c", "Cannot be reached"));
      place.later(Duration.ofMinutes(5));
      assertThat(place.runOnce().code()).isIn(0, 1);
      assertThat(handOffTexts(place)).hasSize(1);

      place.later(Duration.ofDays(12));
      assertThat(place.runOnce().code()).isIn(0, 1);
      assertThat(handOffTexts(place)).hasSize(2).last().asString().contains("given back: unreachable");
      assertThat(members(place, DANA)).as("sales is acting").isEmpty();
    }
  }

  private static List<String> handOffTexts(RunPlace place) {
    return place.salesforce.records("Task").stream().filter(row -> String.valueOf(row.get("Caravan_Key__c")).matches("(closed/)?hand-off/.*/[0-9]+"))
        .map(row -> String.valueOf(row.get("Description"))).toList();
  }

  @Test
  void a_renewal_that_is_due_goes_to_the_account_manager_and_by_its_own_stages() throws Exception {
    String at = "{\"account\":\"0015g000000HaldAAC\",\"solution\":\"customer-care\",\"ends\":\"2026-06-01T00:00:00Z\"}";
    Path facts = Files.write(folder.resolve("renewal.ndjson"), List.of(
        Shell.fact("salesforce", "user-1", "user", "005A", "2026-01-05T00:00:00Z",
            "{\"name\":\"Bo Rep\",\"email\":\"bo@caravan.example\",\"active\":true,\"time_zone\":\"UTC\"}"),
        Shell.fact("salesforce", "account-1", "account", "0015g000000HaldAAC", "2026-01-05T00:00:00Z",
            "{\"name\":\"Halden Health\",\"website\":\"https://www.halden-health.example\",\"owner\":\"005A\",\"customer\":true}"),
        Shell.fact("salesforce", "contract-1", "contract", "8005g000000ContAAC", "2026-01-06T00:00:00Z", at),
        contact("2", RITA, "2026-03-01T00:00:00Z"),
        Shell.submit("3", RITA, "2026-03-22T10:00:00Z", "Customer care | Quote | Ask us", "{}")));
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      assertThat(place.runOnce().code()).isIn(0, 1);
      assertThat(place.eloqua.snapshot()).contains("contact " + RITA + " C_Caravan_Stage1=renewal");
      assertThat(place.salesforce.records("Task")).anySatisfy(task -> assertThat(task).containsEntry("OwnerId", "005A"));
    }
  }
}
