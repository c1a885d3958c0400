package dev.caravan.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.model.Times;
import dev.caravan.score.Engagement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How rare a stretch of visits is against what is usual for the account. */
class UsualTest {
  private static final Crowd.Memory MEMORY = new Crowd.Memory(120 * Times.DAY, 90 * Times.DAY, 180);
  private static final long START = Times.parse("2026-01-05T09:00:00Z");

  private final Usual usual = new Usual(180, 120);
  private Crowd crowd = Crowd.NONE;

  private void visit(String person, double day) {
    var who = new Engagement.Who(person, "", person, "other", "", "", false, false);
    crowd = crowd.with(new Engagement(who, "f", START + Math.round(day * Times.DAY), "", "", "", false, "exploring", 1, false, "", ""), MEMORY);
  }

  @Test
  void the_tail_of_a_poisson_distribution_is_right() {
    assertThat(Usual.tail(0, 3)).isEqualTo(1);
    assertThat(Usual.tail(1, 0.1)).isCloseTo(0.0951626, within(1e-7));
    assertThat(Usual.tail(5, 1)).isCloseTo(0.0036598, within(1e-7));
    assertThat(Usual.tail(3, 5)).isCloseTo(0.8753480, within(1e-7));
    assertThat(Usual.tail(40, 5) * 1e21).isCloseTo(0.0855, within(1e-4));
  }

  @Test
  void one_person_alone_is_never_rare_however_busy() {
    for (int i = 0; i < 30; i++) {
      visit("ann", i);
    }
    assertThat(usual.onceIn(crowd, 30)).isEqualTo(1);
  }

  @Test
  void several_who_come_at_once_to_a_quiet_account_are_rare() {
    visit("ann", 0);
    for (String person : List.of("bob", "cem", "dee", "eva")) {
      visit(person, 200);
    }
    assertThat(usual.onceIn(crowd, 30)).isGreaterThan(100);
  }

  @Test
  void the_same_is_not_rare_where_people_always_come() {
    for (int i = 0; i < 200; i += 3) {
      visit(List.of("ann", "bob", "cem").get(i % 9 / 3), i);
    }
    assertThat(usual.onceIn(crowd, 30)).isLessThan(10);
  }

  @Test
  void a_busy_day_of_one_person_counts_as_one_visit() {
    visit("ann", 0);
    visit("bob", 0);
    long before = usual.onceIn(crowd, 30);
    for (int i = 1; i < 9; i++) {
      visit("bob", i / 100.0);
    }
    assertThat(usual.onceIn(crowd, 30)).isEqualTo(before);
  }
}
