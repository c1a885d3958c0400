package dev.caravan.routefolder;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What every Kamelet keeps to, so that graphical editors show it well and its parameters are those it names. */
public final class KameletRules {
  static final String TYPE = "camel.apache.org/kamelet.type";

  private static final List<String> TYPES = List.of("source", "sink", "action");
  private static final List<String> VALUES = List.of("string", "integer", "boolean", "number");
  private static final Pattern TITLE = Pattern.compile("[A-Z][\\w-]*( [A-Z0-9][\\w-]*| (of|for|and|to|by|in))*");
  private static final Pattern SECRET = Pattern.compile(".*(password|secret|token).*");
  private static final String CREDENTIALS = "urn:camel:group:credentials";

  private final RouteFile file;
  private final Findings findings;

  private KameletRules(RouteFile file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  public static void check(RouteFile file, Findings findings) {
    new KameletRules(file, findings).check();
  }

  private void check() {
    ConfigNode root = file.root();
    if (!root.isMap()) {
      findings.add(root.origin(), "wrong-type", "this is no Kamelet; expected a map with `metadata` and `spec`");
      return;
    }
    Optional<ConfigNode> metadata = needed(root, "metadata");
    metadata.flatMap(map -> needed(map, "name")).ifPresent(this::name);
    metadata.flatMap(map -> needed(map, "labels")).flatMap(map -> needed(map, TYPE)).ifPresent(this::type);
    String type = Kamelet.of(file).type();
    Optional<ConfigNode> spec = needed(root, "spec");
    spec.flatMap(map -> needed(map, "definition")).ifPresent(definition -> {
      needed(definition, "title").filter(title -> !TYPES.contains(type)
          || !title.text().toLowerCase(Locale.ROOT).endsWith(" " + type)).ifPresent(title -> findings.add(
          title.origin(), "title", "the title \"" + title.text() + "\" does not say what it is; expected one that"
              + " ends in its type, \"" + type + "\""));
      described(definition, "this Kamelet");
    });
    Kamelet.properties(root).forEach(this::property);
    spec.flatMap(map -> needed(map, "template")).ifPresent(template -> template(template, type));
  }

  private void name(ConfigNode name) {
    if (!name.isValue() || !name.text().equals(file.name())) {
      findings.add(name.origin(), "name", "the Kamelet is called \"" + (name.isValue() ? name.text() : "?")
          + "\"; expected the name of its file, \"" + file.name() + "\"");
    }
  }

  private void type(ConfigNode type) {
    String word = type.isValue() ? type.text() : "?";
    if (!TYPES.contains(word)) {
      findings.add(type.origin(), "not-allowed", "a Kamelet of type \"" + word + "\"; expected "
          + Diagnostics.quotedList(TYPES) + Diagnostics.didYouMean(word, TYPES));
    } else if (!file.name().endsWith("-" + word)) {
      findings.add(type.origin(), "name", "a " + word + " is called \"" + file.name()
          + "\"; expected a name that ends in \"-"
          + word + "\"");
    }
  }

  private void property(ConfigNode.Entry property) {
    ConfigNode value = property.value();
    if (!value.isMap()) {
      findings.add(property.origin(), "wrong-type", "the parameter \"" + property.key()
          + "\" is not described; expected its"
          + " title, description and type");
      return;
    }
    needed(value, "type").filter(type -> !type.isValue() || !VALUES.contains(type.text()))
        .ifPresent(type -> findings.add(type.origin(), "not-allowed", "the type of \"" + property.key() + "\" is"
            + " unknown; expected " + Diagnostics.quotedList(VALUES)));
    needed(value, "title").filter(title -> !title.isValue() || !TITLE.matcher(title.text()).matches()
        || title.text().startsWith("The ") || title.text().startsWith("A "))
        .ifPresent(title -> findings.add(title.origin(), "title", "this is no title; expected words in Title Case,"
            + " without \"The\" or \"A\""));
    described(value, "\"" + property.key() + "\"");
    boolean marked = RouteFile.text(value, "format").equals("password")
        && Kamelet.at(value, "x-descriptors").map(ConfigNode::texts).orElse(List.of()).contains(CREDENTIALS);
    if (SECRET.matcher(property.key().toLowerCase(Locale.ROOT)).matches() && !marked) {
      findings.add(property.origin(), "secret", "\"" + property.key() + "\" is a secret that would be shown; expected"
          + " `format: password` and `x-descriptors: [" + CREDENTIALS + "]`");
    }
  }

  private void template(ConfigNode template, String type) {
    Map<String, Boolean> used = Kamelet.used(template);
    var declared = new TreeSet<String>();
    Kamelet.properties(file.root()).forEach(property -> declared.add(property.key()));
    for (ConfigNode.Entry property : Kamelet.properties(file.root())) {
      if (!used.containsKey(property.key())) {
        findings.add(property.origin(), "unused-parameter", "the parameter \"" + property.key()
            + "\" is used nowhere in the template; use it there, or remove it");
      }
    }
    undeclared(template, declared);
    if (!type.isEmpty()) {
      String other = type.equals("source") ? "kamelet:sink" : "kamelet:source";
      if (!mentions(template, other)) {
        findings.add(template.origin(), "kamelet-end", "this " + type + " never meets its route; expected `" + other
            + "` where messages " + (type.equals("source") ? "leave" : "come in"));
      }
    }
  }

  private void undeclared(ConfigNode node, TreeSet<String> declared) {
    if (node.isMap()) {
      node.entries().forEach(entry -> undeclared(entry.value(), declared));
    } else if (node.isList()) {
      node.items().forEach(item -> undeclared(item, declared));
    } else {
      for (String name : Kamelet.used(node).keySet()) {
        if (!declared.contains(name)) {
          findings.add(node.origin(), "unknown-parameter", "the parameter \"" + name
              + "\" is not declared; expected it under"
              + " `properties`" + Diagnostics.didYouMean(name, declared));
        }
      }
    }
  }

  private static boolean mentions(ConfigNode node, String uri) {
    return node.isMap() ? node.entries().stream().anyMatch(entry -> mentions(entry.value(), uri))
        : node.isList() ? node.items().stream().anyMatch(item -> mentions(item, uri))
        : node.isValue() && node.text().equals(uri);
  }

  private void described(ConfigNode map, String what) {
    if (RouteFile.text(map, "description").isBlank()) {
      findings.add(map.origin(), "description", what + " has no description; expected a sentence an admin understands");
    }
  }

  private Optional<ConfigNode> needed(ConfigNode map, String key) {
    Optional<ConfigNode> found = Kamelet.at(map, key);
    if (found.isEmpty()) {
      Origin at = map.origin();
      findings.add(at, "missing-key", "`" + key + "` is missing here; expected what every Kamelet says about itself");
    }
    return found;
  }
}
