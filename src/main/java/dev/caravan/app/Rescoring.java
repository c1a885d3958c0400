package dev.caravan.app;

import dev.caravan.cli.Starters;
import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.host.embedded.EmbeddedHost;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.Journal;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Outbox;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A journal filled without the rooms, over which settings go live as they do in a house at work. */
final class Rescoring implements Starters.Rescoring {
  private static final int BATCH = 5_000;

  private final Store store;
  private final Journal journal;
  private final Outbox outbox;

  Rescoring(Path data, InstantSource clock) {
    store = Store.sqlite(Cabinet.database(data));
    journal = Journal.open(store, clock);
    outbox = Outbox.open(store, clock, Targets.of(ApplicationProperties.given(new java.util.Properties(), java.util.Map.of())), new SplittableRandom());
  }

  @Override
  public void keep(List<Fact> facts) {
    journal.keep(new Arrival("bench", facts, List.of(), "", false));
  }

  /** As in {@link EmbeddedHost#settle}, but for what the rooms would have made of it. */
  @Override
  public void tellWhoIsWho() {
    while (true) {
      long from = journal.position();
      List<Fact> facts = journal.next(BATCH);
      if (facts.isEmpty()) {
        return;
      }
      Journal.Admission admission = journal.admit(facts);
      store.write(tx -> {
        journal.advance(tx, from, facts.get(facts.size() - 1).head().recorded());
        journal.settleStamps(tx, admission);
        return null;
      });
    }
  }

  @Override
  public Starters.Rescored goLive(Configuration settings) {
    var host = new EmbeddedHost(Pipeline.of(settings), store, journal, outbox, BATCH);
    EmbeddedHost.Activated activated = host.activate(tx -> store.meta(tx, Caravan.SETTINGS, settings.version()));
    var differences = new TreeMap<String, Long>();
    activated.differences().forEach((kind, count) -> differences.put(kind.code(), count));
    return new Starters.Rescored(activated.facts(), differences, activated.stateBytes());
  }

  @Override
  public void close() {
    store.close();
  }
}
