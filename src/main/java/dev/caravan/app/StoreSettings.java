package dev.caravan.app;

import dev.caravan.cli.CannotStart;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.PropertyKey;
import dev.caravan.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which store {@code application.properties} names: the file in the data directory, or a PostgreSQL database.
 *
 * @param url {@code ""} for the file
 * @param lease how long items stay with a delivery that is not heard of
 */
record StoreSettings(String url, String user, String password, Duration lease) {
  private static final String STORE = "caravan.store";
  private static final String USER = "caravan.store.user";
  private static final String PASSWORD = "caravan.store.password";
  private static final String LEASE = "caravan.delivery.lease";
  private static final String POSTGRES = "jdbc:postgresql:";

  /**
   * Reads them.
   *
   * @throws CannotStart naming the property, what was expected, and what to do
   */
  static StoreSettings from(ApplicationProperties properties) {
    boolean postgres = properties.get(STORE).startsWith(POSTGRES);
    for (String key : postgres ? List.of(STORE, USER, PASSWORD, LEASE) : List.of(STORE, LEASE)) {
      ApplicationProperties.Filled filled = properties.filled(key);
      if (!filled.missing().isEmpty()) {
        throw new CannotStart(key + ": " + String.join(", ", filled.missing()) + " is not set; set it, or write a default"
            + " behind a colon");
      }
    }
    mistakes(properties).forEach((key, says) -> {
      throw new CannotStart(key + ": " + says);
    });
    String lease = properties.get(LEASE);
    PropertyKey.Form form = Objects.requireNonNull(PropertyKey.all().get(LEASE)).form();
    if (!form.fits(lease)) {
      throw new CannotStart(LEASE + ": \"" + lease + "\"; expected " + form.expected());
    }
    return new StoreSettings(postgres ? properties.get(STORE) : "", postgres ? properties.get(USER) : "",
        postgres ? properties.get(PASSWORD) : "", Duration.ofMillis(Long.parseLong(lease)));
  }

  /** Those of a settings folder; the file in the data directory where the folder says nothing. */
  static StoreSettings of(Path config, Map<String, String> environment) {
    ApplicationProperties properties = ApplicationProperties.load(config, environment);
    if (!properties.text().isReadable()) {
      throw new CannotStart(Diagnostics.render(properties.text().diagnostics()));
    }
    return from(properties);
  }

  /** What no form of a single value tells: the mistake by property. */
  static Map<String, String> mistakes(ApplicationProperties properties) {
    var mistakes = new LinkedHashMap<String, String>();
    String store = properties.get(STORE);
    boolean postgres = store.startsWith(POSTGRES);
    if (!postgres && !store.equals("sqlite")) {
      mistakes.put(STORE, "\"" + PropertyMistakes.LOGIN_IN_ADDRESS.matcher(store).replaceAll("…")
          + "\"; expected sqlite, or jdbc:postgresql://HOST/DATABASE");
    }
    if (postgres && PropertyMistakes.LOGIN_IN_ADDRESS.matcher(store).find()) {
      mistakes.put(STORE, "the address holds a user or a password; give them as " + USER + " and " + PASSWORD);
    }
    if (postgres && properties.get(USER).isEmpty() && properties.filled(USER).missing().isEmpty()) {
      mistakes.put(USER, "not given; expected the PostgreSQL user that owns the database");
    }
    return mistakes;
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
