package dev.caravan.funnel;

import dev.caravan.config.Condition;
import dev.caravan.config.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The stages of {@code config/funnel.yaml}, in the order they are passed. */
public final class Funnel {
  private static final Set<String> NUMBERS = Set.of("interest", "mql", "fit", "completeness");
  private static final Set<String> FLAGS = Set.of("sales accepted", "sales rejected");

  /** A stage, its owner (marketing or sales) and its entry test. */
  public record Stage(String name, String owner, Condition enter, String place) {}

  private final List<Stage> stages;

  private Funnel(List<Stage> stages) {
    this.stages = stages;
  }

  /** The room as configured; mistakes are reported at their nodes. */
  public static Funnel from(ConfigNode funnel) {
    var stages = new ArrayList<Stage>();
    for (ConfigNode node : funnel.get("stages").items()) {
      ConfigNode enter = node.get("enter");
      try {
        stages.add(new Stage(node.get("stage").text(), node.get("owner").oneOf(List.of("marketing", "sales")),
            Condition.parse(enter.text(), NUMBERS, FLAGS), node.origin().file() + ":" + node.origin().line()));
      } catch (IllegalArgumentException e) {
        enter.report("condition", String.valueOf(e.getMessage()));
      }
    }
    if (stages.isEmpty()) {
      funnel.report("no-stages", "a funnel needs at least one stage");
    }
    return new Funnel(List.copyOf(stages));
  }

  /** The first stage. */
  public String first() {
    return stages.get(0).name();
  }

  /** The stage of a name; the first one for a name that is no longer there. */
  public Stage stage(String name) {
    return stages.get(index(name));
  }

  /**
   * The furthest stage whose test is met, never before the current one.
   *
   * @param current name of the stage the person is in
   * @param values numbers in millionths by name; flags as 0 or 1
   */
  public Stage reached(String current, ToLongFunction<String> values) {
    int from = index(current);
    Stage reached = stages.get(from);
    for (int i = from + 1; i < stages.size(); i++) {
      if (stages.get(i).enter().holds(values)) {
        reached = stages.get(i);
      }
    }
    return reached;
  }

  private int index(String name) {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).name().equals(name)) {
        return i;
      }
    }
    return 0;
  }
}
