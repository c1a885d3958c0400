package dev.caravan.sandbox.salesforce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of the org with its fields; names are found in any case. Fields can only be added. */
final class ObjectType {
  private static final Set<String> SYSTEM = Set.of("system", "readonly");

  final String name;
  final String prefix;
  final Field id;
  final Field deleted;
  final Field createdDate;
  final Field createdBy;
  final Field modifiedDate;
  final Field modifiedBy;
  final Field stamp;
  private final List<Field> fields = new ArrayList<>();
  private final Map<String, Field> byName = new HashMap<>();
  private final Map<String, Field> byRelationship = new HashMap<>();

  ObjectType(String name, String prefix) {
    this.name = name;
    this.prefix = prefix;
    id = system("Id", Field.Kind.ID, 18, null);
    deleted = system("IsDeleted", Field.Kind.BOOLEAN, 0, null);
    createdDate = system("CreatedDate", Field.Kind.DATETIME, 0, null);
    createdBy = system("CreatedById", Field.Kind.REFERENCE, 18, "CreatedBy");
    modifiedDate = system("LastModifiedDate", Field.Kind.DATETIME, 0, null);
    modifiedBy = system("LastModifiedById", Field.Kind.REFERENCE, 18, "LastModifiedBy");
    stamp = system("SystemModstamp", Field.Kind.DATETIME, 0, null);
  }

  private Field system(String fieldName, Field.Kind kind, int size, @Nullable String relationship) {
    var to = relationship == null ? List.<String>of() : List.of("User");
    var field = new Field(
        fields.size(), fieldName, kind, size, SYSTEM, to, relationship, null, List.of(), null);
    return add(field);
  }

  Field add(Field field) {
    if (field.index() != fields.size() || byName.putIfAbsent(key(field.name()), field) != null) {
      throw new IllegalArgumentException(name + " already has a field " + field.name());
    }
    fields.add(field);
    if (field.relationship() != null) {
      byRelationship.put(key(field.relationship()), field);
    }
    return field;
  }

  /** Puts a field in the place of the one of its name; before there are records. */
  void replace(Field field) {
    fields.set(field.index(), field);
    byName.put(key(field.name()), field);
    if (field.relationship() != null) {
      byRelationship.put(key(field.relationship()), field);
    }
  }

  List<Field> fields() {
    return Collections.unmodifiableList(fields);
  }

  int size() {
    return fields.size();
  }

  @Nullable Field field(String fieldName) {
    return byName.get(key(fieldName));
  }

  /** A field that must be there, because the org's own rules speak of it. */
  Field need(String fieldName) {
    Field field = field(fieldName);
    if (field == null) {
      throw new IllegalStateException("the schema of " + name + " lacks " + fieldName);
    }
    return field;
  }

  @Nullable Field relationship(String relationshipName) {
    return byRelationship.get(key(relationshipName));
  }

  private static String key(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return name;
  }
}
