package dev.caravan.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the page that explains every key, from the schemas alone, so that page, editor and program say the same. */
public final class ConfigReference {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEAD = """
      # Configuration

      Every key of every settings file. This page is made from `config/schema/`, the same schemas that `./caravan validate`
      and your editor use; to change a sentence, change it there.

      How values are written:

      | value | looks like |
      |---|---|
      | duration | `90 days`, `48 hours`, `30 minutes`, `10 seconds`, `2 weeks` |
      | rate | `2 per week`, `3 per 14 days` |
      | percentage | `30 %` |
      | points | `15`, `-10`, `100 points` |

      In a key, `[]` stands for each item of a list and `<name>` for a key of your own choice.
      """;

  private final SchemaWords words;
  private final StringBuilder page;

  private ConfigReference(SchemaWords words, StringBuilder page) {
    this.words = words;
    this.page = page;
  }

  /**
   * The page as Markdown.
   *
   * @param schemas JSON Schema texts by the file they judge, {@code config/scoring.yaml}, in the order of the page
   * @throws IllegalArgumentException if one of them is not JSON
   */
  public static String render(Map<String, String> schemas) {
    StringBuilder page = new StringBuilder(HEAD);
    schemas.forEach((file, text) -> {
      try {
        JsonNode schema = JSON.readTree(text);
        page.append("\n## ").append(file).append("\n\n").append(schema.path("description").asText()).append("\n\n")
            .append("| key | needed | value | meaning |\n|---|---|---|---|\n");
        new ConfigReference(new SchemaWords(schema), page).keys("", schema);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("the schema of " + file + " is not JSON: " + e.getOriginalMessage(), e);
      }
    });
    return page.toString();
  }

  private void keys(String path, JsonNode map) {
    List<String> required = new ArrayList<>();
    map.path("required").forEach(key -> required.add(key.asText()));
    map.path("properties").fields().forEachRemaining(
        key -> row(path + key.getKey(), required.contains(key.getKey()), key.getValue()));
    JsonNode others = map.path("additionalProperties");
    if (others.isObject()) {
      row(path + "<name>", false, others);
    }
  }

  private void row(String path, boolean required, JsonNode rule) {
    page.append("| `").append(path).append("` | ").append(required ? "yes" : needed(rule)).append(" | ").append(value(rule))
        .append(byDefault(rule)).append(" | ").append(rule.path("description").asText().replace("|", "\\|")).append(" |\n");
    for (JsonNode shape : rule.has("anyOf") && !rule.path("anyOf").path(0).has("required") ? rule.path("anyOf") : JSON.createArrayNode().add(rule)) {
      if (shape.path("type").asText().equals("object")) {
        keys(path + ".", shape);
      } else if (shape.path("items").path("type").asText().equals("object")) {
        keys(path + "[].", shape.path("items"));
      }
    }
  }

  /** With which values of other keys this one is needed. */
  private static String needed(JsonNode rule) {
    List<String> when = new ArrayList<>();
    rule.path("neededWhen").fields().forEachRemaining(other ->
        other.getValue().forEach(value -> when.add("`" + value.asText() + "`")));
    return when.isEmpty() ? "" : "for " + String.join(", ", when);
  }

  private static String byDefault(JsonNode rule) {
    return rule.has("default") ? "; `" + rule.path("default").asText() + "` when left out" : "";
  }

  private String value(JsonNode rule) {
    if (rule.path("type").asText().equals("array")) {
      return rule.path("items").path("type").asText().equals("object") ? "list"
          : "list, such as `" + rule.path("examples").path(0).toString().replace("\"", "").replace("|", "\\|") + "`";
    }
    if (rule.path("type").asText().equals("object")) {
      return "map";
    }
    if (rule.has("const")) {
      return "`" + rule.path("const").asText().replace("|", "\\|") + "`";
    }
    if (rule.has("enum")) {
      List<String> allowed = new ArrayList<>();
      rule.path("enum").forEach(word -> allowed.add("`" + word.asText() + "`"));
      return String.join(", ", allowed);
    }
    String range = rule.has("minimum") && rule.has("maximum")
        ? ", " + rule.path("minimum").asText() + " to " + rule.path("maximum").asText() : "";
    return words.expectation(rule).replace("|", "\\|") + range;
  }
}
