package dev.caravan.journal;

import dev.caravan.model.Times;

/**
 * How an expected stream is read.
 *
 * @param stream as in {@link Arrival}
 * @param readAt when it was last read to its end, epoch ms; 0 for never
 * @param usualGap the longest of its last intervals between two readings, ms; 0 until some are known
 * @param trouble the last try that failed
 */
public record Reading(String stream, long readAt, long usualGap, Trouble trouble) {
  /** A stream is missed after so many of its usual gaps, and never sooner than after {@link #PATIENCE}. */
  private static final int GAPS = 3;
  private static final long PATIENCE = 5 * Times.MINUTE;

  /**
   * A try that failed.
   *
   * @param since when the tries began to fail, epoch ms; 0 if the last try went well
   * @param at of the last one that failed, 0 if none ever did
   * @param kind what kind of trouble it was
   * @param said what the system said
   */
  public record Trouble(long since, long at, UnreadStreams.Kind kind, String said) {
    /** Nothing ever failed. */
    public static final Trouble NONE = new Trouble(0, 0, UnreadStreams.Kind.STOPS, "");

    /** Whether it passes by itself, as an outage does. */
    public boolean passes() {
      return kind == UnreadStreams.Kind.PASSES;
    }
  }

  /** How it stands; readers switch over it without a default. */
  public enum State {
    /** Read to its end, and not missed yet. */
    READ,
    /** Never read to its end. */
    NEVER_READ,
    /** The last try failed. */
    FAILING,
    /** Not read for longer than is usual, and nobody said why. */
    SILENT
  }

  /** How it stands at a moment, epoch ms. */
  public State at(long now) {
    if (isFailing()) {
      return State.FAILING;
    }
    if (readAt == 0) {
      return State.NEVER_READ;
    }
    return usualGap > 0 && now - readAt > Math.max(PATIENCE, GAPS * usualGap) ? State.SILENT : State.READ;
  }

  /** Whether the last try failed. */
  public boolean isFailing() {
    return trouble.since() > 0;
  }

  /** The system it is read from: {@code eloqua} of {@code eloqua/contact}. */
  public String system() {
    return stream.substring(0, Math.max(0, stream.indexOf('/')));
  }
}
