package dev.caravan.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Times;
import org.junit.jupiter.api.Test;

/** When the next touch is due. */
class CadenceTest {
  private static long at(String time) {
    return Times.parse(time);
  }

  @Test
  void a_month_later_is_the_same_day_of_the_next_month_or_its_last() {
    long first = at("2026-01-31T09:00:00Z");
    long second = Cadence.MONTH.after(first, first);
    assertThat(second).isEqualTo(at("2026-02-28T09:00:00Z"));
    long third = Cadence.MONTH.after(first, second);
    assertThat(third).isEqualTo(at("2026-03-31T09:00:00Z"));
    assertThat(Cadence.MONTH.after(first, third)).isEqualTo(at("2026-04-30T09:00:00Z"));
  }

  @Test
  void a_touch_that_came_late_does_not_move_the_day_of_the_month() {
    assertThat(Cadence.MONTH.after(at("2026-01-10T09:00:00Z"), at("2026-02-12T09:00:00Z"))).isEqualTo(at("2026-03-10T09:00:00Z"));
  }

  @Test
  void days_count_from_the_last_touch() {
    assertThat(new Cadence(7 * Times.DAY).after(0, at("2026-01-10T09:00:00Z"))).isEqualTo(at("2026-01-17T09:00:00Z"));
  }

  @Test
  void an_issue_is_named_by_its_month_and_the_next_appears_with_the_next_one() {
    assertThat(Cadence.month(at("2026-03-31T23:59:59Z"))).isEqualTo("2026-03");
    assertThat(Cadence.month(at("2026-12-01T00:00:00Z"))).isEqualTo("2026-12");
    assertThat(Cadence.nextMonth(at("2026-12-31T23:59:59Z"))).isEqualTo(at("2027-01-01T00:00:00Z"));
  }
}
