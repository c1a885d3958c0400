package dev.caravan.sandbox.sales;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;

/**
 * When a rep works: weekdays from nine to five where they are.
 *
 * @param sells whether they are in sales and still with the company
 */
record Office(ZoneId zone, boolean sells) {
  private static final LocalTime OPENS = LocalTime.of(9, 0);
  private static final LocalTime CLOSES = LocalTime.of(17, 0);

  static Office of(Map<String, Object> user) {
    boolean sells = Boolean.TRUE.equals(user.get("IsActive")) && "Standard".equals(user.getOrDefault("UserType", ""));
    return new Office(ZoneId.of(String.valueOf(user.getOrDefault("TimeZoneSidKey", "UTC"))), sells);
  }

  /** The moment, or the next one at which they are there. */
  Instant working(Instant moment) {
    ZonedDateTime at = moment.atZone(zone);
    if (!at.toLocalTime().isBefore(CLOSES)) {
      at = at.toLocalDate().plusDays(1).atTime(OPENS).atZone(zone);
    } else if (at.toLocalTime().isBefore(OPENS)) {
      at = at.toLocalDate().atTime(OPENS).atZone(zone);
    }
    while (at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY) {
      at = at.toLocalDate().plusDays(1).atTime(OPENS).atZone(zone);
    }
    return at.toInstant();
  }
}
