package dev.caravan.pipeline;

import dev.caravan.engine.Stage;
import java.util.List;
import java.util.Map;

/**
 * The funnel as configured, for whoever reports on it.
 *
 * @param paths in order
 * @param moved by stage that was taken out, the one its people go to
 */
public record FunnelView(List<Path> paths, Map<String, String> moved) {

  /** A path, its stages from first to furthest. */
  public record Path(String name, List<Stage> stages) {
    public Path {
      stages = List.copyOf(stages);
    }
  }

  /**
   * A stage.
   *
   * @param owner marketing or sales
   * @param mql whether it is entered by the points of an MQL
   * @param won whether it is entered by an opportunity that was won
   */
  public record Stage(String name, String owner, boolean mql, boolean won) {}

  public FunnelView {
    paths = List.copyOf(paths);
    moved = Map.copyOf(moved);
  }

  /** Whether there is a stage of this name. */
  public boolean has(String stage) {
    return paths.stream().anyMatch(path -> path.stages().stream().anyMatch(each -> each.name().equals(stage)));
  }
}
