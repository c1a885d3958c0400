package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    for (String name : Configuration.NAMES) {
      Files.writeString(folder.resolve(name + ".yaml"), "name: " + name + "\n");
    }
    Files.createDirectory(folder.resolve("schema"));
    for (String name : Configuration.NAMES) {
      Files.writeString(folder.resolve("schema/" + name + ".schema.json"),
          "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\"name\": {}, \"signed\": {}}}");
    }
  }

  @Test
  void a_whole_folder_is_read_and_named_by_one_version() {
    Configuration all = Configuration.load(folder).orThrow();
    assertThat(all.file("routing").root().get("name").origin().place()).isEqualTo("config/routing.yaml:1");
    assertThat(all.version()).matches("[0-9a-f]{12}");
    assertThat(Configuration.of(all.texts(), Map.of()).orThrow().version()).isEqualTo(all.version());
  }

  @Test
  void a_signature_leaves_the_version_and_a_changed_word_does_not() throws Exception {
    String before = Configuration.load(folder).version();
    Files.writeString(folder.resolve("scoring.yaml"), "# steward: kim\nname: 'scoring'\nsigned: { sales: kim }\n");
    assertThat(Configuration.load(folder).version()).isEqualTo(before);
    Files.writeString(folder.resolve("scoring.yaml"), "name: mine\n");
    assertThat(Configuration.load(folder).version()).isNotEqualTo(before);
  }

  @Test
  void missing_and_unknown_files_are_told_together_with_what_stands_in_the_others() throws Exception {
    Files.delete(folder.resolve("groups.yaml"));
    Files.writeString(folder.resolve("scorring.yaml"), "a: 1");
    Files.writeString(folder.resolve("notes.txt"), "not ours");
    Files.writeString(folder.resolve("funnel.yaml"), "nmae: x");
    Configuration all = Configuration.load(folder);
    assertThat(all.diagnostics()).extracting(Diagnostic::code).containsExactly("unknown-key", "missing-file", "unknown-file");
    assertThat(all.diagnostics().get(0).file()).isEqualTo(folder.resolve("funnel.yaml").toString());
    assertThat(all.diagnostics().get(2).message()).endsWith("did you mean \"scoring.yaml\"?");
    assertThat(all.file("groups").root().get("patterns").items()).isEmpty();
    assertThatThrownBy(all::orThrow).isInstanceOf(ConfigException.class);
  }

  @Test
  void a_folder_that_is_not_there_is_one_mistake() {
    assertThat(Configuration.load(folder.resolve("nowhere")).diagnostics()).hasSize(1);
  }

  @Test
  void text_in_memory_is_judged_like_files() {
    Map<String, String> texts = new LinkedHashMap<>(Configuration.load(folder).texts());
    texts.remove("nurture.yaml");
    texts.put("nurtur.yaml", "a: 1");
    assertThat(Configuration.of(texts, Map.of()).diagnostics()).extracting(Diagnostic::file)
        .containsExactly("config/nurtur.yaml", "config/nurture.yaml");
  }

  @Test
  void asking_for_a_file_that_no_room_has_is_a_bug() {
    assertThatThrownBy(() -> Configuration.load(folder).file("colours")).isInstanceOf(IllegalArgumentException.class);
  }
}
