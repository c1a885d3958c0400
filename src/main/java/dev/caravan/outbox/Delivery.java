package dev.caravan.outbox;

/** What became of an item handed to the outside; carries the sentence for a person. */
public sealed interface Delivery {

  /** The outside took it. */
  record Sent(String remoteId) implements Delivery {}

  /** The outside already shows it so; nothing was written. */
  record Unchanged(String remoteId) implements Delivery {}

  /**
   * Trouble that passes by itself (lock, 5xx, time-out, limit): tried again with back-off.
   *
   * @param reached whether the outside answered for this item; false when the call failed as a whole
   */
  record TryLater(Problem problem, String why, boolean reached) implements Delivery {
    public TryLater(Problem problem, String why) {
      this(problem, why, true);
    }

    /** The call failed as a whole: the outside could not be reached, or took no call. */
    public static TryLater notReached(Problem problem, String why) {
      return new TryLater(problem, why, false);
    }
  }

  /** The outside refused it, in its own words; parked at once or after {@code retries} more tries. */
  record Refused(Problem problem, String why, int retries) implements Delivery {}

  /** We keep it back on purpose. */
  record Held(String reason) implements Delivery {}
}
