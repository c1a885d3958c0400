package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.connectors.salesforce.SalesforceWrite;
import dev.caravan.insight.Blocked;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Outbox;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.LoopbackServer;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code caravan run --once} and a house that stays open, while a system is away or refuses a whole stream. */
class OutageRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Predicate<Request> EVERYTHING = request -> true;
  private static final Predicate<Request> A_WRITE_TO_SALESFORCE = SalesforceWrite::is;
  private static final Predicate<Request> A_TASK = request -> SalesforceWrite.to(request, "/composite/sobjects/Task/");
  private static final Reply DOWN = Reply.text(503, "text/plain", "down for maintenance, ask ada@halden-health.example");
  private static final Reply NO_FIELD = Reply.json(400,
      "[{\"errorCode\":\"INVALID_FIELD\",\"message\":\"No such column 'Caravan_Id__c' on Task\"}]");

  @TempDir static Path folder;
  private static Path facts;
  private static DemoData.Shown expected;

  @BeforeAll
  static void an_undisturbed_run() throws Exception {
    facts = DemoData.smallMarket(folder.resolve("facts.ndjson"));
    try (var place = new RunPlace(folder.resolve("undisturbed"), facts)) {
      Shell.Said said = place.runOnce();
      assertThat(said.code()).as(said.out() + said.err()).isIn(0, 1);
      assertThat(troubles(said)).isEmpty();
      expected = place.shown();
    }
  }

  @Test
  void a_system_that_takes_no_write_is_told_in_one_line_and_gets_everything_once_it_is_back() throws Exception {
    try (var place = new RunPlace(folder.resolve("writes"), facts)) {
      AtomicBoolean down = fail(place.salesforce.server(), A_WRITE_TO_SALESFORCE, DOWN);

      Shell.Said said = place.runOnce();

      assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
      assertThat(troubles(said)).singleElement().asString()
          .startsWith("Trouble: Salesforce takes no records since 20").contains("records wait, the oldest since", "503",
              "Nothing is lost")
          .doesNotContain("@");
      JsonNode salesforce = lastRun(place).get("targets").get("salesforce");
      assertThat(salesforce.get("waiting").asLong()).isGreaterThan(20);
      assertThat(salesforce.get("sent").asLong()).isZero();
      assertThat(salesforce.get("input").asLong()).isEqualTo(List.of("sent", "unchanged", "waiting", "held", "parked")
          .stream().mapToLong(name -> salesforce.get(name).asLong()).sum());
      assertThat(place.type("held").code()).isEqualTo(1);
      assertThat(place.type("held").out()).contains("Not delivered yet: ", "Salesforce takes no records since");
      for (String listed : List.of("held", "parked")) {
        JsonNode blocked = JSON.readTree(place.type(listed, "--json").out()).path("blocked");
        assertThat(blocked).as(listed).hasSize(1);
        assertThat(blocked.get(0).path("kind").asText()).isEqualTo("unreachable");
        assertThat(blocked.get(0).path("about").get(0).asText()).isEqualTo("salesforce");
        assertThat(blocked.get(0).path("says").asText()).startsWith("Salesforce takes no records since");
      }
      Shell.Said doctor = place.type("doctor");
      assertThat(doctor.code()).isEqualTo(1);
      assertThat(doctor.out()).containsPattern("last run +#1 sync, failed, started \\S+ \\(\\d+ (second|minute)s? ago\\)");
      assertThat(doctor.out()).contains("!!  blocked   Salesforce takes no records since", "all have been read to their end",
          "records for salesforce not delivered yet");

      down.set(false);
      Shell.Said back = place.runOnce();

      assertThat(troubles(back)).isEmpty();
      assertThat(place.shown().differences(expected)).isEmpty();
      assertThat(lastRun(place).get("targets").get("salesforce").get("waiting").asLong()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Salesforce", "Eloqua"})
  void a_system_that_answers_503_to_everything_is_told_in_one_line_and_loses_nothing(String system) throws Exception {
    try (var place = new RunPlace(folder.resolve("down-" + system), facts)) {
      AtomicBoolean down = fail(system.equals("Eloqua") ? place.eloqua.server() : place.salesforce.server(), EVERYTHING, DOWN);

      Shell.Said said = place.runOnce();

      assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
      assertThat(troubles(said)).singleElement().asString().startsWith("Trouble: " + system + " cannot be read since 20")
          .contains("streams are not read", "503").doesNotContain("@");

      down.set(false);
      Shell.Said back = place.runOnce();

      assertThat(troubles(back)).isEmpty();
      assertThat(place.shown().differences(expected)).isEmpty();
    }
  }

  @Test
  void when_both_systems_are_down_each_is_told_and_the_doctor_does_not_say_that_all_was_read() throws Exception {
    try (var place = new RunPlace(folder.resolve("both"), facts)) {
      place.runOnce();
      fail(place.salesforce.server(), EVERYTHING, DOWN);
      place.eloqua.server().add(new Fault(EVERYTHING, Integer.MAX_VALUE, new Fault.Effect.DropBefore()));

      Shell.Said said = place.runOnce();

      assertThat(said.code()).isEqualTo(1);
      assertThat(troubles(said)).hasSize(2);
      assertThat(said.out()).contains("Trouble: Eloqua cannot be read since", "Trouble: Salesforce cannot be read since");
      Shell.Said doctor = place.type("doctor");
      assertThat(doctor.code()).isEqualTo(1);
      assertThat(doctor.out()).doesNotContain("all have been read to their end").contains("!!  streams   the last try failed:",
          "eloqua/contact (last read ", "!!  blocked   Eloqua cannot be read since", "!!  blocked   Salesforce cannot be read since");
    }
  }

  @Test
  void a_stopped_stream_is_told_in_one_line_and_goes_on_when_it_is_resumed_beside_a_house_that_stays_open() throws Exception {
    try (var place = new RunPlace(folder.resolve("stopped"), facts); Caravan caravan = place.open()) {
      AtomicBoolean wrong = fail(place.salesforce.server(), A_TASK, NO_FIELD);
      var watch = new BlockedNotifier(caravan);

      Shell.Said said = place.runOnce(caravan);

      assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
      assertThat(troubles(said)).singleElement().asString()
          .startsWith("Trouble: salesforce/assignment stands still since 20")
          .contains("records wait", "INVALID_FIELD: No such column", "./caravan resume salesforce/assignment");
      assertThat(caravan.outbox().stopped()).extracting(Outbox.Stop::stream)
          .containsExactly(new Outbox.Stream("salesforce", Decision.Kind.ASSIGNMENT));
      assertThat(watch.look()).singleElement().asString().startsWith("salesforce/assignment stands still since");
      assertThat(watch.look()).isEmpty();

      wrong.set(false);
      assertThat(caravan.deliver()).as("nobody has resumed it").isZero();
      Shell.Said resumed = place.type("resume", "salesforce/assignment", "--why", "the field was made");
      assertThat(resumed.code()).as(resumed.err()).isZero();
      assertThat(caravan.deliver()).isPositive();

      assertThat(watch.look()).containsExactly("salesforce/assignment runs again");
      assertThat(new OneRun(caravan, place.clock, line -> { }).carryOut("sync", true, Map::of).troubles()).isEmpty();
      assertThat(place.shown().differences(expected)).isEmpty();
    }
  }

  @Test
  void a_house_that_stays_open_says_once_that_a_system_is_away_and_once_that_it_is_back() throws Exception {
    try (var place = new RunPlace(folder.resolve("watched"), facts); Caravan caravan = place.open()) {
      AtomicBoolean down = fail(place.salesforce.server(), A_WRITE_TO_SALESFORCE, DOWN);
      var watch = new BlockedNotifier(caravan);
      assertThat(watch.look()).isEmpty();
      place.runOnce(caravan);
      assertThat(watch.look()).singleElement().asString().startsWith("Salesforce takes no records since");
      place.later(Duration.ofMinutes(11));
      assertThat(caravan.deliver()).isPositive();
      assertThat(watch.look()).as("it is still away").isEmpty();

      down.set(false);
      place.later(Duration.ofMinutes(11));
      assertThat(caravan.deliver()).isPositive();

      assertThat(watch.look()).containsExactly("Salesforce answers again");
      assertThat(Blocked.of(caravan.journal(), caravan.outbox())).isEmpty();
    }
  }

  private static AtomicBoolean fail(LoopbackServer server, Predicate<Request> when, Reply reply) {
    var fails = new AtomicBoolean(true);
    server.add(new Fault(request -> fails.get() && when.test(request), Integer.MAX_VALUE, new Fault.Effect.Instead(reply)));
    return fails;
  }

  private static List<String> troubles(Shell.Said said) {
    return said.out().lines().filter(line -> line.startsWith("Trouble: ")).toList();
  }

  private static JsonNode lastRun(RunPlace place) throws Exception {
    return JSON.readTree(place.type("runs", "--last", "1", "--json").out()).get("runs").get(0);
  }
}
