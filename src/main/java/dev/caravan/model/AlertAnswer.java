package dev.caravan.model;

/**
 * What a rep made of an alert; the subject is the alert's id.
 *
 * @param answer acted, not-useful or snooze
 * @param until when they want to hear of its account again, a date or RFC 3339; {@code ""} for not said
 */
public record AlertAnswer(Head head, String answer, String until) implements Fact {
  @Override
  public String type() {
    return "alert-answer";
  }

  @Override
  public AlertAnswer with(Head other) {
    return new AlertAnswer(other, answer, until);
  }
}
