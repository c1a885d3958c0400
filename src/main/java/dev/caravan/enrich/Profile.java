package dev.caravan.enrich;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a person, standardised.
 *
 * @param email current, normalised; {@code ""} if none
 * @param known by field name, with the time it was said
 * @param ids verified ids: {@code eloqua, salesforce.lead, salesforce.contact}
 * @param function job function from the title
 * @param seniority seniority from the title
 * @param persona role on the buying committee
 * @param others what other sources say last of a field, by {@code source/field}, where it does not hold
 */
public record Profile(String email, Map<String, Known> known, Map<String, String> ids, String function,
    String seniority, String persona, Map<String, Known> others) {

  private static final Set<String> NO_PROFILE = Set.of("account", "account_by_hand", "owner", "status", "converted_to", "bounced");

  public static final Profile NOBODY = new Profile("", Map.of(), Map.of(), "", "", "other", Map.of());

  /**
   * A value, what the source had written, when it was first said so (epoch ms), and who said it: a source's name, for a
   * CRM's records with {@code .lead} or {@code .contact}; {@code form} for what the person filled in.
   */
  public record Known(String value, String original, long at, String source) {}

  public Profile {
    known = Map.copyOf(known);
    ids = Map.copyOf(ids);
    others = Map.copyOf(others);
  }

  /** The same person under another e-mail. */
  public Profile email(String current) {
    return new Profile(current, known, ids, function, seniority, persona, others);
  }

  /** The standardised value of a field, {@code ""} if unknown. */
  public String value(String field) {
    Known value = known.get(field);
    return value == null ? "" : value.value();
  }

  /** What a record of the person would hold, by field: as it was written, but for counts, and without what is about records. */
  public Map<String, String> written() {
    Map<String, String> written = new HashMap<>();
    known.forEach((field, value) -> {
      if (!NO_PROFILE.contains(field) && !field.startsWith("consent.")) {
        written.put(field, field.equals("employees") ? value.value() : value.original().strip());
      }
    });
    return written;
  }

  /** First and last name, or as much as is known. */
  public String name() {
    String name = (value("first_name") + " " + value("last_name")).trim();
    return name.isEmpty() ? email : name;
  }

  /** The Salesforce account its contact record belongs to, {@code ""} if none. */
  public String crmAccount() {
    return value("account");
  }

  /** The account somebody chose for the person in the CRM, {@code ""} if nobody did. */
  public String chosenAccount() {
    return value("account_by_hand");
  }
}
