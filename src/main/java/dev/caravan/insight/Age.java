package dev.caravan.insight;

import dev.caravan.model.Times;

/** How long something takes or took, as people say it. */
public final class Age {
  private static final long SECOND = 1_000;

  private Age() {}

  /** {@code 40 seconds}, {@code 2 minutes}, {@code 3 hours}, {@code 5 days}: rounded down to the largest unit that fits. */
  public static String of(long ms) {
    if (ms < Times.MINUTE) {
      return count(Math.max(0, ms) / SECOND, "second");
    }
    if (ms < Times.HOUR) {
      return count(ms / Times.MINUTE, "minute");
    }
    return ms < 2 * Times.DAY ? count(ms / Times.HOUR, "hour") : count(ms / Times.DAY, "day");
  }

  private static String count(long n, String unit) {
    return n + " " + unit + (n == 1 ? "" : "s");
  }
}
