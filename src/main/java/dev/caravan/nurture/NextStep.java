package dev.caravan.nurture;

/** What happens next with a person marketing owns. */
public sealed interface NextStep {

  /** They are on a programme, because a rule says so. */
  record Programme(String name, String objective, String when, String place) implements NextStep {}

  /**
   * Nothing may or need happen, for a reason a person understands.
   *
   * @param programme of which everything was sent, {@code ""} for any other reason
   */
  record None(String code, String reason, String programme) implements NextStep {
    None(String code, String reason) {
      this(code, reason, "");
    }
  }
}
