package dev.caravan.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The shipped settings, edited. */
final class Shipped {
  private Shipped() {}

  /** A copy of the folder, with the files named changed by what is given; an edit that changes nothing is a mistake. */
  static Path copy(Path to, Map<String, UnaryOperator<String>> edits) throws IOException {
    return copy(Path.of("config"), to, edits);
  }

  /** The same of another folder. */
  static Path copy(Path from, Path to, Map<String, UnaryOperator<String>> edits) throws IOException {
    Files.createDirectories(to);
    List<Path> files;
    try (Stream<Path> all = Files.list(from)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      String text = Files.readString(file);
      String edited = edits.getOrDefault(name, UnaryOperator.identity()).apply(text);
      if (edits.containsKey(name) && edited.equals(text)) {
        throw new AssertionError("the edit of " + name + " finds nothing to change");
      }
      Files.writeString(to.resolve(name), edited);
    }
    return to;
  }
}
