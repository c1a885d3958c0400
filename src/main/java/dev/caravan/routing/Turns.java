package dev.caravan.routing;

import java.util.Map;
import java.util.TreeMap;

/**
 * Whose turn it is in a pool: weighted round robin by virtual time. Whoever has come least far comes next and is moved on
 * by the inverse of their weight; of several, who has waited longest. Who was away joins where the others are, and neither
 * catches up nor is left behind. For equal weights that is a plain rotation: over any window in which the same people are
 * there, their counts differ by one at most.
 *
 * @param moved how far each has come, by user id
 * @param served the number of the choice that each was last
 * @param now how far the one chosen last had come before
 * @param choices how many there were
 * @param taken how often each was chosen
 */
public record Turns(Map<String, Long> moved, Map<String, Long> served, long now, long choices, Map<String, Long> taken) {
  public static final Turns NONE = new Turns(Map.of(), Map.of(), 0, 0, Map.of());
  private static final long WHOLE = 720_720_000L;

  public Turns {
    moved = new TreeMap<>(moved);
    served = new TreeMap<>(served);
    taken = new TreeMap<>(taken);
  }

  /** Who comes next of these (id to weight of at least 1, not empty), and the turns after that. */
  public Next next(Map<String, Integer> weights) {
    String chosen = "";
    long least = 0;
    long waited = 0;
    for (var member : weights.entrySet()) {
      long at = Math.max(now, moved.getOrDefault(member.getKey(), now));
      long last = served.getOrDefault(member.getKey(), -1L);
      if (chosen.isEmpty() || at < least || at == least && (last < waited
          || last == waited && member.getKey().compareTo(chosen) < 0)) {
        chosen = member.getKey();
        least = at;
        waited = last;
      }
    }
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("nobody to choose from");
    }
    var after = new TreeMap<>(moved);
    after.put(chosen, least + WHOLE / weights.getOrDefault(chosen, 1));
    var last = new TreeMap<>(served);
    last.put(chosen, choices);
    var more = new TreeMap<>(taken);
    more.merge(chosen, 1L, Long::sum);
    return new Next(chosen, new Turns(after, last, least, choices + 1, more));
  }

  /** The chosen user id, and the turns from now on. */
  public record Next(String user, Turns turns) {}
}
