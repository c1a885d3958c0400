package dev.caravan.sandbox.salesforce;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One field of an object.
 *
 * @param index its place in a {@link Row}
 * @param size length of text, or decimals of a number
 * @param marks required, unique, external, readonly, createonly, stamp, restricted, system
 * @param to objects a reference may name
 * @param values picklist values, empty when any
 */
record Field(
    int index,
    String name,
    Kind kind,
    int size,
    Set<String> marks,
    List<String> to,
    @Nullable String relationship,
    @Nullable String children,
    List<String> values,
    @Nullable String initial) {

  enum Kind {
    ID, STRING, TEXTAREA, PICKLIST, EMAIL, PHONE, URL, BOOLEAN, INT, DOUBLE, CURRENCY, DATE, DATETIME, REFERENCE,
    /** Whatever the value of another field may be. */
    ANYTYPE;

    boolean text() {
      return ordinal() <= URL.ordinal() || this == REFERENCE;
    }

    boolean number() {
      return this == INT || this == DOUBLE || this == CURRENCY;
    }

    String apiName() {
      return this == ANYTYPE ? "anyType" : name().toLowerCase(Locale.ROOT);
    }
  }

  Field {
    marks = Set.copyOf(marks);
    to = List.copyOf(to);
    values = List.copyOf(values);
  }

  /** The same of another length. */
  Field sized(int length) {
    return new Field(index, name, kind, length, marks, to, relationship, children, values, initial);
  }

  /** The same as a picklist that takes nothing but these values. */
  Field listing(List<String> listed) {
    var strict = new HashSet<>(marks);
    strict.add("restricted");
    return new Field(index, name, Kind.PICKLIST, 255, strict, to, relationship, children, listed, initial);
  }

  boolean is(String mark) {
    return marks.contains(mark);
  }

  boolean writable(boolean creating) {
    return !is("readonly") && !is("system") && (creating || !is("createonly"));
  }

  boolean custom() {
    return name.endsWith("__c");
  }

  boolean reference() {
    return kind == Kind.REFERENCE;
  }
}
