package dev.caravan.audit;

/**
 * Somebody who qualified and is told to nobody.
 *
 * @param person as {@code people.ndjson} shows them, for files only: it may be an e-mail
 * @param record id of their record in the CRM, {@code ""} where none is known
 * @param line of {@code people.ndjson} that shows them, from 1; 0 where none does
 * @param solution what they qualified for, {@code ""} for any
 * @param code the kind of loss, for counting
 * @param why a sentence, without personal data
 */
public record Finding(String person, String record, long line, String solution, String code, String why) {

  /** Who it is, for reports that must hold no personal data. */
  public String who() {
    return !record.isEmpty() ? record : line > 0 ? "people.ndjson:" + line : "a member who has no line in people.ndjson";
  }

  /** The finding on one line, without personal data. */
  public String text() {
    return who() + (solution.isEmpty() ? "" : ", " + solution) + ": " + why;
  }
}
