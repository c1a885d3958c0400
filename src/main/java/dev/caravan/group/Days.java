package dev.caravan.group;

/**
 * On which of the last 128 days (UTC) somebody was there: bit n of {@code near} is n days before {@code day}, of
 * {@code far} 64 more. So a heavy day costs what a light one does, and the order of arrival does not matter.
 */
record Days(long day, long near, long far) {
  static final int KEPT = 128;
  static final Days NONE = new Days(Long.MIN_VALUE, 0, 0);

  /** With one day more; the same object if it was there, or too long ago to be kept. */
  Days with(long other) {
    if (day == Long.MIN_VALUE) {
      return new Days(other, 1, 0);
    }
    if (other > day) {
      long by = other - day;
      return new Days(other, older(near, far, by, false) | 1, older(near, far, by, true));
    }
    long back = day - other;
    if (back >= KEPT || has(back)) {
      return this;
    }
    return back < 64 ? new Days(day, near | 1L << back, far) : new Days(day, near, far | 1L << (back - 64));
  }

  boolean has(long back) {
    return back >= 0 && (back < 64 ? near >>> back & 1 : back < KEPT ? far >>> (back - 64) & 1 : 0) == 1;
  }

  /** The days as seen from a later one: the nearer 64, or those before them. */
  long from(long later, boolean farther) {
    return older(near, far, later - day, farther);
  }

  /** How many of the {@code window} days up to and including {@code last} somebody was there. */
  int count(long last, int window) {
    long by = last - day;
    if (by >= 0) {
      return Long.bitCount(older(near, far, by, false) & mask(window)) + Long.bitCount(older(near, far, by, true) & mask(window - 64));
    }
    int count = 0;
    for (long back = -by; back < -by + window && back < KEPT; back++) {
      count += has(back) ? 1 : 0;
    }
    return count;
  }

  /** The lowest {@code bits} set. */
  static long mask(int bits) {
    return bits >= 64 ? -1L : bits <= 0 ? 0 : (1L << bits) - 1;
  }

  private static long older(long near, long far, long by, boolean farther) {
    if (by >= KEPT || by < 0) {
      return 0;
    }
    if (!farther) {
      return by >= 64 ? 0 : near << by;
    }
    if (by == 0) {
      return far;
    }
    return by >= 64 ? near << (by - 64) : far << by | near >>> (64 - by);
  }
}
