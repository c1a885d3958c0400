package dev.caravan.routefolder;

import dev.caravan.config.ConfigFile;
import dev.caravan.config.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything the two folders hold at one moment.
 *
 * @param routes one route each, by name
 * @param configurations {@code errors.camel.yaml}, how routes deal with errors
 * @param kameletFolders the folders that hold Kamelets; Camel takes exact ones only
 */
public record RouteFiles(List<RouteFile> routes, Optional<RouteFile> configurations, List<RouteFile> kamelets,
    List<Path> kameletFolders) {
  /** The one file that holds route configurations instead of a route. */
  static final String ERRORS = "errors";

  public RouteFiles {
    routes = List.copyOf(routes);
    kamelets = List.copyOf(kamelets);
    kameletFolders = List.copyOf(kameletFolders);
  }

  public static RouteFiles read(Path routes, Path connectors, Findings findings) {
    List<RouteFile> read = new ArrayList<>();
    List<RouteFile> kamelets = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    Optional<RouteFile> errors = Optional.empty();
    for (Path file : list(routes, "routes", findings)) {
      String fileName = file.getFileName().toString();
      if (fileName.endsWith(RouteFile.ROUTE)) {
        RouteFile route = load(file, RouteFile.ROUTE, findings);
        if (route.name().equals(ERRORS)) {
          errors = Optional.of(route);
        } else {
          read.add(route);
        }
      } else if (fileName.endsWith(".yaml") || fileName.endsWith(".yml")) {
        findings.add(new Origin(file.toString(), 1, 1), "unknown-file",
            "nothing reads a file of this name here; expected a"
            + " name that ends in " + RouteFile.ROUTE);
      }
    }
    for (Path folder : list(connectors, "connectors", findings)) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      List<Path> files = list(folder, "connectors", findings).stream()
          .filter(file -> file.getFileName().toString().endsWith(RouteFile.KAMELET)).toList();
      files.forEach(file -> kamelets.add(load(file, RouteFile.KAMELET, findings)));
      if (!files.isEmpty()) {
        folders.add(folder);
      }
    }
    return new RouteFiles(read, errors, kamelets, folders);
  }

  /** Every text by file, to see whether anything has changed. */
  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    all().forEach(file -> texts.put(file.shown(), file.text()));
    return texts;
  }

  List<RouteFile> all() {
    return Stream.of(configurations.stream(), routes.stream(), kamelets.stream()).flatMap(files -> files).toList();
  }

  private static RouteFile load(Path path, String ending, Findings findings) {
    ConfigFile file = ConfigFile.load(path, path.toString(), Optional.empty());
    findings.text(path.toString(), file.text());
    findings.addAll(file.diagnostics());
    String fileName = path.getFileName().toString();
    return new RouteFile(fileName.substring(0, fileName.length() - ending.length()), file);
  }

  private static List<Path> list(Path folder, String holds, Findings findings) {
    Origin at = new Origin(folder.toString(), 1, 1);
    if (!Files.isDirectory(folder)) {
      findings.add(at, "missing-file", "there is no such folder; expected the folder that holds the " + holds);
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      findings.add(at, "unreadable-file", "the folder cannot be listed: " + e.getMessage()
          + "; give its reader permission");
      return List.of();
    }
  }
}
