package dev.caravan.parse;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time zones by their name in the tz database, alone or as a CRM shows it, or by their offset. */
public final class TimeZones {
  private static final Map<String, String> NAMES = new HashMap<>();
  private static final Pattern OFFSET = Pattern.compile("(?:(?:UTC|GMT|UT)\\s*)?([+-])\\s*(\\d{1,2})(?::?([0-5]\\d))?", Pattern.CASE_INSENSITIVE);

  static {
    ZoneId.getAvailableZoneIds().forEach(name -> NAMES.put(name.toLowerCase(Locale.ROOT), name));
  }

  private TimeZones() {}

  /**
   * A name such as {@code America/Los_Angeles}, also out of {@code (GMT-08:00) Pacific Standard Time (America/Los_Angeles)};
   * an offset such as {@code UTC+02:00} is itself, as {@code +02:00}; {@code ""} for nothing.
   */
  public static Parsed<String> read(String text) {
    String bare = Written.plain(text);
    if (bare.isEmpty()) {
      return Parsed.read("");
    }
    int open = bare.lastIndexOf('(');
    String named = bare.endsWith(")") && open >= 0 ? bare.substring(open + 1, bare.length() - 1).strip() : bare;
    String found = NAMES.get(named.replace(' ', '_').toLowerCase(Locale.ROOT));
    return found == null ? offset(bare) : Parsed.read(found);
  }

  /** The zone of what {@link #read} gave; UTC for {@code ""} and what was kept from before it was asked. */
  public static ZoneId zone(String read) {
    try {
      return read.isEmpty() ? ZoneOffset.UTC : ZoneId.of(read);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  /** Of a label that names no zone behind it, the offset in front would be wrong half of the year: only one that stands alone counts. */
  private static Parsed<String> offset(String text) {
    Matcher parts = OFFSET.matcher(text.replace('\u2212', '-'));
    if (parts.matches()) {
      int minutes = Integer.parseInt(parts.group(2)) * 60 + (parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3)));
      if (minutes <= 18 * 60) {
        return Parsed.read(minutes == 0 ? "UTC" : ZoneOffset.ofTotalSeconds((parts.group(1).equals("-") ? -60 : 60) * minutes).getId());
      }
    }
    return Parsed.refused("is no time zone; expected a name such as America/Los_Angeles");
  }
}
