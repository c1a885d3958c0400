package dev.caravan.routefolder;

import dev.caravan.config.ConfigNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * A Kamelet as its callers see it.
 *
 * @param type source, sink or action
 * @param required parameters a caller must give
 * @param types of the parameters, by name, in the order of the file
 * @param defaults of those parameters that have one
 */
public record Kamelet(RouteFile file, String name, String type, Map<String, String> types, Map<String, String> defaults,
    Set<String> required) {

  static Kamelet of(RouteFile file) {
    ConfigNode root = file.root();
    Map<String, String> types = new LinkedHashMap<>();
    Map<String, String> defaults = new LinkedHashMap<>();
    Optional<ConfigNode> definition = at(root, "spec").flatMap(spec -> at(spec, "definition"));
    for (ConfigNode.Entry property : properties(root)) {
      types.put(property.key(), RouteFile.text(property.value(), "type"));
      at(property.value(), "default").filter(ConfigNode::isValue)
          .ifPresent(value -> defaults.put(property.key(), value.text()));
    }
    Set<String> required = new LinkedHashSet<>();
    definition.flatMap(d -> at(d, "required")).filter(ConfigNode::isList).ifPresent(list -> list.items().stream()
        .filter(ConfigNode::isValue).forEach(item -> required.add(item.text())));
    at(root, "spec").flatMap(spec -> at(spec, "template")).ifPresent(
        template -> used(template).forEach((name, optional) -> {
      if (!optional && types.containsKey(name)) {
        required.add(name);
      }
    }));
    required.removeAll(defaults.keySet());
    String type = at(root, "metadata").flatMap(metadata -> at(metadata, "labels"))
        .map(labels -> RouteFile.text(labels, KameletRules.TYPE)).orElse("");
    return new Kamelet(file, file.name(), type, types, defaults, required);
  }

  /** The value behind a key, empty also where there is no map to have keys. */
  static Optional<ConfigNode> at(ConfigNode node, String key) {
    return node.isMap() ? node.find(key) : Optional.empty();
  }

  static List<ConfigNode.Entry> properties(ConfigNode root) {
    return at(root, "spec").flatMap(spec -> at(spec, "definition")).flatMap(definition -> at(definition, "properties"))
        .filter(ConfigNode::isMap).map(ConfigNode::entries).orElse(List.of());
  }

  /** The parameters a template uses, and whether each may be left out; names with a dot are properties of the house. */
  static Map<String, Boolean> used(ConfigNode node) {
    Map<String, Boolean> used = new LinkedHashMap<>();
    collect(node, used);
    return used;
  }

  private static void collect(ConfigNode node, Map<String, Boolean> used) {
    if (node.isMap()) {
      node.entries().forEach(entry -> collect(entry.value(), used));
    } else if (node.isList()) {
      node.items().forEach(item -> collect(item, used));
    } else if (node.isValue()) {
      Matcher placeholder = Placeholders.USED.matcher(node.text());
      while (placeholder.find()) {
        if (!placeholder.group(2).contains(".")) {
          boolean optional = placeholder.group(1) != null || placeholder.group(3) != null;
          used.merge(placeholder.group(2), optional, Boolean::logicalAnd);
        }
      }
    }
  }
}
