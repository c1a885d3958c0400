package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ConfigNodeProperties {
  private static final String SCHEMA = """
      {"type": "object", "additionalProperties": false, "required": ["a"], "properties": {
        "a": {"anyOf": [{"type": "number"}, {"type": "object", "additionalProperties": {"type": "number"}}]},
        "b": {"type": "array", "items": {"type": "string", "pattern": "^x"}}}}""";

  @Property
  void any_text_gives_a_tree_or_mistakes_at_places_within_it(@ForAll("nearlyYaml") String text) {
    ConfigFile file = ConfigFile.of("a.yaml", text, SCHEMA);
    readAll(file.root());
    int lines = text.split("\r\n|\n|\r", -1).length;
    assertThat(file.diagnostics()).allMatch(d -> d.line() >= 1 && d.line() <= lines + 1);
    assertThat(Diagnostics.render(file.diagnostics())).doesNotContain("null");
  }

  @Property
  void a_span_is_its_count_times_its_unit(@ForAll @IntRange(min = 0, max = 100_000) int count,
      @ForAll("units") String unit) {
    ConfigFile file = ConfigFile.of("a.yaml", "a: 1 " + unit + "\nb: " + count + " " + unit);
    assertThat(file.root().get("b").duration()).isEqualTo(count * file.root().get("a").duration());
    assertThat(file.diagnostics()).isEmpty();
  }

  @Property
  void the_distance_of_two_words_is_the_same_both_ways(@ForAll("words") String a, @ForAll("words") String b) {
    assertThat(Nearest.distance(a, b)).isEqualTo(Nearest.distance(b, a)).isLessThanOrEqualTo(Math.max(a.length(), b.length()));
    assertThat(Nearest.distance(a, a)).isZero();
  }

  private static void readAll(ConfigNode node) {
    node.text();
    node.duration();
    node.rate();
    node.points();
    node.percent();
    node.moment();
    node.oneOf(List.of("x", "y"));
    node.get("a").texts();
    node.entries().forEach(entry -> readAll(entry.value()));
    node.items().forEach(ConfigNodeProperties::readAll);
  }

  @Provide
  Arbitrary<String> nearlyYaml() {
    return Arbitraries.of("a", "b", ": ", "- ", "\n", "  ", "[", "]", "{", "}", "1", "90 days", "x", "'", "\"", "#", "&q ", "*q",
        "!t ", "|", "\t", "\r\n", ",", "\u00e9", "\u0001", "---\n", "%", "? ", "~", "1e999999999", "0x", ".nan", "<<: ", "@")
        .list().ofMaxSize(25).map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> units() {
    return Arbitraries.of("seconds", "minutes", "min", "hours", "days", "weeks");
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withChars("abc").ofMaxLength(6);
  }
}
