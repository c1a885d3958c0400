package dev.caravan.connectors.salesforce;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What people say of members of buying groups on their records, and what is ours there. {@code By_Hand} and {@code
 * Confirmed} are theirs alone; a role is theirs where it is not the one Caravan set last, which is kept beside it.
 */
final class Members {
  static final String TYPE = "Buying_Group_Member__c";
  static final String OBJECT = "buying_group_member";
  /** What somebody says by hand who puts a person in. */
  static final String IN = "In";
  private static final String OUT = "Out";

  private Members() {}

  /** What a person said of a member; {@code role} is {@code ""} if nothing. */
  record Said(String role, boolean in) {}

  /** What was said by hand on a record, by our words for its fields; a record nobody touched says nothing. */
  static Optional<Said> said(Map<String, String> values) {
    if (text(values, "account").isEmpty() || text(values, "solution").isEmpty()) {
      return Optional.empty(); // of no group
    }
    String role = text(values, "role");
    boolean given = isGiven(role, text(values, "set_role"));
    String hand = text(values, "by_hand");
    boolean ours = !text(values, "key").isEmpty();
    boolean out = hand.equalsIgnoreCase(OUT);
    if (!out && !given && ours && hand.isEmpty() && !"true".equals(text(values, "confirmed"))) {
      return Optional.empty();
    }
    return Optional.of(new Said(given ? role.toLowerCase(Locale.ROOT).strip().replace(' ', '-') : "", !out));
  }

  /** Whether a role is one a person gave. */
  static boolean isGiven(String role, String setByUs) {
    return !role.isBlank() && !role.equalsIgnoreCase(setByUs);
  }

  /** Who the member is: as we named them, else by the e-mail or id of their record. */
  static String subject(Map<String, String> values, String source) {
    for (String word : new String[] {"person", "contact_email", "lead_email"}) {
      String named = text(values, word);
      if (!named.isEmpty()) {
        return named.indexOf('@') < 0 ? named : named.toLowerCase(Locale.ROOT);
      }
    }
    String record = text(values, "contact").isEmpty() ? text(values, "lead") : text(values, "contact");
    if (record.isEmpty()) {
      throw new IllegalArgumentException("a member of a buying group with neither contact nor lead; expected one of them");
    }
    return source + ":" + record;
  }

  private static String text(Map<String, String> values, String word) {
    return values.getOrDefault(word, "");
  }
}
