package dev.caravan.score;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.Diagnostics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Buying situations and how far along their path a person is, by {@code config/scenarios.yaml}. */
record Scenarios(List<Scenario> ranked, long stepsCountFor) {
  static final List<String> POSTURES = List.of("exploring", "evaluating", "deciding");

  static final long ONE = 1_000_000L;
  private static final Place NOWHERE = new Place("", "exploring", 0, ONE, Set.of());

  /** Whom a scenario is for: those who bought the solution already, the others, or both. */
  enum For { EVERYBODY, CUSTOMERS, OTHERS }

  record Scenario(String name, String goal, int rank, For who, List<PathStep> path) {
    boolean isFor(boolean customer) {
      return who == For.EVERYBODY || customer == (who == For.CUSTOMERS);
    }
  }

  record PathStep(String name, List<String> signals, Place place) {}

  /**
   * Where a person stands.
   *
   * @param step 1 for the first step, 0 for none
   * @param weighs what a signal of the scenario weighs here, in millionths of what it weighs elsewhere
   * @param signals all signals of the scenario
   */
  record Place(String scenario, String posture, int step, long weighs, Set<String> signals) {
    long weighs(String signal) {
      return weighs != ONE && signals.contains(signal) ? weighs : ONE;
    }
  }

  static Scenarios from(ConfigNode file, Set<String> signals) {
    var scenarios = new ArrayList<Scenario>();
    for (ConfigNode node : file.get("scenarios").items()) {
      String name = node.get("scenario").text();
      long weighs = node.find("signals_weigh").map(ConfigNode::decimalMillionths).orElse(ONE);
      var inside = new TreeSet<String>();
      node.get("path").items().forEach(step -> inside.addAll(step.get("signals").texts()));
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
      var steps = new HashSet<String>();
      var seen = new HashMap<String, String>();
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
            signal.report("unknown-signal", "no signal \"" + signal.text() + "\" in signals.yaml; expected one of " + signals
                + Diagnostics.didYouMean(signal.text(), signals));
          }
        }
        path.add(new PathStep(step.get("step").text(), step.get("signals").texts(),
            new Place(name, step.get("posture").oneOf(POSTURES), path.size() + 1, weighs, Set.copyOf(inside))));
      }
      scenarios.add(new Scenario(name, node.get("goal").text(), rank,
          node.find("applies_to").map(who -> who.oneOf(For.class)).orElse(For.EVERYBODY), List.copyOf(path)));
    }
    scenarios.sort(Comparator.comparingInt(Scenario::rank));
    return new Scenarios(List.copyOf(scenarios), file.get("steps_count_for").map(span -> Rule.atLeast(1, span, "1 minute")).orElse(1L));
  }

  /**
   * The furthest step reached within the last days, of the best ranked scenario the person is in.
   *
   * @param lastSeen latest times of signals; what several tell of one signal, the latest
   * @param customer whether their account bought the solution
   */
  Place place(List<Map<String, Long>> lastSeen, long now, boolean customer) {
    // By index: this is asked for every score, and iterators would be most of what it costs.
    for (int i = 0; i < ranked.size(); i++) {
      List<PathStep> path = ranked.get(i).path();
      for (int step = ranked.get(i).isFor(customer) ? path.size() - 1 : -1; step >= 0; step--) {
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

  /** Until when a place on a path is held while nothing happens: its step counts as long as the latest of its signals. */
  long lasts(List<Map<String, Long>> lastSeen, long now, Scores.Solution at) {
    long until = now;
    for (int i = 0; i < ranked.size(); i++) {
      if (ranked.get(i).name().equals(at.scenario())) {
        for (String signal : ranked.get(i).path().get(at.step() - 1).signals()) {
          long seen = latest(lastSeen, signal);
          until = seen <= now && seen > now - stepsCountFor ? Math.max(until, seen + stepsCountFor) : until;
        }
      }
    }
    return until;
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
