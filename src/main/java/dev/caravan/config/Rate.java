package dev.caravan.config;

/**
 * So many times in a span of time: {@code 2 per week}.
 *
 * @param times at least 1
 * @param perMs the span in milliseconds, at least 1
 */
public record Rate(int times, long perMs) {
  public Rate {
    if (times < 1 || perMs < 1) {
      throw new IllegalArgumentException("a rate is at least once per millisecond span, but was " + times + " per " + perMs);
    }
  }
}
