package dev.caravan.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges a parsed tree by a JSON Schema (draft-07) and reports every breach at its own line and column. */
final class SchemaCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory FACTORY = factory();
  private static final Set<String> CHOICES = Set.of("anyOf", "oneOf");

  private final ConfigNode root;
  private final SchemaWords words;

  private SchemaCheck(ConfigNode root, JsonNode schema) {
    this.root = root;
    this.words = new SchemaWords(schema);
  }

  static void check(ConfigNode root, String schemaText) {
    JsonNode schema;
    try {
      schema = JSON.readTree(schemaText);
    } catch (JsonProcessingException e) {
      root.document().reject("", root.origin(), "schema", "the schema of this file is not JSON: " + e.getOriginalMessage());
      return;
    }
    SchemaValidatorsConfig config = SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
    JsonSchema validator = FACTORY.getSchema(schema, config);
    new SchemaCheck(root, schema).report(new ArrayList<>(validator.validate(JsonTree.of(root))), 0);
  }

  /** Draft-07 and the keyword editors show when a pattern fails; the validator would warn of it at every start. */
  private static JsonSchemaFactory factory() {
    JsonMetaSchema draft = JsonMetaSchema.builder(JsonMetaSchema.getV7())
        .keyword(new NonValidationKeyword("patternErrorMessage")).build();
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7, builder -> builder.metaSchema(draft));
  }

  /**
   * Reports the breaches, those of one choice (anyOf, oneOf) as one.
   *
   * @param depth how many steps of the evaluation path are already entered
   */
  private void report(List<ValidationMessage> breaches, int depth) {
    Map<String, List<ValidationMessage>> choices = new LinkedHashMap<>();
    for (ValidationMessage breach : breaches) {
      int choice = choiceAfter(breach.getEvaluationPath(), depth);
      if (choice < 0) {
        single(breach);
      } else {
        String key = prefix(breach.getEvaluationPath(), choice) + " at " + instanceOfChoice(breach, choice);
        choices.computeIfAbsent(key, k -> new ArrayList<>()).add(breach);
      }
    }
    choices.values().forEach(of -> choice(of, choiceAfter(of.get(0).getEvaluationPath(), depth)));
  }

  /** Of several allowed shapes the one of the right kind is meant; only when none is, say what the shapes are. */
  private void choice(List<ValidationMessage> breaches, int at) {
    String instance = instanceOfChoice(breaches.get(0), at);
    Map<String, List<ValidationMessage>> branches = new LinkedHashMap<>();
    for (ValidationMessage breach : breaches) {
      if (breach.getEvaluationPath().getNameCount() > at + 1) {
        branches.computeIfAbsent(breach.getEvaluationPath().getName(at + 1), k -> new ArrayList<>()).add(breach);
      }
    }
    branches.values().removeIf(branch -> branch.stream()
        .anyMatch(b -> b.getType().equals("type") && b.getInstanceLocation().toString().equals(instance)));
    if (branches.size() == 1) {
      report(branches.values().iterator().next(), at + 2);
      return;
    }
    ConfigNode node = TreePath.find(root, instance);
    JsonNode holder = words.holder(breaches.get(0), at);
    List<String> keys = words.alternativeKeys(holder);
    if (keys.isEmpty()) {
      unfit(node, "wrong-type", holder, "expected " + words.expectation(holder) + ", found " + node.found());
    } else {
      boolean none = node.keys().stream().noneMatch(keys::contains);
      node.document().reject(ConfigNode.below(node.path(), keys.get(0)), node.origin(), none ? "missing-key" : "too-many-keys",
          none ? "one of the keys " + Diagnostics.quotedList(keys) + " is missing here"
              : "only one of the keys " + Diagnostics.quotedList(keys) + " can stand here; remove the others");
    }
  }

  /** A value with a unit knows best itself what is wrong with it. */
  private static void unfit(ConfigNode node, String code, JsonNode rule, String message) {
    Units.NotThis why = node.isValue() ? SchemaWords.unitMistake(rule, node.text()) : null;
    node.document().reject(node.path(), node.origin(), why == null ? code : why.code,
        why == null ? message : node.quoted() + " " + why.what);
  }

  private void single(ValidationMessage breach) {
    ConfigNode node = TreePath.find(root, breach.getInstanceLocation().toString());
    Document document = node.document();
    JsonNode rule = words.rule(breach);
    switch (breach.getType()) {
      case "additionalProperties" -> {
        String key = named(breach);
        document.reject(ConfigNode.below(node.path(), key), keyOf(node, key), "unknown-key", words.unknownKey(key, rule));
      }
      case "propertyNames" -> {
        String key = named(breach);
        document.reject(ConfigNode.below(node.path(), key), keyOf(node, key), "wrong-form",
            "key \"" + key + "\" does not fit; expected " + words.expectation(rule.path("propertyNames")));
      }
      case "required" -> {
        String key = named(breach);
        if (words.isMisspelled(key, node.keys(), rule)) {
          // Its unknown neighbour is reported, with this key as what was meant: that is one mistake, not two.
          document.excuse(ConfigNode.below(node.path(), key));
        } else {
          document.reject(ConfigNode.below(node.path(), key), node.origin(), "missing-key",
              "key \"" + key + "\" is missing here" + words.about(rule, key));
        }
      }
      default -> unfit(node, words.code(breach.getType(), node), rule,
          words.breach(breach.getType(), rule, node, breach.getError()));
    }
  }

  private static String named(ValidationMessage breach) {
    return breach.getProperty() == null ? "" : breach.getProperty();
  }

  private static Origin keyOf(ConfigNode map, String key) {
    return map.entries().stream().filter(e -> e.key().equals(key)).map(ConfigNode.Entry::origin).findFirst()
        .orElse(map.origin());
  }

  private static int choiceAfter(JsonNodePath path, int depth) {
    for (int i = depth; i < path.getNameCount(); i++) {
      // "properties/anyOf" is a key of that name, not a choice.
      if (CHOICES.contains(path.getName(i)) && (i == 0 || !path.getName(i - 1).equals("properties"))) {
        return i;
      }
    }
    return -1;
  }

  private static String prefix(JsonNodePath path, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= count; i++) {
      text.append('/').append(path.getName(i));
    }
    return text.toString();
  }

  /** The instance the choice is about: the breach may lie deeper, by as many steps as its schema went down since. */
  private static String instanceOfChoice(ValidationMessage breach, int choice) {
    JsonNodePath evaluation = breach.getEvaluationPath();
    int deeper = 0;
    for (int i = choice + 2; i < evaluation.getNameCount() - 1; i++) {
      String step = evaluation.getName(i);
      if (step.equals("properties") || step.equals("patternProperties") || step.equals("items") && isIndexFree(evaluation, i)) {
        deeper++;
        i += step.equals("items") ? 0 : 1;
      } else if (step.equals("additionalProperties")) {
        deeper++;
      }
    }
    JsonNodePath instance = breach.getInstanceLocation();
    for (int i = 0; i < deeper && instance.getNameCount() > 0; i++) {
      instance = instance.getParent();
    }
    return instance.toString();
  }

  private static boolean isIndexFree(JsonNodePath path, int items) {
    return items + 1 >= path.getNameCount() || !path.getName(items + 1).chars().allMatch(Character::isDigit);
  }
}
