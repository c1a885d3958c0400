package dev.caravan.journal;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who is who: look-ups for connectors and for people who ask. */
public interface People {

  /** The stable person id behind an e-mail or a source id such as {@code salesforce:00Q…}. */
  Optional<String> find(String emailOrId);

  /** Verified ids by system of a person; for Salesforce {@code salesforce.lead} and {@code salesforce.contact}. */
  Map<String, String> ids(String person);

  /** The person's records in a system, by kind and id: {@code contact 003…, lead 00Q…}; empty if none is known. */
  default Optional<String> records(String person, String system) {
    String records = ids(person).entrySet().stream()
        .filter(id -> id.getKey().equals(system) || id.getKey().startsWith(system + "."))
        .map(id -> (id.getKey().equals(system) ? "contact" : id.getKey().substring(system.length() + 1)) + " " + id.getValue())
        .collect(Collectors.joining(", "));
    return records.isEmpty() ? Optional.empty() : Optional.of(records);
  }

  /**
   * What the person's records say, by name of the value: {@code first_name, last_name, company} and whatever else they
   * told. Where they differ, the one that became known last.
   */
  Map<String, String> values(String person);

  /** Remembers an id of a person's record in a remote system, which is there as we were just told; it comes before all others. */
  void remember(String person, String system, String id);

  /** Forgets an id of a record that is there no more, or takes no writes, until a fact says that it is back. */
  void forget(String system, String id);
}
