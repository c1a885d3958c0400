package dev.caravan.routefolder;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Loads into a context what a plan says, and takes out of it all that came with a route. */
final class LiveRoutes {
  /** Only where a Kamelet is used does its endpoint carry this, not at the ends inside the template. */
  private static final String USE = org.apache.camel.component.kamelet.Kamelet.PARAM_UUID;

  private final CamelContext camel;
  private final ModelCamelContext model;

  LiveRoutes(CamelContext camel) {
    this.camel = camel;
    this.model = (ModelCamelContext) camel;
  }

  void load(RouteFile file) throws Exception {
    PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("file:" + file.shown(), file.text()));
  }

  /** Stops a route, waiting for what is under way as long as the context's shutdown strategy says, and removes it. */
  void remove(String id) throws Exception {
    Route route = camel.getRoute(id);
    if (route != null) {
      if (route.getEndpoint() instanceof KameletEndpoint source && camel.getRoute(source.getRouteId()) != null
          && source.getKameletProperties().containsKey(USE)) {
        // What feeds the route stops before it, else it would send into nothing.
        camel.getRouteController().stopRoute(source.getRouteId());
      }
      camel.getRouteController().stopRoute(id);
      if (!camel.removeRoute(id)) {
        throw new IllegalStateException("route " + id + " does not stop");
      }
    }
    forget(id);
    removeOrphans();
  }

  boolean hasTemplate(String kamelet) {
    return model.getRouteTemplateDefinition(kamelet) != null;
  }

  /** Templates are made anew when a route uses them again. */
  void removeTemplate(String kamelet) throws Exception {
    if (model.getRouteTemplateDefinition(kamelet) != null) {
      model.removeRouteTemplateDefinition(model.getRouteTemplateDefinition(kamelet));
    }
  }

  /** Replaces the route configurations; routes that run keep those they started with. */
  void configurations(Optional<RouteFile> old, Optional<RouteFile> file) throws Exception {
    Set<String> ids = new HashSet<>();
    old.ifPresent(before -> before.items("routeConfiguration").forEach(map -> ids.add(RouteFile.text(map, "id"))));
    for (RouteConfigurationDefinition definition : List.copyOf(model.getRouteConfigurationDefinitions())) {
      if (ids.contains(definition.getId())) {
        model.removeRouteConfiguration(definition);
      }
    }
    if (file.isPresent()) {
      load(file.get());
    }
  }

  /** A Kamelet becomes a route of its own for each place that uses it; when the place is gone, so is its endpoint. */
  private void removeOrphans() throws Exception {
    Set<String> wanted = kamelets().filter(endpoint -> endpoint.getKameletProperties().containsKey(USE))
        .map(KameletEndpoint::getRouteId).collect(Collectors.toSet());
    List<String> orphans = camel.getRoutes().stream().filter(Route::isCreatedByKamelet).map(Route::getId)
        .filter(id -> !wanted.contains(id)).toList();
    for (String id : orphans) {
      remove(id);
      for (KameletEndpoint end : kamelets().filter(endpoint -> endpoint.getRouteId().equals(id)).toList()) {
        camel.removeEndpoint(end);
      }
    }
  }

  private Stream<KameletEndpoint> kamelets() {
    return camel.getEndpoints().stream().filter(KameletEndpoint.class::isInstance).map(KameletEndpoint.class::cast);
  }

  private void forget(String id) throws Exception {
    RouteDefinition definition = model.getRouteDefinition(id);
    if (definition != null) {
      model.removeRouteDefinition(definition);
    }
  }
}
