package dev.caravan.connectors.salesforce;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** How far a stream was read: everything up to this SystemModstamp, and of that one up to this Id. */
record Cursor(Instant stamp, String id) {

  /**
   * Reads {@code 2026-…Z|00Q…}.
   *
   * @throws IllegalStateException if it is something else
   */
  static Cursor parse(String stream, String text) {
    int bar = text.indexOf('|');
    try {
      return new Cursor(Instant.parse(bar < 0 ? text : text.substring(0, bar)), bar < 0 ? "" : text.substring(bar + 1));
    } catch (DateTimeParseException e) {
      throw new IllegalStateException("cursor of " + stream + ": \"" + text + "\"; expected time|id such as"
          + " 2026-03-02T10:15:00Z|00Q…; the store belongs to another version or connector", e);
    }
  }

  String text() {
    return stamp + "|" + id;
  }

  /** The condition that finds all that comes after, in the order SystemModstamp, Id. */
  String condition() {
    String at = Soql.literal(stamp);
    return "SystemModstamp > " + at + (id.isEmpty() ? "" : " OR (SystemModstamp = " + at + " AND Id > "
        + Soql.text(id) + ")");
  }
}
