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
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the facts of one arrival: each once, and no record that only says again what the newest one of it said. What is told of a
 * record otherwise than before, though of the same moment, is news, and the later told holds.
 */
final class Keeper {
  private record Record(String source, String name) {}

  private record Content(long time, String hash) {}

  private record Row(int place, Fact fact, String data, @Nullable Record of, @Nullable Content content) {
    Row called(Fact other) {
      return new Row(place, other, data, of, content);
    }
  }

  /**
   * What was kept.
   *
   * @param otherwise places of those that happened once and are kept with other content
   */
  record Kept(List<Fact> facts, List<Integer> otherwise) {}

  private final Handle handle;

  Keeper(Handle handle) {
    this.handle = handle;
  }

  /**
   * Inserts what is new.
   *
   * @param recorded when each becomes known
   * @param again whether all of it may have been read before, so that a state that is known of the same moment is no news
   * @param compare whether to look for what happened once and is told otherwise
   */
  Kept keep(List<Fact> facts, ToLongFunction<Fact> recorded, BooleanSupplier again, boolean compare) {
    List<Row> rows = new ArrayList<>(facts.size());
    for (int i = 0; i < facts.size(); i++) {
      rows.add(row(i, facts.get(i)));
    }
    // Several states of one record may come together: each is compared with the one before it.
    rows.sort(Comparator.comparingLong(row -> row.content() == null ? Long.MIN_VALUE : row.content().time()));
    Map<Record, Content> newest = newest(rows);
    List<Row> fresh = new ArrayList<>(rows.size());
    var moments = new Moments(again);
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
      Row news = there != null && row.content().time() == there.time() ? moments.next(row) : row;
      if (news == null) {
        continue;
      }
      fresh.add(news);
      moments.arrives(news);
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
    return new Kept(inserted, compare ? otherwise(fresh, kept) : List.of());
  }

  /** Those of the facts that were not inserted that are no repeats, by their place. */
  private List<Integer> otherwise(List<Row> fresh, int[] kept) {
    Map<String, Map<String, List<Row>>> repeats = new LinkedHashMap<>();
    for (int i = 0; i < kept.length; i++) {
      Row row = fresh.get(i);
      if (kept[i] == 0 && row.of() == null) {
        repeats.computeIfAbsent(row.fact().head().source(), source -> new LinkedHashMap<>())
            .computeIfAbsent(row.fact().head().id(), id -> new ArrayList<>()).add(row);
      }
    }
    var places = new TreeSet<Integer>();
    repeats.forEach((source, rows) -> Rows.eachIn(handle, "SELECT id, type, subject, happened, body FROM fact WHERE source = ?"
        + " AND id IN ({keys})", List.of(source), rows.keySet(), found -> {
          for (Row row : rows.getOrDefault(found.getString(1), List.of())) {
            Fact.Head head = row.fact().head();
            if (!row.fact().type().equals(found.getString(2)) || !head.subject().equals(found.getString(3))
                || head.time() != found.getLong(4) || !row.data().equals(found.getString(5))) {
              places.add(row.place());
            }
          }
        }));
    return List.copyOf(places);
  }

  /** States of records that are told of one moment: each gets an id of its own, behind those before it. */
  private final class Moments {
    private final BooleanSupplier again;
    private final Map<Record, Row> arriving = new HashMap<>();
    /** By source and id of the first: what is known of its moment, in order. */
    private final Map<Record, List<String>> known = new HashMap<>();

    Moments(BooleanSupplier again) {
      this.again = again;
    }

    void arrives(Row row) {
      arriving.put(new Record(row.fact().head().source(), row.fact().head().id()), row);
    }

    /** The row under the id that is its turn; null for what is known. */
    @Nullable Row next(Row row) {
      Fact.Head head = row.fact().head();
      List<String> states = known.computeIfAbsent(new Record(head.source(), head.id()), this::kept);
      String state = head.subject() + "\n" + row.data();
      if (states.contains(state) && again.getAsBoolean()) {
        return null;
      }
      states.add(state);
      return states.size() == 1 ? row : row.called(FactValues.nth(row.fact(), states.size()));
    }

    private List<String> kept(Record first) {
      String behind = first.name() + FactValues.NTH;
      List<String> states = new ArrayList<>();
      Rows.each(handle, "SELECT id, subject, body FROM fact WHERE source = ? AND (id = ? OR id >= ? AND id < ?) ORDER BY id",
          List.of(first.source(), first.name(), behind + "0", behind + ":"), found -> states.add(found.getString(2) + "\n" + found.getString(3)));
      Row before = states.isEmpty() ? arriving.get(first) : null; // the state before it may stand in the same arrival
      if (before != null) {
        states.add(before.fact().head().subject() + "\n" + before.data());
      }
      return states;
    }
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

  private static Row row(int place, Fact fact) {
    String data = FactJson.data(fact);
    if (!Echoes.isRecord(fact)) {
      return new Row(place, fact, data, null, null);
    }
    Fact.Head head = fact.head();
    var of = new Record(head.source(), Echoes.record(fact));
    return new Row(place, fact, data, of, new Content(head.time(), hash(fact.type() + "\n" + head.subject() + "\n" + data)));
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
