package dev.caravan.connectors;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the moments that a text names into the time of who reads it: rooms know nobody's clock and say them in UTC. */
public final class OwnerTime {
  private static final Pattern MOMENT = Pattern.compile("\\b(\\d{1,2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}) UTC\\b");
  private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

  private OwnerTime() {}

  /**
   * The text with {@code 2 Mar 2026 18:15 UTC} as {@code 2 Mar 2026 13:15 (New York)}.
   *
   * @param zone as the CRM names it; any other text leaves the moments as they are
   */
  public static String local(String text, String zone) {
    ZoneId where;
    try {
      where = ZoneId.of(zone);
    } catch (DateTimeException e) {
      return text;
    }
    if (where.normalized().equals(ZoneOffset.UTC)) {
      return text;
    }
    return MOMENT.matcher(text).replaceAll(found -> {
      try {
        return Matcher.quoteReplacement(WRITTEN.format(LocalDateTime.parse(found.group(1), WRITTEN).atOffset(ZoneOffset.UTC)
            .atZoneSameInstant(where)) + " (" + where.getId().replaceFirst(".*/", "").replace('_', ' ') + ")");
      } catch (DateTimeException e) {
        return Matcher.quoteReplacement(found.group());
      }
    });
  }
}
