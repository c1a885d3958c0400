package dev.caravan.routefolder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.config.ConfigNode;
import dev.caravan.config.Diagnostics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges steps and fields by the JSON Schema that Camel's own YAML DSL ships, so that all of them are found at once;
 * Camel itself stops at the first.
 *
 * <p>The schema says most things as "one of these shapes". A validator answers that with every shape that did not fit;
 * here the shapes are laid on top of one another, which is looser and gives one plain sentence. What slips through,
 * Camel finds.
 */
final class DslGrammar {
  static final String ROUTE = "org.apache.camel.model.RouteDefinition";
  static final String CONFIGURATION = "org.apache.camel.model.RouteConfigurationDefinition";
  static final String FROM = "org.apache.camel.model.FromDefinition";

  private static final String SCHEMA = "/schema/camelYamlDsl.json";
  private static final String STEP = "org.apache.camel.model.ProcessorDefinition";
  private static final int FEW = 12;

  private final JsonNode definitions;
  private final Findings findings;

  DslGrammar(Findings findings) {
    this.findings = findings;
    try (InputStream schema = DslGrammar.class.getResourceAsStream(SCHEMA)) {
      if (schema == null) {
        throw new IllegalStateException("camel-yaml-dsl holds no " + SCHEMA + "; expected version 4.18");
      }
      definitions = new ObjectMapper().readTree(schema).at("/items/definitions");
    } catch (IOException e) {
      throw new UncheckedIOException("the schema of the YAML DSL cannot be read", e);
    }
  }

  /** Judges a value by one of the schema's definitions. */
  void check(ConfigNode node, String definition, String called) {
    walk(node, List.of(definition(definition)), called);
  }

  /** The shapes a value may have, and the keys it must have if it is a map. */
  private record Shapes(List<JsonNode> all, Set<String> required) {
    List<JsonNode> of(String type) {
      return all.stream().filter(shape -> shape.path("type").asText().equals(type)
          || type.equals("object") && shape.has("properties")).toList();
    }

    List<JsonNode> scalars() {
      return all.stream().filter(shape -> shape.has("enum")
          || List.of("string", "number", "integer", "boolean").contains(shape.path("type").asText())).toList();
    }
  }

  private void walk(ConfigNode node, List<JsonNode> schemas, String called) {
    Shapes shapes = new Shapes(new ArrayList<>(), new LinkedHashSet<>());
    for (JsonNode schema : new LinkedHashSet<>(schemas)) {
      flatten(schema, shapes, new LinkedHashSet<>(schemas).size() == 1);
    }
    if (shapes.all().isEmpty()) {
      return;
    }
    switch (node.kind()) {
      case MAP -> map(node, shapes, schemas, called);
      case LIST -> list(node, shapes, called);
      case VALUE -> value(node, shapes, called);
      case EMPTY, MISSING -> { }
    }
  }

  private void map(ConfigNode node, Shapes shapes, List<JsonNode> schemas, String called) {
    List<JsonNode> objects = shapes.of("object");
    if (objects.isEmpty()) {
      findings.add(node.origin(), "wrong-type", "`" + called + "` holds a map; expected "
          + (shapes.of("array").isEmpty() ? "a value" : "a list"));
      return;
    }
    boolean step = schemas.stream().anyMatch(schema -> schema == definition(STEP));
    boolean open = objects.stream().anyMatch(shape -> !shape.has("properties") && !shape.has("anyOf")
        && !shape.has("oneOf"));
    Map<String, List<JsonNode>> known = new LinkedHashMap<>();
    objects.forEach(shape -> shape.path("properties").properties().forEach(
        property -> known.computeIfAbsent(property.getKey(), k -> new ArrayList<>()).add(property.getValue())));
    List<ConfigNode.Entry> entries = node.entries();
    for (ConfigNode.Entry entry : entries) {
      List<JsonNode> below = known.get(entry.key());
      if (step && entry != entries.get(0)) {
        findings.add(entry.origin(), "two-steps", "`" + entry.key() + "` stands in the same list item as `"
            + entries.get(0).key() + "`; expected one step a `-`: check the indentation");
      } else if (below != null) {
        walk(entry.value(), below.stream().map(this::resolved).filter(schema -> !isAnything(schema)).toList(),
            entry.key());
      } else if (!open) {
        findings.add(entry.origin(), step ? "unknown-step" : "unknown-key", step
            ? unknownStep(entry.key(), known.keySet()) : unknownField(entry.key(), called, known.keySet()));
      }
    }
    for (String key : shapes.required()) {
      if (!node.keys().contains(key)) {
        findings.add(node.origin(), "missing-key", "`" + called + "` has no `" + key + "`; expected one");
      }
    }
  }

