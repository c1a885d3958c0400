package dev.caravan.connectors.salesforce;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an org shows to Caravan's user. Of objects that were never asked about, everything counts as there.
 *
 * @param asked objects that were asked about, in lower case
 * @param objects those that are shown, by name in lower case
 * @param currency the org's own currency where records name none, {@code ""} where they do or it is not known
 */
record OrgSchema(Set<String> asked, Map<String, ObjectSchema> objects, String currency) {
  /** Before anything was asked. */
  static final OrgSchema UNKNOWN = new OrgSchema(Set.of(), Map.of(), "");

  OrgSchema {
    asked = Set.copyOf(asked);
    objects = Map.copyOf(objects);
  }

  OrgSchema with(String orgCurrency) {
    return new OrgSchema(asked, objects, orgCurrency);
  }

  /** The same with what was learnt of some objects anew. */
  OrgSchema with(OrgSchema newer) {
    var all = new HashMap<>(objects);
    all.keySet().removeAll(newer.asked);
    all.putAll(newer.objects);
    var both = new java.util.HashSet<>(asked);
    both.addAll(newer.asked);
    return new OrgSchema(both, all, currency);
  }

  Optional<ObjectSchema> object(String name) {
    return Optional.ofNullable(objects.get(key(name)));
  }

  /** Whether an object is known not to be shown. */
  boolean lacksObject(String name) {
    return asked.contains(key(name)) && !objects.containsKey(key(name));
  }

  Optional<FieldSchema> field(String object, String name) {
    return object(object).flatMap(schema -> schema.field(name));
  }

  /** Whether a field, or a path such as {@code Account.Name}, is known not to be shown. */
  boolean lacks(String object, String path) {
    int dot = path.indexOf('.');
    Optional<ObjectSchema> here = object(object);
    if (here.isEmpty()) {
      return lacksObject(object);
    }
    if (dot < 0) {
      return here.get().field(path).isEmpty();
    }
    Optional<FieldSchema> hop = here.get().relationship(path.substring(0, dot));
    return hop.isEmpty() || !hop.get().to().isEmpty()
        && hop.get().to().stream().allMatch(target -> lacks(target, path.substring(dot + 1)));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
