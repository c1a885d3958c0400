package dev.caravan.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.ConfigFile;
import dev.caravan.config.ConfigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every Kamelet under {@code connectors/} keeps to, so that graphical editors show it well. */
class KameletsTest {
  private static final Pattern USED = Pattern.compile("\\{\\{\\??([\\w.-]+)(?::[^}]*)?}}");
  private static final Pattern TITLE = Pattern.compile("[A-Z][\\w-]*( [A-Z0-9][\\w-]*| (of|for|and|to|by|in))*");

  private static Stream<Path> kamelets() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("connectors"), 2)) {
      return files.filter(file -> file.toString().endsWith(".kamelet.yaml")).sorted().toList().stream();
    }
  }

  @Test
  void there_are_kamelets_to_judge() throws IOException {
    assertThat(kamelets().count()).isGreaterThanOrEqualTo(5);
  }

  @TestFactory
  Stream<DynamicTest> every_kamelet_keeps_the_rules() throws IOException {
    return kamelets().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> judge(file)));
  }

  private static void judge(Path file) throws IOException {
    ConfigFile read = ConfigFile.load(file, file.toString(), Optional.empty()).orThrow();
    ConfigNode root = read.root();
    String name = root.get("metadata").get("name").text();
    String type = root.get("metadata").get("labels").get("camel.apache.org/kamelet.type").text();
    ConfigNode definition = root.get("spec").get("definition");
    assertThat(file.getFileName().toString()).isEqualTo(name + ".kamelet.yaml");
    assertThat(type).isIn("source", "sink", "action");
    assertThat(name).endsWith("-" + type);
    assertThat(definition.get("title").text().toLowerCase(java.util.Locale.ROOT)).endsWith(" " + type);
    assertThat(definition.get("description").text()).isNotBlank();

    var declared = new TreeSet<String>();
    for (ConfigNode.Entry property : definition.find("properties").map(ConfigNode::entries).orElse(java.util.List.of())) {
      declared.add(property.key());
      ConfigNode value = property.value();
      assertThat(value.get("type").text()).as(property.key()).isIn("string", "integer", "boolean", "number");
      assertThat(value.get("title").text()).as(property.key()).matches(TITLE).doesNotStartWith("The ").doesNotStartWith("A ");
      assertThat(value.get("description").text()).as(property.key()).isNotBlank();
      if (property.key().toLowerCase(java.util.Locale.ROOT).matches(".*(password|secret|token).*")) {
        assertThat(value.get("format").text()).as(property.key()).isEqualTo("password");
        assertThat(value.get("x-descriptors").texts()).contains("urn:camel:group:credentials");
      }
    }
    String text = Files.readString(file);
    var used = new TreeSet<String>();
    Matcher parameter = USED.matcher(text.substring(text.indexOf("\n  template:")));
    while (parameter.find()) {
      if (!parameter.group(1).contains(".")) {
        used.add(parameter.group(1));
      }
    }
    assertThat(used).as("parameters used and declared").isEqualTo(declared);
    assertThat(text).contains(type.equals("source") ? "kamelet:sink" : "kamelet:source");
    read.orThrow();
  }
}
