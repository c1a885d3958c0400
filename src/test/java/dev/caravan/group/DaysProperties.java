package dev.caravan.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The days somebody was there, kept in 128 bits, against a plain set of days. */
class DaysProperties {

  @Property
  void days_are_counted_as_a_set_would_count_them(@ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 127) Integer> days,
      @ForAll @IntRange(min = 0, max = 150) int later, @ForAll @IntRange(min = 1, max = 128) int window) {
    var set = new TreeSet<Integer>(days);
    Days kept = Days.NONE;
    for (int day : days) {
      kept = kept.with(day);
    }
    int last = set.last() + later;
    long expected = set.stream().filter(day -> day > last - window).filter(day -> last - day < Days.KEPT).count();
    assertThat(kept.count(last, window)).isEqualTo((int) expected);
    long near = kept.from(last, false) & Days.mask(window);
    long far = kept.from(last, true) & Days.mask(window - 64);
    assertThat(Long.bitCount(near) + Long.bitCount(far)).isEqualTo((int) expected);
  }

  @Property
  void a_window_that_ended_earlier_is_counted_too(@ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 120) Integer> days,
      @ForAll @IntRange(min = 0, max = 120) int end, @ForAll @IntRange(min = 1, max = 30) int window) {
    Days kept = Days.NONE;
    for (int day : days) {
      kept = kept.with(day);
    }
    assertThat(kept.count(end, window))
        .isEqualTo((int) days.stream().distinct().filter(day -> day <= end && day > end - window).count());
  }

  @Property
  void the_order_of_arrival_does_not_matter(@ForAll @Size(max = 40) List<@IntRange(min = 0, max = 127) Integer> days) {
    Days forth = Days.NONE;
    Days back = Days.NONE;
    for (int i = 0; i < days.size(); i++) {
      forth = forth.with(days.get(i));
      back = back.with(days.get(days.size() - 1 - i));
    }
    assertThat(forth).isEqualTo(back);
  }
}
