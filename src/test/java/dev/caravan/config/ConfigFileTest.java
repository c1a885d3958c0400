package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  @TempDir Path folder;

  private static String only(String text) {
    return only(ConfigFile.of("a.yaml", text));
  }

  private static String only(ConfigFile file) {
    assertThat(file.diagnostics()).hasSize(1);
    return file.diagnostics().get(0).summary();
  }

  @Test
  void a_tab_in_the_indentation_is_named() {
    assertThat(only("a:\n\tb: 1")).isEqualTo("a.yaml:2:1: a tab cannot stand here; expected spaces [yaml]");
  }

  @Test
  void a_second_colon_asks_for_quotes() {
    assertThat(only("a: b: c")).startsWith("a.yaml:1:5: a \": \" cannot stand here; put the value in quotes");
  }

  @Test
  void a_key_without_its_colon_is_shown_where_it_stands() {
    assertThat(only("a: 1\nbcd\ne: 2")).startsWith("a.yaml:2:1: this key has no \":\" after it");
  }

  @Test
  void an_open_bracket_is_reported() {
    assertThat(only("a: [1, 2\nb: 3")).contains("[yaml]").startsWith("a.yaml:2:");
  }

  @Test
  void a_key_given_twice_points_to_the_first() {
    assertThat(only("a: 1\nb: 2\na: 3")).isEqualTo(
        "a.yaml:3:1: key \"a\" is given twice; previously defined at line 1, column 1 [duplicate-key]");
  }

  @Test
  void tags_are_refused_and_anchors_allowed() {
    assertThat(only("a: !!str 5")).startsWith("a.yaml:1:4: the tag \"!!str\" is not allowed");
    assertThat(only("a: !secret x")).contains("the tag \"!secret\" is not allowed");
    ConfigFile shared = ConfigFile.of("a.yaml", "a: &x [1, 2]\nb: *x");
    assertThat(shared.diagnostics()).isEmpty();
    assertThat(shared.root().get("b").items()).hasSize(2);
  }

  @Test
  void an_alias_cannot_contain_itself_nor_multiply_without_end() {
    assertThat(only("a: &x [*x]")).contains("this alias contains itself");
    StringBuilder bomb = new StringBuilder("a0: &a0 [1, 1]\n");
    for (int i = 1; i < 24; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(only(bomb.toString())).contains("[too-large]");
  }

  @Test
  void nesting_without_end_is_refused_before_it_exhausts_the_stack() {
    assertThat(only("[".repeat(100_000))).contains("[too-deep]");
  }

  @Test
  void two_documents_are_one_too_many() {
    assertThat(only("a: 1\n---\nb: 2")).startsWith("a.yaml:2:1: a second document starts here");
  }

  @Test
  void an_empty_file_and_a_missing_one_say_so() {
    assertThat(only("# nothing\n")).contains("the file is empty");
    assertThat(only(ConfigFile.load(folder.resolve("no.yaml"), "no.yaml", Optional.empty())))
        .isEqualTo("no.yaml:1:1: the file does not exist [missing-file]");
  }

  @Test
  void a_byte_that_is_not_utf_8_is_shown_at_its_place() throws Exception {
    Path file = folder.resolve("latin.yaml");
    Files.write(file, "a: 1\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(only(ConfigFile.load(file, "latin.yaml", Optional.empty())))
        .isEqualTo("latin.yaml:2:7: this character is not UTF-8; save the file as UTF-8 [not-utf-8]");
  }

  @Test
  void a_file_of_more_than_a_megabyte_is_refused() throws Exception {
    Path file = folder.resolve("big.yaml");
    Files.writeString(file, "a: " + "x".repeat(1_000_001));
    assertThat(only(ConfigFile.load(file, "big.yaml", Optional.empty()))).contains("expected at most 1000000");
  }

  @Test
  void a_control_character_is_shown_at_its_place() {
    assertThat(only("a: 1\nb: x\u0007")).startsWith("a.yaml:2:5: the control character U+0007");
  }

  @Test
  void windows_line_ends_and_a_byte_order_mark_do_no_harm() {
    ConfigFile file = ConfigFile.of("a.yaml", "\uFEFFa: 1\r\nb: 2\r\n");
    assertThat(file.diagnostics()).isEmpty();
    assertThat(file.root().get("b").origin().line()).isEqualTo(2);
  }

  @Test
  void the_hash_hears_what_is_said_and_not_how_it_is_written() {
    ConfigFile plain = ConfigFile.of("a.yaml", "a: x\nb: [1, 2]\n");
    assertThat(ConfigFile.of("a.yaml", "# why\na:   'x'\nb:\n  - 1\n  - 2\nsigned: { sales: kim }\n").hash()).isEqualTo(plain.hash());
    assertThat(ConfigFile.of("a.yaml", "a: x\nb: [2, 1]\n").hash()).isNotEqualTo(plain.hash());
    assertThat(ConfigFile.of("a.yaml", "a: x\nb: ['1', 2]\n").hash()).isNotEqualTo(plain.hash());
    assertThat(plain.version()).hasSize(12);
  }
}
