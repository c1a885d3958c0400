package dev.caravan.routing;

import java.util.Set;

/**
 * A user of the CRM as routing needs them, and what lies on their desk.
 *
 * @param timeZone as the CRM names it, such as {@code Europe/Berlin}
 * @param open hand-offs they were given and nothing has come of yet
 * @param day the day of their own calendar they were last given one, counted from 1970
 * @param today how many they were given on that day
 * @param teams queues, roles and permission sets they are in, as pools name them
 */
public record Rep(String id, String name, String email, boolean active, String timeZone, int open, long day, int today,
    Set<String> teams) {
  public Rep {
    teams = Set.copyOf(teams);
  }

  /** Somebody with an empty desk. */
  public Rep(String id, String name, String email, boolean active, String timeZone) {
    this(id, name, email, active, timeZone, 0, 0, 0, Set.of());
  }

  /** The same person as the CRM shows them now, with what lies on their desk. */
  public Rep shownAs(Rep newest) {
    return new Rep(newest.id, newest.name, newest.email, newest.active, newest.timeZone, open, day, today, teams);
  }

  /** The same person in these teams. */
  public Rep in(Set<String> now) {
    return now.equals(teams) ? this : new Rep(id, name, email, active, timeZone, open, day, today, now);
  }

  Rep given(long onDay) {
    return new Rep(id, name, email, active, timeZone, open + 1, onDay, onDay == day ? today + 1 : 1, teams);
  }

  /** One hand-off less. */
  public Rep relieved() {
    return new Rep(id, name, email, active, timeZone, Math.max(0, open - 1), day, today, teams);
  }

  int givenOn(long onDay) {
    return onDay == day ? today : 0;
  }
}
