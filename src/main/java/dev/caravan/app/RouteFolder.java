package dev.caravan.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.support.PluginHelper;

public final class RouteFolder {
  private final Path routes;
  private final Path connectors;
  public RouteFolder(Path routes, Path connectors) { this.routes = routes; this.connectors = connectors; }
  public interface Change {}
  public void start(CamelContext camel) throws Exception {
    try (var dirs = Files.list(connectors)) {
      camel.getComponent("kamelet", KameletComponent.class).setLocation(dirs.filter(Files::isDirectory).map(d -> "file:" + d.toAbsolutePath()).sorted().collect(Collectors.joining(",")));
    }
    load(camel, routes.resolve("errors.camel.yaml"));
    try (var files = Files.list(routes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".camel.yaml") && !f.getFileName().toString().startsWith("errors")).sorted().toList()) load(camel, file);
    }
  }
  private void load(CamelContext camel, Path file) throws Exception {
    PluginHelper.getRoutesLoader(camel).loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:" + file.toAbsolutePath()));
  }
  public Change reload(CamelContext camel) throws IOException { return new Change() {}; }
}
