package dev.caravan.lifecycle;

import dev.caravan.engine.Stages;
import dev.caravan.engine.States;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds what decide keeps of people, at whatever level it is. */
public final class DecideStates {
  private DecideStates() {}

  /** Of everybody, by person. */
  public static SortedMap<String, Deciding> all(States states) {
    var all = new TreeMap<String, Deciding>();
    for (int level = 0; level < Stages.DECIDE_LEVELS; level++) {
      states.heads(DecideStage.name(level)).forEach((person, head) -> {
        Deciding kept = (Deciding) head;
        if (!kept.home().isElsewhere()) {
          all.put(person, kept);
        }
      });
    }
    return all;
  }

  /** Of one person. */
  public static Deciding of(States states, String person) {
    int level = 0;
    while (states.heads(DecideStage.name(level)).get(person) instanceof Deciding kept) {
      if (!kept.home().isElsewhere() || !kept.home().person().equals(person)) {
        return kept;
      }
      level = kept.home().level();
    }
    return Deciding.NEW;
  }
}
