package dev.caravan.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.ConfigFile;
import dev.caravan.config.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of {@code src/test/nurture-invalid} holds programmes with one mistake and, beside it, what is said about it. */
class NurtureMistakesTest {
  private static final Path FOLDER = Path.of("src/test/nurture-invalid");
  private static final Nurture.Words WORDS = new Nurture.Words(Set.of("student"), Set.of("customer-care", "payments"),
      Set.of("new-purchase", "renewal", "expansion"), Set.of("decision-maker", "champion"),
      Map.of("planning_to_purchase", Set.of("Yes", "No"), "title", Set.of()));

  static List<String> faults() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_mistake_is_told_as_written_beside_it(String fault) throws IOException {
    ConfigFile file = ConfigFile.load(FOLDER.resolve(fault).resolve("nurture.yaml"), "nurture.yaml",
        Optional.of(Path.of("config/schema/nurture.schema.json")));
    file.tryRead(node -> Nurture.from(node, WORDS));
    String said = Diagnostics.render(file.diagnostics()) + "\n";
    Path expected = FOLDER.resolve(fault).resolve("expected.txt");
    if (Boolean.getBoolean("caravan.write-expected")) {
      Files.writeString(expected, said);
    }
    assertThat(said.lines().collect(Collectors.joining("\n"))).isNotBlank()
        .isEqualTo(Files.readString(expected).stripTrailing());
  }
}
