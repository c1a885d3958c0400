package dev.caravan.routefolder;

import dev.caravan.config.ConfigException;
import dev.caravan.config.Diagnostic;
import dev.caravan.config.Diagnostics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;

/**
 * The folder of routes and the folders of Kamelets they use, as what runs in a Camel context.
 *
 * <p>Nothing of an edit runs before both folders were found faultless. Then only what differs is touched: a route is
 * replaced when its own text, a Kamelet it uses or the route configurations it names have changed. Mistakes leave
 * everything as it runs.
 *
 * <p>Not a watcher: call {@link #reload} every few seconds. One folder serves one context; its methods may be called
 * from any thread. A replaced route starts anew, also when it had been paused.
 */
public final class RouteFolder {
  private final Path routes;
  private final Path connectors;
  private RoutePlan running = RoutePlan.NOTHING;
  private boolean started;
  private Look seen = Look.NONE;

  /** What the folders looked like: to tell an edit, and to tell of a mistake once. */
  private record Look(Map<String, String> texts, List<Diagnostic> unread) {
    static final Look NONE = new Look(Map.of(), List.of());
  }

  /**
   * Nothing is read yet.
   *
   * @param routes holds {@code <route id>.camel.yaml}, one route each, and {@code errors.camel.yaml}
   * @param connectors holds folders with {@code *.kamelet.yaml}
   */
  public RouteFolder(Path routes, Path connectors) {
    this.routes = routes;
    this.connectors = connectors;
  }

  /** What came of an edit. */
  public sealed interface Change {
    /** For the log and the console. */
    String sentence();

    /** The new texts run. The lists hold route ids, sorted. */
    record Reloaded(List<String> added, List<String> replaced, List<String> removed) implements Change {
      public Reloaded {
        added = List.copyOf(added);
        replaced = List.copyOf(replaced);
        removed = List.copyOf(removed);
      }

      @Override
      public String sentence() {
        List<String> parts = new ArrayList<>();
        part("added", added, parts);
        part("replaced", replaced, parts);
        part("removed", removed, parts);
        return "The edit is taken in: "
            + (parts.isEmpty() ? "no route that runs is touched" : String.join("; ", parts));
      }

      private static void part(String what, List<String> ids, List<String> parts) {
        if (!ids.isEmpty()) {
          parts.add(what + " " + String.join(", ", ids));
        }
      }
    }

    /** The edit is not taken in; what ran before runs on, except where a mistake says otherwise. */
    record Kept(List<Diagnostic> diagnostics) implements Change {
      public Kept {
        if (diagnostics.isEmpty()) {
          throw new IllegalArgumentException("an edit is refused for a reason");
        }
        diagnostics = List.copyOf(diagnostics);
      }

      @Override
      public String sentence() {
        return "The edit is not taken in, what ran before runs on; " + (diagnostics.size() == 1 ? "1 mistake"
            : diagnostics.size() + " mistakes") + ":\n" + Diagnostics.render(diagnostics);
      }
    }

    /** No file has changed since the last call, whatever came of that one. */
    record Unchanged() implements Change {
      @Override
      public String sentence() {
        return "Routes unchanged";
      }
    }
  }

  /**
   * Every mistake in both folders; nothing is started and nothing is kept.
   *
   * @param beans the names of the beans the house offers to routes
   */
  public List<Diagnostic> check(Set<String> beans) {
    Findings findings = new Findings();
    RouteCheck.check(RouteFiles.read(routes, connectors, findings), beans, Set.of(), findings);
    return findings.all();
  }

  /**
   * Loads everything: route configurations, Kamelets, routes. In a context that runs, the routes run when this returns;
   * otherwise they start with it. Beans are those in the context's registry.
   *
   * @throws ConfigException with every mistake; then nothing is loaded
   */
  public synchronized void start(CamelContext camel) {
    if (started) {
      throw new IllegalStateException("the routes of " + routes + " have been started already; call reload");
    }
    Findings findings = new Findings();
    RouteFiles files = RouteFiles.read(routes, connectors, findings);
    seen = new Look(files.texts(), findings.all());
    check(camel, files, findings);
    if (findings.all().isEmpty()) {
      turn(camel, files, findings);
    }
    if (!findings.all().isEmpty()) {
      throw new ConfigException(findings.all());
    }
    started = true;
  }

  /**
   * Takes in what has changed since the last call, if both folders are faultless. If Camel then cannot start it, the
   * routes that ran before are put back; the edit is not tried again before a file changes.
   *
   * @throws IllegalStateException when {@link #start} was not called, or the context does not run
   */
  public synchronized Change reload(CamelContext camel) {
    if (!started || !camel.getStatus().isStarted()) {
      throw new IllegalStateException("the routes of " + routes + " do not run yet; call start, and start the context");
    }
    Findings findings = new Findings();
    RouteFiles files = RouteFiles.read(routes, connectors, findings);
    Look look = new Look(files.texts(), findings.all());
    if (look.equals(seen)) {
      return new Change.Unchanged();
    }
    seen = look;
    check(camel, files, findings);
    RoutePlan before = running;
    if (findings.all().isEmpty()) {
      turn(camel, files, findings);
    }
    if (!findings.all().isEmpty()) {
      return new Change.Kept(findings.all());
    }
    return new Change.Reloaded(sorted(before.missing(running)), sorted(running.different(before)),
        sorted(running.missing(before)));
  }

  private static void check(CamelContext camel, RouteFiles files, Findings findings) {
    RouteCheck.check(files, camel.getRegistry().findByTypeWithName(Object.class).keySet(),
        Set.copyOf(camel.getComponentNames()), findings);
  }

  /** From what runs to what the files say; on a failure back again, and the failure is among the findings. */
  private void turn(CamelContext camel, RouteFiles files, Findings findings) {
    locate(camel, files);
    RouteTurn turn = new RouteTurn(new LiveRoutes(camel), running, findings);
    running = turn.to(RoutePlan.of(files));
    if (!turn.isWhole()) {
      // What could not be put back is tried again with the next call, and not only when a file changes.
      seen = Look.NONE;
    }
  }

  /** Camel takes exact folders only, neither their parent nor a pattern. */
  private static void locate(CamelContext camel, RouteFiles files) {
    if (!files.kameletFolders().isEmpty()) {
      camel.getComponent("kamelet", KameletComponent.class).setLocation(files.kameletFolders().stream()
          .map(folder -> "file:" + folder.toAbsolutePath()).collect(Collectors.joining(",")));
    }
  }

  private static List<String> sorted(Set<String> ids) {
    return ids.stream().sorted().toList();
  }
}
