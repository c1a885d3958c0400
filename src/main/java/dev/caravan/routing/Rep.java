package dev.caravan.routing;

/**
 * A user of the CRM as routing needs them, and what lies on their desk.
 *
 * @param timeZone as the CRM names it, such as {@code Europe/Berlin}
 * @param open hand-offs they were given and nothing has come of yet
 * @param day the day of their own calendar they were last given one, counted from 1970
 * @param today how many they were given on that day
 */
public record Rep(String id, String name, String email, boolean active, String timeZone, int open, long day, int today) {
  /** Somebody with an empty desk. */
  public Rep(String id, String name, String email, boolean active, String timeZone) {
    this(id, name, email, active, timeZone, 0, 0, 0);
  }

  /** The same person as the CRM shows them now, with what lies on their desk. */
  public Rep shownAs(Rep newest) {
    return new Rep(newest.id, newest.name, newest.email, newest.active, newest.timeZone, open, day, today);
  }

  Rep given(long onDay) {
    return new Rep(id, name, email, active, timeZone, open + 1, onDay, onDay == day ? today + 1 : 1);
  }

  /** One hand-off less. */
  public Rep relieved() {
    return new Rep(id, name, email, active, timeZone, Math.max(0, open - 1), day, today);
  }

  int givenOn(long onDay) {
    return onDay == day ? today : 0;
  }
}
