package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code caravan run --once} in each mode. */
class ModeRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static Path facts;

  @BeforeAll
  static void a_market() throws Exception {
    facts = DemoData.fiftyPeople(folder.resolve("facts.ndjson"));
  }

  @Test
  void in_shadow_nothing_is_written_also_not_by_a_route_of_an_admins_own_and_all_that_would_have_been_is_told() throws Exception {
    Path home = Home.withoutPauses(folder.resolve("home"));
    Path routes = home.resolve("routes");
    Files.writeString(routes.resolve("deliver-salesforce-mine.camel.yaml"), Files.readString(routes.resolve(
        "deliver-salesforce-hand-off.camel.yaml")).replace("deliver-salesforce-hand-off", "deliver-salesforce-mine"));
    try (var place = RunPlace.at(home, folder.resolve("shadow"), facts)) {
      Shell.Said said = place.runOnce("caravan.mode", "shadow");

      assertThat(said.code()).as(said.out() + said.err()).isZero();
      assertThat(place.writes()).isZero();
      assertThat(said.out()).contains("Nothing was written, because the mode is shadow. It would have been:")
          .containsPattern("  eloqua: .*score [1-9]\\d*").containsPattern("  salesforce: .*score [1-9]\\d*").doesNotContain("assignment")
          .contains("To change that, set caravan.mode in application.properties (score-only writes scores and groups, live"
              + " everything) and start again.")
          .doesNotContain("not delivered yet");
      told_by_those_who_look_in(place);
      the_counts_of_the_last_run_add_up(place);
      Shell.Said dry = place.type("run", "--once", "--dry-run");
      assertThat(dry.out()).contains("Would be written: 0\n").containsPattern("Would be written if caravan.mode were live: [1-9]");
      assertThat(place.writes()).isZero();
    }
  }

  private static void told_by_those_who_look_in(RunPlace place) {
    place.later(Duration.ofDays(1));
    assertThat(place.type("runs").out()).containsPattern("done .* mode shadow: [1-9][\\d,]* records were not written")
        .contains("Nothing was written, because the mode is shadow.");
    assertThat(place.type("held").out()).contains("Nothing was written, because the mode is shadow.")
        .doesNotContain("Not delivered yet");
    assertThat(place.type("doctor").out()).contains("  ok  mode      Nothing was written, because the mode is shadow.")
        .doesNotContain("  waiting  ");
  }

  private static void the_counts_of_the_last_run_add_up(RunPlace place) throws Exception {
    JsonNode held = JSON.readTree(place.type("held", "--json").out());
    assertThat(held.get("mode").asText()).isEqualTo("shadow");
    assertThat(held.get("waiting")).isEmpty();
    JsonNode targets = JSON.readTree(place.type("runs", "--json", "--last", "1").out()).get("runs").get(0).get("targets");
    assertThat(targets).hasSize(2);
    targets.fields().forEachRemaining(target -> {
      JsonNode counts = target.getValue();
      long withheld = 0;
      for (JsonNode kind : held.get("withheld").get(target.getKey())) {
        withheld += kind.asLong();
      }
      assertThat(counts.get("waiting").asLong()).as(target.getKey()).isEqualTo(withheld).isPositive();
      assertThat(counts.get("input").asLong()).isEqualTo(counts.get("sent").asLong() + counts.get("unchanged").asLong()
          + counts.get("waiting").asLong() + counts.get("held").asLong() + counts.get("parked").asLong());
    });
  }

  @Test
  void in_score_only_scores_and_groups_are_written_and_nobody_is_asked_to_do_anything_before_live() throws Exception {
    try (var place = RunPlace.withoutPauses(folder.resolve("score-only"), facts)) {
      Shell.Said said = place.runOnce("caravan.mode", "score-only", "caravan.salesforce.create", "inquiry");

      assertThat(said.code()).as(said.out() + said.err()).isZero();
      assertThat(said.out()).contains("Only scores and groups were written, because the mode is score-only. Nothing is in line.")
          .doesNotContain("not delivered yet");
      assertThat(kinds(place.shown().salesforce())).containsExactlyInAnyOrder("Contact", "Lead", "Buying_Group__c", "Buying_Group_Member__c");
      assertThat(kinds(place.shown().eloqua())).containsExactly("contact");
      assertThat(ofPeople(place.shown().salesforce())).as("owners, and leads that were made").doesNotContain("OwnerId=", "LastName=");

      Shell.Said live = place.runOnce();

      assertThat(live.out()).doesNotContain("because the mode is");
      assertThat(kinds(place.shown().salesforce())).as("nothing leaves by itself at the switch").doesNotContain("Task");
    }
  }

  private static Set<String> kinds(String shown) {
    return shown.lines().map(line -> line.replaceFirst(" .*", "")).collect(Collectors.toSet());
  }

  private static String ofPeople(String shown) {
    return shown.lines().filter(line -> line.matches("(Lead|Contact) .*")).collect(Collectors.joining("\n"));
  }
}
