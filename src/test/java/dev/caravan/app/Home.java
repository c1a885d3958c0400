package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder that holds routes and connectors. */
final class Home {
  static final Path SHIPPED = Path.of(".");
  private static final String PAUSE = "redeliveryDelay: 500\n";

  private Home() {}

  /** As shipped, but a poll that failed is tried again at once, as often as ever: for who only waits for the last try. */
  static Path withoutPauses(Path folder) throws IOException {
    for (String part : new String[] {"routes", "connectors"}) {
      try (Stream<Path> files = Files.walk(SHIPPED.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = folder.resolve(SHIPPED.relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    Path errors = folder.resolve("routes").resolve("errors.camel.yaml");
    String text = Files.readString(errors);
    assertThat(text).contains(PAUSE);
    Files.writeString(errors, text.replace(PAUSE, "redeliveryDelay: 1\n"));
    return folder;
  }
}
