package dev.caravan.routefolder;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds every mistake in both folders, without starting anything. */
final class RouteCheck {
  private static final Pattern ID = Pattern.compile("(poll|receive|process|deliver|alert|every)(-[a-z0-9]+)+");
  private static final String CONFIGURATION = "routeConfiguration";

  private final RouteFiles files;
  private final Findings findings;
  private final Known known;
  private final Installed installed = new Installed();
  private final DslGrammar grammar;

  private RouteCheck(RouteFiles files, Set<String> beans, Set<String> components, Findings findings) {
    this.files = files;
    this.findings = findings;
    this.known = new Known(beans, components, files);
    this.grammar = new DslGrammar(findings);
  }

  static void check(RouteFiles files, Set<String> beans, Set<String> components, Findings findings) {
    new RouteCheck(files, beans, components, findings).check();
  }

  private void check() {
    files.kamelets().stream().filter(RouteFile::isReadable).forEach(this::kamelet);
    files.configurations().filter(RouteFile::isReadable).ifPresent(this::configurations);
    files.routes().stream().filter(RouteFile::isReadable).forEach(this::route);
    for (Known.Call call : known.calls) {
      if (!known.entrances.containsKey(call.name())) {
        findings.add(call.at(), "no-entrance", "no route begins with `direct:" + call.name() + "`; expected one"
            + Diagnostics.didYouMean(call.name(), known.entrances.keySet()));
      }
    }
    // Camel has the last word, on files in which nothing was found: it would only repeat the first mistake.
    try (CamelTrial trial = new CamelTrial()) {
      files.all().stream().filter(file -> file.isReadable() && !findings.in(file.shown()))
          .forEach(file -> trial.read(file, findings));
    }
  }

  private void kamelet(RouteFile file) {
    KameletRules.check(file, findings);
    Kamelet kamelet = known.kamelets.get(file.name());
    var template = Kamelet.at(file.root(), "spec").flatMap(spec -> Kamelet.at(spec, "template"));
    if (kamelet == null || template.isEmpty()) {
      return;
    }
    Set<String> local = new LinkedHashSet<>();
    Kamelet.at(template.get(), "beans").filter(ConfigNode::isList).ifPresent(beans -> beans.items().forEach(bean -> {
      String name = RouteFile.text(bean, "name");
      local.add(name);
      local.add("{{" + name + "}}");
    }));
    StepRules rules = new StepRules(known, installed, local, findings, kamelet.defaults());
    Kamelet.at(template.get(), "route").ifPresent(route -> {
      grammar.check(route, DslGrammar.ROUTE, "route");
      rules.check("route", route, false);
    });
    Kamelet.at(template.get(), "from").ifPresent(from -> {
      grammar.check(from, DslGrammar.FROM, "from");
      rules.check("from", from, false);
    });
  }

  private void configurations(RouteFile file) {
    for (ConfigNode.Entry entry : top(file, CONFIGURATION)) {
      if (!entry.key().equals(CONFIGURATION)) {
        findings.add(entry.origin(), "misplaced", "`" + entry.key()
            + "` stands in the file of route configurations; expected"
            + " `" + CONFIGURATION + "` only, and each route in a file of its own");
        continue;
      }
      ConfigNode configuration = entry.value();
      String id = RouteFile.text(configuration, "id");
      if (id.isBlank()) {
        findings.add(entry.origin(), "missing-id",
            "this route configuration has no id; expected one, which routes name in"
            + " `routeConfigurationId`");
      }
      grammar.check(configuration, DslGrammar.CONFIGURATION, CONFIGURATION);
      steps(configuration);
    }
    List<String> ids = new ArrayList<>();
    for (ConfigNode configuration : file.items(CONFIGURATION)) {
      String id = RouteFile.text(configuration, "id");
      if (ids.contains(id) && !id.isEmpty()) {
        findings.add(configuration.origin(), "duplicate-id", "there is another route configuration \"" + id
            + "\" above; expected a name of its own");
      }
      ids.add(id);
    }
  }

