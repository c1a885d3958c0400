package dev.caravan.model;

import org.jspecify.annotations.Nullable;

/**
 * A moment in epoch milliseconds, or none: what has not happened, or is not due. No number stands for none, so that midnight
 * of 1 January 1970 is a moment like any other.
 */
public final class Moment {
  public static final Moment NONE = new Moment(false, 0);

  private final boolean known;
  private final long ms;

  private Moment(boolean known, long ms) {
    this.known = known;
    this.ms = ms;
  }

  public static Moment of(long epochMs) {
    return new Moment(true, epochMs);
  }

  /** The moment that {@link #number} wrote. */
  static Moment ofNumber(long number) {
    return number == 0 ? NONE : of(number == Long.MIN_VALUE ? 0 : number);
  }

  /** As one number: none is 0, and the moment that is 0 takes a number that is no moment. */
  long number() {
    return !known ? 0 : ms == 0 ? Long.MIN_VALUE : ms;
  }

  public boolean isNone() {
    return !known;
  }

  public boolean isKnown() {
    return known;
  }

  /**
   * Epoch ms.
   *
   * @throws IllegalStateException for none
   */
  public long ms() {
    if (!known) {
      throw new IllegalStateException("there is no such moment");
    }
    return ms;
  }

  /** Epoch ms, or what stands in its place. */
  public long or(long otherwise) {
    return known ? ms : otherwise;
  }

  /** Whether it is known and later; every moment is after none. */
  public boolean isAfter(Moment other) {
    return known && (!other.known || ms > other.ms);
  }

  public boolean isAfter(long epochMs) {
    return known && ms > epochMs;
  }

  /** Whether it is known and has come by then. */
  public boolean isBy(long epochMs) {
    return known && ms <= epochMs;
  }

  /** That long after, ms; none after none. */
  public Moment plus(long duration) {
    return known ? of(ms + duration) : NONE;
  }

  /** The later of two; none only of two that are none. */
  public Moment orLater(Moment other) {
    return other.isAfter(this) ? other : this;
  }

  /** As files and payloads write it; {@code ""} for none. */
  public String text() {
    return known ? Times.text(ms) : "";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Moment moment && known == moment.known && ms == moment.ms;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(ms) * 2 + (known ? 1 : 0);
  }

  @Override
  public String toString() {
    return known ? Times.text(ms) : "none";
  }
}
