package dev.caravan.connectors.salesforce;

import dev.caravan.connectors.TextFit;
import java.util.List;
import java.util.Map;

/** Reads an item's payload without surprises: what is not there is empty. */
final class Payload {
  private Payload() {}

  static String text(Map<String, ?> payload, String key) {
    Object value = payload.get(key);
    return value == null ? "" : value.toString();
  }

  static boolean yes(Map<String, ?> payload, String key) {
    return Boolean.parseBoolean(text(payload, key));
  }

  static List<?> list(Map<String, ?> payload, String key) {
    return payload.get(key) instanceof List<?> list ? list : List.of();
  }

  /** A nested object; keys that are not text are left out. */
  static Map<String, Object> map(@org.jspecify.annotations.Nullable Object value) {
    var map = new java.util.LinkedHashMap<String, Object>();
    if (value instanceof Map<?, ?> raw) {
      raw.forEach((key, one) -> {
        if (key instanceof String name && one != null) {
          map.put(name, one);
        }
      });
    }
    return map;
  }

  static String shortened(String text, int atMost) {
    return TextFit.fitted(text, atMost);
  }

  /** A new record for a collection call. */
  static Map<String, Object> row(String type) {
    var row = new java.util.LinkedHashMap<String, Object>();
    row.put("attributes", Map.of("type", type));
    return row;
  }
}
