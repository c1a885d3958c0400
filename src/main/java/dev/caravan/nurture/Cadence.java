package dev.caravan.nurture;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * How often a programme touches: each so many milliseconds, or each calendar month on the day of the first touch, the last
 * day of a month that is too short.
 *
 * @param ms 0 for calendar months
 */
record Cadence(long ms) {
  static final Cadence MONTH = new Cadence(0);

  boolean isMonthly() {
    return ms == 0;
  }

  /** When the touch after the last one is due. */
  long after(long first, long last) {
    if (!isMonthly()) {
      return last + ms;
    }
    ZonedDateTime began = at(first);
    long months = java.time.temporal.ChronoUnit.MONTHS.between(began, at(last));
    long due;
    do {
      due = began.plusMonths(++months).toInstant().toEpochMilli();
    } while (due <= last);
    return due;
  }

  /** Of which calendar month an issue that appears at a moment is: {@code 2026-03}. */
  static String month(long moment) {
    ZonedDateTime at = at(moment);
    return at.getYear() + (at.getMonthValue() < 10 ? "-0" : "-") + at.getMonthValue();
  }

  /** When the next calendar month begins. */
  static long nextMonth(long moment) {
    return at(moment).toLocalDate().withDayOfMonth(1).plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  private static ZonedDateTime at(long moment) {
    return Instant.ofEpochMilli(moment).atZone(ZoneOffset.UTC);
  }
}
