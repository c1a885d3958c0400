package dev.caravan.app;

import dev.caravan.config.PropertiesText;
import dev.caravan.config.PropertyKey;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code application.properties} says, with placeholders filled in and defaults where it says nothing. The only reader
 * of these properties: what runs and what {@code validate} judges are the same values.
 */
final class ApplicationProperties {
  static final String FILE = "application.properties";
  /** The variable that names the environment. */
  static final String CHOSEN = "CARAVAN_ENV";
  static final String FOLDER = "env";
  static final String ENDING = ".properties";
  static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(env:)?([\\w.-]+)(?::([^{}]*))?}}");

  /**
   * A value with its placeholders filled in.
   *
   * @param unset variables of the environment that are not set, where a default stands in for each
   * @param missing placeholders that nothing fills in, as written
   */
  record Filled(String text, Set<String> unset, Set<String> missing) {}

  private final PropertiesText text;
  private final Optional<PropertiesText> chosen;
  private final Map<String, String> written = new TreeMap<>();
  private final Map<String, String> environment;

  private ApplicationProperties(PropertiesText text, Optional<PropertiesText> chosen, Map<String, String> environment) {
    this.text = text;
    this.chosen = chosen;
    this.environment = Map.copyOf(environment);
    text.properties().forEach((key, property) -> written.put(key, property.value()));
    chosen.ifPresent(over -> over.properties().forEach((key, property) -> written.put(key, property.value())));
  }

  /**
   * Those of a settings folder; none where it has no such file. Where the environment names one in {@value #CHOSEN}, what
   * {@code env/<name>.properties} says takes the place of what the file says.
   */
  static ApplicationProperties load(Path config, Map<String, String> environment) {
    String name = environment.getOrDefault(CHOSEN, "").strip();
    return new ApplicationProperties(PropertiesText.load(config.resolve(FILE)), name.isEmpty() ? Optional.empty()
        : Optional.of(PropertiesText.load(config.resolve(FOLDER).resolve(name.replaceAll("[^A-Za-z0-9_-]", "-") + ENDING))), environment);
  }

  /** Those that a program hands over. */
  static ApplicationProperties given(Properties properties, Map<String, String> environment) {
    var given = new ApplicationProperties(PropertiesText.of(FILE, ""), Optional.empty(), environment);
    properties.stringPropertyNames().forEach(key -> given.written.put(key, properties.getProperty(key)));
    return given;
  }

  /** The file, with the place of each key. */
  PropertiesText text() {
    return text;
  }

  /** The file of the chosen environment; empty where none is chosen. */
  Optional<PropertiesText> chosen() {
    return chosen;
  }

  /** The file that says a key, or would. */
  PropertiesText saying(String key) {
    return chosen.filter(over -> over.properties().containsKey(key)).orElse(text);
  }

  /** What was written, by key. */
  Map<String, String> written() {
    return written;
  }

  /** The same for whoever takes properties. */
  Properties asWritten() {
    var properties = new Properties();
    written.forEach(properties::setProperty);
    return properties;
  }

  /**
   * The value of a key: what was written, else its default, else {@code ""}.
   *
   * @throws IllegalArgumentException for a key that is not in the registry
   */
  String get(String key) {
    PropertyKey known = PropertyKey.all().get(key);
    if (known == null) {
      throw new IllegalArgumentException(key + " is no known property; add it to the schema of " + FILE);
    }
    String value = filled(key).text();
    return value.isEmpty() ? known.byDefault() : value;
  }

  /** What was written for a key, filled in; {@code ""} if nothing was. */
  Filled filled(String key) {
    var unset = new LinkedHashSet<String>();
    var missing = new LinkedHashSet<String>();
    String value = fill(written.getOrDefault(key, ""), unset, missing, new LinkedHashSet<>(Set.of(key)));
    return new Filled(value.strip(), unset, missing);
  }

  private String fill(String value, Set<String> unset, Set<String> missing, Set<String> open) {
    Matcher placeholder = PLACEHOLDER.matcher(value);
    var filled = new StringBuilder();
    while (placeholder.find()) {
      String name = placeholder.group(2);
      String otherwise = placeholder.group(3);
      boolean fromEnvironment = placeholder.group(1) != null;
      String found = fromEnvironment ? environment.getOrDefault(name, "") : other(name, unset, missing, open);
      if (found.isEmpty() && otherwise == null) {
        missing.add(placeholder.group());
      } else if (found.isEmpty() && fromEnvironment) {
        unset.add(name);
      }
      placeholder.appendReplacement(filled, Matcher.quoteReplacement(
          found.isEmpty() && otherwise != null ? otherwise : found));
    }
    return placeholder.appendTail(filled).toString();
  }

  private String other(String key, Set<String> unset, Set<String> missing, Set<String> open) {
    if (!open.add(key)) {
      return ""; // stands for itself: nothing fills it in
    }
    String value = fill(written.getOrDefault(key, ""), unset, missing, open);
    open.remove(key);
    PropertyKey known = PropertyKey.all().get(key);
    return value.isBlank() && known != null ? known.byDefault() : value;
  }

  /** What routes may name: every key with its value or default, but no secret. */
  Properties forRoutes() {
    var properties = new Properties();
    PropertyKey.all().values().stream().filter(key -> !key.isSecret())
        .forEach(key -> properties.setProperty(key.name(), get(key.name())));
    written.keySet().stream().filter(key -> !PropertyKey.all().containsKey(key))
        .forEach(key -> properties.setProperty(key, filled(key).text()));
    return properties;
  }
}
