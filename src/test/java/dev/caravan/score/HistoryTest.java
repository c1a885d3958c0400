package dev.caravan.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How far back a cap looks. */
class HistoryTest {
  private static final long WEEK = 7 * 24 * 3_600_000L;

  private static History two(long first) {
    return History.NONE.with(first, "a", 1, 1, WEEK);
  }

  @Test
  void what_lies_a_whole_window_back_leaves_room_and_a_millisecond_less_does_not() {
    assertThat(two(5).with(5 + WEEK, "b", 1, 1, WEEK).counted()).containsExactly(History.COUNTS, History.COUNTS);
    assertThat(two(5).with(4 + WEEK, "b", 1, 1, WEEK).counted()).containsExactly(History.COUNTS, 0);
  }

  @Test
  void what_did_not_count_itself_takes_no_room() {
    History three = two(0).with(WEEK - 1, "b", 1, 1, WEEK).with(WEEK, "c", 1, 1, WEEK);
    assertThat(three.counted()).containsExactly(History.COUNTS, 0, History.COUNTS);
  }
}
