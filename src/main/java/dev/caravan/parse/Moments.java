package dev.caravan.parse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times as ISO 8601 writes them; other forms only where a mapping names them. */
public final class Moments {
  /** Nothing that these systems tell of can have happened before: epoch ms of 1990. Earlier dates are slips and placeholders. */
  public static final long EARLIEST = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();
  /** So far a clock of another system may be ahead, ms. What lies further ahead cannot have happened yet. */
  public static final long AHEAD = 5 * 60_000L;
  /** When this version was built, as the build says: a clock that shows an earlier moment is wrong. */
  static final long BUILT = built();
  private static final LocalDate EXCEL = LocalDate.of(1899, 12, 30);
  private static final int EXCEL_LAST = 2_958_465;
  /** Spreadsheets count a 29th of February 1900 that never was. */
  private static final int EXCEL_LEAP = 60;
  private static final Pattern OFFSET = Pattern.compile("(.*T.*[+-]\\d\\d):?(\\d\\d)?");

  private Moments() {}

  /** Epoch milliseconds of a time with its offset ({@code Z}, {@code +01:00}, {@code +0100}), or of a day's midnight in UTC. */
  public static Parsed<Long> moment(String text) {
    String bare = Written.bare(text);
    try {
      if (bare.length() == 10) {
        return Parsed.read(day(bare).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli());
      }
      return Parsed.read(at(bare).toInstant().toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      return Parsed.refused("is no time such as 2026-03-02T10:15:00Z");
    }
  }

  /** A day as {@code 2026-03-02}, a time as {@code 2026-03-02T10:15:00Z}. */
  public static Parsed<String> date(String text) {
    String bare = Written.bare(text);
    try {
      if (bare.length() == 10) {
        return Parsed.read(day(bare).toString());
      }
      Instant at = at(bare).toInstant();
      year(LocalDate.ofInstant(at, ZoneOffset.UTC));
      return Parsed.read(at.truncatedTo(ChronoUnit.SECONDS).toString());
    } catch (DateTimeException | ArithmeticException e) {
      return Parsed.refused("is no date such as 2026-03-02");
    }
  }

  /** The day that a spreadsheet counts so: 46083 is 2026-03-02. */
  public static Parsed<String> excel(String serial) {
    String bare = Written.plain(serial);
    if (bare.matches("\\d{1,7}([.,]\\d+)?")) {
      int days = Integer.parseInt(bare.replaceAll("[.,].*", ""));
      if (days >= 1 && days != EXCEL_LEAP && days <= EXCEL_LAST) {
        return Parsed.read(EXCEL.plusDays(days < EXCEL_LEAP ? days + 1 : days).toString());
      }
    }
    return Parsed.refused("is no date as a spreadsheet counts them; expected a number such as 46083");
  }

  /** The last moment at which something can have happened, by a clock. */
  public static long latest(long clock) {
    return Math.max(clock, BUILT) + AHEAD;
  }

  /** Why nothing can have happened at a moment, {@code ""} if it can, as far as can be told without a clock. */
  public static String implausible(long moment) {
    return moment < EARLIEST ? "lies before 1990, when nothing of this can have happened" : "";
  }

  /** The build writes its own moment beside this class; without a build there is nothing to know. */
  private static long built() {
    try {
      return Instant.parse(ResourceBundle.getBundle("dev.caravan.parse.built", Locale.ROOT).getString("at")).toEpochMilli();
    } catch (MissingResourceException e) {
      return EARLIEST;
    }
  }

  private static LocalDate day(String text) {
    return year(LocalDate.parse(text));
  }

  /** Other years cannot be written in four digits. */
  private static LocalDate year(LocalDate day) {
    if (day.getYear() < 1 || day.getYear() > 9999) {
      throw new DateTimeException("no year of four digits");
    }
    return day;
  }

  private static OffsetDateTime at(String text) {
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
    Matcher offset = OFFSET.matcher(iso);
    if (offset.matches()) {
      iso = offset.group(1) + ":" + (offset.group(2) == null ? "00" : offset.group(2));
    }
    OffsetDateTime at = OffsetDateTime.parse(iso);
    year(at.toLocalDate());
    return at;
  }
}
