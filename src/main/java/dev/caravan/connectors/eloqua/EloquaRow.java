package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.eloqua.EloquaFacts.Unreadable;
import dev.caravan.parse.Moments;
import dev.caravan.parse.Parsed;
import java.util.Map;

/** Values of a row as Eloqua writes them. */
final class EloquaRow {
  private EloquaRow() {}

  static String needed(Map<String, String> row, String column) throws Unreadable {
    String value = row.getOrDefault(column, "");
    if (value.isEmpty()) {
      throw new Unreadable("the row has no " + column);
    }
    return value;
  }

  /** A time in UTC, {@code 2026-03-02 10:15:00} with or without fractions, or RFC 3339; epoch milliseconds. */
  static long time(Map<String, String> row, String column) throws Unreadable {
    String text = needed(row, column).trim().replace(' ', 'T');
    boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
    if (text.length() > 10 && Moments.moment(zoned ? text : text + "Z") instanceof Parsed.Read<Long> read) {
      return read.value();
    }
    throw new Unreadable(column + " is not a time such as 2026-03-02 10:15:00");
  }
}
