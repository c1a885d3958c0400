package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools whose members are those of a queue of Salesforce. */
class PoolsOfTeamsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANN = "005000000000001AAA";
  private static final String BOB = "005000000000002AAA";
  private static final String LEAD = "00Q000000000001EAA";
  private static final String DANA = "dana.reyes@halden-health.example";
  private static final String KIM = "kim.lee@other.example";

  @TempDir Path folder;

  private static String user(String id, String name) {
    return Shell.fact("salesforce", "user-" + id + "@2026-01-05T08:00:00Z", "user", id, "2026-01-05T08:00:00Z", "{\"name\":\"" + name
        + "\",\"email\":\"" + name.substring(0, 3).toLowerCase(java.util.Locale.ROOT)
        + "@caravan.example\",\"active\":true,\"time_zone\":\"UTC\"}");
  }

  private static String team(String time, String members) {
    return Shell.fact("salesforce", "team-queue/inside_sales@" + time, "team", "queue/inside_sales", time, "{\"members\":[" + members + "]}");
  }

  private static String contact(String id, String email) {
    return Shell.fact("eloqua", "contact-" + id + "@2026-01-06T09:00:00Z", "person", email, "2026-01-06T09:00:00Z", "{\"ids\":{\"eloqua\":\""
        + id + "\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"title\":\"Client Experience Director\",\"country\":\"US\"}");
  }

  private static String quote(String id, String email, String time) {
    return Shell.submit(id, email, time, "Customer care | Quote | Ask us", "{}");
  }

  private static String ofAQueue(String routing) {
    return routing.replaceAll("members: \\[[^\\]]*]", "members: {queue: Inside_Sales}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "flink"})
  void who_is_in_the_queue_by_then_gets_it_on_either_host(String host) throws IOException {
    Path config = Shipped.copy(folder.resolve("config"), Map.of("routing.yaml", PoolsOfTeamsTest::ofAQueue));
    Path facts = Files.write(folder.resolve("facts.ndjson"), List.of(user(ANN, "Ann Lind"), user(BOB, "Bob Moss"),
        team("2026-01-05T08:00:01Z", "\"" + BOB + "\""), contact("1", DANA), contact("2", KIM),
        quote("77", DANA, "2026-03-31T10:00:00Z"), team("2026-04-01T08:00:00Z", "\"" + ANN + "\""),
        quote("78", KIM, "2026-04-01T10:00:00Z")));
    Path out = folder.resolve("out");
    Shell.Said said = Shell.run("replay", "--facts", facts, "--config", config, "--host", host, "--out", out);
    assertThat(said.code()).as(said.out() + said.err()).isZero();
    List<String> owners = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("decisions.ndjson"))) {
      JsonNode decision = JSON.readTree(line);
      if (decision.path("kind").asText().equals("assignment")) {
        owners.add(decision.path("at").asText().substring(0, 10) + " " + decision.path("owner").asText());
      }
    }
    assertThat(owners).containsExactlyInAnyOrder("2026-03-31 " + BOB, "2026-04-01 " + ANN);
  }

  @Test
  void a_replay_that_names_no_settings_lets_the_active_users_of_the_facts_take_turns() throws IOException {
    Path facts = Files.write(folder.resolve("facts.ndjson"), List.of(user(ANN, "Ann Lind"), contact("1", DANA), quote("77", DANA, "2026-03-31T10:00:00Z")));
    Path out = folder.resolve("out");
    Shell.Said said = Shell.run("replay", "--facts", facts, "--out", out);
    assertThat(said.code()).as(said.out() + said.err()).isZero();
    assertThat(said.err()).contains("config has pools without members; 1 active user of the facts take turns in them");
    assertThat(Files.readString(out.resolve("decisions.ndjson"))).contains("\"owner\":\"" + ANN + "\"").doesNotContain(folder.toString());

    Path shipped = Shipped.copy(folder.resolve("config"), Map.of());
    Path asTheyAre = folder.resolve("as-they-are");
    Shell.run("replay", "--facts", facts, "--config", shipped, "--out", asTheyAre);
    assertThat(Files.readString(asTheyAre.resolve("decisions.ndjson"))).doesNotContain("\"owner\":\"" + ANN + "\"");
  }

  @Test
  void live_does_not_start_with_a_queue_in_which_nobody_is_and_follows_it_afterwards() throws Exception {
    Path facts = Files.write(folder.resolve("facts.ndjson"), List.of(user(ANN, "Ann Lind"), user(BOB, "Bob Moss"),
        Shell.fact("salesforce", "lead-" + LEAD + "@2026-01-06T08:00:00Z", "person", DANA, "2026-01-06T08:00:00Z",
            "{\"ids\":{\"salesforce\":\"" + LEAD + "\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"company\":\"Halden Health\"}"),
        contact("1", DANA), quote("77", DANA, "2026-03-31T10:00:00Z")));
    try (var place = RunPlace.whereTimePasses(folder.resolve("place"), facts)) {
      Path routing = place.config().resolve("routing.yaml");
      Files.writeString(routing, ofAQueue(Files.readString(routing)));
      String queue = place.salesforce.create("Group", Map.of("Name", "Inside", "DeveloperName", "Inside_Sales", "Type", "Queue"));
      place.runOnce("caravan.mode", "shadow", "caravan.go-live", "");
      assertThat(place.type("readiness").out()).contains("  !!  users     pool inside-sales takes its members from the queue inside_sales,"
          + " in which Salesforce shows no active user, or there is none of that name; expected an active user at least");

      Shell.Said refused = place.runOnce("caravan.go-live", "");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains("the settings are not ready for caravan.mode = live: pool digital-sellers takes its members from"
          + " the queue inside_sales");
      assertThat(place.writes()).isZero();

      place.salesforce.create("GroupMember", Map.of("GroupId", queue, "UserOrGroupId", BOB));
      place.later(Duration.ofMinutes(5));
      place.runOnce("caravan.mode", "shadow", "caravan.go-live", "");
      assertThat(place.type("readiness").out()).contains("  ok  users     pool inside-sales takes its members from the queue inside_sales,"
          + " in which Salesforce shows 1 active user");
      place.later(Duration.ofMinutes(5));
      Shell.Said live = place.runOnce("caravan.go-live", "");
      assertThat(live.code()).as(live.out() + live.err()).isNotEqualTo(2);
    }
  }
}
