package dev.caravan.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The last intervals between readings of a stream, in ms, newest last.
 *
 * <p>Readings in quick succession count as one: a single run reads several times, to see what came of its own writes.
 */
record Gaps(List<Long> last) {
  private static final int KEPT = 24;
  private static final long SUCCESSION_MS = 30_000;
  /** One more than a single run can make. */
  private static final int ENOUGH = 5;

  Gaps {
    last = List.copyOf(last);
  }

  static Gaps parse(String text) {
    return new Gaps(text.isEmpty() ? List.of() : Arrays.stream(text.split(",", -1)).map(Long::valueOf).toList());
  }

  /** Whether a reading is one of its own. */
  static boolean counts(long from, long now) {
    return now - from >= SUCCESSION_MS;
  }

  /** With the interval between two readings; from 0 there is none. */
  Gaps with(long from, long now) {
    if (from == 0) {
      return this;
    }
    var all = new ArrayList<>(last);
    all.add(now - from);
    return new Gaps(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }

  /** The longest, 0 as long as there are too few to tell. */
  long usual() {
    return last.size() < ENOUGH ? 0 : last.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  String text() {
    return last.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
