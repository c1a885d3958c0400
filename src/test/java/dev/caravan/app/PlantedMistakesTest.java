package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.ConfigException;
import dev.caravan.config.ConfigFile;
import dev.caravan.config.ConfigNode;
import dev.caravan.config.Configuration;
import dev.caravan.config.Diagnostic;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.Signatures;
import dev.caravan.connectors.eloqua.EloquaMapping;
import dev.caravan.connectors.salesforce.SalesforceMapping;
import dev.caravan.pipeline.Pipeline;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code src/test/config-planted} plants one mistake into the faultless settings of
 * {@code src/test/config-sound}, and holds beside it what {@code validate} says. What is not there (groups, funnel) is
 * as shipped.
 */
class PlantedMistakesTest {
  private static final Path SOUND = Path.of("src/test/config-sound");
  private static final Path PLANTED = Path.of("src/test/config-planted");

  @TempDir Path home;

  static List<String> mistakes() throws IOException {
    try (Stream<Path> folders = Files.list(PLANTED)) {
      return folders.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void without_a_mistake_nothing_is_said() throws IOException {
    lay();
    assertThat(Diagnostics.render(findings())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_planted_mistake_is_told_as_written_beside_it(String mistake) throws IOException {
    lay();
    for (ConfigNode plant : ConfigFile.of("plant.yaml", Files.readString(PLANTED.resolve(mistake).resolve("plant.yaml")))
        .root().items()) {
      plant(plant);
    }
    String said = Diagnostics.render(findings()).replace(home + "/", "");
    Path expected = PLANTED.resolve(mistake).resolve("expected.txt");
    if (Boolean.getBoolean("caravan.write-expected")) {
      Files.writeString(expected, said + "\n");
    }
    assertThat(said.lines().collect(Collectors.joining("\n"))).isNotEmpty()
        .isEqualTo(Files.readString(expected).stripTrailing());
  }

  /** The same as {@code validate} looks for, but for routes; who has not signed is only told where nothing else is. */
  private List<Diagnostic> findings() {
    Configuration configuration = Configuration.load(home.resolve("config"));
    var all = new ArrayList<>(Pipeline.mistakes(configuration));
    try {
      EloquaMapping.load(home.resolve("connectors/eloqua/mapping.yaml"), "connectors/eloqua/mapping.yaml");
    } catch (ConfigException e) {
      all.addAll(e.diagnostics());
    }
    try {
      SalesforceMapping.read(home.resolve("connectors/salesforce/mapping.yaml"), "connectors/salesforce/mapping.yaml");
    } catch (ConfigException e) {
      all.addAll(e.diagnostics());
    }
    return all.isEmpty() ? Signatures.missing(configuration) : all;
  }

  /** What is shipped, nobody has signed. */
  private static String signed(String name, String shipped) {
    String signed = shipped;
    for (Signatures.Role role : Signatures.NEEDED.contains(name) ? Signatures.Role.values() : new Signatures.Role[0]) {
      signed = Signatures.sign(ConfigFile.of(name, signed), role, role.key() + "@caravan.example");
    }
    return signed;
  }

  private void lay() throws IOException {
    Files.createDirectories(home.resolve("config"));
    for (String name : Configuration.NAMES) {
      Path shipped = Path.of("config", name + ".yaml");
      Path small = SOUND.resolve(shipped);
      if (Files.exists(small)) {
        Files.copy(small, home.resolve(shipped));
      } else {
        Files.writeString(home.resolve(shipped), signed(name, Files.readString(shipped)));
      }
    }
    for (String system : List.of("eloqua", "salesforce")) {
      Path mapping = Path.of("connectors", system, "mapping.yaml");
      Files.createDirectories(home.resolve(mapping).getParent());
      Files.copy(SOUND.resolve(mapping), home.resolve(mapping));
    }
  }

  /** {@code in} a file, {@code instead_of} a text that stands there once {@code write} another; or {@code remove} the file. */
  private void plant(ConfigNode plant) throws IOException {
    Path file = home.resolve(plant.get("in").text());
    if (plant.find("remove").isPresent()) {
      Files.delete(file);
      return;
    }
    String write = plant.get("write").text();
    Charset encoding = Charset.forName(plant.find("encoding").map(ConfigNode::text).orElse("utf-8"));
    if (plant.find("instead_of").isEmpty()) {
      Files.writeString(file, write, encoding);
      return;
    }
    String there = plant.get("instead_of").text();
    String text = Files.readString(file);
    assertThat(text.split(java.util.regex.Pattern.quote(there), -1)).as("parts around what is replaced").hasSize(2);
    Files.writeString(file, text.replace(there, write), encoding);
  }
}
