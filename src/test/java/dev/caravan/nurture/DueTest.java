package dev.caravan.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.Condition;
import dev.caravan.model.Times;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the next touch of a programme is due. */
class DueTest {
  private static final long APART = 3 * Times.DAY;
  private static final long WEEK = 7 * Times.DAY;
  private final Nurture nurture = new Nurture(List.of(programme("one"), programme("two")), APART,
      new Nurture.Requalify(0, 0, null), Map.of(), Map.of());

  private static Programme programme(String name) {
    return new Programme(new NextStep.Programme(name, "", "", ""), Condition.parse("customer", Set.of(), Set.of("customer")), null,
        new Cadence(WEEK), List.of(), "");
  }

  @Test
  void the_first_touch_is_due_at_once() {
    assertThat(nurture.due("one", Memory.NONE, 100)).isEqualTo(100);
  }

  @Test
  void touches_of_two_programmes_stay_apart() {
    Memory sent = Memory.NONE.sent("one", "letter", 1_000);
    assertThat(nurture.due("two", sent, 2_000)).isEqualTo(1_000 + APART);
    assertThat(nurture.due("two", sent, 1_000 + APART + 5)).isEqualTo(1_000 + APART + 5);
    assertThat(nurture.due("one", sent, 2_000)).isEqualTo(1_000 + WEEK);
  }

  @Test
  void what_was_sent_in_the_first_moment_there_is_or_before_it_was_sent() {
    for (long at : new long[] {0, -1, -2_208_988_800_000L}) {
      Memory sent = Memory.NONE.sent("one", "letter", at);
      assertThat(nurture.due("one", sent, at)).isEqualTo(at + WEEK);
      assertThat(nurture.due("two", sent, at)).isEqualTo(at + APART);
      assertThat(Memory.NONE.and(sent)).isEqualTo(sent);
      assertThat(sent.and(Memory.NONE)).isEqualTo(sent);
    }
  }
}
