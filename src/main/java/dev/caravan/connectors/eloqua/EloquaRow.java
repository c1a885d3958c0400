package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.eloqua.EloquaFacts.Unreadable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
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
    try {
      boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
      Instant at = zoned ? OffsetDateTime.parse(text).toInstant() : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      return at.toEpochMilli();
    } catch (DateTimeException e) {
      throw new Unreadable(column + " is not a time such as 2026-03-02 10:15:00");
    }
  }

  /** {@code true}, {@code false}, or {@code ""} for anything that is neither. */
  static String truth(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "1", "on" -> "true";
      case "false", "no", "n", "0", "off" -> "false";
      default -> "";
    };
  }
}
