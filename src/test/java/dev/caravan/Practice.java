package dev.caravan;

import dev.caravan.config.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The shipped settings with everybody in each pool, so that hand-offs of any facts go to people. */
public final class Practice {
  private static final Path FOLDER = write();

  private Practice() {}

  /** Their folder, made once a JVM. */
  public static Path folder() {
    return FOLDER;
  }

  public static Configuration settings() {
    return Configuration.load(FOLDER);
  }

  /** The same in a text of {@code routing.yaml}. */
  public static String staffed(String routing) {
    String staffed = routing.replace("members: []", "members: all active users");
    if (staffed.equals(routing)) {
      throw new AssertionError("the shipped pools are expected to be without members");
    }
    return staffed;
  }

  private static Path write() {
    try {
      Path folder = Files.createTempDirectory("practice-config");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(folder)));
      List<Path> files;
      try (Stream<Path> shipped = Files.list(Path.of("config"))) {
        files = shipped.filter(file -> file.toString().endsWith(".yaml")).toList();
      }
      for (Path file : files) {
        String text = Files.readString(file);
        Files.writeString(folder.resolve(file.getFileName()), file.endsWith("routing.yaml") ? staffed(text) : text);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void forget(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
