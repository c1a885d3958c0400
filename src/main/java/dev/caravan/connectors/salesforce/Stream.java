package dev.caravan.connectors.salesforce;

import java.util.Locale;

/**
 * What is polled, each with a cursor of its own. Contact roles have one beside their opportunity's: a role that is given
 * later leaves the opportunity as it was.
 */
enum Stream {
  ACCOUNT("Account"), USER("User"), LEAD("Lead"), CONTACT("Contact"), OPPORTUNITY("Opportunity"), CAMPAIGN("Campaign"),
  CONTRACT("Contract"), CONTACT_ROLE("OpportunityContactRole");

  private final String object;

  Stream(String object) {
    this.object = object;
  }

  /** The name of the Salesforce object. */
  String object() {
    return object;
  }

  /** As in the mapping: {@code lead}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The journal's name of the stream: {@code salesforce/lead}. */
  String of(String source) {
    return source + "/" + word();
  }
}
