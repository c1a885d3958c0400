package dev.caravan.routefolder;

import dev.caravan.config.ConfigFile;
import dev.caravan.config.ConfigNode;
import dev.caravan.config.Origin;
import java.util.List;

/**
 * One file of the folders, read once: what is checked is what is loaded.
 *
 * @param name the file's name without its ending
 */
public record RouteFile(String name, ConfigFile file) {
  static final String ROUTE = ".camel.yaml";
  static final String KAMELET = ".kamelet.yaml";

  /** The file as messages call it, {@code routes/poll-salesforce.camel.yaml}. */
  public String shown() {
    return file.name();
  }

  public String text() {
    return file.text();
  }

  /** Whether the text is YAML at all. */
  boolean isReadable() {
    return file.root().kind() != ConfigNode.Kind.MISSING;
  }

  public ConfigNode root() {
    return file.root();
  }

  Origin top() {
    return new Origin(shown(), 1, 1);
  }

  /** What stands behind this key in the items of the top list; empty when the file is no such list. */
  public List<ConfigNode> items(String key) {
    if (!root().isList()) {
      return List.of();
    }
    return root().items().stream().filter(ConfigNode::isMap).flatMap(item -> item.find(key).stream())
        .filter(ConfigNode::isMap).toList();
  }

  /** The text behind a key, {@code ""} when there is none. */
  public static String text(ConfigNode map, String key) {
    return map.isMap() ? map.find(key).filter(ConfigNode::isValue).map(ConfigNode::text).orElse("") : "";
  }
}
