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

  private static final Place NOWHERE = new Place("", "exploring", 0);

  record Scenario(String name, String goal, int rank, List<PathStep> path) {}

  record PathStep(String name, List<String> signals, Place place) {}

  /** Where a person stands; {@code step} is 1 for the first step, 0 for none. */
  record Place(String scenario, String posture, int step) {}

  static Scenarios from(ConfigNode file, Set<String> signals) {
    var scenarios = new ArrayList<Scenario>();
    for (ConfigNode node : file.get("scenarios").items()) {
      String name = node.get("scenario").text();
      int rank = node.get("rank").integer();
      for (Scenario above : scenarios) {
        if (above.name().equals(name)) {
          node.get("scenario").report("duplicate-scenario", "the scenario \"" + name + "\" is already declared above");
        } else if (above.rank() == rank) {
          node.get("rank").report("duplicate-rank", "\"" + above.name() + "\" has the rank " + rank + " too; expected another"
              + " for each, since whoever is in both is shown in the one of the lower rank");
        }
      }
      var path = new ArrayList<PathStep>();
      var steps = new java.util.HashSet<String>();
      var seen = new java.util.HashMap<String, String>();
      for (ConfigNode step : node.get("path").items()) {
        if (!steps.add(step.get("step").text())) {
          step.get("step").report("duplicate-step", "this path has a step \"" + step.get("step").text() + "\" already");
        }
        for (ConfigNode signal : step.get("signals").items()) {
          String before = seen.put(signal.text(), step.get("step").text());
          if (before != null) {
            signal.report("duplicate", "\"" + signal.text() + "\" leads to the step \"" + before + "\" already; expected each"
                + " signal in one step, since the furthest is the one that counts");
          }
          if (!signals.contains(signal.text())) {
            signal.report("unknown-signal", "no signal \"" + signal.text() + "\" in signals.yaml; expected one of " + signals);
          }
        }
        path.add(new PathStep(step.get("step").text(), step.get("signals").texts(),
            new Place(name, step.get("posture").oneOf(POSTURES), path.size() + 1)));
      }
      scenarios.add(new Scenario(name, node.get("goal").text(), rank, List.copyOf(path)));
    }
    scenarios.sort(Comparator.comparingInt(Scenario::rank));
    return new Scenarios(List.copyOf(scenarios), file.get("steps_count_for").map(span -> Rule.atLeast(1, span, "1 minute")).orElse(1L));
  }

  /**
   * The furthest step reached within the last days, of the best ranked scenario the person is in.
   *
   * @param lastSeen latest times of signals; what several tell of one signal, the latest
   */
  Place place(List<Map<String, Long>> lastSeen, long now) {
    // By index: this is asked for every score, and iterators would be most of what it costs.
    for (int i = 0; i < ranked.size(); i++) {
      List<PathStep> path = ranked.get(i).path();
      for (int step = path.size() - 1; step >= 0; step--) {
        List<String> signals = path.get(step).signals();
        for (int k = 0; k < signals.size(); k++) {
          long seen = latest(lastSeen, signals.get(k));
          if (seen > now - stepsCountFor && seen <= now) {
            return path.get(step).place();
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
