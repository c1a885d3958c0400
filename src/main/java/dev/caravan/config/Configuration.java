package dev.caravan.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All settings files of one version, read and judged together.
 *
 * <p>Reasons call the files {@code config/<name>.yaml} wherever the folder lies, so that a replay says the same everywhere;
 * diagnostics name them as they can be opened.
 */
public final class Configuration {
  /** The settings files, without {@code .yaml}, in the order the rooms read them. */
  public static final List<String> NAMES =
      List.of("signals", "scoring", "scenarios", "personas", "enrichment", "groups", "funnel", "routing", "nurture");

  private static final String ENDING = ".yaml";

  private final Map<String, ConfigFile> files;
  private final Diagnostics around;

  private Configuration(Map<String, ConfigFile> files, Diagnostics around) {
    this.files = files;
    this.around = around;
  }

  /**
   * Reads every settings file of a folder. Schemas are taken from its {@code schema} folder, else those shipped with the
   * program. Never throws for what stands in the folder: see {@link #orThrow()}.
   */
  public static Configuration load(Path folder) {
    Diagnostics around = new Diagnostics();
    Map<String, ConfigFile> files = new LinkedHashMap<>();
    if (!Files.isDirectory(folder)) {
      around.add(new Diagnostic(folder.toString(), 1, 1, "missing-file",
          "there is no such folder; expected the folder that holds " + NAMES.get(0) + ENDING + " and its neighbours"));
      NAMES.forEach(name -> files.put(name, ConfigFile.absent(folder.toString(), place(name), "no folder")));
      return new Configuration(files, around);
    }
    for (String name : NAMES) {
      Path file = folder.resolve(name + ENDING);
      files.put(name, Files.exists(file)
          ? ConfigFile.load(file, file.toString(), place(name), schema(folder, name, around))
          : ConfigFile.absent(file.toString(), place(name),
              "the file is missing; every configuration has one: take the shipped one and edit it"));
    }
    strangers(folder, around);
    return new Configuration(files, around);
  }

  /**
   * The same from text, for a host that ships its settings.
   *
   * @param texts by file name, {@code scoring.yaml}
   * @param schemas JSON Schemas by settings name, {@code scoring}; may be empty where the texts were judged before
   */
  public static Configuration of(Map<String, String> texts, Map<String, String> schemas) {
    Diagnostics around = new Diagnostics();
    Map<String, ConfigFile> files = new LinkedHashMap<>();
    for (String name : NAMES) {
      String text = texts.get(name + ENDING);
      files.put(name, text == null ? ConfigFile.absent(place(name), place(name), "the file is missing")
          : ConfigFile.of(place(name), text, schemas.getOrDefault(name, "")));
    }
    for (String fileName : texts.keySet()) {
      if (!fileName.endsWith(ENDING) || !NAMES.contains(fileName.substring(0, fileName.length() - ENDING.length()))) {
        around.add(stranger("config/" + fileName, fileName));
      }
    }
    return new Configuration(files, around);
  }

  /**
   * One of the settings files.
   *
   * @param name without its ending: {@code scoring}
   * @throws IllegalArgumentException for a name that is not in {@link #NAMES}
   */
  public ConfigFile file(String name) {
    ConfigFile file = files.get(name);
    if (file == null) {
      throw new IllegalArgumentException("no settings file is called \"" + name + "\"; expected "
          + Diagnostics.quotedList(NAMES));
    }
    return file;
  }

  /** Names this version: the first 12 hex digits of the hash over what all files say, without their signatures. */
  public String version() {
    return Fingerprint.shown(hash());
  }

  /** The whole hash behind {@link #version()}. */
  public String hash() {
    StringBuilder all = new StringBuilder();
    files.forEach((name, file) -> all.append(name).append(' ').append(file.hash()).append('\n'));
    return Fingerprint.ofText(all.toString());
  }

  /** The texts by file name, as {@link #of} takes them. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    files.forEach((name, file) -> texts.put(name + ENDING, file.text()));
    return texts;
  }

  /** Every mistake found so far in any file, by schemas and by the readers that have run; sorted by place. */
  public List<Diagnostic> diagnostics() {
    Diagnostics all = new Diagnostics();
    all.addAll(around.all());
    boolean nowhere = around.all().stream().anyMatch(d -> d.code().equals("missing-file"));
    if (!nowhere) {
      files.values().forEach(file -> all.addAll(file.diagnostics()));
    }
    return all.all();
  }

  /**
   * Goes on only with faultless settings.
   *
   * @throws ConfigException with every mistake found so far
   */
  public Configuration orThrow() {
    List<Diagnostic> found = diagnostics();
    if (!found.isEmpty()) {
      throw new ConfigException(found);
    }
    return this;
  }

  private static String place(String name) {
    return "config/" + name + ENDING;
  }

  private static String schema(Path folder, String name, Diagnostics around) {
    Path beside = folder.resolve("schema").resolve(name + ".schema.json");
    try {
      if (Files.exists(beside)) {
        return Files.readString(beside);
      }
      return shippedSchema(name).orElse("");
    } catch (IOException e) {
      around.add(new Diagnostic(beside.toString(), 1, 1, "unreadable-file", "the schema cannot be read: " + e.getMessage()));
      return "";
    }
  }

  static Optional<String> shippedSchema(String name) {
    try (InputStream shipped = Configuration.class.getResourceAsStream("schema/" + name + ".schema.json")) {
      return shipped == null ? Optional.empty() : Optional.of(new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the schema " + name + " in the program cannot be read", e);
    }
  }

  private static void strangers(Path folder, Diagnostics around) {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(Files::isRegularFile).forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
    for (Path file : found) {
      String fileName = file.getFileName().toString();
      boolean yaml = fileName.endsWith(ENDING) || fileName.endsWith(".yml");
      boolean known = fileName.endsWith(ENDING) && NAMES.contains(fileName.substring(0, fileName.length() - ENDING.length()));
      if (yaml && !known && !fileName.startsWith(".")) {
        around.add(stranger(file.toString(), fileName));
      }
    }
  }

  private static Diagnostic stranger(String shown, String fileName) {
    List<String> known = NAMES.stream().map(name -> name + ENDING).toList();
    return new Diagnostic(shown, 1, 1, "unknown-file", "nothing reads a settings file of this name; expected "
        + Diagnostics.quotedList(known) + Diagnostics.didYouMean(fileName, known));
  }
}
