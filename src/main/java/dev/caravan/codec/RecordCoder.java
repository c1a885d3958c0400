package dev.caravan.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A record: which of its fields are there, a bit a number, then those in the order of their numbers. */
final class RecordCoder extends Coder {
  /**
   * A field.
   *
   * @param at its place among the components
   * @param fallback what it is where it was not written; null if it must be there
   * @param zero whether that is the zero of its kind
   */
  record Field(int number, String name, int at, Coder coder, @Nullable Object fallback, boolean zero) {
    boolean isLeftOut(Object value) {
      return zero ? coder.isZero(value) : fallback != null && fallback.equals(value);
    }
  }

  private final int number;
  private final String name;
  private final Class<?> type;
  private final MethodHandle constructor;
  private final MethodHandle[] accessors;
  private Field[] fields = {};
  private String[] retired = {};
  private long known;
  private @Nullable Object empty;

  RecordCoder(int number, String name, Class<?> type) {
    this.number = number;
    this.name = name;
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    try {
      // Rooms keep their records package-private; the codec must see them as the compiler-made accessors do.
      var raw = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var made = type.getDeclaredConstructor(raw);
      made.setAccessible(true);
      var lookup = MethodHandles.lookup();
      accessors = new MethodHandle[components.length];
      for (int i = 0; i < components.length; i++) {
        var accessor = components[i].getAccessor();
        accessor.setAccessible(true);
        accessors[i] = lookup.unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class));
      }
      constructor = lookup.unreflectConstructor(made).asSpreader(Object[].class, components.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot take " + type + " apart", e);
    }
  }

  /** @param gone names of retired fields by number */
  void fields(Field[] sorted, String[] gone) {
    fields = sorted;
    retired = gone;
    known = 0;
    for (Field field : sorted) {
      known |= bit(field.number);
    }
  }

  private static long bit(int number) {
    return 1L << (number - 1);
  }

  int number() {
    return number;
  }

  Class<?> type() {
    return type;
  }

  @Override
  void write(Bytes out, Object value) {
    Field[] all = fields;
    var values = new Object[all.length];
    long there = 0;
    for (int i = 0; i < all.length; i++) {
      Field field = all[i];
      Object part = component(field, value);
      if (!field.isLeftOut(part)) {
        there |= bit(field.number);
        values[i] = part;
      }
    }
    out.putPlain(there);
    for (int i = 0; i < all.length; i++) {
      if (values[i] != null) {
        all[i].coder.write(out, values[i]);
      }
    }
  }

  @Override
  Object read(Bytes in) {
    long there = in.getPlain();
    if ((there & ~known) != 0) {
      throw unknown(Long.numberOfTrailingZeros(there & ~known) + 1);
    }
    var values = new Object[accessors.length];
    for (Field field : fields) {
      values[field.at] = (there & bit(field.number)) != 0 ? field.coder.read(in) : fallback(field);
    }
    return make(values);
  }

  private Object fallback(Field field) {
    if (field.fallback == null) {
      throw new IllegalArgumentException("these bytes of " + name + " have no field " + field.number + " (" + field.name
          + "), and its table says nothing for it: write \"" + field.number + " " + field.name + " = …\" there");
    }
    return field.fallback;
  }

  private IllegalArgumentException unknown(int field) {
    return new IllegalArgumentException(field < retired.length && retired[field] != null
        ? "these bytes of " + name + " hold field " + field + " (" + retired[field] + "), which is retired; states are to be built anew"
        : "these bytes of " + name + " hold field " + field + ", which this version of Caravan does not know: a newer one wrote them");
  }

  /** The record of which nothing was written; null if something must be. */
  @Nullable Object empty() {
    if (empty == null && fields.length == accessors.length && Arrays.stream(fields).allMatch(field -> field.fallback != null)) {
      var values = new Object[accessors.length];
      for (Field field : fields) {
        values[field.at] = field.fallback;
      }
      empty = make(values);
    }
    return empty;
  }

  @Override
  @Nullable Object parse(String text) {
    return text.equals("empty") ? empty() : null;
  }

  @Override
  String kind() {
    return "record " + number;
  }

  /** The kind of a field in the list of numbers. */
  String kind(int field) {
    return Arrays.stream(fields).filter(each -> each.number == field).findFirst().map(each -> each.coder.kind()).orElse("");
  }

  private Object component(Field field, Object record) {
    Object part;
    try {
      part = (Object) accessors[field.at].invokeExact(record);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read " + field.name + " of a " + name, e);
    }
    if (part == null) {
      throw new IllegalArgumentException(field.name + " of a " + name + " is null, which has no bytes");
    }
    return part;
  }

  private Object make(@Nullable Object[] values) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (Throwable e) {
      throw new IllegalArgumentException("these bytes do not make a valid " + name + ": " + e.getMessage(), e);
    }
  }
}
