package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of {@code src/test/config-invalid} holds one mistake and, beside it, what is said about it. */
class InvalidConfigTest {
  private static final Path FOLDER = Path.of("src/test/config-invalid");

  static List<String> faults() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_mistake_is_told_as_written_beside_it(String fault) throws IOException {
    String said = "";
    try (Stream<Path> files = Files.list(FOLDER.resolve(fault))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
        String fileName = file.getFileName().toString();
        Path schema = Path.of("config/schema", fileName.replace(".yaml", ".schema.json"));
        said += Diagnostics.render(ConfigFile.load(file, fileName, Optional.of(schema)).diagnostics()) + "\n";
      }
    }
    Path expected = FOLDER.resolve(fault).resolve("expected.txt");
    if (Boolean.getBoolean("caravan.write-expected")) {
      Files.writeString(expected, said);
    }
    assertThat(said.lines().collect(Collectors.joining("\n"))).isEqualTo(Files.readString(expected).stripTrailing());
  }
}
