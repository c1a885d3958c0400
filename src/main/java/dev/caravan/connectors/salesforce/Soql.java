package dev.caravan.connectors.salesforce;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.stream.Collectors;

/** Pieces of SOQL, quoted safely, and Salesforce's way of writing times. */
final class Soql {
  /** Salesforce writes {@code 2026-01-02T03:04:05.000+0000}, an offset without colon. */
  private static final DateTimeFormatter STAMP = new DateTimeFormatterBuilder()
      .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME).appendOffset("+HHmm", "+0000").toFormatter();
  private static final DateTimeFormatter LITERAL = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Soql() {}

  static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r") + "'";
  }

  /** {@code ('a','b')}. */
  static String in(Collection<String> values) {
    return values.stream().map(Soql::text).collect(Collectors.joining(",", "(", ")"));
  }

  static String literal(Instant time) {
    return LITERAL.format(time);
  }

  /** Reads a date-time as Salesforce writes it, or as RFC 3339. */
  static Instant time(String text) {
    return text.endsWith("Z") ? Instant.parse(text)
        : text.charAt(text.length() - 3) == ':' ? OffsetDateTime.parse(text).toInstant()
        : OffsetDateTime.parse(text, STAMP).toInstant();
  }
}
