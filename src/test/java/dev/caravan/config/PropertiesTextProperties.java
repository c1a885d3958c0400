package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Example;

class PropertiesTextProperties {
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b.c", "u", "u0041", "=", ":", " ", "\t", "\f", "\n", "\r", "\r\n", "\\", "\\\\", "#", "!", "{{env:X:}}", "ä")
        .list().ofMaxSize(40).map(parts -> String.join("", parts));
  }

  @Property(tries = 5_000)
  void any_text_says_what_java_util_Properties_reads(@ForAll("texts") String text) throws IOException {
    PropertiesText read = PropertiesText.of("a.properties", text);
    Optional<Map<String, String>> known = properties(text);
    if (known.isEmpty()) {
      assertThat(read.diagnostics()).extracting(Diagnostic::code).contains("escape");
    } else {
      Map<String, String> values = new HashMap<>();
      read.properties().forEach((key, property) -> values.put(key, property.value()));
      assertThat(values).isEqualTo(known.get());
      assertThat(read.diagnostics()).extracting(Diagnostic::code).doesNotContain("escape");
    }
  }

  @Property(tries = 2_000)
  void a_key_without_escapes_stands_where_it_is_said_to_stand(@ForAll("texts") String text) {
    PropertiesText.of("a.properties", text).properties().values().stream().filter(one -> !text.contains("\\"))
        .forEach(one -> {
          String line = text.split("\r\n|\n|\r", -1)[one.at().line() - 1];
          assertThat(line.substring(one.at().column() - 1)).startsWith(one.key());
          assertThat(line.substring(one.valueAt().column() - 1)).startsWith(one.value());
        });
  }

  @Example
  void a_value_that_goes_on_over_lines_begins_on_its_first() {
    var read = PropertiesText.of("a.properties", "# first\n\n  caravan.store = \\\n     jdbc:\\\n  postgresql\nb\n");
    PropertiesText.Property store = read.properties().get("caravan.store");
    assertThat(store.value()).isEqualTo("jdbc:postgresql");
    assertThat(store.at()).hasToString("a.properties:3:3");
    assertThat(store.valueAt()).hasToString("a.properties:4:6");
    assertThat(read.properties().get("b").valueAt()).hasToString("a.properties:6:2");
  }

  @Example
  void a_key_given_twice_is_told_at_the_second() {
    assertThat(PropertiesText.of("a.properties", "a = 1\nb = 2\na = 3\n").diagnostics()).singleElement().hasToString(
        "a.properties:3:1: key \"a\" is given twice; previously defined at line 1, column 1; remove one [duplicate-key]");
  }

  private static Optional<Map<String, String>> properties(String text) throws IOException {
    var properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return Optional.of(values);
  }
}
