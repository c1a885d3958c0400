package dev.caravan.audit;

/** How a hand-off stands, with what a person may be told of it. */
sealed interface Standing {
  /** A sentence, without personal data. */
  String why();

  /** Somebody has it, and has acted or still has time to. */
  record Open(String why) implements Standing {}

  /** Nobody has it yet, and it is being looked for. */
  record Waiting(String why) implements Standing {}

  /**
   * It is over, with a reason.
   *
   * @param at when, epoch ms; as late as can be told
   */
  record Closed(String why, long at) implements Standing {}

  /** It reaches nobody. */
  record Lost(String code, String why) implements Standing {}

  /** Whether it may still reach somebody, or has. */
  default boolean isAlive() {
    return this instanceof Open || this instanceof Waiting;
  }
}
