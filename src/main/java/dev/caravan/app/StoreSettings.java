package dev.caravan.app;

import dev.caravan.cli.CannotStart;
import dev.caravan.config.Diagnostic;
import dev.caravan.outbox.Outbox;
import dev.caravan.store.Store;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which store {@code application.properties} names: the file in the data directory, or a PostgreSQL database.
 *
 * @param url {@code ""} for the file
 * @param lease how long items stay with a delivery that is not heard of
 */
record StoreSettings(String url, String user, String password, Duration lease) {
  static final String FILE = "application.properties";
  private static final String STORE = "caravan.store";
  private static final String USER = "caravan.store.user";
  private static final String PASSWORD = "caravan.store.password";
  private static final String LEASE = "caravan.delivery.lease";
  private static final String POSTGRES = "jdbc:postgresql:";
  private static final long SHORTEST_LEASE_MS = 1_000;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(env:)?([\\w.-]+)(?::([^}]*))?}}");
  private static final Pattern SECRET_IN_URL = Pattern.compile("[?&;](user|password)=|//[^/]*@", Pattern.CASE_INSENSITIVE);

  /** A property that cannot be used, and why. */
  private record Mistake(String property, String says) {}

  /**
   * Reads them.
   *
   * @throws CannotStart naming the property, what was expected, and what to do
   */
  static StoreSettings from(Properties properties, Map<String, String> environment) {
    var mistakes = new ArrayList<Mistake>();
    StoreSettings settings = read(properties, environment, mistakes);
    if (!mistakes.isEmpty()) {
      throw new CannotStart(mistakes.get(0).property() + ": " + mistakes.get(0).says());
    }
    return settings;
  }

  /** Those of a settings folder; the file in the data directory where the folder says nothing. */
  static StoreSettings of(Path config, Map<String, String> environment) {
    return from(load(config.resolve(FILE)), environment);
  }

  /** The properties of a file, none if it is not there. */
  static Properties load(Path file) {
    var properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(file + ": cannot be read; check its permissions", e);
      }
    }
    return properties;
  }

  /** Every mistake in the properties of the store, at its line. */
  static List<Diagnostic> mistakes(Path config, Map<String, String> environment) {
    Path file = config.resolve(FILE);
    var mistakes = new ArrayList<Mistake>();
    Properties properties = load(file);
    read(properties, environment, mistakes);
    String password = properties.getProperty(PASSWORD, "");
    if (!password.isBlank() && !password.contains("{{env:")) {
      mistakes.add(new Mistake(PASSWORD, "a password stands in the file; expected {{env:NAME}}, so that no secret gets"
          + " under version control"));
    }
    return mistakes.stream().map(mistake -> place(file, mistake)).toList();
  }

  private static Diagnostic place(Path file, Mistake mistake) {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).strip().matches(Pattern.quote(mistake.property()) + "\\s*[=:].*")) {
          // A secret's own line is not shown.
          return new Diagnostic(file.toString(), i + 1, 1, "store", mistake.property() + ": " + mistake.says(),
              mistake.property().equals(PASSWORD) ? "" : lines.get(i));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read; check its permissions", e);
    }
    return new Diagnostic(file.toString(), 1, 1, "store", mistake.property() + ": " + mistake.says());
  }

  private static StoreSettings read(Properties properties, Map<String, String> environment, List<Mistake> mistakes) {
    String store = value(properties, environment, STORE, mistakes);
    boolean postgres = store.startsWith(POSTGRES);
    if (!postgres && !store.isEmpty() && !store.equals("sqlite")) {
      mistakes.add(new Mistake(STORE, "\"" + SECRET_IN_URL.matcher(store).replaceAll("…")
          + "\"; expected sqlite, or jdbc:postgresql://HOST/DATABASE"));
    }
    if (postgres && SECRET_IN_URL.matcher(store).find()) {
      mistakes.add(new Mistake(STORE, "the address holds a user or a password; give them as " + USER + " and " + PASSWORD));
    }
    String user = postgres ? value(properties, environment, USER, mistakes) : "";
    if (postgres && user.isEmpty()) {
      mistakes.add(new Mistake(USER, "not given; expected the PostgreSQL user that owns the database"));
    }
    String password = postgres ? value(properties, environment, PASSWORD, mistakes) : "";
    return new StoreSettings(postgres ? store : "", user, password, lease(properties, environment, mistakes));
  }

  private static Duration lease(Properties properties, Map<String, String> environment, List<Mistake> mistakes) {
    String text = value(properties, environment, LEASE, mistakes);
    if (text.isEmpty()) {
      return Outbox.Worker.LEASE;
    }
    if (!text.matches("\\d{4,10}") || Long.parseLong(text) < SHORTEST_LEASE_MS) {
      mistakes.add(new Mistake(LEASE, "\"" + text + "\"; expected milliseconds, " + SHORTEST_LEASE_MS + " or more; 300000"
          + " suits all but tests"));
      return Outbox.Worker.LEASE;
    }
    return Duration.ofMillis(Long.parseLong(text));
  }

  private static String value(Properties properties, Map<String, String> environment, String name,
      List<Mistake> mistakes) {
    Matcher placeholder = PLACEHOLDER.matcher(properties.getProperty(name, "").strip());
    var filled = new StringBuilder();
    while (placeholder.find()) {
      String given = placeholder.group(1) == null ? properties.getProperty(placeholder.group(2))
          : environment.get(placeholder.group(2));
      String found = given == null || given.isEmpty() ? placeholder.group(3) : given;
      if (found == null) {
        mistakes.add(new Mistake(name, placeholder.group() + " is not set; set it, or write a default behind a colon"));
      }
      placeholder.appendReplacement(filled, Matcher.quoteReplacement(found == null ? "" : found));
    }
    return placeholder.appendTail(filled).toString().strip();
  }

  boolean isFile() {
    return url.isEmpty();
  }

  /**
   * Opens the store for work over a data directory.
   *
   * @throws CannotStart if the directory holds a store that is not the one named
   */
  Store open(Path data) {
    if (isFile()) {
      return Store.sqlite(Cabinet.database(data));
    }
    if (Files.exists(Cabinet.database(data))) {
      throw new CannotStart(data + " holds a store of its own (caravan.db), but " + STORE + " names PostgreSQL; move that"
          + " file away to begin anew, name another --data, or set " + STORE + " = sqlite");
    }
    return Store.postgres(url, user, password);
  }

  /** For people: where it is, without a secret. */
  String shown() {
    return isFile() ? "the SQLite file in the data directory" : url.substring("jdbc:".length()).replaceFirst("\\?.*", "");
  }
}
