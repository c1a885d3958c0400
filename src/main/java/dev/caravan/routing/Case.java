package dev.caravan.routing;

import java.util.Map;

/**
 * What is known of a hand-off when it is asked who acts: all that rules may test.
 *
 * @param words by key as in a rule's {@code when}: scenario, solution, country, state, industry, rating, posture,
 *     persona, trigger, of, record, hand-off, fit (known or unknown); unknown ones are absent
 * @param fit 0–100
 * @param employees of the account, -1 if unknown
 * @param account id, {@code ""} for none
 * @param website of the account, its host alone
 * @param accountOwner user id, {@code ""} for none
 * @param dealOwner user id of the owner of the open opportunity of that account and solution, {@code ""} for none
 */
public record Case(Map<String, String> words, int fit, long employees, String account, String accountName, String website,
    boolean customer, String accountOwner, String dealOwner) {
  public static final Case NOTHING = new Case(Map.of(), 0, -1, "", "", "", false, "", "");

  public Case {
    words = Map.copyOf(words);
  }

  /** A case of which only the account's owner is known. */
  public static Case ownedBy(String user) {
    return new Case(Map.of(), 0, -1, "", "", "", false, user, "");
  }

  String word(String key) {
    return words.getOrDefault(key, "");
  }

  boolean isContact() {
    return word("record").equals("contact");
  }
}
