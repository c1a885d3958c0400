package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.routefolder.Findings;
import dev.caravan.routefolder.Kamelet;
import dev.caravan.routefolder.KameletRules;
import dev.caravan.routefolder.RouteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every Kamelet under {@code connectors/} keeps to, so that graphical editors show it well. */
class KameletsTest {
  private final Findings findings = new Findings();
  private final RouteFiles files = RouteFiles.read(Path.of("routes"), Path.of("connectors"), findings);

  @Test
  void there_are_kamelets_to_judge() {
    assertThat(files.kamelets()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(findings.all()).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> every_kamelet_keeps_the_rules() {
    return files.kamelets().stream().map(file -> DynamicTest.dynamicTest(file.name(), () -> {
      Findings own = new Findings();
      KameletRules.check(file, own);
      assertThat(own.all()).isEmpty();
    }));
  }

  @Test
  void no_route_names_a_java_class() throws IOException {
    try (var routes = Files.list(Path.of("routes"))) {
      for (Path route : routes.toList()) {
        assertThat(Files.readString(route)).as(route.toString()).doesNotContainPattern("\\b(java|javax|jakarta|org|dev|com)\\.[a-z]+\\.");
      }
    }
  }
}
