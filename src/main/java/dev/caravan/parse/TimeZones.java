package dev.caravan.parse;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Time zones by their name in the tz database, alone or as a CRM shows it. */
public final class TimeZones {
  private static final Map<String, String> NAMES = new HashMap<>();

  static {
    ZoneId.getAvailableZoneIds().forEach(name -> NAMES.put(name.toLowerCase(Locale.ROOT), name));
  }

  private TimeZones() {}

  /**
   * A name such as {@code America/Los_Angeles}, also out of {@code (GMT-08:00) Pacific Standard Time (America/Los_Angeles)};
   * {@code ""} for nothing.
   */
  public static Parsed<String> read(String text) {
    String bare = Written.plain(text);
    if (bare.isEmpty()) {
      return Parsed.read("");
    }
    int open = bare.lastIndexOf('(');
    String named = bare.endsWith(")") && open >= 0 ? bare.substring(open + 1, bare.length() - 1).strip() : bare;
    String found = NAMES.get(named.replace(' ', '_').toLowerCase(Locale.ROOT));
    return found == null ? Parsed.refused("is no time zone; expected a name such as America/Los_Angeles") : Parsed.read(found);
  }
}
