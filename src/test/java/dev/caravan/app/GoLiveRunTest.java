package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Caravan is switched on over years of history, in the steps of an admin, against both stand-ins. */
class GoLiveRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir static Path folder;
  private static Path facts;

  @BeforeAll
  static void a_market() throws Exception {
    facts = folder.resolve("facts.ndjson");
    Market.generate(MarketSettings.defaults().withPeople(150), facts, folder.resolve("truth.json"));
  }

  @Test
  void a_first_run_over_a_market_that_ended_eight_months_ago_writes_scores_and_groups_only() throws Exception {
    try (var place = RunPlace.whereTimePasses(folder.resolve("first"), facts)) {
      place.later(Duration.ofDays(240));
      Shell.Said said = place.runOnce("caravan.go-live", "");

      assertThat(said.code()).as(said.out() + said.err()).isIn(0, 1);
      assertThat(kinds(place.shown().salesforce()))
          .isSubsetOf("Contact", "Lead", "Buying_Group__c", "Buying_Group_Member__c").contains("Lead", "Buying_Group__c");
      assertThat(kinds(place.shown().eloqua())).containsExactly("contact");
      assertThat(place.shown().salesforce().lines().filter(line -> line.matches("(Lead|Contact) .*"))).as("owners")
          .noneMatch(line -> line.contains("OwnerId="));
    }
  }

  @Test
  void after_two_weeks_of_shadow_nothing_leaves_at_the_switch_and_who_is_released_is_handed_over_once() throws Exception {
    try (var place = RunPlace.whereTimePasses(folder.resolve("shadow"), facts)) {
      Shell.Said shadow = place.runOnce("caravan.mode", "shadow", "caravan.go-live", "");
      assertThat(shadow.out()).as(shadow.err()).containsPattern("Qualified before going live, to be released: [1-9]");
      assertThat(place.writes()).isZero();
      List<JsonNode> inShadow = list(place);
      Shell.Said ready = place.type("readiness");
      assertThat(ready.out()).as(ready.err()).contains("  ok  files", "pool inside-sales: ", "escalate_to: 1 active user", "to salesforce: group ",
          "on the release list, of which ", "in the first week", " allowed in 24 hours", "  !!  consent", "./caravan release consent --yes");
      assertThat(ready.out()).contains("  ok  systems   Eloqua was asked just now", "  ok  systems   Salesforce was asked just now; of 100,000 calls in 24 hours ");
      assertThat(place.writes()).as("asking writes nothing").isZero();
      assertThat(ready.code()).as("people said no in one system only").isEqualTo(1);
      assertThat(place.type("release", "--portion", "--why", "try").err()).contains("Caravan is not live there");

      place.later(Duration.ofDays(14));
      place.runOnce("caravan.go-live", "");
      assertThat(tasks(place)).isEmpty();
      List<JsonNode> live = list(place);
      assertThat(live).hasSameSizeAs(inShadow).isNotEmpty();

      place.later(Duration.ofHours(2));
      JsonNode best = live.get(0);
      Shell.Said released = place.type("release", best.path("who").asText(), "--why", "first of all");
      assertThat(released.code()).as(released.out() + released.err()).isZero();
      Shell.Said run = place.runOnce("caravan.go-live", "");
      assertThat(tasks(place)).as(run.out() + run.err()).hasSize(1).allSatisfy(task ->
          assertThat(String.valueOf(task.get("Subject"))).as("it is timed from its release on").doesNotContain("Reminder"));

      Shell.Said again = place.type("release", best.path("who").asText(), "--why", "first of all");
      assertThat(again.code()).isEqualTo(1);
      assertThat(again.out()).contains("0 rows released; nothing was written.", "Not on the list: " + best.path("who").asText());
      place.runOnce("caravan.go-live", "");
      assertThat(tasks(place)).hasSize(1);
      assertThat(list(place)).hasSize(live.size() - 1);
    }
  }

  @Test
  void before_live_it_is_said_whom_settings_name_that_the_crm_does_not_have() throws Exception {
    try (var place = RunPlace.whereTimePasses(folder.resolve("named"), facts)) {
      assertThat(place.type("readiness").out()).contains("!!  data", "run once in shadow: ./caravan run --once");
      Path routing = place.config().resolve("routing.yaml");
      Files.writeString(routing, Files.readString(routing).replaceFirst("(?m)^( +escalate_to: )\\S+", "$1nobody@caravan.example"));
      place.runOnce("caravan.mode", "shadow", "caravan.go-live", "");

      Shell.Said ready = place.type("readiness");

      assertThat(ready.code()).isEqualTo(1);
      assertThat(ready.out()).contains("escalate_to names nobody@caravan.example, whom Salesforce does not have; expected the e-mail of an"
          + " active user; name somebody else in routing.yaml", "things to settle before caravan.mode = live.");
    }
  }

  @Test
  void what_the_systems_lack_is_asked_when_readiness_is_and_one_that_is_away_keeps_nothing_else_from_being_told() throws Exception {
    try (var place = RunPlace.whereTimePasses(folder.resolve("asked"), facts)) {
      place.runOnce("caravan.mode", "shadow", "caravan.go-live", "");
      place.salesforce.show("Lead.Caravan_Posture__c", false);
      place.salesforce.permit("Task", false);
      Shell.Said ready = place.type("readiness");
      assertThat(ready.out()).contains("write: lead: Salesforce has no Lead fields that Caravan's user may write for posture",
          "Salesforce does not let Caravan's user create Task records, and all hand-offs need it");
      assertThat(place.writes()).isZero();

      place.eloqua.close();
      Shell.Said away = place.type("readiness");
      assertThat(away.code()).isEqualTo(1);
      assertThat(away.out()).contains("  !!  systems   Eloqua could not be asked: ", "what follows about it is as of the last reading",
          "  ok  systems   Salesforce was asked just now", "  ok  records");
    }
  }

  @Test
  void a_portion_is_as_large_as_its_pools_and_owners_allow_and_the_rest_waits_for_another_day() throws Exception {
    try (var place = RunPlace.whereTimePasses(folder.resolve("portions"), facts)) {
      place.runOnce("caravan.go-live", "");
      int all = list(place).size();
      assertThat(place.type("release", "--portion").err()).contains("Why?");

      Shell.Said said = place.type("release", "--portion", "--an-owner", "1", "--a-pool", "2", "--why", "first day");
      List<String> owners = said.out().lines().filter(line -> line.contains("→")).map(line -> line.replaceFirst(".*→ ", "")).toList();
      assertThat(owners).isNotEmpty().doesNotHaveDuplicates();
      place.runOnce("caravan.go-live", "");
      int first = tasks(place).size();
      assertThat(first).isEqualTo(owners.size());
      assertThat(place.type("release", "--portion", "--an-owner", "1", "--a-pool", "2", "--why", "again").out())
          .as("today's portion has gone").doesNotContain(first + " rows released");

      int left = list(place).size();
      assertThat(first + left).isLessThanOrEqualTo(all);
      assertThat(left).as("not all are of one owner's first day").isPositive();

      place.later(Duration.ofDays(1));
      place.type("release", "--portion", "--an-owner", "1", "--a-pool", "2", "--why", "second day");
      place.runOnce("caravan.go-live", "");
      assertThat(list(place)).hasSizeLessThan(left);
    }
  }

  @Test
  void what_people_said_no_to_before_is_written_by_one_confirmed_order() throws Exception {
    try (var place = RunPlace.whereTimePasses(folder.resolve("consent"), facts)) {
      place.runOnce("caravan.go-live", "");
      String before = place.shown().salesforce();
      Shell.Said shown = place.type("release", "consent");
      assertThat(shown.out()).containsPattern("[1-9]\\d* (person|people) said no to something").contains("--yes writes it");
      place.type("release", "consent", "--yes", "--why", "checked with legal");
      place.runOnce("caravan.go-live", "");

      assertThat(place.shown().salesforce()).isNotEqualTo(before).contains("HasOptedOutOfEmail=true");
      assertThat(tasks(place)).isEmpty();
    }
  }

  private static String lead(int n) {
    String id = "00Q%012dEAA".formatted(n);
    return Shell.fact("salesforce", "lead-" + id + "@2026-01-06T08:00:00Z", "person", "asks" + n + "@many.example", "2026-01-06T08:00:00Z",
        "{\"ids\":{\"salesforce\":\"" + id + "\"},\"first_name\":\"Lea\",\"last_name\":\"L" + n + "\",\"company\":\"Many\",\"country\":\"US\","
            + "\"title\":\"Client Experience Director\",\"industry\":\"Healthcare\",\"employees\":\"12000\"}");
  }

  @Test
  void who_has_since_opted_out_is_disqualified_or_with_sales_is_released_by_nobody() throws Exception {
    var told = new ArrayList<String>(List.of(Shell.fact("salesforce", "user-005000000000001AAA@2026-01-05T08:00:00Z", "user",
        "005000000000001AAA", "2026-01-05T08:00:00Z", "{\"name\":\"Ann Lind\",\"email\":\"ann@caravan.example\",\"active\":true}")));
    for (int n = 1; n <= 4; n++) {
      told.add(lead(n));
      int id = 100 * n;
      for (String what : List.of("White paper | A", "White paper | B", "Testimonial | A", "Testimonial | B", "Webinar | A", "Webinar | B",
          "Pricing | A", "Pricing | B")) {
        told.add(Shell.submit(String.valueOf(++id), "asks" + n + "@many.example", "2026-03-30T10:00:00Z", "Customer care | " + what,
            "{\"planning_to_purchase\":\"Yes\"}"));
      }
    }
    Path asked = Files.write(folder.resolve("asked.ndjson"), told);
    try (var place = RunPlace.whereTimePasses(folder.resolve("since"), asked)) {
      place.runOnce("caravan.go-live", "");
      assertThat(list(place)).extracting(row -> row.path("who").asText()).containsExactlyInAnyOrder("asks1@many.example",
          "asks2@many.example", "asks3@many.example", "asks4@many.example");
      place.later(Duration.ofMinutes(5));
      place.salesforce.update("Lead", "00Q000000000001EAA", Map.of("HasOptedOutOfEmail", true, "DoNotCall", true));
      place.salesforce.update("Lead", "00Q000000000002EAA", Map.of("Title", "Student"));
      place.salesforce.update("Lead", "00Q000000000003EAA", Map.of("Status", "Working - Contacted"));
      place.later(Duration.ofMinutes(5));
      place.runOnce("caravan.go-live", "");

      place.later(Duration.ofMinutes(5));
      Shell.Said said = place.type("release", "asks1@many.example", "asks2@many.example", "asks3@many.example", "--why", "all of them");
      assertThat(said.code()).as(said.out()).isEqualTo(1);
      assertThat(said.out()).contains("0 rows released; nothing was written.");
      for (String who : List.of("asks1", "asks2", "asks3")) {
        assertThat(said.out()).contains("Not on the list: " + who + "@many.example. They are with sales already, have opted out, are"
            + " disqualified, or stand at no MQL");
      }
      place.runOnce("caravan.go-live", "");
      assertThat(tasks(place)).isEmpty();
      assertThat(list(place)).as(place.type("explain", "asks4@many.example").out()).extracting(row -> row.path("who").asText())
          .containsExactly("asks4@many.example");
    }
  }

  private static List<JsonNode> list(RunPlace place) throws Exception {
    Shell.Said said = place.type("release", "--json");
    assertThat(said.code()).as(said.err()).isZero();
    var rows = new ArrayList<JsonNode>();
    JSON.readTree(said.out()).forEach(rows::add);
    return rows;
  }

  private static List<Map<String, Object>> tasks(RunPlace place) {
    return place.salesforce.records("Task").stream().filter(task -> task.toString().contains("hand-off/")).toList();
  }

  private static Set<String> kinds(String shown) {
    return shown.lines().map(line -> line.replaceFirst(" .*", "")).collect(Collectors.toSet());
  }
}
