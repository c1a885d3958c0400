package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps schemas, the shipped settings and the reference page in step. */
class ShippedConfigTest {
  private static final Path CONFIG = Path.of("config");
  private static final Path PAGE = Path.of("docs/configuration.md");
  private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> names() {
    return Configuration.NAMES;
  }

  static List<Path> schemas() throws IOException {
    try (Stream<Path> files = Files.list(CONFIG.resolve("schema"))) {
      return files.sorted().toList();
    }
  }

  private static List<Path> mappings() throws IOException {
    if (!Files.isDirectory(Path.of("connectors"))) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(Path.of("connectors"))) {
      return folders.map(folder -> folder.resolve("mapping.yaml")).filter(Files::exists).sorted().toList();
    }
  }

  @Test
  void the_shipped_settings_are_faultless() {
    assertThat(Diagnostics.render(Configuration.load(CONFIG).diagnostics())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void the_first_line_leads_editors_to_the_schema(String name) throws IOException {
    try (Stream<String> lines = Files.lines(CONFIG.resolve(name + ".yaml"))) {
      assertThat(lines.findFirst()).hasValue("# yaml-language-server: $schema=schema/" + name + ".schema.json");
    }
    assertThat(CONFIG.resolve("schema/" + name + ".schema.json")).isRegularFile();
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_shipped_key_is_described(String name) throws IOException {
    JsonNode schema = JSON.readTree(CONFIG.resolve("schema/" + name + ".schema.json").toFile());
    List<String> bare = new ArrayList<>();
    ConfigFile file = Configuration.load(CONFIG).file(name);
    undescribed(file.root(), schema, bare);
    assertThat(bare).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void every_key_of_a_schema_has_title_description_and_a_fitting_example(Path schema) throws IOException {
    JsonNode root = JSON.readTree(schema.toFile());
    assertThat(root.path("$schema").asText()).isEqualTo("http://json-schema.org/draft-07/schema#");
    List<String> faults = new ArrayList<>();
    describe("", root, root.path("definitions"), faults);
    root.path("definitions").forEach(definition -> describe("", definition, root.path("definitions"), faults));
    assertThat(faults).isEmpty();
  }

  @Test
  void every_mapping_is_faultless_and_leads_editors_to_its_schema() throws IOException {
    for (Path mapping : mappings()) {
      String head = Files.readAllLines(mapping).get(0);
      assertThat(head).startsWith("# yaml-language-server: $schema=");
      Path schema = mapping.resolveSibling(head.substring(head.indexOf('=') + 1)).normalize();
      ConfigFile file = ConfigFile.load(mapping, mapping.toString(), Optional.of(schema));
      assertThat(Diagnostics.render(file.diagnostics())).isEmpty();
    }
  }

  @Test
  void the_reference_page_is_current() throws IOException {
    Map<String, String> schemas = new LinkedHashMap<>();
    schemas.put("config/application.properties", Files.readString(CONFIG.resolve("schema/application.schema.json")));
    for (String name : Configuration.NAMES) {
      schemas.put("config/" + name + ".yaml", Files.readString(CONFIG.resolve("schema/" + name + ".schema.json")));
    }
    for (String system : List.of("eloqua", "salesforce")) {
      schemas.put("connectors/" + system + "/mapping.yaml",
          Files.readString(CONFIG.resolve("schema/" + system + "-mapping.schema.json")));
    }
    schemas.put("the mapping of an import", Files.readString(CONFIG.resolve("schema/import-mapping.schema.json")));
    String page = ConfigReference.render(schemas);
    if (Boolean.getBoolean("caravan.write-docs")) {
      Files.createDirectories(Path.of("docs"));
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("write it anew: mvn test -Dtest=ShippedConfigTest -Dcaravan.write-docs=true").hasContent(page);
  }

  private static void undescribed(ConfigNode node, JsonNode rule, List<String> bare) {
    if (node.isList()) {
      node.items().forEach(item -> undescribed(item, rule.path("items"), bare));
    } else if (node.isMap()) {
      JsonNode map = rule;
      for (JsonNode shape : rule.path("anyOf")) {
        map = shape.path("type").asText().equals("object") ? shape : map;
      }
      for (ConfigNode.Entry entry : node.entries()) {
        JsonNode key = map.path("properties").has(entry.key()) ? map.path("properties").path(entry.key())
            : map.path("additionalProperties");
        if (key.path("title").asText().isEmpty() || key.path("description").asText().isEmpty()) {
          bare.add(entry.origin() + " " + entry.key());
        }
        undescribed(entry.value(), key, bare);
      }
    }
  }

  private static void describe(String path, JsonNode rule, JsonNode definitions, List<String> faults) {
    rule.path("properties").fields().forEachRemaining(key -> key(path + "/" + key.getKey(), key.getValue(), definitions, faults));
    if (rule.path("additionalProperties").isObject()) {
      key(path + "/*", rule.path("additionalProperties"), definitions, faults);
    }
    if (rule.path("type").asText().equals("object") && !rule.has("additionalProperties")) {
      faults.add(path + " allows any key");
    }
    rule.path("anyOf").forEach(shape -> describe(path, shape, definitions, faults));
    if (rule.path("items").has("properties")) {
      describe(path + "[]", rule.path("items"), definitions, faults);
    }
  }

  private static void key(String path, JsonNode rule, JsonNode definitions, List<String> faults) {
    boolean described = rule.path("$ref").asText().startsWith("#/properties/"); // its examples stand there
    boolean container = described || rule.path("type").asText().equals("object") || rule.path("items").has("properties");
    for (String part : container ? List.of("title", "description") : List.of("title", "description", "examples")) {
      if (rule.path(part).isMissingNode() || rule.path(part).isEmpty() && rule.path(part).asText().isEmpty()) {
        faults.add(path + " has no " + part);
      }
    }
    if (!rule.path("description").asText().endsWith(".")) {
      faults.add(path + " has a description that is no sentence");
    }
    for (JsonNode example : rule.path("examples")) {
      ObjectNode alone = rule.deepCopy();
      alone.set("definitions", definitions);
      SCHEMAS.getSchema(alone).validate(example)
          .forEach(message -> faults.add(path + " has an example that does not fit: " + message));
    }
    describe(path, rule, definitions, faults);
  }
}
