package dev.caravan.app;

import dev.caravan.config.Diagnostic;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.Origin;
import dev.caravan.config.PropertiesText;
import dev.caravan.config.PropertyKey;
import dev.caravan.connectors.mail.MailSettings;
import dev.caravan.routefolder.Schedules;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every mistake in {@code application.properties}, at its line and column. No secret stands in a message, and no line that
 * holds one is shown.
 */
final class PropertyMistakes {
  /** The code of what the file leaves to the environment, and the environment does not give here. */
  static final String ENVIRONMENT = "environment";

  private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\{\\{env:[\\w.-]+:?}}");
  private static final Pattern NAMES_A_SECRET = Pattern.compile("(?i)(^|[.-])(password|secret|token|api-?key)$");
  /** A user or a password in the address of a system or database, value included. */
  static final Pattern LOGIN_IN_ADDRESS = Pattern.compile("//[^/\\s]*@|[?&;](user|password)=[^&;\\s]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern LOOPBACK = Pattern.compile("https?://(localhost|127(\\.\\d{1,3}){3}|\\[::1])([:/].*)?");

  private final ApplicationProperties properties;
  private final Set<String> named;
  private final InstantSource clock;
  private final List<Mistake> found = new ArrayList<>();

  /** A property that cannot be used, and why. */
  record Mistake(String key, boolean atKey, String code, String says) {}

  private PropertyMistakes(ApplicationProperties properties, Set<String> named, InstantSource clock) {
    this.clock = clock;
    this.properties = properties;
    this.named = named;
  }

  /**
   * All of them, and where a route names a key that nobody gives; sorted by place.
   *
   * @param home folder that holds {@code routes/} and {@code connectors/}
   * @param clock what time it is
   */
  static List<Diagnostic> all(ApplicationProperties properties, Path home, InstantSource clock) {
    if (!properties.text().isPresent()) {
      return List.of(new Diagnostic(properties.text().shown(), 1, 1, "missing-file", "no such file; it names the systems to"
          + " connect, see docs/admin.md"));
    }
    if (properties.chosen().filter(over -> !over.isPresent()).isPresent()) {
      return List.of(new Diagnostic(properties.chosen().get().shown(), 1, 1, "missing-file", "no such file, and "
          + ApplicationProperties.CHOSEN + " names it; make it, or name another environment"));
    }
    RouteProperties routes = RouteProperties.of(home);
    var looking = new PropertyMistakes(properties, routes.keys(), clock);
    looking.lines();
    looking.values();
    var all = new Diagnostics();
    all.addAll(properties.text().diagnostics());
    properties.chosen().ifPresent(over -> all.addAll(over.diagnostics()));
    all.addAll(routes.mistakes(looking::isKey));
    looking.found.forEach(mistake -> all.add(looking.place(mistake)));
    return all.all();
  }

  /** All but what the file leaves to the environment, and the environment of this process does not give. */
  static List<Diagnostic> ofFile(ApplicationProperties properties, Path home, InstantSource clock) {
    return all(properties, home, clock).stream().filter(mistake -> !mistake.code().equals(ENVIRONMENT)).toList();
  }

  /** What keeps the values from being used, whoever gave them: {@code key: what is wrong}. */
  static List<String> ofValues(ApplicationProperties properties, InstantSource clock) {
    var looking = new PropertyMistakes(properties, Set.of(), clock);
    looking.values();
    return looking.found.stream().map(mistake -> mistake.key() + ": " + mistake.says()).toList();
  }

  /** What only matters where a person writes the file: names of keys, and what stands in plain text. */
  private void lines() {
    var referred = new TreeSet<>(named);
    properties.written().values().forEach(value -> referred.addAll(references(value)));
    var known = new TreeSet<>(PropertyKey.all().keySet());
    known.addAll(named);
    properties.written().forEach((key, value) -> {
      if (!PropertyKey.all().containsKey(key) && !referred.contains(key)) {
        String meant = Diagnostics.didYouMean(key, known);
        found.add(new Mistake(key, true, "unknown-key", "nothing reads this key"
            + (meant.isEmpty() ? "; expected one of docs/configuration.md, or one that a route names" : meant)));
      }
      if (!isSecret(key) && references(value).stream().anyMatch(PropertyMistakes::isSecret)) {
        found.add(new Mistake(key, false, "secret", "stands for a secret, which routes could then name; expected no"
            + " secret here"));
      }
      if (isSecret(key) && !FROM_ENVIRONMENT.matcher(value).replaceAll("").isBlank() && !isForThisMachine(key)) {
        found.add(new Mistake(key, false, "plain-secret", "a secret stands in the file; expected {{env:NAME}}, so that no"
            + " secret gets under version control"));
      }
    });
  }

  private static Set<String> references(String value) {
    var names = new TreeSet<String>();
    Matcher placeholder = ApplicationProperties.PLACEHOLDER.matcher(value);
    while (placeholder.find()) {
      if (placeholder.group(1) == null) {
        names.add(placeholder.group(2));
      }
    }
    return names;
  }

  private static boolean isSecret(String key) {
    PropertyKey known = PropertyKey.all().get(key);
    return known == null ? NAMES_A_SECRET.matcher(key).find() : known.isSecret();
  }

  /** The login of a system that runs on this machine opens nothing to anybody else. */
  private boolean isForThisMachine(String key) {
    String address = key.replaceFirst("[^.]+$", "login-url");
    return PropertyKey.all().containsKey(address) && LOOPBACK.matcher(properties.get(address)).matches();
  }

  private void values() {
    properties.written().forEach(this::value);
    for (PropertyKey key : PropertyKey.all().values()) {
      if (key.need().holds(properties::get) && properties.get(key.name()).isEmpty()) {
        missing(key);
      }
    }
    StoreSettings.mistakes(properties).forEach((key, says) -> found.add(new Mistake(key, false, "store", says)));
    MailSettings.mistakes(properties::get).forEach((key, says) -> found.add(new Mistake(key, false, "mail", says)));
    Launch.mistakes(properties, clock).forEach((key, says) -> found.add(new Mistake(key, false, "future", says)));
  }

  private void value(String key, String written) {
    String rest = ApplicationProperties.PLACEHOLDER.matcher(written).replaceAll("");
    if (rest.contains("{{") || rest.contains("}}") || !references(written).stream().allMatch(this::isKey)) {
      found.add(new Mistake(key, false, "placeholder", "this placeholder cannot be filled in; expected {{env:NAME}},"
          + " {{env:NAME:value}}, or {{another.key}} of this file"));
      return;
    }
    ApplicationProperties.Filled filled = properties.filled(key);
    if (!filled.missing().isEmpty()) {
      found.add(new Mistake(key, false, "not-set", String.join(", ", filled.missing()) + " is not set; set it, or write a"
          + " default behind a colon"));
      return;
    }
    PropertyKey known = PropertyKey.all().get(key);
    if (known != null && !filled.text().isEmpty()) {
      form(known, filled.text());
    }
  }

  private boolean isKey(String name) {
    return PropertyKey.all().containsKey(name) || properties.written().containsKey(name);
  }

  private void form(PropertyKey key, String value) {
    PropertyKey.Form form = key.form();
    String quoted = key.isSecret() ? "this value" : "\"" + LOGIN_IN_ADDRESS.matcher(value).replaceAll("…") + "\"";
    if (!form.allowed().isEmpty() && !form.fits(value)) {
      found.add(new Mistake(key.name(), false, "not-allowed", quoted + " is not known here; expected "
          + Diagnostics.quotedList(form.allowed()) + Diagnostics.didYouMean(value, form.allowed())));
    } else if (!form.fits(value) || !isOfKind(form.kind(), value)) {
      found.add(new Mistake(key.name(), false, "wrong-form", quoted + "; expected " + form.expected()));
    } else if (form.kind() == PropertyKey.Kind.CRON) {
      Schedules.mistake(value).ifPresent(why ->
          found.add(new Mistake(key.name(), false, "schedule", quoted + " " + why + "; expected " + form.expected())));
    }
  }

  private static boolean isOfKind(PropertyKey.Kind kind, String value) {
    return switch (kind) {
      case TIME -> isTime(value);
      case MOMENT -> Launch.moment(value).isPresent();
      case TEXT, CRON -> true;
    };
  }

  private static boolean isTime(String value) {
    try {
      Instant.parse(value);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private void missing(PropertyKey key) {
    ApplicationProperties.Filled filled = properties.filled(key.name());
    if (!filled.missing().isEmpty()) {
      return; // told as such
    }
    String why = key.need().always() ? "" : key.need().when().keySet().stream().findFirst()
        .map(other -> " with " + other + " = " + properties.get(other)).orElse("");
    found.add(filled.unset().isEmpty()
        ? new Mistake(key.name(), true, "missing-key", "not given, and needed" + why + "; expected " + key.form().expected())
        : new Mistake(key.name(), false, ENVIRONMENT, "empty, and needed" + why + ": " + String.join(", ", filled.unset())
            + (filled.unset().size() == 1 ? " is" : " are") + " not set in the environment; expected "
            + key.form().expected()));
  }

  private Diagnostic place(Mistake mistake) {
    PropertiesText text = properties.saying(mistake.key());
    String message = mistake.key() + ": " + mistake.says();
    PropertiesText.Property property = text.properties().get(mistake.key());
    if (property == null) {
      return new Diagnostic(text.shown(), 1, 1, mistake.code(), message);
    }
    Origin at = mistake.atKey() ? property.at() : property.valueAt();
    String line = text.line(at.line());
    boolean hides = isSecret(mistake.key()) || NAMES_A_SECRET.matcher(mistake.key()).find()
        || LOGIN_IN_ADDRESS.matcher(line).find();
    return new Diagnostic(text.shown(), at.line(), at.column(), mistake.code(), message, hides ? "" : line);
  }
}
