package dev.caravan.journal;

import dev.caravan.model.Fact;
import dev.caravan.store.Rows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Keeps the facts of one arrival: each once, and no record that only says again what the newest one of it said. */
final class Keeper {
  private record Record(String source, String name) {}

  private record Content(long time, String hash) {}

  private record Row(Fact fact, String data, @Nullable Record of, @Nullable Content content) {}

  private final Handle handle;

  Keeper(Handle handle) {
    this.handle = handle;
  }

  /**
   * Inserts what is new.
   *
   * @param recorded when each becomes known
   * @return those that were kept
   */
  List<Fact> keep(List<Fact> facts, ToLongFunction<Fact> recorded) {
    List<Row> rows = new ArrayList<>(facts.size());
    for (Fact fact : facts) {
      rows.add(row(fact));
    }
    // Several states of one record may come together: each is compared with the one before it.
    rows.sort(Comparator.comparingLong(row -> row.content() == null ? Long.MIN_VALUE : row.content().time()));
    Map<Record, Content> newest = newest(rows);
    List<Row> fresh = new ArrayList<>(rows.size());
    for (Row row : rows) {
      if (row.of() == null || row.content() == null) {
        fresh.add(row);
        continue;
      }
      Content there = newest.get(row.of());
      boolean older = there != null && row.content().time() < there.time();
      if (there != null && !older && there.hash().equals(row.content().hash())) {
        continue;
      }
      fresh.add(row);
      if (!older) {
        newest.put(row.of(), row.content());
      }
    }
    int[] kept = Rows.batch(handle, "INSERT INTO fact (source, id, type, subject, happened, recorded, body)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, id) DO NOTHING", fresh, (statement, row) -> {
          Fact.Head head = row.fact().head();
          statement.setString(1, head.source());
          statement.setString(2, head.id());
          statement.setString(3, row.fact().type());
          statement.setString(4, head.subject());
          statement.setLong(5, head.time());
          statement.setLong(6, recorded.applyAsLong(row.fact()));
          statement.setString(7, row.data());
        });
    remember(fresh, kept);
    List<Fact> inserted = new ArrayList<>(fresh.size());
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] > 0) {
        inserted.add(fresh.get(i).fact());
      }
    }
    return inserted;
  }

  private Map<Record, Content> newest(List<Row> rows) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.of() != null) {
        names.computeIfAbsent(row.of().source(), source -> new ArrayList<>()).add(row.of().name());
      }
    }
    Map<Record, Content> newest = new HashMap<>();
    names.forEach((source, records) -> Rows.eachIn(handle,
        "SELECT record, happened, hash FROM record_hash WHERE source = ? AND record IN ({keys})", List.of(source),
        records.stream().distinct().toList(),
        found -> newest.put(new Record(source, found.getString(1)),
            new Content(found.getLong(2), found.getString(3)))));
    return newest;
  }

  private void remember(List<Row> fresh, int[] kept) {
    Map<Record, Content> changed = new LinkedHashMap<>();
    for (int i = 0; i < kept.length; i++) {
      Row row = fresh.get(i);
      if (kept[i] > 0 && row.of() != null && row.content() != null) {
        changed.put(row.of(), row.content());
      }
    }
    Rows.batch(handle, "INSERT INTO record_hash (source, record, happened, hash) VALUES (?, ?, ?, ?)"
        + " ON CONFLICT (source, record) DO UPDATE SET happened = excluded.happened, hash = excluded.hash"
        + " WHERE excluded.happened >= record_hash.happened", changed.entrySet(), (statement, entry) -> {
          statement.setString(1, entry.getKey().source());
          statement.setString(2, entry.getKey().name());
          statement.setLong(3, entry.getValue().time());
          statement.setString(4, entry.getValue().hash());
        });
  }

  private static Row row(Fact fact) {
    String data = FactJson.data(fact);
    if (!Echoes.isRecord(fact)) {
      return new Row(fact, data, null, null);
    }
    Fact.Head head = fact.head();
    var of = new Record(head.source(), Echoes.record(fact));
    return new Row(fact, data, of, new Content(head.time(), hash(fact.type() + "\n" + head.subject() + "\n" + data)));
  }

  private static String hash(String content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
