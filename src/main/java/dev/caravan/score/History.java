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
 * @param counted {@link #COUNTS} where the rule's cap let it count, {@link #BY_MACHINE} where nobody did it, else 0
 */
record History(long[] times, List<String> facts, long[] points, long[] counted) {
  static final long COUNTS = 1;
  static final long BY_MACHINE = 2;
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
    capped(newTimes, newCounted, at, atMost, perMs);
    return new History(newTimes, newFacts, newPoints, newCounted);
  }

  /** The history with one of its facts known to be a machine's; it leaves room under the cap. */
  History byMachine(String fact, int atMost, long perMs) {
    int at = facts.indexOf(fact);
    if (at < 0) {
      return this;
    }
    long[] newCounted = counted.clone();
    newCounted[at] = BY_MACHINE;
    capped(times, newCounted, at + 1, atMost, perMs);
    return new History(times, facts, points, newCounted);
  }

  /** Place of the newest that a person did, -1 for none. */
  int newest() {
    int at = times.length - 1;
    while (at >= 0 && counted[at] == BY_MACHINE) {
      at--;
    }
    return at;
  }

  private static void capped(long[] times, long[] counted, int from, int atMost, long perMs) {
    for (int i = from; i < times.length; i++) {
      if (counted[i] != BY_MACHINE) {
        counted[i] = counts(times, counted, i, atMost, perMs) ? COUNTS : 0;
      }
    }
  }

  /** Fewer than N counted ones in the window before it. */
  private static boolean counts(long[] times, long[] counted, int i, int atMost, long perMs) {
    if (atMost == 0) {
      return true;
    }
    int before = 0;
    for (int k = i - 1; k >= 0 && times[k] > times[i] - perMs; k--) {
      before += counted[k] == COUNTS ? 1 : 0;
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
      if (counted[i] == COUNTS) {
        next = Math.min(next, now + Times.DAY - Math.floorMod(now - times[i], Times.DAY));
      }
    }
    return next;
  }
}
