package dev.caravan.sandbox.salesforce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The records of one object, found by id, by unique key, and in the order incremental polls read them. */
final class Table {
  /** A key no two records may share; null means the record has none. */
  record Unique(String name, Function<Row, @Nullable String> key) {}

  private record Stamp(Instant at, String id) {}

  final ObjectType type;
  private final Map<String, Row> live = new HashMap<>();
  private final Map<String, Row> deleted = new LinkedHashMap<>();
  private final NavigableMap<Stamp, Row> byStamp =
      new TreeMap<>(Comparator.comparing(Stamp::at).thenComparing(Stamp::id));
  private final Map<Unique, Map<String, Row>> uniques = new LinkedHashMap<>();

  /** Made for a field when first asked for, then kept up: records by the field's {@link Condition#key}. */
  private final Map<Field, Map<Object, Map<String, Row>>> byValue = new HashMap<>();

  Table(ObjectType type) {
    this.type = type;
    for (Field field : type.fields()) {
      if (field.is("unique")) {
        uniques.put(new Unique(field.name(), row -> lower(row.get(field))), new HashMap<>());
      }
    }
    if (type.name.equals("CampaignMember")) {
      var member = new Unique("member", row -> row.get("CampaignId") + "/" + row.get("LeadOrContactId"));
      uniques.put(member, new HashMap<>());
    }
  }

  @Nullable Row find(String id) {
    return live.get(Ids.key(id));
  }

  @Nullable Row findDeleted(String id) {
    return deleted.get(Ids.key(id));
  }

  /** The record, be it in the recycle bin or not. */
  @Nullable Row findAny(String id) {
    Row row = find(id);
    return row == null ? findDeleted(id) : row;
  }

  /** The record that has this value in a unique field; any case. */
  @Nullable Row findUnique(String field, String value) {
    for (var unique : uniques.entrySet()) {
      if (unique.getKey().name().equalsIgnoreCase(field)) {
        return unique.getValue().get(value.toLowerCase(Locale.ROOT));
      }
    }
    return null;
  }

  /** Another record that already has one of this row's unique keys, by the key's name. */
  Map.@Nullable Entry<String, Row> clash(Row row) {
    for (var unique : uniques.entrySet()) {
      String key = unique.getKey().key().apply(row);
      Row other = key == null ? null : unique.getValue().get(key);
      if (other != null && !other.id().equals(row.id())) {
        return Map.entry(unique.getKey().name(), other);
      }
    }
    return null;
  }

  void put(Row row) {
    remove(row.id());
    String key = Ids.key(row.id());
    if (row.deleted()) {
      deleted.put(key, row);
      return;
    }
    live.put(key, row);
    byValue.forEach((field, rows) -> index(field, rows, row));
    byStamp.put(new Stamp(row.stamp(), row.id()), row);
    uniques.forEach((unique, rows) -> {
      String value = unique.key().apply(row);
      if (value != null) {
        rows.put(value, row);
      }
    });
  }

  void remove(String id) {
    deleted.remove(Ids.key(id));
    Row row = live.remove(Ids.key(id));
    if (row != null) {
      byStamp.remove(new Stamp(row.stamp(), row.id()));
      byValue.forEach((field, rows) -> {
        Object value = row.get(field);
        Map<String, Row> same = value == null ? null : rows.get(Condition.key(field.kind(), value));
        if (same != null) {
          same.remove(row.id());
        }
      });
      uniques.forEach((unique, rows) -> {
        String value = unique.key().apply(row);
        if (value != null) {
          rows.remove(value);
        }
      });
    }
  }

  /** Live records whose field has this value, in any case. */
  Collection<Row> by(Field field, Object value) {
    Map<Object, Map<String, Row>> rows = byValue.get(field);
    if (rows == null) {
      var made = new HashMap<Object, Map<String, Row>>();
      byStamp.values().forEach(row -> index(field, made, row));
      byValue.put(field, made);
      rows = made;
    }
    return List.copyOf(rows.getOrDefault(Condition.key(field.kind(), value), Map.of()).values());
  }

  private static void index(Field field, Map<Object, Map<String, Row>> rows, Row row) {
    Object value = row.get(field);
    if (value != null) {
      rows.computeIfAbsent(Condition.key(field.kind(), value), key -> new LinkedHashMap<>()).put(row.id(), row);
    }
  }

  /** Live records by SystemModstamp and Id. */
  Collection<Row> rows() {
    return byStamp.values();
  }

  /** Live records last changed from {@code from} to {@code to}, both included; null is open. */
  Collection<Row> rows(@Nullable Instant from, @Nullable Instant to) {
    NavigableMap<Stamp, Row> part = byStamp;
    if (from != null && to != null && from.isAfter(to)) {
      return List.of();
    }
    if (from != null) {
      part = part.tailMap(new Stamp(from, ""), true);
    }
    if (to != null) {
      part = part.headMap(new Stamp(to, "\uffff"), true);
    }
    return part.values();
  }

  List<Row> deletedRows() {
    return new ArrayList<>(deleted.values());
  }

  private static @Nullable String lower(@Nullable Object value) {
    return value == null ? null : value.toString().toLowerCase(Locale.ROOT);
  }
}
