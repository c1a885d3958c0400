package dev.caravan.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a breach of the schema into words: from the schema's own titles, examples and {@code patternErrorMessage}s. */
final class SchemaWords {
  private static final Map<String, String> KINDS = Map.of("object", "a map", "array", "a list", "string", "a text",
      "integer", "a whole number", "number", "a number", "boolean", "true or false", "null", "nothing");

  private final JsonNode schema;

  SchemaWords(JsonNode schema) {
    this.schema = schema;
  }

  /** The schema object that holds the broken keyword. */
  JsonNode rule(ValidationMessage breach) {
    return walk(breach.getEvaluationPath(), breach.getEvaluationPath().getNameCount() - 1);
  }

  /** The schema object that holds the choice at that step of the evaluation path. */
  JsonNode holder(ValidationMessage breach, int step) {
    return walk(breach.getEvaluationPath(), step);
  }

  String unknownKey(String key, JsonNode rule) {
    List<String> known = new ArrayList<>();
    rule.path("properties").fieldNames().forEachRemaining(known::add);
    return "unknown key \"" + key + "\"" + (known.isEmpty() ? "" : "; expected " + Diagnostics.quotedList(known))
        + Diagnostics.didYouMean(key, known);
  }

  /** Whether one of the keys given is unknown and most likely meant this one. */
  boolean isMisspelled(String missing, Collection<String> given, JsonNode rule) {
    List<String> known = new ArrayList<>();
    rule.path("properties").fieldNames().forEachRemaining(known::add);
    boolean strict = rule.path("additionalProperties").isBoolean() && !rule.path("additionalProperties").asBoolean();
    return strict && given.stream().anyMatch(key -> !known.contains(key)
        && Nearest.to(key, known).filter(missing::equals).isPresent());
  }

  /** The keys of which a choice wants one, when that is all it asks; else none. */
  List<String> alternativeKeys(JsonNode holder) {
    List<String> keys = new ArrayList<>();
    for (JsonNode shape : holder.path(holder.has("oneOf") ? "oneOf" : "anyOf")) {
      if (shape.size() != 1 || shape.path("required").size() != 1) {
        return List.of();
      }
      keys.add(shape.path("required").path(0).asText());
    }
    return keys;
  }

  /** What the reader of that unit has to say about a value, null where the rule names no unit or the unit is fine. */
  static Units.@Nullable NotThis unitMistake(JsonNode rule, String text) {
    String wanted = rule.path("patternErrorMessage").asText();
    try {
      if (wanted.startsWith("expected a duration")) {
        Units.duration(text);
      } else if (wanted.startsWith("expected a rate")) {
        Units.rate(text);
      } else if (wanted.startsWith("expected a percentage")) {
        Units.percent(text);
      } else if (wanted.startsWith("expected points")) {
        Units.points(text);
      }
      return null;
    } catch (Units.NotThis e) {
      return e;
    }
  }

  /** What a missing key is for: {@code ; expected points such as `15`}. */
  String about(JsonNode rule, String key) {
    JsonNode wanted = resolved(rule.path("properties").path(key));
    return wanted.isMissingNode() ? "" : "; expected " + expectation(wanted);
  }

  String code(String keyword, ConfigNode node) {
    return switch (keyword) {
      case "type" -> node.kind() == ConfigNode.Kind.EMPTY ? "empty" : "wrong-type";
      case "enum", "const" -> "not-allowed";
      case "pattern" -> "wrong-form";
      case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems", "minLength", "maxLength",
          "minProperties", "maxProperties", "multipleOf" -> "out-of-range";
      case "uniqueItems" -> "duplicate";
      default -> "schema";
    };
  }

  String breach(String keyword, JsonNode rule, ConfigNode node, String fallback) {
    JsonNode limit = rule.path(keyword);
    return switch (keyword) {
      case "type" -> "expected " + expectation(rule) + ", found " + node.found();
      case "enum" -> {
        List<String> allowed = texts(limit);
        yield (node.isValue() ? node.quoted() : node.found()) + " is not known here; expected "
            + Diagnostics.quotedList(allowed) + (node.isValue() ? Diagnostics.didYouMean(node.text(), allowed) : "");
      }
      case "const" -> "expected " + limit.asText() + ", found " + node.found();
      case "pattern" -> node.quoted() + " does not fit; expected " + expectation(rule);
      case "minimum" -> node.text() + " is too small; expected " + limit.asText() + " or more";
      case "maximum" -> node.text() + " is too large; expected " + limit.asText() + " or less";
      case "exclusiveMinimum" -> node.text() + " is too small; expected more than " + limit.asText();
      case "exclusiveMaximum" -> node.text() + " is too large; expected less than " + limit.asText();
      case "minItems" -> "too few items; expected at least " + limit.asText();
      case "maxItems" -> "too many items; expected at most " + limit.asText();
      case "minProperties" -> "too few keys; expected at least " + limit.asText();
      case "maxProperties" -> "too many keys; expected at most " + limit.asText();
      case "minLength" -> "the text is too short; expected " + expectation(rule);
      case "maxLength" -> "the text is too long; expected at most " + limit.asText() + " characters";
      case "uniqueItems" -> "an item is given twice; expected each once";
      default -> fallback;
    };
  }

  /** What a place wants, in as few words as the schema gives: {@code a duration such as `90 days`}. */
  String expectation(JsonNode rule) {
    JsonNode wanted = resolved(rule);
    if (wanted.has("patternErrorMessage")) {
      String words = wanted.path("patternErrorMessage").asText();
      return words.startsWith("expected ") ? words.substring("expected ".length()) : words;
    }
    if (wanted.has("enum")) {
      return Diagnostics.quotedList(texts(wanted.path("enum")));
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      if (wanted.has(choice)) {
        List<String> shapes = new ArrayList<>();
        wanted.path(choice).forEach(shape -> shapes.add(expectation(shape)));
        return String.join(" or ", shapes);
      }
    }
    String example = wanted.path("examples").path(0).isValueNode() ? " such as `" + wanted.path("examples").path(0).asText() + "`" : "";
    return kinds(wanted.path("type")) + example;
  }

  private static String kinds(JsonNode type) {
    List<String> kinds = new ArrayList<>();
    for (String name : type.isArray() ? texts(type) : List.of(type.asText())) {
      kinds.add(KINDS.getOrDefault(name, "a value"));
    }
    return String.join(" or ", kinds);
  }

  private JsonNode walk(JsonNodePath path, int steps) {
    JsonNode at = schema;
    for (int i = 0; i < steps; i++) {
      String step = path.getName(i);
      if (step.equals("$ref")) {
        at = resolved(at);
      } else {
        at = at.isArray() ? at.path(Integer.parseInt(step)) : at.path(step);
      }
    }
    return at;
  }

  private JsonNode resolved(JsonNode rule) {
    JsonNode at = rule;
    for (int i = 0; i < 10 && at.has("$ref"); i++) {
      String reference = at.path("$ref").asText();
      at = reference.startsWith("#/") ? schema.at(reference.substring(1)) : MissingNode.getInstance();
    }
    return at;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (Iterator<JsonNode> all = array.elements(); all.hasNext();) {
      texts.add(all.next().asText());
    }
    return texts;
  }
}
