package dev.caravan.app;

import dev.caravan.cli.CannotStart;
import dev.caravan.config.ConfigException;
import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.GoLive;
import dev.caravan.pipeline.Staff;
import dev.caravan.host.embedded.EmbeddedHost;
import dev.caravan.journal.Journal;
import dev.caravan.model.Times;
import dev.caravan.outbox.Mode;
import dev.caravan.store.SettingsHistory;
import dev.caravan.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lets settings and the mode go live at the start of an engine: what was decided by others is decided anew. Each change begins
 * at its own moment: what would be dated before is silent, and waits to be released.
 */
final class Activation {
  private final Configuration configuration;
  private final Store store;
  private final SettingsHistory history;
  private final Optional<SettingsHistory.Live> before;
  private final boolean fresh;
  private final long since;
  private final GoLive goLive;
  private Optional<String> renewed = Optional.empty();

  /**
   * What is to go live.
   *
   * @param launch the mode; and from when on the rooms act where nothing has been decided yet, from now on if it names no moment
   */
  Activation(Configuration configuration, Launch launch, Store store, Journal journal, InstantSource knowing) {
    this.configuration = configuration;
    this.store = store;
    this.history = new SettingsHistory(store);
    this.before = history.last();
    this.fresh = journal.position() == Long.MIN_VALUE;
    this.since = Math.max(knowing.millis(), fresh ? Long.MIN_VALUE : journal.position() + 1);
    this.goLive = launch.mode() == Mode.LIVE ? goLive(launch.since()) : GoLive.NOT_YET;
  }

  private GoLive goLive(Optional<Instant> from) {
    if (before.isEmpty() || before.get().goLive() == GoLive.NOT_YET.at()) {
      return new GoLive(fresh && from.isPresent() ? from.get().toEpochMilli() : since);
    }
    var last = new GoLive(before.get().goLive(), before.get().history());
    return same(configuration) ? last : last.again(since);
  }

  private boolean same(Configuration settings) {
    return before.isPresent() && before.get().version().equals(settings.version());
  }

  /** From when on the engine acts. */
  GoLive goLive() {
    return goLive;
  }

  /**
   * Refuses to go live with a pool in which nobody is, as far as was read who is in its queue, role or permission set.
   *
   * @throws CannotStart if there is one; nothing has changed then
   */
  void refuseEmptyPools(EmbeddedHost host) {
    if (fresh || goLive.equals(GoLive.NOT_YET)) {
      return;
    }
    List<Staff.Team> empty = host.engine().staff(host.states()).empty();
    if (!empty.isEmpty()) {
      throw new CannotStart("the settings are not ready for caravan.mode = live: " + empty.stream().map(each -> "pool " + each.pool()
          + " takes its members from " + each.named()).collect(Collectors.joining("; ")) + ", in which Salesforce shows no active user;"
          + " expected one at least: put people into it, or name another one in routing.yaml, and run once with caravan.mode = shadow,"
          + " which writes nothing.");
    }
  }

  private boolean nothingNew() {
    return same(configuration) && before.orElseThrow().goLive() == goLive.at();
  }

  /** Builds states anew that were kept in another format; before anything is asked of them. */
  void renewStates(EmbeddedHost host) {
    renewed = host.renewStates(() -> nothingNew() ? host.engine() : engineBefore(host));
  }

  /** Carries it out, and gives back what to say of it; empty where nothing changed, or nothing has been decided yet. */
  Optional<String> of(EmbeddedHost host) {
    if (nothingNew()) {
      return renewed;
    }
    FunnelEdit edit = FunnelEdit.before(host.engine(), host.states(), history);
    long differences = host.activate(tx -> {
      history.goesLive(tx, configuration.version(), since, goLive.at(), goLive.history(), configuration.texts());
      store.meta(tx, Caravan.SETTINGS, configuration.version());
    }).differences().values().stream().mapToLong(Long::longValue).sum();
    return fresh ? Optional.empty() : Optional.of(renewed.map(told -> told + " ").orElse("") + changed() + "; all history was decided anew: "
        + (differences == 0 ? "nothing differs" : differences + (differences == 1 ? " difference waits" : " differences wait")
        + " to be delivered") + "." + edit.after(host.states()));
  }

  /** The settings by which states were kept so far; those that go live where this version cannot read them. */
  private Pipeline engineBefore(EmbeddedHost host) {
    if (before.isEmpty() || fresh) {
      return host.engine();
    }
    SettingsHistory.Live live = before.get();
    try {
      return Pipeline.of(Configuration.of(history.texts(live.version()), Map.of()), new GoLive(live.goLive(), live.history()));
    } catch (ConfigException e) {
      return host.engine();
    }
  }

  private String changed() {
    if (same(configuration)) {
      return goLive.equals(GoLive.NOT_YET) ? "Caravan is no longer live: from here on nobody is asked or told"
          : "Caravan is live from " + Times.text(goLive.at()) + " on: what happened before is silent";
    }
    return "Settings " + configuration.version() + " are live" + before.map(old -> " in place of " + old.version()).orElse("");
  }

  /** The engine of the settings. */
  Pipeline engine() {
    return Pipeline.of(configuration, goLive);
  }
}
