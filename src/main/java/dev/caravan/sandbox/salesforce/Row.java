package dev.caravan.sandbox.salesforce;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A record at one moment. It never changes: a write puts another row in its place, so that pages stay as asked. */
final class Row {
  final ObjectType type;
  private final @Nullable Object[] values;

  Row(ObjectType type, @Nullable Object[] values) {
    this.type = type;
    this.values = values;
  }

  /** The value: String, Boolean, Long, Double, LocalDate or Instant; a checkbox is never null. */
  @Nullable Object get(Field field) {
    Object value = field.index() < values.length ? values[field.index()] : null;
    return value == null && field.kind() == Field.Kind.BOOLEAN ? Boolean.FALSE : value;
  }

  @Nullable Object get(String field) {
    return get(type.need(field));
  }

  @Nullable String text(String field) {
    return (String) get(field);
  }

  boolean flag(String field) {
    return Boolean.TRUE.equals(get(field));
  }

  String id() {
    return (String) must(type.id);
  }

  Instant stamp() {
    return (Instant) must(type.stamp);
  }

  boolean deleted() {
    return Boolean.TRUE.equals(get(type.deleted));
  }

  /** The values again, for a changed row; as long as the object has fields now. */
  @Nullable Object[] copy() {
    return Arrays.copyOf(values, type.size());
  }

  private Object must(Field field) {
    Object value = get(field);
    if (value == null) {
      throw new IllegalStateException("a " + type.name + " without " + field.name());
    }
    return value;
  }
}
