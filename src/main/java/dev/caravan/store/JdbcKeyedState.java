package dev.caravan.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link KeyedState} in two tables: heads, and entries under them. */
final class JdbcKeyedState implements KeyedState {
  private final Store store;

  JdbcKeyedState(Store store) {
    this.store = store;
  }

  @Override
  public Map<String, Head> heads(String stage, Collection<String> keys) {
    return store.read(handle -> {
      Map<String, Head> found = new HashMap<>();
      Rows.eachIn(handle, "SELECT name, head, alarm FROM keyed_head WHERE stage = ? AND name IN ({keys})",
          List.of(stage), keys, row -> found.put(row.getString(1), new Head(row.getBytes(2), row.getLong(3))));
      return found;
    });
  }

  @Override
  public Optional<byte[]> entry(String stage, String key, String name) {
    return store.read(handle -> {
      List<byte[]> found = new ArrayList<>();
      Rows.each(handle, "SELECT body FROM keyed_entry WHERE stage = ? AND name = ? AND entry = ?",
          List.of(stage, key, name), row -> found.add(row.getBytes(1)));
      return found.stream().findFirst();
    });
  }

  @Override
  public Map<String, byte[]> entries(String stage, String key) {
    return store.read(handle -> {
      // Not by the order of the map's own comparison: both databases compare bytes, Java compares UTF-16.
      Map<String, byte[]> found = new LinkedHashMap<>();
      Rows.each(handle, "SELECT entry, body FROM keyed_entry WHERE stage = ? AND name = ? ORDER BY entry",
          List.of(stage, key), row -> found.put(row.getString(1), row.getBytes(2)));
      return found;
    });
  }

  @Override
  public List<Due> due(long upTo) {
    return store.read(handle -> {
      List<Due> found = new ArrayList<>();
      Rows.each(handle, "SELECT stage, name, alarm FROM keyed_head WHERE alarm <= ? AND alarm < " + Long.MAX_VALUE
          + " ORDER BY stage, name", List.of(upTo),
          row -> found.add(new Due(row.getString(1), row.getString(2), row.getLong(3))));
      return found;
    });
  }

  @Override
  public List<String> keys(String stage) {
    return store.read(handle -> {
      List<String> found = new ArrayList<>();
      Rows.each(handle, "SELECT name FROM keyed_head WHERE stage = ? ORDER BY name", List.of(stage),
          row -> found.add(row.getString(1)));
      return found;
    });
  }

  @Override
  public void clear(Tx tx) {
    for (String table : List.of("keyed_head", "keyed_entry")) {
      tx.handle().execute("DELETE FROM " + table);
    }
  }

  private record Place(String stage, String key) {}

  private record Entry(Place place, String name, byte[] body) {}

  @Override
  public void save(Tx tx, List<Change> changes) {
    // The last change of a key wins, entry by entry: what goes is deleted first, then what stays is written.
    Map<Place, Change> heads = new LinkedHashMap<>();
    Map<Place, Map<String, Entry>> kept = new LinkedHashMap<>();
    List<Change> gone = new ArrayList<>();
    List<Entry> dropped = new ArrayList<>();
    for (Change change : changes) {
      var place = new Place(change.stage(), change.key());
      heads.put(place, change);
      if (change.head() == null) {
        gone.add(change);
        kept.remove(place);
        continue;
      }
      change.entries().forEach((name, body) -> {
        var entries = kept.computeIfAbsent(place, p -> new LinkedHashMap<>());
        if (body == null) {
          entries.remove(name);
          dropped.add(new Entry(place, name, new byte[0]));
        } else {
          entries.put(name, new Entry(place, name, body));
        }
      });
    }
    var handle = tx.handle();
    for (String table : List.of("keyed_head", "keyed_entry")) {
      Rows.batch(handle, "DELETE FROM " + table + " WHERE stage = ? AND name = ?", gone, (statement, change) -> {
        statement.setString(1, change.stage());
        statement.setString(2, change.key());
      });
    }
    Rows.batch(handle, "DELETE FROM keyed_entry WHERE stage = ? AND name = ? AND entry = ?", dropped,
        (statement, entry) -> {
          statement.setString(1, entry.place().stage());
          statement.setString(2, entry.place().key());
          statement.setString(3, entry.name());
        });
    Rows.batch(handle, "INSERT INTO keyed_head (stage, name, head, alarm) VALUES (?, ?, ?, ?)"
        + " ON CONFLICT (stage, name) DO UPDATE SET head = excluded.head, alarm = excluded.alarm",
        heads.values().stream().filter(change -> change.head() != null).toList(), (statement, change) -> {
          statement.setString(1, change.stage());
          statement.setString(2, change.key());
          statement.setBytes(3, change.head());
          statement.setLong(4, change.alarm());
        });
    Rows.batch(handle, "INSERT INTO keyed_entry (stage, name, entry, body) VALUES (?, ?, ?, ?)"
        + " ON CONFLICT (stage, name, entry) DO UPDATE SET body = excluded.body",
        kept.values().stream().flatMap(entries -> entries.values().stream()).toList(), (statement, entry) -> {
          statement.setString(1, entry.place().stage());
          statement.setString(2, entry.place().key());
          statement.setString(3, entry.name());
          statement.setBytes(4, entry.body());
        });
  }
}
