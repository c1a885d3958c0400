package dev.caravan.routefolder;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the files may refer to: beans of the house, and what the files of both folders offer one another. */
final class Known {
  /** Somebody sends to an entrance that another route must offer. */
  record Call(String name, Origin at) {}

  final Set<String> beans;
  final Set<String> components;
  final Map<String, Kamelet> kamelets = new LinkedHashMap<>();
  final Set<String> configurations = new LinkedHashSet<>();
  /** {@code direct:} entrances and the place of each. */
  final Map<String, Origin> entrances = new LinkedHashMap<>();
  final List<Call> calls = new ArrayList<>();
  /** Ids given to steps; Camel wants each only once over all routes. */
  final Map<String, Origin> stepIds = new LinkedHashMap<>();

  /** @param components schemes that the running house offers beside those on the class path */
  Known(Set<String> beans, Set<String> components, RouteFiles files) {
    this.beans = Set.copyOf(beans);
    this.components = Set.copyOf(components);
    for (RouteFile file : files.kamelets()) {
      kamelets.put(file.name(), Kamelet.of(file));
    }
    files.configurations().ifPresent(file -> {
      for (ConfigNode configuration : file.items("routeConfiguration")) {
        configurations.add(RouteFile.text(configuration, "id"));
      }
    });
  }
}
