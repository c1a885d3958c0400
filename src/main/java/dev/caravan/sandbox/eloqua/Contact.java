package dev.caravan.sandbox.eloqua;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One contact as it stands; a change makes a new one, so that a running export keeps the values it began with.
 *
 * @param values by internal field name; a blank field is absent
 * @param createdAt epoch milliseconds
 * @param updatedAt epoch milliseconds of the last change of a field
 */
record Contact(
    long id, Map<String, String> values, boolean subscribed, boolean bounced, long createdAt, long updatedAt) {

  Contact {
    values = Collections.unmodifiableMap(values);
  }

  String email() {
    return value(Fields.EMAIL);
  }

  String value(String internalName) {
    return values.getOrDefault(internalName, "");
  }

  Contact with(String internalName, String value, long at) {
    var next = new TreeMap<>(values);
    if (value.isEmpty()) {
      next.remove(internalName);
    } else {
      next.put(internalName, value);
    }
    return new Contact(id, next, subscribed, bounced, createdAt, at);
  }

  /** The same, changed by something that left its fields as they were. */
  Contact touched(long at) {
    return new Contact(id, values, subscribed, bounced, createdAt, at);
  }

  Contact subscribed(boolean now) {
    return new Contact(id, values, now, bounced, createdAt, updatedAt);
  }
}
