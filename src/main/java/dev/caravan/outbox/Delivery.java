package dev.caravan.outbox;

/** What became of an item handed to the outside; carries the sentence for a person. */
public sealed interface Delivery {
  /** Begins why somebody is put into no programme: a system that is asked about consent does not answer. */
  String CONSENT_UNKNOWN = "consent is not known: ";

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

    /**
     * Nobody is put into a programme while a system cannot be asked about consent.
     *
     * @param why which system, and what kept it from answering
     */
    public static TryLater consentUnknown(String why) {
      return notReached(Problem.REMOTE, CONSENT_UNKNOWN + why);
    }
  }

  /**
   * The outside refused it; parked at once or after {@code retries} more tries.
   *
   * @param why in the outside's own words; what stands before the first colon never quotes a value of the record
   * @param ofRecord whether the person's or group's record is wrong rather than this item: whatever else of its kind is
   *     for that record would be refused too, and waits
   * @param remedy what a person is to do, {@code ""} where the words say it all
   */
  record Refused(Problem problem, String why, int retries, boolean ofRecord, String remedy) implements Delivery {
    public Refused(Problem problem, String why, int retries) {
      this(problem, why, retries, false, "");
    }
  }

  /** We keep it back on purpose. */
  record Held(String reason) implements Delivery {}

  /**
   * Not tried, since what was decided earlier about the same person, group or hand-off was not written: it comes again
   * with that one, after it.
   *
   * @param item id of the one before it
   */
  record Behind(String item) implements Delivery {}
}
