package dev.caravan.routefolder;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.Origin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.catalog.EndpointValidationResult;
import org.jspecify.annotations.Nullable;

/** Judges where routes come from and go to: the component, its options, Kamelets and their parameters. */
final class EndpointRules {
  /** What a route does with an endpoint. */
  enum Part {
    BEGINNING, POLLED, END,
    /** Its options can only stand in the address. */
    DEAD_LETTER;

    boolean receives() {
      return this == BEGINNING || this == POLLED;
    }
  }

  private static final String SCHEDULER = "scheduler";
  private static final Set<String> SCHEDULERS = Set.of("none", "quartz");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^}]*}}");
  /** Parameters that hold a cron expression, of Kamelets, of `quartz` and of consumers that it drives. */
  private static final Set<String> SCHEDULES = Set.of("schedule", "cron", "scheduler.cron");

  private final Known known;
  private final Installed installed;
  private final BeanRules beans;
  private final Findings findings;
  private final Map<String, String> defaults;

  /** @param defaults of the parameters of the Kamelet that is judged; empty for a route */
  EndpointRules(Known known, Installed installed, BeanRules beans, Findings findings, Map<String, String> defaults) {
    this.known = known;
    this.installed = installed;
    this.beans = beans;
    this.findings = findings;
    this.defaults = defaults;
  }

  /** Judges one endpoint. */
  void check(ConfigNode uri, Optional<ConfigNode> parameters, Part part) {
    if (!uri.isValue()) {
      return;
    }
    Origin at = uri.origin();
    if (part != Part.DEAD_LETTER && PLACEHOLDER.matcher(uri.text()).replaceAll("x").contains("?")) {
      findings.add(at, "options-in-uri", "options stand in the address; expected them under `parameters`, one a line");
      return;
    }
    parameters.filter(map -> !map.isMap()).ifPresent(other -> findings.add(other.origin(), "wrong-type",
        "`parameters` is no map; expected `name: value` lines"));
    Map<String, ConfigNode.Entry> given = new LinkedHashMap<>();
    parameters.filter(ConfigNode::isMap)
        .ifPresent(map -> map.entries().forEach(entry -> given.put(entry.key(), entry)));
    given.values().forEach(entry -> beans.option(entry.value(), defaults));

    String text = Placeholders.filled(uri.text(), defaults);
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? text : text.substring(0, colon);
    if (Placeholders.isOpen(scheme)) {
      return;
    }
    String rest = colon < 0 ? "" : text.substring(colon + 1).replaceFirst("^//", "");
    String path = rest.contains("?") ? rest.substring(0, rest.indexOf('?')) : rest;
    switch (scheme) {
      case "kamelet" -> kamelet(path, at, given, part.receives());
      case "direct" -> direct(path, at, part);
      default -> { }
    }
    if (scheme.equals("bean") && !Placeholders.isOpen(path)) {
      beans.name(path, at);
    }
    if (!scheme.equals("kamelet") && isThere(scheme, colon >= 0, at) && installed.describes(scheme)) {
      options(scheme, text, colon >= 0, at, given, part.receives());
    }
  }

  private boolean isThere(String scheme, boolean complete, Origin at) {
    if (installed.component(scheme) || known.components.contains(scheme) || known.beans.contains(scheme)) {
      return true;
    }
    if (installed.inCatalog(scheme)) {
      findings.add(at, "missing-component", "Camel's component `" + scheme
          + "` is not part of this installation; expected one"
          + " that is, or camel-" + scheme + " on the class path");
    } else {
      findings.add(at, "unknown-component", "there is no component `" + scheme + "`; expected an address such as `"
          + (complete ? "direct:name" : "timer:name") + "`" + Diagnostics.didYouMean(scheme, installed.components()));
    }
    return false;
  }

  void kamelet(String path, Origin at, Map<String, ConfigNode.Entry> given, boolean entrance) {
    String name = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
    if (name.equals("source") || name.equals("sink") || Placeholders.isOpen(name)) {
      return;
    }
    Kamelet kamelet = known.kamelets.get(name);
    if (kamelet == null) {
      findings.add(at, "unknown-kamelet", "there is no Kamelet \"" + name
          + "\"; expected one of the files connectors/*/*"
          + RouteFile.KAMELET + Diagnostics.didYouMean(name, known.kamelets.keySet()));
      return;
    }
    if (entrance != kamelet.type().equals("source") && !kamelet.type().isEmpty()) {
      findings.add(at, "kamelet-type", "\"" + name + "\" is a " + kamelet.type() + "; expected "
          + (entrance ? "a source where a route begins" : "a sink or an action behind the beginning"));
    }
    schedules(given);
    for (ConfigNode.Entry parameter : given.values()) {
      String type = kamelet.types().get(parameter.key());
      if (type == null) {
        findings.add(parameter.origin(), "unknown-parameter", "\"" + name + "\" has no parameter \"" + parameter.key()
            + "\"; expected "
            + (kamelet.types().isEmpty() ? "none" : Diagnostics.quotedList(kamelet.types().keySet()))
            + Diagnostics.didYouMean(parameter.key(), kamelet.types().keySet()));
      } else {
        literal(parameter, type);
      }
    }
    for (String needed : kamelet.required()) {
      if (!given.containsKey(needed)) {
        findings.add(at, "missing-parameter", "\"" + name + "\" needs the parameter \"" + needed
            + "\"; expected it under"
            + " `parameters`");
      }
    }
  }

  private void schedules(Map<String, ConfigNode.Entry> given) {
    given.values().stream().filter(entry -> SCHEDULES.contains(entry.key()) && entry.value().isValue()).forEach(entry -> {
      String cron = Placeholders.filled(entry.value().text(), defaults);
      if (!Placeholders.isOpen(cron)) {
        Schedules.mistake(cron).ifPresent(why -> findings.add(entry.value().origin(), "schedule", "\"" + cron + "\" " + why
            + "; expected a Quartz cron expression (second, minute, hour, day of month, month, day of week) such as"
            + " `0 * * * * ?` for every minute"));
      }
    });
  }

  private void literal(ConfigNode.Entry parameter, String type) {
    if (!parameter.value().isValue()) {
      return;
    }
    String value = Placeholders.filled(parameter.value().text(), defaults);
    boolean right = Placeholders.isOpen(value) || switch (type) {
      case "integer" -> value.matches("[-+]?[0-9]+");
      case "number" -> value.matches("[-+]?[0-9]+(\\.[0-9]+)?");
      case "boolean" -> value.equals("true") || value.equals("false");
      default -> true;
    };
    if (!right) {
      findings.add(parameter.value().origin(), "wrong-type", "\"" + parameter.key() + "\" is \"" + value
          + "\"; expected "
          + (type.equals("boolean") ? "true or false" : type.equals("integer") ? "a whole number" : "a number"));
    }
  }

  private void direct(String name, Origin at, Part part) {
    if (Placeholders.isOpen(name) || part == Part.POLLED) {
      return;
    }
    if (part != Part.BEGINNING) {
      known.calls.add(new Known.Call(name, at));
      return;
    }
    Origin other = known.entrances.putIfAbsent(name, at);
    if (other != null) {
      findings.add(at, "second-entrance", "`direct:" + name + "` is the beginning of another route already, at "
          + other.place() + "; expected a name of its own");
    }
  }

  private void options(String scheme, String text, boolean complete, Origin at, Map<String, ConfigNode.Entry> given,
      boolean entrance) {
    if (!installed.can(scheme, entrance)) {
      findings.add(at, "incapable", entrance
          ? "nothing ever comes in from `" + scheme + "`; expected a component that receives"
          : "nothing can be sent to `" + scheme + "`; expected a component that sends");
      return;
    }
    if (text.contains("${")) {
      return;
    }
    schedules(given);
    StringJoiner query = new StringJoiner("&");
    given.values().stream().filter(entry -> entry.value().isValue()).forEach(entry -> query.add(
        encoded(entry.key()) + "=" + encoded(Placeholders.filled(entry.value().text(), defaults))));
    // Open placeholders would be read as syntax; what they stand for is not known here.
    String address = PLACEHOLDER.matcher(text).replaceAll("open");
    EndpointValidationResult result = installed.judge((complete ? address : scheme + ":")
        + (query.length() == 0 ? "" : (address.contains("?") ? "&" : "?") + query), entrance);
    for (String option : orEmpty(result.getUnknown())) {
      ConfigNode.Entry entry = given.get(option);
      findings.add(entry == null ? at : entry.origin(), "unknown-option", "`" + scheme + "` has no option `" + option
          + "`; expected one of those in its description" + Diagnostics.didYouMean(option, installed.options(scheme)));
    }
    for (String option : orEmpty(entrance ? result.getNotConsumerOnly() : result.getNotProducerOnly())) {
      ConfigNode.Entry entry = given.get(option);
      findings.add(entry == null ? at : entry.origin(), "misplaced-option", "`" + option
          + "` means nothing where messages "
          + (entrance ? "come in; it is for sending" : "are sent; it is for receiving") + ": remove it");
    }
    for (String option : orEmpty(result.getRequired())) {
      if (complete || !given.containsKey(option)) {
        findings.add(at, "missing-option", "`" + scheme + "` needs `" + option + "`; expected `"
            + installed.syntax(scheme)
            + "`, options under `parameters`");
      }
    }
    Map<String, String> wrong = new TreeMap<>();
    values(result.getInvalidBoolean(), "true or false", wrong);
    values(result.getInvalidInteger(), "a whole number", wrong);
    values(result.getInvalidNumber(), "a number", wrong);
    values(result.getInvalidDuration(), "a duration such as `5s` or milliseconds", wrong);
    values(result.getInvalidReference(), "the name of a bean such as `#bean:name`", wrong);
    values(result.getInvalidMap(), "`name.key: value`", wrong);
    values(result.getInvalidArray(), "a list", wrong);
    for (String option : keys(result.getInvalidEnum())) {
      wrong.put(option, "one of " + Diagnostics.quotedList(result.getEnumChoices(option)));
    }
    // Not only a bean: the words below stand for the schedulers of Camel that are installed here.
    if (given.containsKey(SCHEDULER) && SCHEDULERS.contains(given.get(SCHEDULER).value().text())) {
      wrong.remove(SCHEDULER);
    }
    wrong.forEach((option, expected) -> {
      ConfigNode.Entry entry = given.get(option);
      findings.add(entry == null ? at : entry.value().origin(), "wrong-option", "`" + option + "` of `" + scheme
          + "` has a value it cannot take; expected " + expected);
    });
    if (result.getSyntaxError() != null) {
      findings.add(at, "wrong-uri", "this is no address of `" + scheme + "`; expected `" + installed.syntax(scheme)
          + "`");
    }
  }

  private static void values(@Nullable Map<String, String> invalid, String expected, Map<String, String> into) {
    keys(invalid).forEach(option -> into.put(option, expected));
  }

  // The catalog answers null where it found nothing.
  private static Set<String> keys(@Nullable Map<String, String> map) {
    return map == null ? Set.of() : map.keySet();
  }

  private static Set<String> orEmpty(@Nullable Set<String> set) {
    return set == null ? Set.of() : set;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
