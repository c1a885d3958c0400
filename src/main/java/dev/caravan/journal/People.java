package dev.caravan.journal;

import java.util.Map;
import java.util.Optional;

/** Who is who: look-ups for connectors and for people who ask. */
public interface People {

  /** The stable person id behind an e-mail or a source id such as {@code salesforce:00Q…}. */
  Optional<String> find(String emailOrId);

  /** Verified ids by system of a person; for Salesforce {@code salesforce.lead} and {@code salesforce.contact}. */
  Map<String, String> ids(String person);

  /** Remembers an id a remote system gave to a person's record we created. */
  void remember(String person, String system, String id);
}
