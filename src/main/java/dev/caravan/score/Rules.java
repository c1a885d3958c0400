package dev.caravan.score;

import dev.caravan.config.ConfigNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of interest by what they count.
 *
 * @param all in the order of the file, in which an explanation shows them
 * @param bySignal those that count a signal
 * @param byAnswer those that count the answer to a question
 * @param places where each stands in {@code all}, by name
 */
record Rules(List<Rule> all, Map<String, Rule> bySignal, Map<String, Rule> byAnswer, Map<String, Integer> places) {

  static Rules from(ConfigNode list, Signals signals) {
    return from(list, signals, "");
  }

  /**
   * The rules of one of several models.
   *
   * @param model what its rules' names begin with, so that all models' histories can be kept of a person side by side
   */
  static Rules from(ConfigNode list, Signals signals, String model) {
    var bySignal = new LinkedHashMap<String, Rule>();
    var byAnswer = new LinkedHashMap<String, Rule>();
    var byName = new LinkedHashMap<String, Rule>();
    for (ConfigNode node : list.items()) {
      Rule rule = Rule.from(node, signals, model);
      if (byName.put(rule.name(), rule) != null) {
        node.get("rule").report("duplicate-rule", "the rule \"" + rule.name() + "\" is already declared above");
      }
      boolean signal = rule.answer().isEmpty();
      Rule before = signal ? bySignal.put(rule.signal(), rule) : byAnswer.put(rule.answer(), rule);
      if (before != null) {
        node.find(signal ? "signal" : "answer").ifPresent(twice -> twice.report("counted-twice", "\"" + twice.text()
            + "\" is counted by the rule \"" + before.name() + "\" already; only one rule can count it"));
      }
    }
    var places = new HashMap<String, Integer>();
    byName.keySet().forEach(name -> places.put(name, places.size()));
    return new Rules(List.copyOf(byName.values()), Map.copyOf(bySignal), Map.copyOf(byAnswer), places);
  }

  /** Under which name a signal's history is kept: its rule's, or one of its own where no rule counts it. */
  String history(String signal) {
    Rule rule = bySignal.get(signal);
    return rule == null ? "signal " + signal : rule.name();
  }

  /** The rule of a name, null if the file has none: what was counted under an older one stays, and is worth nothing. */
  @Nullable Rule named(String name) {
    Integer place = places.get(name);
    return place == null ? null : all.get(place);
  }
}
