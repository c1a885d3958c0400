package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs queries and writes their records as JSON. */
final class Queries {
  /** References so many records share that looking them up saves nothing. */
  private static final Set<String> OWNERS = Set.of("OwnerId", "CreatedById", "LastModifiedById");

  private Queries() {}

  /** The records asked for, in order, cut to limit and offset. */
  static List<Row> rows(Org org, Soql query, boolean withDeleted) {
    Condition where = query.where();
    boolean early = query.inTableOrder() && !withDeleted && query.limit() >= 0;
    long enough = early ? (long) query.limit() + query.offset() : Long.MAX_VALUE;
    var found = new ArrayList<Row>();
    for (Row row : candidates(org, query.from(), where)) {
      if (found.size() >= enough) {
        break;
      }
      if (where == null || where.test(org, row)) {
        found.add(row);
      }
    }
    if (withDeleted) {
      for (Row row : org.table(query.from()).deletedRows()) {
        if (where == null || where.test(org, row)) {
          found.add(row);
        }
      }
    }
    if (!query.inTableOrder() || withDeleted) {
      found.sort(order(org, query));
    }
    int from = Math.min(query.offset(), found.size());
    int to = query.limit() < 0 ? found.size() : Math.min(found.size(), from + query.limit());
    return from == 0 && to == found.size() ? found : List.copyOf(found.subList(from, to));
  }

  /** The fewest records that are sure to hold all that pass, in table order. */
  private static Collection<Row> candidates(Org org, ObjectType type, @Nullable Condition where) {
    Table table = org.table(type);
    if (where == null) {
      return table.rows();
    }
    Set<Object> ids = where.only("Id");
    if (ids != null) {
      return found(ids.stream().map(id -> table.find(id.toString())));
    }
    for (Field field : type.fields()) {
      Set<Object> keys = field.is("unique") ? where.only(field.name()) : null;
      if (keys != null) {
        return found(keys.stream().map(key -> table.findUnique(field.name(), key.toString())));
      }
    }
    for (Field field : type.fields()) {
      boolean telling = field.kind() == Field.Kind.EMAIL || field.reference() && !OWNERS.contains(field.name());
      Set<Object> keys = telling ? where.only(field.name()) : null;
      if (keys != null) {
        return found(keys.stream().flatMap(key -> table.by(field, key).stream()));
      }
    }
    return table.rows(where.notBefore(), where.notAfter());
  }

  private static List<Row> found(java.util.stream.Stream<@Nullable Row> rows) {
    var list = new ArrayList<Row>();
    rows.forEach(row -> {
      if (row != null) {
        list.add(row);
      }
    });
    list.sort(Comparator.comparing(Row::stamp).thenComparing(Row::id));
    return list;
  }

  private static Comparator<Row> order(Org org, Soql query) {
    Comparator<Row> all = null;
    for (Soql.Order order : query.order()) {
      Comparator<Row> one = (a, b) -> compare(
          sortKey(order.path().kind(), order.path().value(org, a)),
          sortKey(order.path().kind(), order.path().value(org, b)),
          order);
      all = all == null ? one : all.thenComparing(one);
    }
    Comparator<Row> kept = Comparator.comparing(Row::stamp).thenComparing(Row::id);
    return all == null ? kept : all.thenComparing(kept);
  }

  private static int compare(@Nullable Comparable<Object> a, @Nullable Comparable<Object> b, Soql.Order order) {
    if (a == null || b == null) {
      int nulls = a == b ? 0 : a == null ? -1 : 1;
      return order.nullsLast() ? -nulls : nulls;
    }
    int compared = a.compareTo(b);
    return order.descending() ? -compared : compared;
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Comparable<Object> sortKey(Field.Kind kind, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    boolean id = kind == Field.Kind.ID || kind == Field.Kind.REFERENCE;
    Object key = id ? value : value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    return (Comparable<Object>) key;
  }

  /** A page's records, with parents and children; queryAll shows deleted children too. */
  static List<ObjectNode> render(Org org, Soql query, List<Row> page, String base, boolean withDeleted) {
    var children = new HashMap<Soql.Child, Map<Object, List<Row>>>();
    for (Soql.Child child : query.children()) {
      var byParent = new HashMap<Object, List<Row>>();
      for (Row row : rows(org, child.query(), withDeleted)) {
        Object parent = row.get(child.reference());
        if (parent != null) {
          byParent.computeIfAbsent(Ids.key(parent.toString()), key -> new ArrayList<>()).add(row);
        }
      }
      children.put(child, byParent);
    }
    var records = new ArrayList<ObjectNode>(page.size());
    for (Row row : page) {
      ObjectNode record = record(org, query.select(), row, base);
      children.forEach((child, byParent) -> {
        List<Row> rows = byParent.getOrDefault(Ids.key(row.id()), List.of());
        if (rows.isEmpty()) {
          record.putNull(child.relationship());
        } else {
          ObjectNode result = record.putObject(child.relationship()).put("totalSize", rows.size()).put("done", true);
          result.putArray("records").addAll(render(org, child.query(), rows, base, withDeleted));
        }
      });
      records.add(record);
    }
    return records;
  }

  static ObjectNode attributes(Row row, String base) {
    return Json.object().put("type", row.type.name).put("url", base + "/sobjects/" + row.type.name + "/" + row.id());
  }

  private static ObjectNode record(Org org, List<FieldPath> select, Row row, String base) {
    ObjectNode record = Json.object();
    record.set("attributes", attributes(row, base));
    for (FieldPath path : select) {
      ObjectNode at = record;
      for (int hop = 0; hop < path.hops().size() && at != null; hop++) {
        at = parent(org, path, hop, row, at, base);
      }
      if (at != null) {
        at.set(path.leaf(), Values.json(path.value(org, row)));
      }
    }
    return record;
  }

  private static @Nullable ObjectNode parent(Org org, FieldPath path, int hop, Row row, ObjectNode at, String base) {
    String relationship = String.valueOf(path.hops().get(hop).relationship());
    Row holder = path.holder(org, row, hop + 1);
    if (holder == null) {
      at.putNull(relationship);
      return null;
    }
    if (at.get(relationship) instanceof ObjectNode known) {
      return known;
    }
    ObjectNode parent = at.putObject(relationship);
    parent.set("attributes", attributes(holder, base));
    return parent;
  }
}
