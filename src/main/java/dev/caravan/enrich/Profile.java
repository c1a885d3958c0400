package dev.caravan.enrich;

import java.util.Map;

/**
 * What is known of a person, standardised.
 *
 * @param email current, normalised; {@code ""} if none
 * @param known by field name, with the time it was said
 * @param ids verified ids: {@code eloqua, salesforce.lead, salesforce.contact}
 * @param function job function from the title
 * @param seniority seniority from the title
 * @param persona role on the buying committee
 */
public record Profile(String email, Map<String, Known> known, Map<String, String> ids, String function,
    String seniority, String persona) {

  public static final Profile NOBODY = new Profile("", Map.of(), Map.of(), "", "", "other");

  /** A value, what the source had written, and when it was said (epoch ms). */
  public record Known(String value, String original, long at) {}

  public Profile {
    known = Map.copyOf(known);
    ids = Map.copyOf(ids);
  }

  /** The standardised value of a field, {@code ""} if unknown. */
  public String value(String field) {
    Known value = known.get(field);
    return value == null ? "" : value.value();
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
}
