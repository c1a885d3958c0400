package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.Journal;
import dev.caravan.journal.Runs;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import dev.caravan.model.Tally;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Outbox;
import dev.caravan.outbox.Problem;
import dev.caravan.store.DataDirectory;
import dev.caravan.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path data;

  /** A run that sent nothing: one record waits, one is held, one parked. */
  @BeforeEach
  void a_run() throws IOException {
    data = Shell.journal(folder.resolve("data"), Shell.facts(folder));
    try (Store store = Store.sqlite(Cabinet.database(data))) {
      Journal journal = Journal.open(store, Shell.CLOCK);
      Runs.Run run = journal.runs().start("sync");
      List<Fact> facts = journal.next(1_000);
      long worked = facts.get(facts.size() - 1).head().recorded();
      store.write(tx -> journal.advance(tx, Long.MIN_VALUE, worked));
      Outbox outbox = Outbox.open(store, Shell.CLOCK,
          List.of(new Outbox.Target("salesforce", Set.of(Decision.Kind.SCORE))), new Random(1));
      store.write(tx -> {
        outbox.put(tx, List.of(score("a"), score("b"), score("c")));
        return true;
      });
      Map<String, Delivery> results = new LinkedHashMap<>();
      for (Item item : outbox.take("salesforce", List.of(Decision.Kind.SCORE), 10)) {
        results.put(item.id(), switch (item.key()) {
          case "a" -> new Delivery.Held("touch guard");
          case "b" -> new Delivery.Refused(Problem.DATA, "REQUIRED_FIELD_MISSING", 0);
          default -> new Delivery.TryLater(Problem.REMOTE, "UNABLE_TO_LOCK_ROW");
        });
      }
      outbox.settle(results);
      run.count("file", new Arrival.Receipt(6, 0, 0));
      run.count("salesforce", new Tally(0, 0, 1, 1, 1));
      run.finish("done", "");
    }
  }

  private static Decision score(String person) {
    return new Decision.Score("score/" + person, person, Shell.CLOCK.millis(), Because.of("", "", "", "", ""), "",
        Map.of("fit", 1L));
  }

  @Test
  void runs_show_counts_that_add_up() throws IOException {
    assertThat(Shell.run("runs", "--data", data).out()).contains("#1  sync  done", "target      input  sent  unchanged  waiting  held  parked",
        "salesforce  3      0     0          1        1     1");

    JsonNode target = JSON.readTree(Shell.run("runs", "--json", "--data", data).out()).get("runs").get(0).get("targets").get("salesforce");
    assertThat(target.get("input").asInt()).isEqualTo(target.get("sent").asInt() + target.get("unchanged").asInt()
        + target.get("waiting").asInt() + target.get("held").asInt() + target.get("parked").asInt());
  }

  @Test
  void parked_records_show_the_other_systems_words_and_are_a_finding() {
    Shell.Said said = Shell.run("parked", "--data", data);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).contains("REQUIRED_FIELD_MISSING").doesNotContain("touch guard");
  }

  /** Two tasks of Dana refused for one cause, one more in line behind. */
  private void dana_in_trouble() throws IOException {
    data = Shell.journal(folder.resolve("dana"), Shell.facts(folder));
    try (Store store = Store.sqlite(Cabinet.database(data))) {
      Journal journal = Journal.open(store, Shell.CLOCK);
      var admission = journal.admit(journal.next(1_000));
      Outbox outbox = Outbox.open(store, Shell.CLOCK, List.of(new Outbox.Target("salesforce", Set.of(Decision.Kind.ASSIGNMENT))),
          new Random(1));
      store.write(tx -> {
        journal.settleStamps(tx, admission);
        outbox.put(tx, List.of(handOff("h1"), handOff("h2"), handOff("h3")));
        return true;
      });
      Map<String, Delivery> results = new LinkedHashMap<>();
      outbox.take("salesforce", List.of(Decision.Kind.ASSIGNMENT), 2).forEach(item -> results.put(item.id(), new Delivery.Refused(
          Problem.DATA, "REQUIRED_FIELD_MISSING: Company [Company]", 0, true, "fill the field, then requeue")));
      outbox.settle(results);
    }
  }

  private static Decision handOff(String id) {
    Because why = Because.of("", "", "", "", "");
    return new Decision.Assignment(id, Shell.DANA, 1, why, new Decision.HandOff("hand-off/" + id, Shell.DANA, 1, why, "person",
        Shell.DANA, Shell.DANA, "001A", "customer-care", "mql", "Call", List.of(), "", Map.of()), "005A", "owner", "Ann", Moment.NONE);
  }

  @Test
  void one_person_in_trouble_is_one_row_with_name_record_words_and_what_to_do() throws IOException {
    dana_in_trouble();
    Shell.Said said = Shell.run("parked", "--data", data);
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).containsOnlyOnce("Dana Reyes (" + Shell.DANA + "), no record in salesforce")
        .contains("refused: REQUIRED_FIELD_MISSING: Company [Company]", "2 items (assignment), 1 more in line behind, tried once",
            "do: fill the field, then requeue");

    JsonNode rows = JSON.readTree(Shell.run("parked", "--json", "--data", data).out()).get("parked");
    assertThat(rows).hasSize(1);
    JsonNode row = rows.get(0);
    assertThat(row.get("about").asText()).isEqualTo(Shell.DANA);
    assertThat(row.get("who").asText()).isEqualTo("Dana Reyes (" + Shell.DANA + ")");
    assertThat(row.get("ids")).hasSize(2);
    assertThat(row.get("waiting").asInt()).isEqualTo(1);
    assertThat(row.get("remedy").asText()).isEqualTo("fill the field, then requeue");
  }

  @Test
  void requeueing_one_record_of_a_row_takes_the_others_along() throws IOException {
    dana_in_trouble();
    Shell.Said said = Shell.run("requeue", "salesforce:h2", "--why", "the company is filled", "--data", data);
    assertThat(said.code()).as(said.out() + said.err()).isZero();
    assertThat(said.out()).contains("2 records will go again");
    assertThat(Shell.run("parked", "--data", data).out()).contains("Nothing is parked");
  }

  @Test
  void held_records_show_why_and_are_fine() {
    Shell.Said said = Shell.run("held", "--data", data);

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("touch guard").doesNotContain("REQUIRED_FIELD_MISSING");
  }

  @Test
  void what_is_not_delivered_yet_is_told_apart_from_what_is_held() throws IOException {
    assertThat(Shell.run("held", "--data", data).out())
        .contains("Not delivered yet: 1 record of salesforce/score, the oldest in line since 2026-03-10T09:00:00Z.");
    JsonNode held = JSON.readTree(Shell.run("held", "--json", "--data", data).out());
    assertThat(held.get("held")).hasSize(1);
    assertThat(held.get("waiting").get(0).get("items").asInt()).isEqualTo(1);
    assertThat(Shell.run("doctor", "--data", data).out()).contains("ok  waiting   1 record for salesforce not delivered yet");
  }

  @Test
  void a_stopped_stream_is_resumed_and_the_order_is_kept_as_a_fact() {
    stop();
    assertThat(Shell.run("held", "--data", data)).satisfies(said -> {
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.out()).contains("salesforce/score stands still since 2026-03-10T09:00:00Z", "2 records wait", "no such field",
          "./caravan resume salesforce/score");
    });
    assertThat(Shell.run("doctor", "--data", data).out()).contains("!!  blocked   salesforce/score stands still");

    Shell.Said said = Shell.run("resume", "salesforce/score", "--why", "the field was made", "--by", "ada", "--data", data);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("salesforce/score runs again with the next delivery.");
    assertThat(Shell.run("doctor", "--data", data).out()).doesNotContain("blocked");
    try (Store store = Store.sqlite(Cabinet.database(data))) {
      Journal journal = Journal.open(store, Shell.CLOCK);
      assertThat(journal.all(journal.position() + 1)).singleElement().isInstanceOfSatisfying(Fact.Command.class, order ->
          assertThat(List.of(order.command(), order.by(), order.why())).containsExactly("resume", "ada", "the field was made"));
    }
  }

  @Test
  void all_stopped_streams_of_a_system_are_resumed_by_its_name() {
    stop();

    assertThat(Shell.run("resume", "salesforce", "--why", "a new password", "--data", data).code()).isZero();
    assertThat(Shell.run("held", "--data", data).code()).isZero();
  }

  @Test
  void resume_says_which_streams_there_are_and_which_stand_still() {
    stop();
    Shell.Said unknown = Shell.run("resume", "salesforce/tasks", "--why", "x", "--data", data);
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("\"salesforce/tasks\" is no stream of deliveries", "salesforce/assignment", "eloqua/touch",
        "of these, salesforce/score stands still");
    Shell.Said runs = Shell.run("resume", "eloqua/score", "--why", "x", "--data", data);
    assertThat(runs.code()).isEqualTo(1);
    assertThat(runs.out()).contains("eloqua/score does not stand still", "salesforce/score stands still");
    assertThat(Shell.run("resume", "salesforce/score", "--data", data).err()).contains("--why");
  }

  /** A problem of the set-up, met by another record. */
  private void stop() {
    try (Store store = Store.sqlite(Cabinet.database(data))) {
      Outbox outbox = Outbox.open(store, Shell.CLOCK,
          List.of(new Outbox.Target("salesforce", Set.of(Decision.Kind.SCORE))), new Random(1));
      store.write(tx -> {
        outbox.put(tx, List.of(score("d")));
        return true;
      });
      Map<String, Delivery> results = new LinkedHashMap<>();
      outbox.take("salesforce", List.of(Decision.Kind.SCORE), 10)
          .forEach(item -> results.put(item.id(), new Delivery.Refused(Problem.CONFIG, "no such field", 0)));
      outbox.settle(results);
    }
  }

  @Test
  void what_is_requeued_is_no_longer_parked_and_the_order_is_kept_as_a_fact() {
    Shell.Said said = Shell.run("requeue", "--all", "--why", "the field was made", "--by", "ada", "--data", data);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("1 record will go again");
    assertThat(Shell.run("parked", "--data", data).code()).isZero();
    var orders = new ArrayList<Fact.Command>();
    long before;
    try (Store store = Store.sqlite(Cabinet.database(data))) {
      Journal journal = Journal.open(store, Shell.CLOCK);
      before = journal.position();
      journal.all(before + 1).forEach(fact -> orders.add((Fact.Command) fact));
    }
    assertThat(orders).extracting(Fact.Command::command, Fact.Command::by, Fact.Command::why)
        .containsExactly(org.assertj.core.api.Assertions.tuple("requeue", "ada", "the field was made"));
    assertThat(orders.get(0).head().recorded()).isEqualTo(before + 1);
  }

  @Test
  void requeue_wants_to_know_which_and_why() {
    assertThat(Shell.run("requeue", "--why", "x", "--data", data).code()).isEqualTo(2);
    assertThat(Shell.run("requeue", "--all", "--data", data).err()).contains("--why");
    Shell.Said unknown = Shell.run("requeue", "no-such-id", "--why", "x", "--data", data);
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.out()).contains("neither parked nor held");
  }

  @Test
  void the_doctor_finds_what_is_parked_and_who_works_there() throws IOException {
    Shell.Said said = Shell.run("doctor", "--data", data);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).contains("6 facts", "!!  parked", "nobody works in");
    try (DataDirectory ignored = DataDirectory.lock(data)) {
      assertThat(Shell.run("doctor", "--data", data).out()).contains("in use by");
    }
  }

  @Test
  void the_doctor_is_content_where_nothing_has_run_yet() {
    Shell.Said said = Shell.run("doctor", "--data", folder.resolve("none"));

    assertThat(said.code()).as(said.out()).isZero();
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void a_damaged_store_is_named_and_nothing_is_changed() throws IOException {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(Cabinet.database(broken), "this is no database".repeat(100));

    Shell.Said said = Shell.run("runs", "--data", broken);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("no SQLite database");
  }
}
