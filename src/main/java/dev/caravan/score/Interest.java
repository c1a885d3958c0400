package dev.caravan.score;

import java.util.Map;
import java.util.TreeMap;

/**
 * A person's interest in one solution, as far as it is known.
 *
 * @param histories by rule
 * @param lastSeen latest time of each signal, for the steps of a scenario
 * @param handRaisedAt when the person last asked us, epoch ms; 0 for never
 * @param handRaise id of that fact
 */
record Interest(Map<String, History> histories, Map<String, Long> lastSeen, long handRaisedAt, String handRaise) {
  static final Interest NONE = new Interest(Map.of(), Map.of(), 0, "");

  Interest with(Rule rule, History history) {
    var more = new TreeMap<>(histories);
    more.put(rule.name(), history);
    return new Interest(more, lastSeen, handRaisedAt, handRaise);
  }

  Interest seen(String signal, long time) {
    Long before = lastSeen.get(signal);
    if (before != null && before >= time) {
      return this;
    }
    var more = new TreeMap<>(lastSeen);
    more.put(signal, time);
    return new Interest(histories, more, handRaisedAt, handRaise);
  }

  Interest raised(long time, String fact) {
    return time < handRaisedAt ? this : new Interest(histories, lastSeen, time, fact);
  }

  Interest without(String rule) {
    var fewer = new TreeMap<>(histories);
    fewer.remove(rule);
    return new Interest(fewer, lastSeen, handRaisedAt, handRaise);
  }
}
