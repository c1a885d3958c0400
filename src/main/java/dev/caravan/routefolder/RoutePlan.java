package dev.caravan.routefolder;

import dev.caravan.config.ConfigNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What should run: texts, as they were checked.
 *
 * @param routes by id, in the order in which they start: those that wait to be called before those that begin by
 * themselves
 * @param kamelets texts by name
 * @param configurations the file of route configurations
 */
record RoutePlan(Map<String, Unit> routes, Map<String, RouteFile> kamelets, Optional<RouteFile> configurations) {
  static final RoutePlan NOTHING = new RoutePlan(Map.of(), Map.of(), Optional.empty());

  /**
   * A route and all it is made of.
   *
   * @param content the texts of the route, of the Kamelets it uses and of the route configurations it names
   */
  record Unit(String id, RouteFile file, boolean waits, List<String> content) {
    Unit {
      content = List.copyOf(content);
    }
  }

  RoutePlan {
    routes = new LinkedHashMap<>(routes);
    kamelets = new LinkedHashMap<>(kamelets);
  }

  static RoutePlan of(RouteFiles files) {
    Map<String, RouteFile> kamelets = new LinkedHashMap<>();
    files.kamelets().forEach(file -> kamelets.put(file.name(), file));
    List<Unit> units = new ArrayList<>();
    for (RouteFile file : files.routes()) {
      ConfigNode route = file.items("route").get(0);
      List<String> content = new ArrayList<>(List.of(file.text()));
      Set<String> used = new TreeSet<>();
      uses(file.root(), kamelets, used);
      used.forEach(name -> Optional.ofNullable(kamelets.get(name)).ifPresent(kamelet -> content.add(kamelet.text())));
      if (!RouteFile.text(route, "routeConfigurationId").isEmpty()) {
        files.configurations().ifPresent(configurations -> content.add(configurations.text()));
      }
      String from = Kamelet.at(route, "from").map(map -> RouteFile.text(map, "uri")).orElse("");
      units.add(new Unit(file.name(), file, from.startsWith("direct:") || from.startsWith("seda:"), content));
    }
    Map<String, Unit> routes = new LinkedHashMap<>();
    units.stream().filter(Unit::waits).forEach(unit -> routes.put(unit.id(), unit));
    units.stream().filter(unit -> !unit.waits()).forEach(unit -> routes.put(unit.id(), unit));
    return new RoutePlan(routes, kamelets, files.configurations());
  }

  /** Collects the names of the Kamelets that a text calls, also through other Kamelets. */
  private static void uses(ConfigNode node, Map<String, RouteFile> kamelets, Set<String> used) {
    if (node.isMap()) {
      node.entries().forEach(entry -> {
        if (entry.key().equals("kamelet")) {
          use(entry.value().isMap() ? RouteFile.text(entry.value(), "name")
              : entry.value().isValue() ? entry.value().text() : "", kamelets, used);
        }
        uses(entry.value(), kamelets, used);
      });
    } else if (node.isList()) {
      node.items().forEach(item -> uses(item, kamelets, used));
    } else if (node.isValue() && node.text().startsWith("kamelet:")) {
      use(node.text().substring("kamelet:".length()).replaceFirst("[/?].*", ""), kamelets, used);
    }
  }

  private static void use(String name, Map<String, RouteFile> kamelets, Set<String> used) {
    RouteFile kamelet = kamelets.get(name);
    if (kamelet != null && used.add(name)) {
      uses(kamelet.root(), kamelets, used);
    }
  }

  /** The routes of the other plan that are not here. */
  Set<String> missing(RoutePlan other) {
    Set<String> missing = new LinkedHashSet<>(other.routes().keySet());
    missing.removeAll(routes.keySet());
    return missing;
  }

  /** The routes of both plans that are not made of the same texts. */
  Set<String> different(RoutePlan other) {
    Set<String> different = new LinkedHashSet<>();
    routes.forEach((id, unit) -> {
      Unit theirs = other.routes().get(id);
      if (theirs != null && !theirs.content().equals(unit.content())) {
        different.add(id);
      }
    });
    return different;
  }
}
