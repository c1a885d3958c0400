package dev.caravan.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Times as the house writes them: epoch milliseconds inside, RFC 3339 UTC in whole seconds outside. */
public final class Times {
  public static final long MINUTE = 60_000L;
  public static final long HOUR = 60 * MINUTE;
  public static final long DAY = 24 * HOUR;

  private Times() {}

  /** {@code 2026-03-02T10:15:00Z}; {@code ""} for 0, which stands for "none". */
  public static String text(long epochMs) {
    return epochMs == 0 ? "" : Instant.ofEpochMilli(epochMs).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * Reads RFC 3339 with any offset, or a bare date as its midnight in UTC.
   *
   * @throws DateTimeParseException if it is neither
   */
  public static long parse(String text) {
    if (text.length() == 10) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }
    return text.endsWith("Z") ? Instant.parse(text).toEpochMilli() : OffsetDateTime.parse(text).toInstant().toEpochMilli();
  }
}
