package dev.caravan.sandbox.salesforce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The history objects of an org that tracks fields: a row when a record is made, and one for each change of a tracked field. Where
 * the field is a reference there are two, one with names and one with ids, as at Salesforce.
 */
final class FieldHistory {
  /** What is tracked, by object. */
  private static final Map<String, List<String>> TRACKED = Map.of(
      "Lead", List.of("Title", "Company", "Industry", "Status", "HasOptedOutOfEmail", "OwnerId"),
      "Contact", List.of("Title", "AccountId"),
      "Account", List.of("Name", "Industry", "NumberOfEmployees", "OwnerId"),
      "Opportunity", List.of("StageName", "Amount", "CloseDate", "OwnerId"));
  /** The prefix of all history rows. */
  private static final String PREFIX = "017";
  /** What a history object lacks of what every other object has. */
  static final List<String> LACKING = List.of("LastModifiedDate", "LastModifiedById", "SystemModstamp");
  private static final Set<String> READ_ONLY = Set.of("readonly");

  private FieldHistory() {}

  /** Makes the history objects. */
  static void track(Schema schema) {
    TRACKED.keySet().stream().sorted().forEach(name -> {
      ObjectType type = new ObjectType(of(name), PREFIX);
      add(type, name + "Id", Field.Kind.REFERENCE, 18, List.of(name), name, "Histories");
      add(type, "Field", Field.Kind.PICKLIST, 255, List.of(), null, null);
      add(type, "DataType", Field.Kind.PICKLIST, 40, List.of(), null, null);
      add(type, "OldValue", Field.Kind.ANYTYPE, 255, List.of(), null, null);
      add(type, "NewValue", Field.Kind.ANYTYPE, 255, List.of(), null, null);
      schema.add(type);
    });
  }

  private static void add(ObjectType type, String name, Field.Kind kind, int size, List<String> to, @Nullable String relationship,
      @Nullable String children) {
    type.add(new Field(type.size(), name, kind, size, READ_ONLY, to, relationship, children, List.of(), null));
  }

  /** The name of an object's history object. */
  private static String of(String name) {
    return name.equals("Opportunity") ? "OpportunityFieldHistory" : name + "History";
  }

  static boolean isHistory(ObjectType type) {
    return type.prefix.equals(PREFIX);
  }

  /** Whether changes of a field are kept. */
  static boolean tracks(Schema schema, ObjectType type, Field field) {
    return schema.find(of(type.name)) != null && TRACKED.getOrDefault(type.name, List.of()).contains(field.name());
  }

  /** The rows of a change; of a new record the one that says so. */
  static List<Row> rows(Org org, @Nullable Row before, Row after) {
    var rows = new ArrayList<Row>();
    if (isHistory(after.type) || org.schema.find(of(after.type.name)) == null) {
      return rows;
    }
    if (before == null) {
      rows.add(made(org, after, after.stamp()));
      return rows;
    }
    for (Field field : after.type.fields()) {
      Object old = before.get(field);
      Object now = after.get(field);
      if (tracks(org.schema, after.type, field) && !Objects.equals(old, now)) {
        rows.addAll(changed(org, after, field, old, now, after.stamp()));
      }
    }
    return rows;
  }

  static Row made(Org org, Row record, Instant at) {
    return row(org, record, "created", "Text", null, null, at);
  }

  static List<Row> changed(Org org, Row record, Field field, @Nullable Object old, @Nullable Object now, Instant at) {
    if (!field.reference()) {
      return List.of(row(org, record, field.name(), field.kind().number() ? "Double" : "Text", old, now, at));
    }
    String name = field.name().replaceFirst("Id$", "");
    return List.of(row(org, record, name, "Text", named(org, field, old), named(org, field, now), at),
        row(org, record, name, "EntityId", old, now, at));
  }

  private static @Nullable Object named(Org org, Field field, @Nullable Object id) {
    Row row = id == null ? null : org.find(field.to(), id.toString());
    return row == null || row.type.field("Name") == null ? id : row.get("Name");
  }

  private static Row row(Org org, Row record, String field, String type, @Nullable Object old, @Nullable Object now, Instant at) {
    ObjectType history = org.schema.type(of(record.type.name));
    @Nullable Object[] values = new Object[history.size()];
    values[history.need(record.type.name + "Id").index()] = record.id();
    values[history.need("Field").index()] = field;
    values[history.need("DataType").index()] = type;
    values[history.need("OldValue").index()] = shown(old);
    values[history.need("NewValue").index()] = shown(now);
    return Shipped.row(history, org.newId(history), values, at, at, (String) record.get(record.type.modifiedBy));
  }

  /** Days are given as such; all other values as they are. */
  private static @Nullable Object shown(@Nullable Object value) {
    return value instanceof Boolean || value instanceof Number || value == null ? value : Values.text(value);
  }
}
