package dev.caravan.connectors.eloqua;

import java.time.Instant;

/** Tells how many rows of a window were kept, so that a sweep can see whether some came late. */
@FunctionalInterface
public interface EloquaKept {

  /**
   * How many rows of {@code [from, to)} were kept.
   *
   * @param positionKey what the rows are of, such as {@code activities/PageView}
   */
  long rows(String positionKey, Instant from, Instant to);
}
