package dev.caravan.app;

import dev.caravan.cli.CannotStart;
import dev.caravan.cli.Starters;
import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.engine.GoLive;
import dev.caravan.host.embedded.EmbeddedHost;
import dev.caravan.host.embedded.StateFormat;
import dev.caravan.host.embedded.WithActs;
import dev.caravan.journal.Journal;
import dev.caravan.model.Fact;
import dev.caravan.outbox.FloodGuard;
import dev.caravan.outbox.Outbox;
import dev.caravan.store.SettingsHistory;
import dev.caravan.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The doors of a store, beside whoever works behind them. */
final class OpenHouse implements Starters.House {
  private final Store store;
  private final Journal journal;
  private final Outbox outbox;
  private final InstantSource clock;

  OpenHouse(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.journal = Journal.open(store, clock);
    this.outbox = Outbox.beside(store, clock);
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public Outbox outbox() {
    return outbox;
  }

  @Override
  public Optional<States> states(Pipeline engine) {
    if (!StateFormat.isRead(store, journal)) {
      throw new CannotStart(StateFormat.refusal(store));
    }
    boolean ours = store.meta(Caravan.SETTINGS).equals(Optional.of(engine.version()));
    return ours && journal.position() != Long.MIN_VALUE
        ? Optional.of(new EmbeddedHost(engine, store, journal, outbox, 1).states()) : Optional.empty();
  }

  @Override
  public Optional<Configuration> settingsAt(long moment) {
    var history = new SettingsHistory(store);
    return history.at(moment).map(live -> Configuration.of(history.texts(live.version()), Map.of()));
  }

  @Override
  public GoLive goLiveAt(long moment) {
    return new SettingsHistory(store).at(moment).map(live -> new GoLive(live.goLive(), live.history()))
        .orElse(GoLive.FROM_THE_START);
  }

  @Override
  public Iterable<Fact> history(GoLive goLive) {
    return WithActs.of(journal.all(Long.MIN_VALUE), outbox, goLive);
  }

  @Override
  public int requeue(List<String> ids, String by, String why) {
    int again = outbox.requeue(ids, by, why);
    if (again > 0) {
      keepOrder("requeue", by, why);
    }
    return again;
  }

  @Override
  public int resume(List<Outbox.Stream> streams, String by, String why) {
    int again = (int) streams.stream().filter(outbox::resume).count();
    if (again > 0) {
      keepOrder("resume", by, why);
    }
    return again;
  }

  @Override
  public boolean letGo(FloodGuard.Kind flood, String by, String why) {
    boolean there = outbox.floods().letGo(flood, clock.millis());
    if (there) {
      keepOrder("resume", by, why);
    }
    return there;
  }

  @Override
  public OptionalLong callsAllowed() {
    return store.meta(Caravan.CALLS_ALLOWED).map(each -> OptionalLong.of(Long.parseLong(each))).orElse(OptionalLong.empty());
  }

  @Override
  public long now() {
    return clock.millis();
  }

  /**
   * The order itself becomes known right behind what has been worked off, not now: a journal whose time stands still
   * (of a demonstration, or a service switched off) must not jump forward because somebody pressed a button.
   */
  private void keepOrder(String what, String by, String why) {
    long worked = journal.position();
    if (worked != Long.MIN_VALUE) {
      new Orders(store, clock).at(what, List.of(Map.of()), worked + 1, by, why);
    }
  }

  @Override
  public void order(String command, List<Map<String, String>> about, String by, String why) {
    new Orders(store, clock).now(command, about, journal.position(), by, why);
  }

  @Override
  public void close() {
    store.close();
  }
}
