package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RescoreBenchTest {
  @TempDir Path work;

  @Test
  void all_history_is_decided_anew_twice_and_the_second_time_only_what_one_rule_changed_differs() throws Exception {
    Shell.Said said = Shell.run("bench", "rescore", "--people", "300", "--activities", "8", "--work", work, "--json");

    assertThat(said.code()).as(said.err()).isZero();
    JsonNode told = new ObjectMapper().readTree(said.out());
    JsonNode first = told.get("told for the first time");
    JsonNode second = told.get("one rule changed");
    assertThat(told.get("facts").asInt()).isGreaterThan(300 * 8);
    assertThat(first.at("/differences/score").asInt()).isEqualTo(300);
    assertThat(second.at("/differences/score").asInt()).isBetween(1, 299);
    assertThat(first.get("state_bytes_a_person").asInt()).isPositive();
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
  }
}
