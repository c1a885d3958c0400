package dev.caravan.sandbox.salesforce;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the API's user may see and write. What is not shown is as if it were not there, for field-level security hides a
 * field from describe, from queries and from writes alike.
 */
final class Access {
  private final Set<String> hidden = ConcurrentHashMap.newKeySet();
  private final Set<String> readOnly = ConcurrentHashMap.newKeySet();
  private volatile boolean customShown = true;

  /** Hides or shows an object, {@code Lead}, or a field, {@code Lead.Title}. */
  void show(String name, boolean shown) {
    change(hidden, name, !shown);
  }

  /** Lets an object or field be written, or not. */
  void write(String name, boolean writable) {
    change(readOnly, name, !writable);
  }

  /** Hides or shows all custom objects and fields. */
  void showCustom(boolean shown) {
    customShown = shown;
  }

  private static void change(Set<String> set, String name, boolean in) {
    String key = name.toLowerCase(Locale.ROOT);
    if (in) {
      set.add(key);
    } else {
      set.remove(key);
    }
  }

  boolean shows(ObjectType type) {
    return !hidden.contains(key(type)) && (customShown || !type.name.endsWith("__c"));
  }

  boolean shows(ObjectType type, Field field) {
    return shows(type) && !hidden.contains(key(type) + "." + field.name().toLowerCase(Locale.ROOT))
        && (customShown || !field.custom());
  }

  /** The field of that name, if it is shown. */
  @Nullable Field field(ObjectType type, String name) {
    Field field = type.field(name);
    return field == null || !shows(type, field) ? null : field;
  }

  boolean writes(ObjectType type) {
    return !readOnly.contains(key(type));
  }

  boolean writes(ObjectType type, Field field, boolean creating) {
    return field.writable(creating) && !readOnly.contains(key(type) + "." + field.name().toLowerCase(Locale.ROOT));
  }

  private static String key(ObjectType type) {
    return type.name.toLowerCase(Locale.ROOT);
  }
}
