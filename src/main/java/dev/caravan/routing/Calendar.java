package dev.caravan.routing;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Who is at work when.
 *
 * @param absences by e-mail in small letters
 */
record Calendar(Hours hours, Map<String, List<Absence>> absences) {
  /** Days somebody is away, both included. */
  record Absence(LocalDate from, LocalDate until) {}

  boolean isAbsent(Rep rep, long at) {
    List<Absence> away = absences.get(rep.email());
    if (away == null) {
      return false;
    }
    LocalDate day = hours.day(rep, at);
    return away.stream().anyMatch(each -> !day.isBefore(each.from()) && !day.isAfter(each.until()));
  }

  /** The day of their own calendar, counted from 1970. */
  long day(Rep rep, long at) {
    return hours.epochDay(rep, at);
  }

  /** When their next day begins; to the quarter of an hour, in which all time zones lie. */
  long midnight(Rep rep, long at) {
    long quarter = 15 * 60_000L;
    long today = day(rep, at);
    long low = at / quarter;
    long high = low + 26 * 4;
    while (low + 1 < high) {
      long middle = (low + high) / 2;
      if (day(rep, middle * quarter) > today) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high * quarter;
  }
}
