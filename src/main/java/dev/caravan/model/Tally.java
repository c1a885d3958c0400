package dev.caravan.model;

import java.util.Map;

/**
 * How many records due for a system came to each outcome; what came in is their sum, so that the count adds up.
 *
 * @param sent taken by the system in this run
 * @param unchanged shown by the system already
 * @param waiting not delivered yet
 * @param held kept back for a reason of business
 * @param parked refused
 */
public record Tally(long sent, long unchanged, long waiting, long held, long parked) {
  /** Nothing came in. */
  public static final Tally NONE = new Tally(0, 0, 0, 0, 0);

  public Tally {
    if (sent < 0 || unchanged < 0 || waiting < 0 || held < 0 || parked < 0) {
      throw new IllegalArgumentException("a count below zero: " + sent + " sent, " + unchanged + " unchanged, "
          + waiting + " waiting, " + held + " held, " + parked + " parked");
    }
  }

  /** Counts by outcome; an outcome that is left out has none. */
  public static Tally of(Map<Outcome, Long> counts) {
    return new Tally(counts.getOrDefault(Outcome.SENT, 0L), counts.getOrDefault(Outcome.UNCHANGED, 0L),
        counts.getOrDefault(Outcome.WAITING, 0L), counts.getOrDefault(Outcome.HELD, 0L),
        counts.getOrDefault(Outcome.PARKED, 0L));
  }

  public long input() {
    return sent + unchanged + waiting + held + parked;
  }

  public long of(Outcome outcome) {
    return switch (outcome) {
      case SENT -> sent;
      case UNCHANGED -> unchanged;
      case WAITING -> waiting;
      case HELD -> held;
      case PARKED -> parked;
    };
  }
}
