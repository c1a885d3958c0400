package dev.caravan.score;

import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a person did under one rule for one solution, in order of (time, fact id).
 *
 * @param times when, epoch ms
 * @param facts ids of the facts
 * @param points millionths each was worth when it happened
 * @param counted 1 where the rule's cap let it count, else 0
 */
record History(long[] times, List<String> facts, long[] points, long[] counted) {
  static final History NONE = new History(new long[0], List.of(), new long[0], new long[0]);

  /** The history with one more fact, wherever it belongs in time; the cap is applied anew from there on. */
  History with(long time, String fact, long worth, int atMost, long perMs) {
    int at = times.length;
    while (at > 0 && (times[at - 1] > time || times[at - 1] == time && facts.get(at - 1).compareTo(fact) > 0)) {
      at--;
    }
    long[] newTimes = insert(times, at, time);
    long[] newPoints = insert(points, at, worth);
    var newFacts = new ArrayList<String>(facts.size() + 1);
    newFacts.addAll(facts.subList(0, at));
    newFacts.add(fact);
    newFacts.addAll(facts.subList(at, facts.size()));
    long[] newCounted = insert(counted, at, 0);
    for (int i = at; i < newTimes.length; i++) {
      newCounted[i] = counts(newTimes, newCounted, i, atMost, perMs) ? 1 : 0;
    }
    return new History(newTimes, newFacts, newPoints, newCounted);
  }

  /** Fewer than N counted ones in the window before it (SPEC 4.13, caps). */
  private static boolean counts(long[] times, long[] counted, int i, int atMost, long perMs) {
    if (atMost == 0) {
      return true;
    }
    int before = 0;
    for (int k = i - 1; k >= 0 && times[k] > times[i] - perMs; k--) {
      before += (int) counted[k];
      if (before >= atMost) {
        return false;
      }
    }
    return true;
  }

  private static long[] insert(long[] row, int at, long value) {
    long[] longer = Arrays.copyOf(row, row.length + 1);
    System.arraycopy(row, at, longer, at + 1, row.length - at);
    longer[at] = value;
    return longer;
  }

  /** When the next of the counted ones grows a day older; at most a day from {@code now}. */
  long nextStep(long now) {
    long next = now + Times.DAY;
    for (int i = 0; i < times.length; i++) {
      if (counted[i] == 1) {
        next = Math.min(next, now + Times.DAY - Math.floorMod(now - times[i], Times.DAY));
      }
    }
    return next;
  }

  boolean isEmpty() {
    return times.length == 0;
  }
}
