package dev.caravan.funnel;

import dev.caravan.config.Condition;
import dev.caravan.config.ConfigNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The stages of {@code config/funnel.yaml}, the ways between them, and which way belongs to which scenario.
 *
 * <p>A path is the order of its stages, from first to furthest; a stage is on one path only, so whoever renews never
 * stands where a new purchase does. Immutable.
 */
public final class Funnel {
  /** Scenarios that follow from what the account bought, whatever {@code scenarios.yaml} says. */
  public static final String NEW_PURCHASE = "new-purchase";
  public static final String EXPANSION = "expansion";
  public static final String RENEWAL = "renewal";

  /**
   * How long people may stand on a stage.
   *
   * @param after in ms
   * @param fromHandOff whether it counts from when those above hear that nobody acted on the hand-off; without one it
   *     does not count at all
   * @param to the stage that follows; {@code ""} if they stay and are shown as overdue
   */
  public record Limit(long after, boolean fromHandOff, String to) {
    public Limit {
      if (after <= 0) {
        throw new IllegalArgumentException("a limit of " + after + " ms; expected a span of time");
      }
    }
  }

  /**
   * A stage.
   *
   * @param owner marketing or sales
   * @param next the stages its people may go to of their own
   * @param path the path it is on
   * @param order its place on the path, 0 for the first; a move to a lower one is a move backwards
   * @param place {@code file:line}
   */
  public record Stage(String name, String owner, String means, Condition enter, List<String> next, @Nullable Limit limit,
      String path, int order, String place) {
    public Stage {
      next = List.copyOf(next);
    }

    public boolean isSales() {
      return owner.equals("sales");
    }
  }

  /** A way for some scenarios, its stages from first to furthest. */
  public record Path(String name, Set<String> scenarios, List<Stage> stages) {
    public Path {
      scenarios = Set.copyOf(scenarios);
      stages = List.copyOf(stages);
    }

    public Stage first() {
      return stages.get(0);
    }
  }

  private final List<Path> paths;
  private final Map<String, String> moved;
  private final long renewalDue;
  private final Map<String, Stage> byName = new HashMap<>();
  private final Map<String, List<Stage>> onward = new HashMap<>();
  private final Map<String, Path> byScenario = new HashMap<>();

  Funnel(List<Path> paths, Map<String, String> moved, long renewalDue) {
    this.paths = List.copyOf(paths);
    this.moved = Map.copyOf(moved);
    this.renewalDue = renewalDue;
    for (Path path : paths) {
      path.stages().forEach(stage -> byName.put(stage.name(), stage));
      path.scenarios().forEach(scenario -> byScenario.put(scenario, path));
    }
    for (Stage stage : byName.values()) {
      onward.put(stage.name(), stage.next().stream().map(this::stage)
          .sorted((a, b) -> Integer.compare(b.order(), a.order())).toList());
    }
  }

  /**
   * The room as configured; mistakes are reported at their nodes.
   *
   * @param scenarios those of {@code scenarios.yaml}
   */
  public static Funnel from(ConfigNode funnel, Set<String> scenarios) {
    return new FunnelReader(funnel, scenarios).read();
  }

  /** All paths; people whose scenario no path names are on the first. */
  public List<Path> paths() {
    return paths;
  }

  /** The path of a scenario. */
  public Path path(String scenario) {
    Path path = byScenario.get(scenario);
    return path == null ? paths.get(0) : path;
  }

  /** The first stage of all. */
  public String first() {
    return paths.get(0).first().name();
  }

  /** How long before the end of a contract its renewal is due, in ms. */
  public long renewalDue() {
    return renewalDue;
  }

  /** By stage that was taken out, the one its people go to. */
  public Map<String, String> moved() {
    return moved;
  }

  /**
   * The stage of a name; of one that was taken out, the one its people were moved to.
   *
   * @throws IllegalStateException if the name is unknown and not among those moved
   */
  public Stage stage(String name) {
    Stage stage = byName.get(name);
    if (stage == null) {
      stage = byName.get(moved.getOrDefault(name, ""));
    }
    if (stage == null) {
      throw new IllegalStateException("there is no stage \"" + name + "\" in config/funnel.yaml, and `moved` does not say"
          + " where its people go; add `moved: {" + name + ": <stage>}`");
    }
    return stage;
  }

  /**
   * The furthest stage one may go to next and whose test is met; null to stay.
   *
   * @param values numbers in millionths by name; flags as 0 or 1
   */
  public @Nullable Stage onward(Stage from, ToLongFunction<String> values) {
    List<Stage> next = onward.getOrDefault(from.name(), List.of());
    for (int i = 0; i < next.size(); i++) {
      if (next.get(i).enter().holds(values)) {
        return next.get(i);
      }
    }
    return null;
  }

  /** Whether a change from one stage ({@code ""} for none yet) to another is one this funnel allows. */
  public boolean allows(String from, String to) {
    if (from.isEmpty()) {
      return paths.stream().anyMatch(path -> path.first().name().equals(to) || path.first().next().contains(to));
    }
    Stage before = byName.get(from);
    if (before == null) {
      return to.equals(moved.get(from));
    }
    Limit limit = before.limit();
    return before.next().contains(to) || limit != null && limit.to().equals(to)
        || paths.stream().anyMatch(path -> !path.name().equals(before.path()) && path.first().name().equals(to));
  }
}
