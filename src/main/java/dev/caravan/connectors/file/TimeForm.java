package dev.caravan.connectors.file;

import dev.caravan.parse.Moments;
import dev.caravan.parse.Parsed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How a time is written: a pattern such as {@code dd.MM.yyyy HH:mm}, or seconds or milliseconds since 1970. */
final class TimeForm {
  static final String SECONDS = "epoch-seconds";
  static final String MILLIS = "epoch-millis";
  /** Days as a spreadsheet counts them, with their fraction. */
  static final String EXCEL = "excel";
  private static final double LAST_DAY = 2_958_466;
  private static final Map<String, TimeForm> KNOWN = new ConcurrentHashMap<>();
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

  private final String pattern;
  private final DateTimeFormatter formatter;

  private TimeForm(String pattern) {
    this.pattern = pattern;
    // Strict, so that the 31st of April is refused and not bent; strict parsing knows the year as u.
    this.formatter = isEpoch() || pattern.equals(EXCEL) ? DateTimeFormatter.ISO_INSTANT
        : new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(strictYear(pattern))
            .toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * The form of a pattern.
   *
   * @throws IllegalArgumentException if it is no pattern
   */
  static TimeForm of(String pattern) {
    return KNOWN.computeIfAbsent(pattern, TimeForm::new);
  }

  /** What a person reads of it. */
  String words() {
    return pattern;
  }

  /**
   * The moment of a text; a date alone is its midnight.
   *
   * @throws DateTimeException if it is written in another way
   */
  Instant moment(String text, ZoneId zone) {
    if (isEpoch()) {
      return inRange(epoch(text));
    }
    if (pattern.equals(EXCEL)) {
      return inRange(serial(text, zone));
    }
    TemporalAccessor found = formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
    if (found instanceof ZonedDateTime zoned) {
      return inRange(zoned.toInstant());
    }
    LocalDateTime local = found instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) found;
    return inRange(local.atZone(zone).toInstant());
  }

  /** The day a text means, as {@code 2026-03-02}; of a moment the day in UTC. */
  String date(String text) throws BadRow {
    try {
      return isEpoch() ? LocalDate.ofInstant(moment(text, ZoneOffset.UTC), ZoneOffset.UTC).toString()
          : LocalDate.from(formatter.parse(text)).toString();
    } catch (DateTimeException e) {
      throw new BadRow("is no date; expected one written " + pattern);
    }
  }

  private static Instant serial(String text, ZoneId zone) {
    Parsed<String> day = Moments.excel(text);
    try {
      double days = Double.parseDouble(text.replace(',', '.'));
      if (day instanceof Parsed.Read<String> read && days < LAST_DAY) {
        return LocalDate.parse(read.value()).atStartOfDay().plusSeconds(Math.round((days - Math.floor(days)) * 86_400)).atZone(zone).toInstant();
      }
    } catch (NumberFormatException e) {
      // Nor is it a day.
    }
    throw new DateTimeException("no day of a spreadsheet");
  }

  private boolean isEpoch() {
    return pattern.equals(SECONDS) || pattern.equals(MILLIS);
  }

  private Instant epoch(String text) {
    try {
      long number = Long.parseLong(text);
      return pattern.equals(SECONDS) ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    } catch (NumberFormatException e) {
      throw new DateTimeException("no number", e);
    }
  }

  /** Years of four digits: the others are slips, and cannot be written as RFC 3339. */
  static Instant inRange(Instant moment) {
    if (moment.isBefore(FIRST) || !moment.isBefore(END)) {
      throw new DateTimeException("out of range");
    }
    return moment;
  }

  private static String strictYear(String pattern) {
    var strict = new StringBuilder();
    boolean quoted = false;
    for (char c : pattern.toCharArray()) {
      quoted ^= c == '\'';
      strict.append(!quoted && c == 'y' ? 'u' : c);
    }
    return strict.toString();
  }
}
