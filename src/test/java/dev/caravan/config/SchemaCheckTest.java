package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
  private static final String SCHEMA = """
      { "$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "additionalProperties": false,
        "required": ["model"],
        "properties": {
          "model": { "type": "string", "examples": ["shipped"] },
          "mql": { "type": ["integer", "string"], "pattern": "^[0-9]+ points$", "patternErrorMessage": "expected points such as `100 points`" },
          "rules": { "type": "array", "minItems": 1, "items": { "$ref": "#/definitions/rule" } } },
        "definitions": {
          "rule": { "type": "object", "additionalProperties": false, "required": ["rule", "points"],
            "properties": {
              "rule": { "type": "string", "examples": ["white-paper"] },
              "level": { "enum": ["active", "hot"] },
              "weight": { "type": "integer", "minimum": 0, "maximum": 100 },
              "points": { "anyOf": [ { "type": "number", "examples": [15] },
                  { "type": "object", "additionalProperties": { "type": "number" }, "minProperties": 1 } ] } } } } }
      """;

  private static List<String> of(String text) {
    return ConfigFile.of("a.yaml", text, SCHEMA).diagnostics().stream().map(Diagnostic::summary).toList();
  }

  @Test
  void a_faultless_file_passes() {
    assertThat(of("model: x\nmql: 100 points\nrules:\n  - { rule: a, points: 1.5 }\n  - { rule: b, points: { Yes: 20, No: 5 } }")).isEmpty();
  }

  @Test
  void every_breach_is_told_at_its_place() {
    assertThat(of("""
        modle: x
        mql: 100 poinst
        rules:
          - rule: a
            points: much
            level: hott
          - rule: b
            weight: -1
            points: { Yes: many }
          - name: c
        """)).containsExactly(
        "a.yaml:1:1: unknown key \"modle\"; expected \"model\", \"mql\" or \"rules\"; did you mean \"model\"? [unknown-key]",
        "a.yaml:2:6: \"100 poinst\" has the unknown unit \"poinst\"; expected points such as `15` or `100 points` [wrong-unit]",
        "a.yaml:5:13: expected a number such as `15` or a map, found the text \"much\" [wrong-type]",
        "a.yaml:6:12: \"hott\" is not known here; expected \"active\" or \"hot\"; did you mean \"hot\"? [not-allowed]",
        "a.yaml:8:13: -1 is too small; expected 0 or more [out-of-range]",
        "a.yaml:9:20: expected a number, found the text \"many\" [wrong-type]",
        "a.yaml:10:5: key \"points\" is missing here; expected a number such as `15` or a map [missing-key]",
        "a.yaml:10:5: key \"rule\" is missing here; expected a text such as `white-paper` [missing-key]",
        "a.yaml:10:5: unknown key \"name\"; expected \"rule\", \"level\", \"weight\" or \"points\" [unknown-key]");
  }

  @Test
  void schema_and_reader_do_not_say_the_same_twice() {
    ConfigFile file = ConfigFile.of("a.yaml", "mql: soon\nrules: []", SCHEMA);
    file.root().get("mql").points();
    file.root().get("model").text();
    file.root().get("rules").items();
    assertThat(file.diagnostics()).hasSize(3);
  }

  @Test
  void an_empty_value_is_called_empty() {
    assertThat(of("model:\n")).containsExactly("a.yaml:1:7: expected a text such as `shipped`, found nothing [empty]");
  }

  @Test
  void a_schema_that_is_no_json_is_reported() {
    assertThat(ConfigFile.of("a.yaml", "a: 1", "{").diagnostics()).extracting(Diagnostic::code).containsExactly("schema");
  }
}
