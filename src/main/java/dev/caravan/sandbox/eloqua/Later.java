package dev.caravan.sandbox.eloqua;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What facts tell of a contact at a moment that had not come when they were read.
 *
 * @param values by internal field name; {@link #SUBSCRIBED} and {@link #BOUNCED} beside them
 */
record Later(long at, long contact, Map<String, String> values) {
  static final String SUBSCRIBED = "subscribed";
  static final String BOUNCED = "bounced";

  /** The contact after it; {@code before} is null where this is the first that is told of it. */
  Contact after(@Nullable Contact before) {
    var known = new TreeMap<>(before == null ? Map.<String, String>of() : before.values());
    values.forEach((name, value) -> {
      if (value.isEmpty()) {
        known.remove(name);
      } else {
        known.put(name, value);
      }
    });
    String subscribed = known.remove(SUBSCRIBED);
    String bounced = known.remove(BOUNCED);
    return new Contact(contact, known,
        subscribed == null ? before == null || before.subscribed() : !subscribed.equals("false"),
        bounced == null ? before != null && before.bounced() : bounced.equals("true"),
        before == null ? at : before.createdAt(), at);
  }
}