  private void list(ConfigNode node, Shapes shapes, String called) {
    List<JsonNode> items = shapes.of("array").stream().map(shape -> resolved(shape.path("items"))).toList();
    if (items.isEmpty()) {
      findings.add(node.origin(), "wrong-type", "`" + called + "` holds a list; expected "
          + (shapes.of("object").isEmpty() ? "a value" : "a map, without `-`"));
      return;
    }
    for (ConfigNode item : node.items()) {
      if (item.isValue() && items.contains(definition(STEP))) {
        // Camel takes some steps as a bare word; it knows which.
        continue;
      }
      walk(item, items, called);
    }
  }

  private void value(ConfigNode node, Shapes shapes, String called) {
    List<JsonNode> scalars = shapes.scalars();
    String text = node.text();
    if (scalars.isEmpty()) {
      findings.add(node.origin(), "wrong-type", "`" + called + "` holds \"" + shortened(text) + "\"; expected "
          + (shapes.of("array").isEmpty() ? "a map" : "a list, each item with a `-`"));
      return;
    }
    if (text.contains("{{") || text.startsWith("#")
        || scalars.stream().anyMatch(shape -> shape.path("type").asText().equals("string") && !shape.has("enum"))) {
      return;
    }
    Set<String> words = new LinkedHashSet<>();
    for (JsonNode shape : scalars) {
      shape.path("enum").forEach(word -> words.add(word.asText()));
      String type = shape.path("type").asText();
      if (type.equals("boolean")) {
        words.addAll(List.of("true", "false"));
      } else if (!type.equals("string") && text.matches("[-+]?[0-9]+(\\.[0-9]+)?")) {
        return;
      }
    }
    if (words.stream().noneMatch(text::equalsIgnoreCase)) {
      findings.add(node.origin(), "not-allowed", "`" + called + "` is \"" + shortened(text) + "\"; expected "
          + (words.isEmpty() ? "a number" : Diagnostics.quotedList(words)) + Diagnostics.didYouMean(text, words));
    }
  }

  private void flatten(JsonNode schema, Shapes into, boolean certain) {
    JsonNode shape = resolved(schema);
    if (shape.has("type") || shape.has("properties") || shape.has("enum")) {
      into.all().add(shape);
    }
    if (certain) {
      shape.path("required").forEach(key -> into.required().add(key.asText()));
    }
    for (String either : List.of("oneOf", "anyOf", "allOf")) {
      shape.path(either).forEach(one -> {
        if (!one.has("not")) {
          flatten(one, into, false);
        }
      });
    }
  }

  private JsonNode resolved(JsonNode schema) {
    String ref = schema.path("$ref").asText();
    return ref.isEmpty() ? schema : definition(ref.substring(ref.lastIndexOf('/') + 1));
  }

  private JsonNode definition(String name) {
    JsonNode found = definitions.get(name);
    if (found == null) {
      throw new IllegalStateException("the schema of the YAML DSL has no " + name);
    }
    return found;
  }

  private static boolean isAnything(JsonNode schema) {
    return !schema.has("type") && !schema.has("properties") && !schema.has("oneOf") && !schema.has("anyOf")
        && !schema.has("enum");
  }

  private static String unknownStep(String word, Set<String> known) {
    String near = Diagnostics.didYouMean(word, known);
    return "unknown step `" + word + "`" + (near.isEmpty()
        ? "; expected a step of Apache Camel, such as `to`, `bean` or `choice`" : near);
  }

  private static String unknownField(String word, String called, Set<String> known) {
    String near = Diagnostics.didYouMean(word, known);
    String some = Diagnostics.quotedList(known.stream().limit(FEW).toList()) + (known.size() > FEW ? ", …" : "");
    return "unknown field `" + word + "` in `" + called + "`"
        + (known.size() <= FEW || near.isEmpty() ? "; expected " + some : "") + near;
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
