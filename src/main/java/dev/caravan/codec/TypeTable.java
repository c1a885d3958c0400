package dev.caravan.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of what one room stores and sends.
 *
 * <p>Numbers of types are the house's: no two rooms give the same, and a type that moves to another room takes its line along.
 * Numbers of fields and constants count within their type, fields from 1 to {@value #MOST_FIELDS}. No number is ever given twice: what
 * is no longer there stays in the table as retired.
 *
 * <p>A field is written as {@code "7 since"}: its number and the component it stands for. What bytes without it read as is the
 * zero of its kind (0, false, an empty text, list, set or map), or what the table says: {@code "7 since = -1"}, {@code "8 mode = OPEN"},
 * {@code "9 by = nobody"}, {@code "10 home = empty"} for a record all of whose fields have such a value. A constant or a record without
 * it must be there. A field that equals it is not written, so a value of old bytes is not to be changed later. {@code "7 since retired"}
 * is a field that was.
 */
public final class TypeTable {
  /** Fields of one record, retired ones included. */
  static final int MOST_FIELDS = 62;

  private final String room;
  private final List<Row> rows = new ArrayList<>();

  private TypeTable(String room) {
    this.room = room;
  }

  /**
   * One type.
   *
   * @param room in messages
   * @param parts its fields or constants as they stand in the table
   * @param coder how a number is written; null for what the parts say
   */
  record Row(String room, int number, Kind kind, String name, Class<?> type, List<String> parts, @Nullable Coder coder) {}

  /** What a number stands for. */
  enum Kind { RECORD, CONSTANTS, CHOICE, NUMBER, RETIRED }

  /** An empty table; the room's name is for messages. */
  public static TypeTable of(String room) {
    return new TypeTable(room);
  }

  /** A record and its fields, {@code "1 name"}. */
  public TypeTable record(int number, Class<? extends Record> type, String... fields) {
    return add(number, Kind.RECORD, type, fields);
  }

  /** An enumeration and its constants, {@code "1 OPEN"}. */
  public TypeTable constants(int number, Class<? extends Enum<?>> type, String... constants) {
    return add(number, Kind.CONSTANTS, type, constants);
  }

  /**
   * A type that is written as one number.
   *
   * @param zero what the number 0 stands for, and what bytes without the value read as
   */
  public <T> TypeTable number(int number, Class<T> type, T zero, ToLongFunction<T> write, LongFunction<T> read) {
    rows.add(new Row(room, number, Kind.NUMBER, name(type), type, List.of(), new AsNumber<>(number, type, zero, write, read)));
    return this;
  }

  /** An interface that stands for any registered record behind it; all of them, if it is sealed, must be registered. */
  public TypeTable choice(int number, Class<?> type) {
    return add(number, Kind.CHOICE, type);
  }

  /** A number that was a type's once. */
  public TypeTable retired(int number, String name) {
    rows.add(new Row(room, number, Kind.RETIRED, name, Void.class, List.of(), null));
    return this;
  }

  private TypeTable add(int number, Kind kind, Class<?> type, String... parts) {
    rows.add(new Row(room, number, kind, name(type), type, List.of(parts), null));
    return this;
  }

  List<Row> rows() {
    return rows;
  }

  /** A type's name without its package, the types around it included. */
  static String name(Class<?> type) {
    Class<?> outside = type.getEnclosingClass();
    return outside == null ? type.getSimpleName() : name(outside) + "." + type.getSimpleName();
  }
}
