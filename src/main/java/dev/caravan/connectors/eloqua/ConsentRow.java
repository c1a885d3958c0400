package dev.caravan.connectors.eloqua;

import dev.caravan.outbox.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A person's consent as a row for Eloqua. What Eloqua said itself is left out; an opt-in that was told in a form is not,
 * since a form alone changes no subscription.
 */
final class ConsentRow {
  private final Map<String, String> values = new LinkedHashMap<>();
  private EloquaOperation operation = EloquaOperation.importContacts;

  ConsentRow(Item item, EloquaMapping mapping, String target, String contact) {
    values.put("Id", contact);
    List<?> channels = item.payload().get("channels") instanceof List<?> list ? list : List.of();
    for (Object each : channels) {
      if (!(each instanceof Map<?, ?> said) || target.equals(said.get("by"))) {
        continue;
      }
      String field = mapping.consent().getOrDefault(String.valueOf(said.get("channel")), "");
      boolean out = Boolean.TRUE.equals(said.get("out"));
      if (field.equals(EloquaMapping.SUBSCRIPTION)) {
        operation = out ? EloquaOperation.unsubscribe : EloquaOperation.subscribe;
      } else if (!field.isEmpty()) {
        values.put(field, out ? "No" : "Yes");
      }
    }
  }

  /** Whether there is nothing to write. */
  boolean isEmpty() {
    return values.size() == 1 && operation == EloquaOperation.importContacts;
  }

  EloquaOperation operation() {
    return operation;
  }

  /** By the names of the fields; the contact's id among them. */
  Map<String, String> values() {
    return Map.copyOf(values);
  }

  /** Which fields it has: rows of one import have the same. */
  String columns() {
    return String.join(",", values.keySet());
  }
}
