package dev.caravan.sandbox.salesforce;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** TODAY, LAST_N_DAYS:30 and their kin, as spans of UTC time seen from now. */
final class DateLiterals {
  private DateLiterals() {}

  /** The span a literal stands for; null when it is none. */
  static Condition.@Nullable Span span(String literal, @Nullable Integer n, Instant now) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate week = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
    LocalDate month = today.withDayOfMonth(1);
    LocalDate quarter = month.minusMonths((month.getMonthValue() - 1) % 3);
    LocalDate year = today.withDayOfYear(1);
    String name = literal.toUpperCase(Locale.ROOT);
    if (n != null) {
      return switch (name) {
        case "LAST_N_DAYS" -> days(today.minusDays(n), today.plusDays(1));
        case "NEXT_N_DAYS" -> days(today.plusDays(1), today.plusDays(n + 1L));
        case "N_DAYS_AGO" -> days(today.minusDays(n), today.minusDays(n - 1L));
        case "LAST_N_WEEKS" -> days(week.minusWeeks(n), week);
        case "LAST_N_MONTHS" -> days(month.minusMonths(n), month);
        default -> null;
      };
    }
    return switch (name) {
      case "TODAY" -> days(today, today.plusDays(1));
      case "YESTERDAY" -> days(today.minusDays(1), today);
      case "TOMORROW" -> days(today.plusDays(1), today.plusDays(2));
      case "THIS_WEEK" -> days(week, week.plusWeeks(1));
      case "LAST_WEEK" -> days(week.minusWeeks(1), week);
      case "NEXT_WEEK" -> days(week.plusWeeks(1), week.plusWeeks(2));
      case "THIS_MONTH" -> days(month, month.plusMonths(1));
      case "LAST_MONTH" -> days(month.minusMonths(1), month);
      case "NEXT_MONTH" -> days(month.plusMonths(1), month.plusMonths(2));
      case "LAST_90_DAYS" -> days(today.minusDays(90), today.plusDays(1));
      case "NEXT_90_DAYS" -> days(today.plusDays(1), today.plusDays(91));
      case "THIS_QUARTER" -> days(quarter, quarter.plusMonths(3));
      case "LAST_QUARTER" -> days(quarter.minusMonths(3), quarter);
      case "NEXT_QUARTER" -> days(quarter.plusMonths(3), quarter.plusMonths(6));
      case "THIS_YEAR" -> days(year, year.plusYears(1));
      case "LAST_YEAR" -> days(year.minusYears(1), year);
      case "NEXT_YEAR" -> days(year.plusYears(1), year.plusYears(2));
      default -> null;
    };
  }

  private static Condition.Span days(LocalDate from, LocalDate to) {
    return new Condition.Span(
        from.atStartOfDay(ZoneOffset.UTC).toInstant(), to.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
