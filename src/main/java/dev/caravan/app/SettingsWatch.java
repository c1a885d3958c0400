package dev.caravan.app;

import dev.caravan.cli.BeforeLive;
import dev.caravan.config.Configuration;
import dev.caravan.config.Diagnostic;
import dev.caravan.config.Diagnostics;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.outbox.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Tells of edits to what is read only once, at the start: the files of {@code config/} and the mappings. What runs goes on
 * by the settings it started with.
 *
 * <p>Not a watcher: call {@link #look} every few seconds, from one thread.
 */
final class SettingsWatch {
  private final Path config;
  private final Path home;
  private final InstantSource clock;
  private final Map<String, String> started;
  private Map<String, String> seen;

  /**
   * Begins with what the files say now.
   *
   * @param home folder that holds {@code connectors/} and {@code routes/}
   * @param clock what time it is
   */
  SettingsWatch(Path home, Path config, InstantSource clock) {
    this.clock = clock;
    this.home = home;
    this.config = config;
    this.started = texts();
    this.seen = started;
  }

  /** What to say of an edit since the last look; empty for none. */
  Optional<String> look() {
    Map<String, String> now = texts();
    if (now.equals(seen)) {
      return Optional.empty();
    }
    List<String> changed = different(seen, now);
    seen = now;
    var sentence = new StringBuilder(String.join(", ", changed)).append(" changed; ");
    if (now.equals(started)) {
      return Optional.of(sentence.append("everything is as it was at the start again.").toString());
    }
    sentence.append("that takes effect at the next start. ");
    List<Diagnostic> mistakes = mistakes();
    if (mistakes.isEmpty()) {
      sentence.append("No mistakes found.");
      Mode mode = Mode.of(ApplicationProperties.load(config, System.getenv()).get(Launch.MODE)).orElse(Mode.SHADOW);
      List<Diagnostic> open = BeforeLive.of(Configuration.load(config), mode).refuses();
      if (!open.isEmpty()) {
        sentence.append(" \"run\" in mode ").append(mode.code()).append(" will not start before this is settled:\n")
            .append(Diagnostics.render(open));
      }
    } else {
      sentence.append(mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes")
          .append(", with which it would not start:\n").append(Diagnostics.render(mistakes));
    }
    return Optional.of(sentence.toString());
  }

  /** What {@code caravan validate} would find now. */
  private List<Diagnostic> mistakes() {
    Configuration edited = Configuration.load(config);
    var all = new Diagnostics();
    all.addAll(Pipeline.mistakes(edited));
    all.addAll(PropertyMistakes.ofFile(ApplicationProperties.load(config, System.getenv()), home, clock));
    Cabinet.checks(home).forEach(check -> all.addAll(check.findings(edited)));
    return all.all();
  }

  private static List<String> different(Map<String, String> before, Map<String, String> now) {
    var names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    names.removeIf(name -> now.getOrDefault(name, "").equals(before.getOrDefault(name, "")));
    return List.copyOf(names);
  }

  private Map<String, String> texts() {
    var texts = new TreeMap<String, String>();
    for (Path file : list(config)) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".yaml") || name.endsWith(".properties")) {
        read(file, texts);
      }
    }
    for (Path system : list(home.resolve("connectors"))) {
      read(system.resolve("mapping.yaml"), texts);
    }
    return texts;
  }

  private static void read(Path file, Map<String, String> into) {
    if (Files.isRegularFile(file)) {
      try {
        into.put(file.toString(), Files.readString(file));
      } catch (IOException e) {
        into.put(file.toString(), "cannot be read: " + e.getMessage()); // validate says so too, with what to do
      }
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !String.valueOf(file.getFileName()).startsWith(".")).sorted().toList();
    } catch (IOException e) {
      return List.of(); // gone: its files count as changed
    }
  }
}