  private void route(RouteFile file) {
    List<ConfigNode.Entry> routes = new ArrayList<>();
    for (ConfigNode.Entry entry : top(file, "route")) {
      if (entry.key().equals("route")) {
        routes.add(entry);
      } else if (entry.key().equals(CONFIGURATION)) {
        findings.add(entry.origin(), "misplaced", "a route configuration stands beside a route; expected it in "
            + RouteFiles.ERRORS + RouteFile.ROUTE);
      } else {
        findings.add(entry.origin(), "misplaced", "`" + entry.key()
            + "` stands where a route should; expected `- route:` with"
            + " an id and a description" + Diagnostics.didYouMean(entry.key(), Set.of("route")));
      }
    }
    if (routes.isEmpty()) {
      if (!findings.in(file.shown())) {
        findings.add(file.top(), "no-route", "the file holds no route; expected one `- route:`");
      }
      return;
    }
    for (ConfigNode.Entry second : routes.subList(1, routes.size())) {
      findings.add(second.origin(), "two-routes",
          "a second route in one file; expected it in a file of its own, named after"
          + " its id");
    }
    for (ConfigNode.Entry route : routes) {
      if (!route.value().isMap()) {
        findings.add(route.origin(), "empty",
            "there is no route behind `route:`; expected `id`, `description` and `from`");
        continue;
      }
      named(file, route, routes.size() == 1);
      grammar.check(route.value(), DslGrammar.ROUTE, "route");
      steps(route.value());
    }
  }

  private void named(RouteFile file, ConfigNode.Entry route, boolean alone) {
    ConfigNode map = route.value();
    String id = RouteFile.text(map, "id");
    Origin at = map.find("id").map(ConfigNode::origin).orElse(route.origin());
    if (id.isBlank()) {
      findings.add(at, "missing-id", "the route has no id; expected the name of its file, `id: " + file.name() + "`");
    } else if (alone && !id.equals(file.name())) {
      findings.add(at, "file-name", "the route is called \"" + id + "\"; expected the name of its file, \""
          + file.name()
          + "\": rename one of them");
    }
    if (!id.isBlank() && !ID.matcher(id).matches()) {
      findings.add(at, "route-name", "\"" + id + "\" does not begin with what the route does; expected poll-, receive-,"
          + " process-, deliver-, alert- or every-, then lower-case words and hyphens");
    }
    if (RouteFile.text(map, "description").isBlank()) {
      findings.add(map.find("description").map(ConfigNode::origin).orElse(route.origin()), "description",
          "the route has no description; expected a sentence an admin understands");
    }
    map.find("routeConfigurationId").filter(ConfigNode::isValue).ifPresent(named -> {
      for (String configuration : named.text().split("\\s*,\\s*", -1)) {
        if (!known.configurations.contains(configuration)) {
          findings.add(named.origin(), "unknown-configuration", "there is no route configuration \"" + configuration
              + "\"; expected one of " + RouteFiles.ERRORS + RouteFile.ROUTE + (known.configurations.isEmpty() ? ""
                  : ": " + Diagnostics.quotedList(known.configurations))
              + Diagnostics.didYouMean(configuration, known.configurations));
        }
      }
    });
  }

  private void steps(ConfigNode map) {
    StepRules rules = new StepRules(known, installed, Set.of(), findings, Map.of());
    if (map.isMap()) {
      map.entries().stream().filter(entry -> !entry.key().equals("id"))
          .forEach(entry -> rules.check(entry.key(), entry.value(), true));
    }
  }

  /** The keys of the items of the top list, each with what stands behind it. */
  private List<ConfigNode.Entry> top(RouteFile file, String expected) {
    ConfigNode root = file.root();
    if (!root.isList()) {
      findings.add(root.origin(), "wrong-type", "the file is no list; expected it to begin with `- " + expected + ":`");
      return List.of();
    }
    List<ConfigNode.Entry> entries = new ArrayList<>();
    for (ConfigNode item : root.items()) {
      if (item.isMap()) {
        entries.addAll(item.entries());
      } else {
        findings.add(item.origin(), "wrong-type", "this is no route; expected `- " + expected + ":`");
      }
    }
    return entries;
  }
}
