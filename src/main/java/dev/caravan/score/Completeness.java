package dev.caravan.score;

import dev.caravan.config.ConfigNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of what we want to know of a person is known.
 *
 * @param fields what each is worth, of 100 or whatever they add up to
 * @param incompleteBelow from 0 to 100
 */
record Completeness(Map<String, Integer> fields, int incompleteBelow) {

  static Completeness from(ConfigNode completeness) {
    var fields = new LinkedHashMap<String, Integer>();
    ConfigNode given = completeness.get("fields");
    given.entries().forEach(entry -> fields.put(entry.key(), entry.value().integer(0, 100)));
    if (given.isSound() && fields.values().stream().noneMatch(worth -> worth > 0)) {
      given.report("no-weight", "every field is worth 0, so every profile would be complete; expected one that counts");
    }
    return new Completeness(fields, completeness.get("incomplete_below").integer(0, 100));
  }

  /** 0 to 100. */
  int of(Standing standing) {
    int known = 0;
    int whole = 0;
    for (var field : fields.entrySet()) {
      whole += field.getValue();
      known += standing.value(field.getKey()).isEmpty() ? 0 : field.getValue();
    }
    return whole == 0 ? 100 : known * 100 / whole;
  }
}
