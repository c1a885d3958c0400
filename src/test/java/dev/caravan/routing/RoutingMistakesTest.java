package dev.caravan.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.ConfigFile;
import dev.caravan.config.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of {@code src/test/routing-invalid} holds rules with one mistake and, beside it, what is said about it. */
class RoutingMistakesTest {
  private static final Path FOLDER = Path.of("src/test/routing-invalid");
  private static final Routing.Words WORDS =
      new Routing.Words(Set.of("customer-care", "payments"), Set.of("new-purchase"), Set.of("decision-maker", "champion"));

  static List<String> faults() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_mistake_is_told_as_written_beside_it(String fault) throws IOException {
    ConfigFile file = ConfigFile.load(FOLDER.resolve(fault).resolve("routing.yaml"), "routing.yaml",
        Optional.of(Path.of("config/schema/routing.schema.json")));
    file.tryRead(node -> Routing.from(node, WORDS));
    String said = Diagnostics.render(file.diagnostics()) + "\n";
    Path expected = FOLDER.resolve(fault).resolve("expected.txt");
    if (Boolean.getBoolean("caravan.write-expected")) {
      Files.writeString(expected, said);
    }
    assertThat(said.lines().collect(Collectors.joining("\n"))).isNotBlank()
        .isEqualTo(Files.readString(expected).stripTrailing());
  }
}
