package dev.caravan.connectors.salesforce;

import java.util.Locale;

/**
 * What is polled, each with a cursor of its own. Contact roles have one beside their opportunity's: a role that is given
 * later leaves the opportunity as it was. Members of buying groups are read for what people change on them by hand,
 * tasks for what reached whom ({@link Tasks}).
 */
enum Stream {
  ACCOUNT("Account"), USER("User"), LEAD("Lead"), CONTACT("Contact"), OPPORTUNITY("Opportunity"), CAMPAIGN("Campaign"),
  CONTRACT("Contract"), CONTACT_ROLE("OpportunityContactRole"), MEMBER("Buying_Group_Member__c"), TASK("Task");

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

  /** The object's name in the mapping. */
  String mapped() {
    return this == MEMBER ? "buying_group_member" : word();
  }

  /** Whether its records say that they are deleted. Users are never deleted. */
  boolean isDeletable() {
    return this != USER;
  }

  /** Whether its records can be merged, and a loser says which one took its place. */
  boolean isMergeable() {
    return this == ACCOUNT || this == LEAD || this == CONTACT;
  }

  /** Whether its records are known from when they were created, when they are read for the first time. */
  boolean tellsCreation() {
    return this == ACCOUNT || this == USER || this == LEAD || this == CONTACT || this == OPPORTUNITY || this == CONTRACT;
  }

  /** Whether an org may keep a history of the fields of its records. */
  boolean hasHistory() {
    return this == ACCOUNT || this == LEAD || this == CONTACT || this == OPPORTUNITY;
  }

  /** Whether it is only read where the mapping says how. */
  boolean isOptional() {
    return this == MEMBER || this == TASK;
  }

  /** The journal's name of the stream: {@code salesforce/lead}. */
  String of(String source) {
    return source + "/" + word();
  }
}
