package dev.caravan.routing;

import java.util.Map;
import java.util.TreeMap;

/**
 * Whose turn it is in a pool: smooth weighted round robin. Every choice adds each member's weight to its credit, takes
 * the highest credit and subtracts the sum of weights; for equal weights the counts never differ by more than one.
 *
 * @param credit by user id
 */
public record Turns(Map<String, Long> credit) {
  public static final Turns NONE = new Turns(Map.of());

  public Turns {
    credit = new TreeMap<>(credit);
  }

  /** Who comes next of these (id to weight, not empty), and the turns after that. */
  public Next next(Map<String, Integer> weights) {
    var after = new TreeMap<String, Long>();
    long sum = 0;
    String chosen = "";
    for (var member : new TreeMap<>(weights).entrySet()) {
      long credited = credit.getOrDefault(member.getKey(), 0L) + member.getValue();
      after.put(member.getKey(), credited);
      sum += member.getValue();
      if (chosen.isEmpty() || credited > after.getOrDefault(chosen, Long.MIN_VALUE)) {
        chosen = member.getKey();
      }
    }
    after.merge(chosen, -sum, Long::sum);
    return new Next(chosen, new Turns(after));
  }

  /** The chosen user id, and the turns from now on. */
  public record Next(String user, Turns turns) {}
}
