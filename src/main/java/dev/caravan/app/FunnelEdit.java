package dev.caravan.app;

import dev.caravan.cli.CannotStart;
import dev.caravan.config.ConfigFile;
import dev.caravan.config.ConfigNode;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.pipeline.FunnelView;
import dev.caravan.store.SettingsHistory;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An edit of a live funnel: who stands on a stage that is taken out must have a place to go, said under {@code moved};
 * where nobody stands nothing need be said. All history is decided anew, so the tests of the new stages have the last
 * word; who ends elsewhere than {@code moved} says is counted.
 */
final class FunnelEdit {
  private static final String FILE = "funnel.yaml";

  private final Pipeline engine;
  private final Map<String, String> stood;

  private FunnelEdit(Pipeline engine, Map<String, String> stood) {
    this.engine = engine;
    this.stood = stood;
  }

  /**
   * Looks at an edit before it goes live.
   *
   * @param states as the settings before left them
   * @throws CannotStart if somebody stands on a stage that is gone and {@code moved} does not name
   */
  static FunnelEdit before(Pipeline engine, States states, SettingsHistory history) {
    FunnelView funnel = engine.funnel();
    Set<String> gone = new TreeSet<>();
    List<SettingsHistory.Live> live = history.all();
    String text = live.isEmpty() ? "" : history.texts(live.get(live.size() - 1).version()).entrySet().stream()
        .filter(file -> file.getKey().endsWith(FILE)).map(Map.Entry::getValue).findFirst().orElse("");
    if (!text.isEmpty()) {
      for (ConfigNode node : ConfigFile.of(FILE, text).root().get("stages").items()) {
        if (!funnel.has(node.get("stage").text())) {
          gone.add(node.get("stage").text());
        }
      }
    }
    if (gone.isEmpty()) {
      return new FunnelEdit(engine, Map.of()); // reading all states would be for nothing
    }
    Map<String, String> stood = engine.standing(states, gone);
    Map<String, Long> lost = new TreeMap<>();
    stood.values().forEach(stage -> {
      if (!funnel.moved().containsKey(stage)) {
        lost.merge(stage, 1L, Long::sum);
      }
    });
    if (!lost.isEmpty()) {
      var said = new StringBuilder("config/funnel.yaml:");
      lost.forEach((stage, people) -> said.append(said.toString().endsWith(":") ? " " : "; ").append(people)
          .append(people == 1 ? " person stands" : " people stand").append(" on stage \"").append(stage)
          .append("\", which is no longer there"));
      throw new CannotStart(said + "; say where they go, for instance `moved: {" + lost.keySet().iterator().next()
          + ": <stage>}`, and have the file signed; what was live stays as it is");
    }
    return new FunnelEdit(engine, stood);
  }

  /** What became of those who were moved, as a sentence; {@code ""} if nobody was. */
  String after(States states) {
    if (stood.isEmpty()) {
      return "";
    }
    Map<String, String> moved = engine.funnel().moved();
    Map<String, String> stand = engine.standing(states, new HashSet<>(moved.values()));
    long there = stood.entrySet().stream()
        .filter(each -> java.util.Objects.equals(moved.get(each.getValue()), stand.get(each.getKey()))).count();
    long elsewhere = stood.size() - there;
    return " Of " + stood.size() + (stood.size() == 1 ? " person" : " people") + " on stages taken out of the funnel, " + there
        + " stand where `moved` says" + (elsewhere == 0 ? "." : ", " + elsewhere
        + " where the tests of the new stages put them.");
  }
}
