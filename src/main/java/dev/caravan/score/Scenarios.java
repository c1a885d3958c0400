package dev.caravan.score;

import dev.caravan.config.ConfigNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Buying situations and how far along their path a person is, by {@code config/scenarios.yaml}. */
record Scenarios(List<Scenario> ranked, long stepsCountFor) {
  static final List<String> POSTURES = List.of("exploring", "evaluating", "deciding");

  private static final Place NOWHERE = new Place("", "exploring", 0, 0);

  record Scenario(String name, String goal, int rank, List<PathStep> path) {}

  record PathStep(String name, String posture, List<String> signals) {}

  /** Where a person stands; {@code step} is 1 for the first step, 0 for none. */
  record Place(String scenario, String posture, int step, long since) {}

  static Scenarios from(ConfigNode file, Set<String> signals) {
    var scenarios = new ArrayList<Scenario>();
    for (ConfigNode node : file.get("scenarios").items()) {
      var path = new ArrayList<PathStep>();
      for (ConfigNode step : node.get("path").items()) {
        for (ConfigNode signal : step.get("signals").items()) {
          if (!signals.contains(signal.text())) {
            signal.report("unknown-signal", "no signal \"" + signal.text() + "\" in signals.yaml; expected one of " + signals);
          }
        }
        path.add(new PathStep(step.get("step").text(), step.get("posture").oneOf(POSTURES), step.get("signals").texts()));
      }
      scenarios.add(new Scenario(node.get("scenario").text(), node.get("goal").text(), node.get("rank").integer(), List.copyOf(path)));
    }
    scenarios.sort(Comparator.comparingInt(Scenario::rank));
    return new Scenarios(List.copyOf(scenarios), file.get("steps_count_for").duration());
  }

  /**
   * The furthest step reached within the last days, of the best ranked scenario the person is in.
   *
   * @param lastSeen latest times of signals; what several tell of one signal, the latest
   */
  Place place(List<Map<String, Long>> lastSeen, long now) {
    for (Scenario scenario : ranked) {
      for (int step = scenario.path().size(); step > 0; step--) {
        PathStep at = scenario.path().get(step - 1);
        for (String signal : at.signals()) {
          long seen = latest(lastSeen, signal);
          if (seen > now - stepsCountFor && seen <= now) {
            return new Place(scenario.name(), at.posture(), step, seen);
          }
        }
      }
    }
    return NOWHERE;
  }

  private static long latest(List<Map<String, Long>> lastSeen, String signal) {
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < lastSeen.size(); i++) {
      Long seen = lastSeen.get(i).get(signal);
      latest = seen == null ? latest : Math.max(latest, seen);
    }
    return latest;
  }
}
