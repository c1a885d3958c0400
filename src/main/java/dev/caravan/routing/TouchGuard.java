package dev.caravan.routing;

import dev.caravan.model.Times;
import java.util.Arrays;

/**
 * How often a person may be reached: not more than so many touches within any stretch of so long.
 *
 * <p>Of somebody's touches only the newest few count, those that could fill the stretch: so what is kept of each person is
 * of bounded size, however much others send them.
 *
 * @param atMost touches within the stretch
 * @param within its length in ms; a touch that long ago counts no more
 * @param whileExploring touches within the stretch while somebody only explores
 * @param list the shared list of those at their limit
 */
public record TouchGuard(int atMost, long within, int whileExploring, String list) {
  /** What holds where the settings say nothing. */
  public static final TouchGuard SHIPPED = new TouchGuard(4, 168 * Times.HOUR, 2, "caravan-touch-limit");

  public TouchGuard {
    if (atMost < 1 || whileExploring < 1 || within < 1) {
      throw new IllegalArgumentException("at most " + atMost + " touches, " + whileExploring + " while exploring, within "
          + within + " ms; expected 1 or more of each");
    }
  }

  /** The limit of a person, by how far along their path they are. */
  public int limit(boolean exploring) {
    return exploring ? whileExploring : atMost;
  }

  /** Touches with one more, as far as they may still count at a moment; in order of time. */
  public long[] with(long[] touches, long touch, long at) {
    if (touch <= at - within) {
      return touches;
    }
    long time = Math.min(touch, at); // a clock that runs ahead must not hold longer than a stretch
    int most = Math.max(atMost, whileExploring);
    int from = 0;
    while (from < touches.length && touches[from] <= at - within) {
      from++;
    }
    int kept = touches.length - from;
    if (kept == most) {
      if (time <= touches[from]) {
        return touches;
      }
      from++;
      kept--;
    }
    var more = new long[kept + 1];
    int place = 0;
    while (place < kept && touches[from + place] <= time) {
      more[place] = touches[from + place];
      place++;
    }
    more[place] = time;
    System.arraycopy(touches, from + place, more, place + 1, kept - place);
    return more;
  }

  /** Touches without one at a moment, where it is among them. */
  public long[] without(long[] touches, long touch) {
    int place = Arrays.binarySearch(touches, touch);
    if (place < 0) {
      return touches;
    }
    var less = new long[touches.length - 1];
    System.arraycopy(touches, 0, less, 0, place);
    System.arraycopy(touches, place + 1, less, place, less.length - place);
    return less;
  }

  /** Until when one more would be too many, epoch ms; a moment that has come, or 0, where it would not be. */
  public long fullUntil(long[] touches, int limit) {
    return touches.length < limit ? 0 : touches[touches.length - limit] + within;
  }
}
