package dev.caravan.connectors.salesforce;

import dev.caravan.journal.People;
import java.util.Map;

/** The records of a person in Salesforce, {@code ""} for none. */
record Who(String contact, String lead) {
  static final String CONTACT = "salesforce.contact";
  static final String LEAD = "salesforce.lead";
  /** Why an item waits for its person to get a record. */
  static final String NO_RECORD = "no record in Salesforce";

  static Who of(People people, String person, String email) {
    Map<String, String> ids = people.ids(person);
    if (ids.isEmpty() && !email.isEmpty()) {
      ids = people.find(email).map(people::ids).orElse(Map.of());
    }
    return new Who(ids.getOrDefault(CONTACT, ""), ids.getOrDefault(LEAD, ""));
  }

  boolean nobody() {
    return contact.isEmpty() && lead.isEmpty();
  }

  /** The record a hand-off or a membership goes to: the contact where there is one. */
  String first() {
    return contact.isEmpty() ? lead : contact;
  }
}
