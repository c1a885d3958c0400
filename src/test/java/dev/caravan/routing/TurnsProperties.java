package dev.caravan.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import java.util.List;

/** What must hold of taking turns, whoever comes and goes. */
class TurnsProperties {
  private static Map<String, Integer> present(int mask, int people) {
    var there = new TreeMap<String, Integer>();
    for (int i = 0; i < people; i++) {
      if ((mask >> i & 1) == 1) {
        there.put("005" + i, 1);
      }
    }
    return there;
  }

  /** Whatever happened before: once the same people are there, no window is unfair. */
  @Property(tries = 300)
  void equal_shares_differ_by_one_at_most_over_any_window(@ForAll @Size(max = 40) List<@IntRange(min = 1, max = 63) Integer> before,
      @ForAll @IntRange(min = 1, max = 63) int there) {
    Turns turns = Turns.NONE;
    for (int mask : before) {
      turns = turns.next(present(mask, 6)).turns();
    }
    Map<String, Integer> people = present(there, 6);
    var chosen = new java.util.ArrayList<String>();
    for (int i = 0; i < 30; i++) {
      Turns.Next next = turns.next(people);
      chosen.add(next.user());
      turns = next.turns();
    }
    for (int from = 0; from < chosen.size(); from++) {
      Map<String, Integer> counts = new HashMap<>();
      people.keySet().forEach(each -> counts.put(each, 0));
      for (int to = from; to < chosen.size(); to++) {
        counts.merge(chosen.get(to), 1, Integer::sum);
        assertThat(counts.values().stream().mapToInt(n -> n).max().orElse(0) - counts.values().stream().mapToInt(n -> n).min().orElse(0))
            .isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void a_million_turns_are_shared_by_weight_to_within_one() {
    var weights = new TreeMap<>(Map.of("005A", 1, "005B", 2, "005C", 3, "005D", 4));
    Turns turns = Turns.NONE;
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 1_000_000; i++) {
      Turns.Next next = turns.next(weights);
      counts.merge(next.user(), 1, Integer::sum);
      turns = next.turns();
    }
    weights.forEach((user, weight) -> assertThat(counts.getOrDefault(user, 0)).isBetween(weight * 100_000 - 1, weight * 100_000 + 1));
  }

  @Test
  void who_was_away_neither_catches_up_nor_is_left_behind() {
    Turns turns = Turns.NONE;
    for (int i = 0; i < 1000; i++) {
      turns = turns.next(present(0b011, 3)).turns();
    }
    var counts = new HashMap<String, Integer>();
    for (int i = 0; i < 9; i++) {
      Turns.Next next = turns.next(present(0b111, 3));
      counts.merge(next.user(), 1, Integer::sum);
      turns = next.turns();
    }
    assertThat(counts.values()).containsOnly(3);
  }
}
