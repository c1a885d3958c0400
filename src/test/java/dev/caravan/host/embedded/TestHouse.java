package dev.caravan.host.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.host.HostContract;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.Journal;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Outbox;
import dev.caravan.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** An embedded host with everything it stands on, which can be closed and opened again at any moment. */
final class TestHouse implements AutoCloseable {
  /** What the rooms came to, without moments of the clock and numbers a database counts up. */
  private static final List<String> KEPT = List.of("stage, name, head, alarm FROM keyed_head",
      "stage, name, entry, body FROM keyed_entry", "id, seq, merged_into, merged_recorded, merged_fact FROM person",
      "name, person FROM alias", "source, id, recorded, person FROM fact",
      "id, kind, subject, decided, because, fields FROM decision", "id, kind, about, payload, state FROM outbox",
      "stage, name, tick, input, reason FROM parked_input", "worked, one FROM progress");
  private static final int PAGE = 700;

  private final Supplier<Store> place;
  private final Pipeline engine;
  private final int batch;
  private final List<Decision> decisions = new ArrayList<>();
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private Store store;
  private Journal journal;
  private Outbox outbox;
  private EmbeddedHost host;

  TestHouse(Supplier<Store> place, Pipeline engine, int batch) {
    this.place = place;
    this.engine = engine;
    this.batch = batch;
    open();
  }

  private void open() {
    store = place.get();
    journal = Journal.open(store, () -> now);
    outbox = Outbox.open(store, () -> now, List.of(new Outbox.Target("crm", Set.of(Decision.Kind.values()))),
        new Random(1));
    host = new EmbeddedHost(engine, store, journal, outbox, batch);
  }

  void restart() {
    store.close();
    open();
  }

  Journal journal() {
    return journal;
  }

  /** Keeps facts in pages; those that come when something was worked off come at their recorded time. */
  void keep(List<Fact> facts) {
    if (journal.position() != Long.MIN_VALUE) {
      assertThat(facts).extracting(fact -> fact.head().recorded()).as("one moment of coming").containsOnly(
          facts.get(0).head().recorded());
      now = Instant.ofEpochMilli(facts.get(0).head().recorded());
      journal.keep(new Arrival("facts", facts, List.of(), "", true));
      return;
    }
    for (int from = 0; from < facts.size(); from += PAGE) {
      List<Fact> page = facts.subList(from, Math.min(facts.size(), from + PAGE));
      journal.keep(new Arrival("facts", page, List.of(), "", true));
    }
  }

  /** The next batch, taken through the rooms as the route does it. */
  Work next() {
    Work work = host.next();
    for (String room : List.of("enrich", "score", "group", "decide")) {
      work = host.rooms().get(room).work(work);
    }
    return work;
  }

  void settle(Work work) {
    assertThat(host.settle(work)).isEqualTo(work.facts());
    decisions.addAll(Workbench.inOrder(work.decisions()));
  }

  void workOff() {
    for (Work work = next(); !work.isEmpty(); work = next()) {
      settle(work);
    }
  }

  /** What it has come to, as of what has been worked off. */
  HostContract.Lines outcome() {
    long horizon = Math.max(0, journal.position());
    List<String> parked = journal.parked(1_000).stream()
        .sorted(Comparator.comparingLong(Journal.ParkedInput::tick))
        .map(each -> HostContract.parked(each.stage(), each.key(), each.tick(), each.input(), each.reason())).toList();
    return HostContract.Lines.of(decisions, engine.people(host.states(), horizon), engine.groups(host.states(), horizon),
        parked);
  }

  /** The newest decision of each id stands in the outbox as it was made. */
  void decisionsAreInTheOutbox() {
    Map<String, Decision> newest = new LinkedHashMap<>();
    decisions.forEach(decision -> newest.put(decision.id(), decision));
    var subjects = new TreeSet<String>();
    newest.values().forEach(decision -> subjects.add(decision.subject()));
    List<Outbox.Decided> kept = subjects.stream().flatMap(subject -> outbox.decisions(subject).stream()).toList();
    assertThat(kept).hasSameSizeAs(newest.values());
    for (Outbox.Decided each : kept) {
      Decision made = newest.get(each.id());
      assertThat(made).as(each.id()).isNotNull();
      assertThat(List.of(each.kind(), each.subject(), each.at(), each.because()))
          .isEqualTo(List.of(made.kind().code(), made.subject(), made.at(), made.because()));
    }
  }

  /** Every row that the rooms and doors keep, in one form on both databases. */
  List<String> everythingKept() {
    return store.read(handle -> {
      var rows = new ArrayList<String>();
      for (String table : KEPT) {
        rows.addAll(handle.createQuery("SELECT " + table).map((row, context) -> {
          var text = new StringBuilder(table.substring(table.lastIndexOf(' ') + 1));
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            text.append(' ').append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
          }
          return text.toString();
        }).stream().sorted().toList());
      }
      return rows;
    });
  }

  /** What stands for a database that fails: a table that is not there. */
  void takeAway(String table) {
    store.write(tx -> tx.handle().execute("ALTER TABLE " + table + " RENAME TO taken_away"));
  }

  void bringBack(String table) {
    store.write(tx -> tx.handle().execute("ALTER TABLE taken_away RENAME TO " + table));
  }

  Store store() {
    return store;
  }

  @Override
  public void close() {
    store.close();
  }
}
