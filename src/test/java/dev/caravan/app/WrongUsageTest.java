package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongUsageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"validate", "replay", "explain", "runs", "held", "parked", "requeue", "resume", "doctor",
      "bench", "completion"})
  void every_command_explains_itself_with_examples(String command) {
    Shell.Said said = Shell.run(command, "--help");

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("Usage: caravan " + command, "Examples:");
  }

  @Test
  void no_command_at_all_lists_them() {
    Shell.Said said = Shell.run();

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("Which command?", "replay", "explain");
  }

  @Test
  void a_misspelled_command_or_option_is_told() {
    assertThat(Shell.run("replya").code()).isEqualTo(2);
    assertThat(Shell.run("replya").err()).contains("replay");
    assertThat(Shell.run("replay", "--fact", "x").code()).isEqualTo(2);
    assertThat(Shell.run("replay", "--facts", "x", "--out", "y", "--as-of", "yesterday").err())
        .contains("\"yesterday\" is no moment");
  }

  @Test
  void a_host_that_does_not_exist_is_refused_with_those_that_do() {
    Shell.Said said = Shell.run("replay", "--facts", "x", "--out", "y", "--host", "spark");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("embedded", "flink");
  }

  @Test
  void the_shipped_settings_have_no_mistakes() {
    Shell.Said said = Shell.run("validate");

    assertThat(said.out()).isEqualTo("No mistakes found in config." + System.lineSeparator());
    assertThat(said.code()).isZero();
    assertThat(Shell.run("validate", "--json").out().strip()).isEqualTo("[ ]");
  }

  @Test
  void validate_shows_every_mistake_at_its_place_also_those_only_the_rooms_see() throws IOException {
    try (Stream<Path> shipped = Files.list(Path.of("config"))) {
      for (Path file : shipped.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path scoring = folder.resolve("scoring.yaml");
    Files.writeString(scoring, Files.readString(scoring).replace("signal: testimonial\n", "signal: testimony\n")
        .replace("push_step: 5 points", "push_step: five"));

    Shell.Said said = Shell.run("validate", "--config", folder);
    JsonNode json = new ObjectMapper().readTree(Shell.run("validate", "--json", "--config", folder).out());

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).contains("scoring.yaml:13:", "testimony", "five", "2 mistakes found");
    assertThat(json).hasSize(2);
    assertThat(json.get(0).get("line").asInt()).isEqualTo(13);
    assertThat(json.get(0).get("column").asInt()).isPositive();
    assertThat(json.get(0).get("code").asText()).isNotBlank();
  }

  @Test
  void completion_knows_the_commands() {
    assertThat(Shell.run("completion").out()).contains("complete -F", "replay", "--as-of");
  }

  @Test
  void the_bench_says_what_it_measured_on() throws IOException {
    JsonNode json = new ObjectMapper().readTree(
        Shell.run("bench", "replay", "ingest", "--people", "120", "--rounds", "1", "--json").out());

    assertThat(json.get("cores").asInt()).isPositive();
    assertThat(json.get("results").get("replay").get("facts_per_second_median").asLong()).isPositive();
    assertThat(json.get("results").get("ingest").get("facts_per_second_best").asLong()).isPositive();
  }

  @Test
  void a_market_of_a_wrong_size_is_refused_in_words() {
    Shell.Said said = Shell.run("bench", "--people", "3");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("people is 3");
  }
}
