package dev.caravan.sandbox.eloqua;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The three ways Eloqua writes a time. */
final class Times {
  /** What data and filters are in unless a definition asks for UTC. */
  static final ZoneId EASTERN = ZoneId.of("America/New_York");

  private static final DateTimeFormatter META =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter UTC_ROW =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter EASTERN_ROW = UTC_ROW.withZone(EASTERN);

  private Times() {}

  /** Definitions and syncs: seven fractional digits. */
  static String meta(Instant instant) {
    return META.format(instant);
  }

  /** Rows of exports. */
  static String row(long millis, boolean utc) {
    return (utc ? UTC_ROW : EASTERN_ROW).format(Instant.ofEpochMilli(millis));
  }

  /** REST: unix seconds as a string. */
  static String unix(long millis) {
    return Long.toString(Math.floorDiv(millis, 1000L));
  }

  /**
   * A date literal of a filter or a search; an explicit offset wins over the zone.
   *
   * @throws DateTimeException when it is none
   */
  static long literal(String text, boolean utc) {
    String trimmed = text.trim();
    if (trimmed.matches("\\d{9,11}")) {
      return Long.parseLong(trimmed) * 1000L;
    }
    String iso = trimmed.replace(' ', 'T');
    if (iso.endsWith("Z")) {
      return Instant.parse(iso).toEpochMilli();
    }
    ZoneId zone = utc ? ZoneOffset.UTC : EASTERN;
    LocalDateTime local = iso.contains("T") ? LocalDateTime.parse(iso) : LocalDate.parse(iso).atStartOfDay();
    return local.atZone(zone).toInstant().toEpochMilli();
  }
}
