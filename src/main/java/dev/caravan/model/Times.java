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

  /** {@code 2026-03-02T10:15:00Z}. */
  public static String text(long epochMs) {
    var day = LocalDate.ofEpochDay(Math.floorDiv(epochMs, DAY));
    if (day.getYear() < 1 || day.getYear() > 9999) {
      return Instant.ofEpochMilli(epochMs).truncatedTo(ChronoUnit.SECONDS).toString();
    }
    // Written by hand, as it is written for every decision.
    int second = (int) (Math.floorMod(epochMs, DAY) / 1000);
    var text = new StringBuilder(20);
    two(text, day.getYear() / 100);
    two(text, day.getYear() % 100);
    two(text.append('-'), day.getMonthValue());
    two(text.append('-'), day.getDayOfMonth());
    two(text.append('T'), second / 3600);
    two(text.append(':'), second / 60 % 60);
    two(text.append(':'), second % 60);
    return text.append('Z').toString();
  }

  private static void two(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
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
