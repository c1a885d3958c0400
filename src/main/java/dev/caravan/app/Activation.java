package dev.caravan.app;

import dev.caravan.config.Configuration;
import dev.caravan.host.embedded.EmbeddedHost;
import dev.caravan.journal.Journal;
import dev.caravan.store.SettingsHistory;
import dev.caravan.store.Store;
import java.time.InstantSource;
import java.util.Optional;

/** Lets settings go live at the start of an engine: what was decided by others is decided anew. */
final class Activation {
  private Activation() {}

  /** What to say of it; empty where these settings were live already, or nothing has been decided yet. */
  static Optional<String> of(Configuration configuration, Store store, EmbeddedHost host, Journal journal,
      InstantSource knowing) {
    var history = new SettingsHistory(store);
    String version = configuration.version();
    Optional<String> before = store.meta(Caravan.SETTINGS);
    boolean fresh = journal.position() == Long.MIN_VALUE;
    long since = Math.max(knowing.millis(), fresh ? Long.MIN_VALUE : journal.position() + 1);
    if (before.equals(Optional.of(version))) {
      if (history.all().isEmpty()) {
        store.write(tx -> {
          history.goesLive(tx, version, since, configuration.texts());
          return null;
        });
      }
      return Optional.empty();
    }
    FunnelEdit edit = FunnelEdit.before(host.engine(), host.states(), history);
    long differences = host.activate(tx -> {
      history.goesLive(tx, version, since, configuration.texts());
      store.meta(tx, Caravan.SETTINGS, version);
    }).differences().values().stream().mapToLong(Long::longValue).sum();
    return fresh ? Optional.empty() : Optional.of("Settings " + version + " are live"
        + before.map(old -> " in place of " + old).orElse("") + "; all history was decided anew: "
        + (differences == 0 ? "nothing differs" : differences + (differences == 1 ? " difference waits" : " differences wait")
        + " to be delivered") + "." + edit.after(host.states()));
  }
}
