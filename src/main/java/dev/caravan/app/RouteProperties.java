package dev.caravan.app;

import dev.caravan.config.Diagnostic;
import dev.caravan.config.Origin;
import dev.caravan.config.PropertyKey;
import dev.caravan.routefolder.Findings;
import dev.caravan.routefolder.Placeholders;
import dev.caravan.routefolder.RouteFile;
import dev.caravan.routefolder.RouteFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** The properties that routes name as <code>{{key}}</code>. Kamelets name their own parameters only. */
final class RouteProperties {
  /** What Camel fills in by itself: <code>{{env:NAME}}</code> and the like. */
  private static final Set<String> FUNCTIONS = Set.of("env", "sys", "service", "service.name", "service.host",
      "service.port", "hostname", "bean");

  private final List<Use> uses = new ArrayList<>();
  private final Findings findings = new Findings();

  /**
   * One placeholder.
   *
   * @param needed whether the route cannot start without a value
   */
  private record Use(String key, boolean needed, Origin at) {}

  private RouteProperties() {}

  /**
   * Reads the routes.
   *
   * @param home folder that holds {@code routes/} and {@code connectors/}
   */
  static RouteProperties of(Path home) {
    var properties = new RouteProperties();
    RouteFiles files = RouteFiles.read(home.resolve("routes"), home.resolve("connectors"), new Findings());
    for (RouteFile route : files.routes()) {
      properties.findings.text(route.shown(), route.text());
      List<String> lines = route.text().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        Matcher placeholder = Placeholders.USED.matcher(lines.get(i));
        while (placeholder.find()) {
          properties.uses.add(new Use(placeholder.group(2), placeholder.group(1) == null && placeholder.group(3) == null,
              new Origin(route.shown(), i + 1, lines.get(i).codePointCount(0, placeholder.start()) + 1)));
        }
      }
    }
    return properties;
  }

  private static boolean isSecret(String key) {
    PropertyKey known = PropertyKey.all().get(key);
    return known != null && known.isSecret();
  }

  /** The keys they name. */
  Set<String> keys() {
    return uses.stream().map(Use::key).filter(key -> !FUNCTIONS.contains(key)).collect(Collectors.toSet());
  }

  /** Where a route names a secret, or a key that nobody gives. */
  List<Diagnostic> mistakes(Predicate<String> isGiven) {
    uses.stream().filter(use -> isSecret(use.key())).forEach(use -> findings.add(use.at(), "secret", "{{" + use.key()
        + "}} is a secret, which routes cannot name; the components hold the logins: remove it"));
    uses.stream().filter(use -> use.needed() && !FUNCTIONS.contains(use.key()) && !isGiven.test(use.key()))
        .forEach(use -> findings.add(use.at(), "placeholder", "{{" + use.key() + "}} is not given; add " + use.key() + " to "
            + ApplicationProperties.FILE + ", or write a default behind a colon"));
    return findings.all();
  }
}
