package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes records as the org's rules allow. A write of what is there already changes nothing. */
final class Writer {
  /** What came of an upsert. */
  record Upserted(String id, boolean created) {}

  private final Org org;
  private final Rules rules;

  Writer(Org org, Rules rules) {
    this.org = org;
    this.rules = rules;
  }

  String create(ObjectType type, ObjectNode body, Caller caller) {
    allowed(type, caller);
    @Nullable Object[] values = new Object[type.size()];
    for (Field field : type.fields()) {
      String initial = field.initial();
      if (initial != null) {
        values[field.index()] = Values.read(type, field, initial);
      }
    }
    Field owner = type.field("OwnerId");
    if (owner != null) {
      values[owner.index()] = caller.user();
    }
    List<Field> given = apply(type, values, body, true, caller);
    String id = org.newId(type);
    values[type.id.index()] = id;
    values[type.createdDate.index()] = org.now();
    values[type.createdBy.index()] = caller.user();
    return store(null, values, type, given, caller);
  }

  /** Changes a record; the name says what the request was after. */
  String update(ObjectType type, String id, ObjectNode body, Caller caller) {
    Row before = org.table(type).find(id);
    if (before == null) {
      throw missing(type, id);
    }
    if (!caller.person() && type.name.equals("Lead") && before.flag("IsConverted")) {
      throw Refusal.of("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
    }
    allowed(type, caller);
    @Nullable Object[] values = before.copy();
    List<Field> given = apply(type, values, body, false, caller);
    return store(before, values, type, given, caller);
  }

  private static void notHistory(ObjectType type) {
    if (FieldHistory.isHistory(type)) {
      throw Refusal.of("INVALID_TYPE_FOR_OPERATION", "entity type " + type.name + " can be read only");
    }
  }

  private void allowed(ObjectType type, Caller caller) {
    notHistory(type);
    if (!caller.person() && !org.access.writes(type)) {
      throw Refusal.of("INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id");
    }
  }

  void delete(ObjectType type, String id, Caller caller) {
    notHistory(type);
    Row before = org.table(type).find(id);
    if (before == null) {
      throw missing(type, id);
    }
    @Nullable Object[] values = before.copy();
    values[type.deleted.index()] = true;
    stamp(type, values, caller);
    org.put(new Row(type, values));
  }

  Upserted upsert(ObjectType type, Field key, String value, ObjectNode body, boolean updateOnly, Caller caller) {
    Row found = org.table(type).findUnique(key.name(), value);
    if (found != null) {
      return new Upserted(update(type, found.id(), body, caller), false);
    }
    if (updateOnly) {
      throw Refusal.notFound();
    }
    ObjectNode whole = body.deepCopy();
    whole.put(key.name(), value);
    return new Upserted(create(type, whole, caller), true);
  }

  private Refusal missing(ObjectType type, String id) {
    if (org.table(type).findDeleted(id) != null) {
      return Refusal.of(404, "ENTITY_IS_DELETED", "entity is deleted");
    }
    if (id.length() != 15 && id.length() != 18) {
      return Refusal.of("MALFORMED_ID", type.name + " ID: id value of incorrect type: " + id, "Id");
    }
    return Refusal.of(404, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
  }

  private String store(
      @Nullable Row before, @Nullable Object[] values, ObjectType type, List<Field> given, Caller caller) {
    rules.settle(type, before, values, given, caller);
    Row draft = new Row(type, values);
    String id = draft.id();
    if (before != null && same(before, draft)) {
      return id;
    }
    stamp(type, values, caller);
    Row after = new Row(type, Arrays.copyOf(values, values.length));
    rules.check(before, after, caller);
    org.put(after);
    return id;
  }

  private void stamp(ObjectType type, @Nullable Object[] values, Caller caller) {
    Instant now = org.now();
    values[type.modifiedDate.index()] = now;
    values[type.modifiedBy.index()] = caller.user();
    values[type.stamp.index()] = now;
  }

  private static boolean same(Row before, Row after) {
    for (Field field : before.type.fields()) {
      if (!Objects.equals(before.get(field), after.get(field))) {
        return false;
      }
    }
    return true;
  }

  private List<Field> apply(
      ObjectType type, @Nullable Object[] values, ObjectNode body, boolean creating, Caller caller) {
    var given = new ArrayList<Field>();
    for (var entry : body.properties()) {
      String name = entry.getKey();
      JsonNode node = entry.getValue();
      if (name.equals("attributes")) {
        continue;
      }
      Field relation = node.isObject() ? type.relationship(name) : null;
      Field field = relation == null ? type.field(name) : relation;
      if (field == null || !caller.person() && !org.access.shows(type, field)) {
        throw noSuch(type, name);
      }
      if (!caller.person() && !org.access.writes(type, field, creating) || field.is("system")) {
        throw Refusal.of(
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            "Unable to create/update fields: " + field.name() + ". Please check the security settings of this field and"
                + " verify that it is read/write for your profile or permission set.",
            field.name());
      }
      values[field.index()] = relation == null ? Values.read(type, field, node) : byForeignKey(field, node);
      given.add(field);
    }
    return given;
  }

  static Refusal noSuch(ObjectType type, String name) {
    return Refusal.of("INVALID_FIELD", "No such column '" + name + "' on sobject of type " + type.name);
  }

  private @Nullable Object byForeignKey(Field field, JsonNode node) {
    for (var entry : node.properties()) {
      if (entry.getKey().equals("attributes")) {
        continue;
      }
      if (entry.getValue().isNull()) {
        return null;
      }
      for (String target : field.to()) {
        Row row = org.table(target).findUnique(entry.getKey(), entry.getValue().asText());
        if (row != null) {
          return row.id();
        }
      }
      throw Refusal.of(
          "INVALID_FIELD",
          "Foreign key external ID: " + entry.getValue().asText() + " not found for field " + entry.getKey()
              + " in entity " + String.join(", ", field.to()));
    }
    return null;
  }
}
