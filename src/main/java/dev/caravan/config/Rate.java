package dev.caravan.config;

/**
 * So many times in a span of time: {@code 2 per week}.
 *
 * @param times at least 1; 0, with a span of 0, stands for "without limit"
 * @param perMs the span in milliseconds
 */
public record Rate(int times, long perMs) {
  public Rate {
    if (times < 0 || perMs < 0 || times == 0 != (perMs == 0)) {
      throw new IllegalArgumentException("a rate is some times in some span, or none in none, but was " + times + " per "
          + perMs + " ms");
    }
  }
}
