package dev.caravan.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which version of the settings was live from when on, with what it said; nothing of it is ever changed. */
public final class SettingsHistory {
  private final Store store;

  /** The history kept in a store. */
  public SettingsHistory(Store store) {
    this.store = store;
  }

  /**
   * A version that went live.
   *
   * @param since epoch ms, in the order of knowing
   * @param goLive from when on the rooms acted by it, likewise; {@link Long#MIN_VALUE} for from the first fact on
   * @param history what happened before was history, likewise
   */
  public record Live(String version, long since, long goLive, long history) {}

  /** Every change of version, oldest first. */
  public List<Live> all() {
    return store.read(handle -> handle.createQuery("SELECT version, since, COALESCE(go_live, :start), COALESCE(history, :start) FROM settings_live ORDER BY since")
        .bind("start", Long.MIN_VALUE).map((row, context) -> new Live(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4))).list());
  }

  /** The version live at a moment; before the first one, that; empty if none ever was. */
  public Optional<Live> at(long moment) {
    List<Live> all = all();
    Optional<Live> found = all.stream().findFirst();
    for (Live live : all) {
      if (live.since() <= moment) {
        found = Optional.of(live);
      }
    }
    return found;
  }

  /** The one that went live last; empty if none ever was. */
  public Optional<Live> last() {
    return at(Long.MAX_VALUE);
  }

  /** What the files of a version said, by file name; empty if it never was live here. */
  public Map<String, String> texts(String version) {
    return store.read(handle -> {
      Map<String, String> texts = new LinkedHashMap<>();
      Rows.each(handle, "SELECT name, content FROM settings_file WHERE version = ? ORDER BY name", List.of(version),
          row -> texts.put(row.getString(1), row.getString(2)));
      return texts;
    });
  }

  /**
   * Writes down that a version is live from a moment on; right after the one before, should the clock have gone back.
   *
   * @param goLive from when on the rooms act by it
   * @param before what happened before is history
   */
  public void goesLive(Tx tx, String version, long since, long goLive, long before, Map<String, String> texts) {
    long last = tx.handle().createQuery("SELECT COALESCE(MAX(since), :none) FROM settings_live")
        .bind("none", Long.MIN_VALUE).mapTo(Long.class).one();
    tx.handle().createUpdate("INSERT INTO settings_live (since, version, go_live, history) VALUES (:since, :version, :goLive, :history)")
        .bind("goLive", goLive == Long.MIN_VALUE ? null : Long.valueOf(goLive))
        .bind("history", before == Long.MIN_VALUE ? null : Long.valueOf(before))
        .bind("since", last == Long.MIN_VALUE ? since : Math.max(since, last + 1)).bind("version", version).execute();
    Rows.batch(tx.handle(), "INSERT INTO settings_file (version, name, content) VALUES (?, ?, ?)"
        + " ON CONFLICT (version, name) DO NOTHING", new TreeMap<>(texts).entrySet(), (statement, file) -> {
          statement.setString(1, version);
          statement.setString(2, file.getKey());
          statement.setString(3, file.getValue());
        });
  }
}
