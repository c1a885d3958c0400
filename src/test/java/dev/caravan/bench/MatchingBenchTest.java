package dev.caravan.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.cli.CannotStart;
import dev.caravan.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchingBenchTest {
  private static final Path EXAMPLES = Path.of("examples/company-names");

  @Test
  void names_of_large_companies_find_their_registered_titles() throws IOException {
    var quality = new MatchingBench(Configuration.load(Path.of("config")))
        .quality(MatchingBench.read(EXAMPLES.resolve("names.csv")), MatchingBench.read(EXAMPLES.resolve("against.csv")));
    assertThat(quality.listed()).isGreaterThan(80);
    assertThat(quality.recall()).isGreaterThan(0.97);
    assertThat(quality.precision()).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void a_file_without_ids_is_told_what_it_needs(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("names.csv"), "company\nHalden\n");
    assertThatThrownBy(() -> MatchingBench.read(file)).isInstanceOf(CannotStart.class)
        .hasMessageContaining("expected \"cik\" or \"id\"");
  }
}
