package dev.caravan.learn;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Numbers as bands, written as a fit criterion writes them: {@code 0-9}, {@code 10-49}, {@code 50+}. As there, a number
 * counts by its whole part, and one below zero has no band.
 */
final class Bands {
  private final long[] starts;

  private Bands(long[] starts) {
    this.starts = starts;
  }

  /**
   * At most {@code most} bands with about as many of the numbers in each; a number that fills one alone, as nought often
   * does, is not mixed with its neighbours.
   */
  static Bands of(List<Double> numbers, int most) {
    long[] sorted = numbers.stream().filter(number -> number >= 0).mapToLong(number -> (long) Math.floor(number))
        .sorted().toArray();
    if (sorted.length == 0) {
      return new Bands(new long[] {0});
    }
    SortedSet<Long> starts = new TreeSet<>(Set.of(0L));
    for (int i = 1; i < most; i++) {
      long edge = sorted[(int) ((long) i * sorted.length / most)];
      starts.add(edge);
      if (Arrays.stream(sorted).filter(number -> number == edge).count() >= sorted.length / most) {
        starts.add(edge + 1);
      }
    }
    starts.removeIf(start -> start > sorted[sorted.length - 1]);
    return new Bands(starts.stream().mapToLong(Long::longValue).toArray());
  }

  /** The band of a number, {@code ""} for none. */
  String of(double number) {
    if (!(number >= 0)) {
      return "";
    }
    long whole = (long) Math.floor(number);
    int at = Arrays.binarySearch(starts, whole);
    int band = at >= 0 ? at : -at - 2;
    return band == starts.length - 1 ? starts[band] + "+" : starts[band] + "-" + (starts[band + 1] - 1);
  }

  /** A number out of a value; NaN if it is none. */
  static double number(String value) {
    if (value.isEmpty()) {
      return Double.NaN;
    }
    try {
      double number = Double.parseDouble(value);
      return Double.isInfinite(number) ? Double.NaN : number;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
