package dev.caravan.app;

import dev.caravan.config.Diagnostic;
import dev.caravan.routefolder.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The two folders of a test, filled line by line. */
final class Folders {
  static final String[] ERRORS = {"- routeConfiguration:", "    id: polling", "- routeConfiguration:",
      "    id: delivery"};

  final Path routes;
  final Path connectors;

  Folders(Path root) throws IOException {
    routes = Files.createDirectories(root.resolve("routes"));
    connectors = Files.createDirectories(root.resolve("connectors").resolve("shop")).getParent();
  }

  RouteFolder folder() {
    return new RouteFolder(routes, connectors);
  }

  Path route(String name, String... lines) throws IOException {
    return Files.writeString(routes.resolve(name + ".camel.yaml"), String.join("\n", lines) + "\n");
  }

  Path kamelet(String name, String... lines) throws IOException {
    return Files.writeString(connectors.resolve("shop").resolve(name + ".kamelet.yaml"), String.join("\n", lines)
        + "\n");
  }

  /** A route that begins at {@code direct:<name>} and answers with this word. */
  void answering(String name, String word) throws IOException {
    route(name, "- route:", "    id: " + name, "    description: Answers with a word", "    from:",
        "      uri: direct:" + name, "      steps:", "        - setBody:", "            constant: " + word);
  }

  /** A sink with one parameter, which answers with a word and what it was given. */
  void saying(String name, String word) throws IOException {
    kamelet(name, "apiVersion: camel.apache.org/v1", "kind: Kamelet", "metadata:", "  name: " + name, "  labels:",
        "    camel.apache.org/kamelet.type: sink", "spec:", "  definition:", "    title: Shop Word Sink",
        "    description: Answers with a word.", "    type: object", "    properties:", "      whom:",
        "        title: Whom",
        "        description: Who is spoken to.", "        type: string", "        default: you", "      times:",
        "        title: Times", "        description: How often.", "        type: integer", "        default: 1",
        "  template:", "    from:", "      uri: kamelet:source", "      steps:", "        - setBody:",
        "            simple: \"" + word + " {{whom}} {{times}}\"");
  }

  List<String> mistakes(String... beans) {
    return folder().check(Set.of(beans)).stream().map(this::shortened).toList();
  }

  /** Without the folder, which differs from test to test. */
  String shortened(Diagnostic diagnostic) {
    return diagnostic.summary().replace(routes + "/", "").replace(connectors + "/shop/", "");
  }
}
