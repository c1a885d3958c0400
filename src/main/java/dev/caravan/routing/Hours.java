package dev.caravan.routing;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When people work, in their own time zone.
 *
 * @param from minute of the day
 * @param to minute of the day, after {@code from}
 * @param zone of those whose own is unknown, and of queues
 */
record Hours(Set<DayOfWeek> days, int from, int to, ZoneId zone, Set<LocalDate> holidays) {
  static final Hours ALWAYS = new Hours(Set.of(DayOfWeek.values()), 0, 24 * 60, ZoneId.of("UTC"), Set.of());
  private static final int LONGEST_REST = 400;
  private static final Map<String, ZoneId> ZONES = new ConcurrentHashMap<>();

  Hours {
    days = Set.copyOf(days);
    holidays = Set.copyOf(holidays);
  }

  private ZoneId zoneOf(Rep rep) {
    return rep.timeZone().isEmpty() ? zone : ZONES.computeIfAbsent(rep.timeZone(), name -> {
      try {
        return ZoneId.of(name);
      } catch (DateTimeException e) {
        return zone; // a CRM may know zones that Java does not: the desk's own is the best there is
      }
    });
  }

  /** The day of their calendar. */
  LocalDate day(Rep rep, long at) {
    return Instant.ofEpochMilli(at).atZone(zoneOf(rep)).toLocalDate();
  }

  /** The same as a number, counted from 1970: asked of everybody in a pool for every hand-off. */
  long epochDay(Rep rep, long at) {
    long offset = zoneOf(rep).getRules().getOffset(Instant.ofEpochMilli(at)).getTotalSeconds();
    return Math.floorDiv(at + offset * 1_000, 24 * 3_600_000L);
  }

  boolean isOpen(Rep rep, long at) {
    return opens(rep, at) == at;
  }

  /** When they next work, from a moment on; the moment itself if they do. */
  long opens(Rep rep, long at) {
    ZonedDateTime time = Instant.ofEpochMilli(at).atZone(zoneOf(rep));
    LocalDate day = time.toLocalDate();
    for (int i = 0; i < LONGEST_REST; i++) {
      if (works(day)) {
        long begins = millis(day, from, time.getZone());
        if (at < millis(day, to, time.getZone())) {
          return Math.max(at, begins);
        }
      }
      day = day.plusDays(1);
    }
    return at;
  }

  /** When the next working day begins after a moment, where the desk is; the moment itself if there is none within a year. */
  long begins(long at) {
    LocalDate day = Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
    for (int i = 0; i < LONGEST_REST; i++) {
      long begins = millis(day, from, zone);
      if (works(day) && begins > at) {
        return begins;
      }
      day = day.plusDays(1);
    }
    return at;
  }

  /** When so much working time has passed. */
  long after(Rep rep, long at, long duration) {
    ZoneId where = zoneOf(rep);
    LocalDate day = Instant.ofEpochMilli(at).atZone(where).toLocalDate();
    long left = duration;
    for (int i = 0; i < LONGEST_REST; i++) {
      if (works(day)) {
        long begins = Math.max(at, millis(day, from, where));
        long ends = millis(day, to, where);
        if (begins < ends) {
          if (left <= ends - begins) {
            return begins + left;
          }
          left -= ends - begins;
        }
      }
      day = day.plusDays(1);
    }
    return at + duration;
  }

  /** How much working time lies between two moments. */
  long between(Rep rep, long from, long to) {
    ZoneId where = zoneOf(rep);
    LocalDate last = Instant.ofEpochMilli(to).atZone(where).toLocalDate();
    long worked = 0;
    for (LocalDate day = Instant.ofEpochMilli(from).atZone(where).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
      if (works(day)) {
        worked += Math.max(0, Math.min(to, millis(day, this.to, where)) - Math.max(from, millis(day, this.from, where)));
      }
    }
    return worked;
  }

  private boolean works(LocalDate day) {
    return days.contains(day.getDayOfWeek()) && !holidays.contains(day);
  }

  private static long millis(LocalDate day, int minute, ZoneId where) {
    return (minute == 24 * 60 ? day.plusDays(1).atStartOfDay(where)
        : day.atTime(minute / 60, minute % 60).atZone(where)).toInstant().toEpochMilli();
  }
}
