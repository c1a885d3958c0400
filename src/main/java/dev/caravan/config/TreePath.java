package dev.caravan.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the node a JSON pointer leads to. */
final class TreePath {
  private TreePath() {}

  /** The node at the pointer, or the last one on the way to it that exists. */
  static ConfigNode find(ConfigNode root, String pointer) {
    ConfigNode at = root;
    for (String step : pointer.split("/")) {
      if (step.isEmpty()) {
        continue;
      }
      String key = step.replace("~1", "/").replace("~0", "~");
      ConfigNode next = step(at, key);
      if (next == null) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private static @Nullable ConfigNode step(ConfigNode at, String key) {
    if (at.isMap()) {
      return at.find(key).orElse(null);
    }
    if (at.isList() && !key.isEmpty() && key.length() < 9 && key.chars().allMatch(c -> c >= '0' && c <= '9')) {
      List<ConfigNode> items = at.items();
      int index = Integer.parseInt(key);
      return index < items.size() ? items.get(index) : null;
    }
    return null;
  }
}
