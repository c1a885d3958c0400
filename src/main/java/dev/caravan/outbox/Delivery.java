package dev.caravan.outbox;

/** What became of an item handed to the outside; carries the sentence for a person. */
public sealed interface Delivery {

  /** The outside took it. */
  record Sent(String remoteId) implements Delivery {}

  /** The outside already shows it so; nothing was written. */
  record Unchanged(String remoteId) implements Delivery {}

  /** Trouble that passes by itself (lock, 5xx, time-out, limit): tried again with back-off. */
  record TryLater(Problem problem, String why) implements Delivery {}

  /** The outside refused it, in its own words; parked at once or after {@code retries} more tries. */
  record Refused(Problem problem, String why, int retries) implements Delivery {}

  /** We keep it back on purpose. */
  record Held(String reason) implements Delivery {}
}
