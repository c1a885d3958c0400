package dev.caravan.score;

import dev.caravan.model.Moment;
import java.util.Map;
import java.util.TreeMap;

/**
 * A person's interest in one solution, as far as it is known.
 *
 * @param histories by rule; what no rule counts stands under its signal's name, see {@link Rules#history}
 * @param lastSeen latest time of each signal, for the steps of a scenario
 * @param handRaisedAt when the person last asked us, none for never
 * @param handRaise id of that fact
 */
record Interest(Map<String, History> histories, Map<String, Long> lastSeen, Moment handRaisedAt, String handRaise) {
  static final Interest NONE = new Interest(Map.of(), Map.of(), Moment.NONE, "");

  Interest with(String name, History history) {
    var more = new TreeMap<>(histories);
    more.put(name, history);
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
    return handRaisedAt.isAfter(time) ? this : new Interest(histories, lastSeen, Moment.of(time), fact);
  }

  /** What is left when the newest under a history turned out to be a machine's. */
  Interest restated(String signal, String name, boolean handRaise) {
    History history = histories.getOrDefault(name, History.NONE);
    int newest = history.newest();
    var seen = new TreeMap<>(lastSeen);
    if (newest < 0) {
      seen.remove(signal);
    } else {
      seen.put(signal, history.times()[newest]);
    }
    if (!handRaise || !history.facts().contains(this.handRaise)) {
      return new Interest(histories, seen, handRaisedAt, this.handRaise);
    }
    return newest < 0 ? new Interest(histories, seen, Moment.NONE, "")
        : new Interest(histories, seen, Moment.of(history.times()[newest]), history.facts().get(newest));
  }

  /** Whether all that is known came from machines. */
  boolean isOnlyMachines() {
    return lastSeen.isEmpty() && !histories.isEmpty();
  }
}
