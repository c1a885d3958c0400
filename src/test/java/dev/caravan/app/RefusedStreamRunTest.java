package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.Journal;
import dev.caravan.journal.UnreadStreams;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Outbox;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.Request;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code caravan run --once} over a system that does not show one of its streams. */
class RefusedStreamRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static Path facts;

  @BeforeAll
  static void a_market() throws Exception {
    facts = DemoData.tinyMarket(folder.resolve("facts.ndjson"));
  }

  @Test
  void a_stream_of_salesforce_that_is_refused_keeps_no_other_from_being_read_decided_and_delivered() throws Exception {
    try (var place = RunPlace.withoutPauses(folder.resolve("contract"), facts)) {
      place.salesforce.show("Contract", false);

      Shell.Said said = place.runOnce();

      assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
      assertThat(troubles(said)).singleElement().asString().startsWith("Trouble: salesforce/contract cannot be read since");
      assertThat(said.out()).doesNotContain("Nothing was lost");
      JsonNode targets = lastRun(place).get("targets");
      assertThat(targets.get("eloqua").get("sent").asLong()).isPositive();
      assertThat(targets.get("salesforce").get("sent").asLong()).isPositive();

      place.salesforce.show("Contract", true);
      Shell.Said mended = place.runOnce();

      assertThat(troubles(mended)).isEmpty();
      assertThat(place.type("doctor").out()).contains("all have been read to their end");
    }
  }

  @Test
  void a_stream_of_eloqua_that_is_refused_keeps_no_other_from_being_read_decided_and_delivered() throws Exception {
    try (var place = RunPlace.withoutPauses(folder.resolve("campaign"), facts)) {
      place.eloqua.server().add(new Fault(request -> request.path().contains("/assets/campaigns"), Integer.MAX_VALUE,
          new Fault.Effect.Instead(Reply.text(403, "text/plain", "no permission"))));

      Shell.Said said = place.runOnce();

      assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
      assertThat(troubles(said)).singleElement().asString()
          .startsWith("Trouble: eloqua/campaign cannot be read since");
      JsonNode targets = lastRun(place).get("targets");
      assertThat(targets.get("eloqua").get("sent").asLong()).isPositive();
      assertThat(targets.get("salesforce").get("sent").asLong()).isPositive();
    }
  }

  @Test
  void a_system_that_cannot_be_reached_holds_the_start_back_and_says_so() throws Exception {
    try (var place = RunPlace.withoutPauses(folder.resolve("away"), facts)) {
      Predicate<Request> everything = request -> true;
      place.salesforce.server().add(new Fault(everything, Integer.MAX_VALUE,
          new Fault.Effect.Instead(Reply.text(503, "text/plain", "down for maintenance"))));

      Shell.Said said = place.runOnce();

      assertThat(troubles(said)).singleElement().asString()
          .contains("Salesforce cannot be read since", "nothing is decided before its history has been read");
      assertThat(lastRun(place).get("targets").has("eloqua") && lastRun(place).get("targets").get("eloqua").get("input").asLong() > 0)
          .as("nothing was decided").isFalse();
    }
  }

  @Test
  void the_service_tells_of_each_refused_stream_once_and_once_when_it_can_be_read_again() throws Exception {
    try (Store store = Store.sqlite(folder.resolve("streams.db"))) {
      InstantSource clock = RunPlace.END;
      Journal journal = Journal.open(store, clock);
      journal.expectOnly(List.of("salesforce/contact", "salesforce/contract", "salesforce/lead"));
      Outbox outbox = Outbox.open(store, clock, List.of(new Outbox.Target("salesforce", Set.of(Decision.Kind.SCORE))), new SplittableRandom(1));
      var watch = new BlockedNotifier(journal, outbox, new Troubles(journal));
      String said = "INVALID_TYPE: not supported";

      journal.notRead(List.of("salesforce/contract"), said, UnreadStreams.Kind.REFUSED);
      assertThat(watch.look()).singleElement().asString().startsWith("salesforce/contract cannot be read since");
      journal.notRead(List.of("salesforce/contact", "salesforce/lead"), said, UnreadStreams.Kind.REFUSED);
      assertThat(watch.look()).singleElement().asString().startsWith("2 streams of Salesforce cannot be read since");
      assertThat(watch.look()).isEmpty();

      read(journal, "salesforce/contact");
      assertThat(watch.look()).containsExactly("salesforce/contact can be read again");
      read(journal, "salesforce/contract");
      read(journal, "salesforce/lead");
      assertThat(watch.look()).containsExactly("2 streams of Salesforce can be read again");
    }
  }

  private static void read(Journal journal, String stream) {
    journal.keep(new Arrival(stream, List.of(), List.of(), "", true));
  }

  private static List<String> troubles(Shell.Said said) {
    return said.out().lines().filter(line -> line.startsWith("Trouble: ")).toList();
  }

  private static JsonNode lastRun(RunPlace place) throws Exception {
    return JSON.readTree(place.type("runs", "--last", "1", "--json").out()).get(0);
  }
}
