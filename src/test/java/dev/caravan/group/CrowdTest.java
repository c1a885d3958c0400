package dev.caravan.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.score.Engagement;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Who was there lately: where windows begin, what a long silence is, and what is known late. */
class CrowdTest {
  private static final long DAY = Times.DAY;
  private static final long WINDOW = 90 * DAY;
  private static final long SILENCE = 60 * DAY;
  private static final Crowd.Memory MEMORY = new Crowd.Memory(WINDOW, SILENCE, 30);
  private static final long NOW = 20_000 * DAY;

  private static Engagement act(String person, long time, String posture, int step, String department) {
    return new Engagement(new Engagement.Who(person, person, person, "other", "", department, false, false), "f" + time, time, "a", "", "", false,
        posture, step, false, "", "");
  }

  private static Engagement act(String person, long time) {
    return act(person, time, "exploring", 0, "");
  }

  private static Crowd crowd(Engagement... acts) {
    Crowd crowd = Crowd.NONE;
    for (Engagement act : acts) {
      crowd = crowd.with(act, MEMORY);
    }
    return crowd;
  }

  @Test
  void who_was_there_a_whole_window_before_the_newest_is_not_there_any_more_and_a_millisecond_later_is() {
    long within = 7 * DAY;
    Crowd just = crowd(act("ann", NOW - within + 1, "deciding", 3, "it"), act("ben", NOW));
    Crowd gone = crowd(act("ann", NOW - within, "deciding", 3, "it"), act("ben", NOW));
    assertThat(just.isThere("ann", within)).isTrue();
    assertThat(gone.isThere("ann", within)).isFalse();
    assertThat(just.people(within)).isEqualTo(2);
    assertThat(gone.people(within)).isEqualTo(1);
    assertThat(just.comparing(within)).isEqualTo(1);
    assertThat(gone.comparing(within)).isZero();
    assertThat(just.steps(within)).isEqualTo(1);
    assertThat(gone.steps(within)).isZero();
    assertThat(just.posture(within)).isEqualTo("deciding");
    assertThat(gone.posture(within)).isEqualTo("exploring");
  }

  @Test
  void the_furthest_posture_counts_whoever_came_first() {
    assertThat(crowd(act("ann", NOW, "deciding", 0, ""), act("ben", NOW, "evaluating", 0, "")).posture(DAY)).isEqualTo("deciding");
    assertThat(crowd(act("ann", NOW, "evaluating", 0, ""), act("ben", NOW, "deciding", 0, "")).posture(DAY)).isEqualTo("deciding");
    assertThat(crowd(act("ann", NOW, "evaluating", 0, ""), act("ben", NOW, "exploring", 0, "")).posture(DAY)).isEqualTo("evaluating");
  }

  @Test
  void steps_are_counted_once_each_and_none_is_none() {
    assertThat(crowd(act("ann", NOW, "", 1, ""), act("ben", NOW, "", 1, ""), act("cid", NOW, "", 4, ""), act("dee", NOW, "", 0, "")).steps(DAY)).isEqualTo(2);
  }

  @Test
  void whoever_is_gone_longest_goes_first_of_more_people_than_are_kept() {
    Crowd full = crowd(act("first", NOW));
    for (int i = 1; i < Crowd.MOST; i++) {
      full = full.with(act("p" + i, NOW + i), MEMORY);
    }
    full = full.with(act("first", NOW + Crowd.MOST), MEMORY);
    assertThat(full.people()).hasSize(Crowd.MOST);
    Crowd more = full.with(act("new", NOW + 1_000), MEMORY);
    assertThat(more.people()).hasSize(Crowd.MOST).extracting(Crowd.Seen::person).contains("first", "new", "p2").doesNotContain("p1");
  }

  @Test
  void nobody_is_kept_beyond_the_longest_window() {
    assertThat(crowd(act("ann", NOW - WINDOW), act("ben", NOW)).people()).extracting(Crowd.Seen::person).containsExactly("ben");
    assertThat(crowd(act("ann", NOW - WINDOW + 1), act("ben", NOW)).people()).hasSize(2);
    assertThat(crowd(act("ben", NOW), act("ann", NOW - WINDOW)).people()).as("known late").extracting(Crowd.Seen::person).containsExactly("ben");
  }

  @Test
  void a_silence_is_long_from_its_whole_length_on() {
    Crowd back = crowd(act("ann", NOW - SILENCE), act("ann", NOW));
    assertThat(back.resumedAt()).isEqualTo(Moment.of(NOW));
    assertThat(back.silence()).isEqualTo(SILENCE);
    Crowd still = crowd(act("ann", NOW - SILENCE + 1), act("ann", NOW));
    assertThat(still.resumedAt()).isEqualTo(Moment.of(NOW - SILENCE + 1));
    assertThat(still.silence()).as("nobody was there before").isZero();
  }

  @Test
  void what_becomes_known_late_shortens_the_silence_before_it() {
    Engagement old = act("ann", NOW - 100 * DAY);
    Engagement back = act("ann", NOW);
    Crowd earlier = crowd(old, back, act("ben", NOW - 10 * DAY));
    assertThat(earlier.resumedAt()).as("they had come back earlier").isEqualTo(Moment.of(NOW - 10 * DAY));
    assertThat(earlier.silence()).isEqualTo(90 * DAY);
    Crowd within = crowd(old, back, act("ben", NOW - SILENCE));
    assertThat(within.resumedAt()).as("a silence of its whole length stays one").isEqualTo(Moment.of(NOW));
    assertThat(within.silence()).isEqualTo(SILENCE);
    Crowd before = crowd(old, back, act("ben", NOW - 200 * DAY));
    assertThat(before.resumedAt()).isEqualTo(Moment.of(NOW));
    assertThat(before.silence()).isEqualTo(100 * DAY);
    assertThat(before.first()).isEqualTo(Moment.of(NOW - 200 * DAY));
    Crowd beginning = crowd(back, act("ben", NOW - 70 * DAY));
    assertThat(beginning.silence()).as("somebody had been there before the beginning").isEqualTo(70 * DAY);
    assertThat(beginning.latest()).isEqualTo(Moment.of(NOW));
  }

  @Test
  void a_return_counts_as_long_as_it_lies_in_the_window() {
    Crowd back = crowd(act("ann", NOW - SILENCE - 7 * DAY), act("ann", NOW - 7 * DAY), act("ben", NOW));
    assertThat(back.resumed(7 * DAY)).isFalse();
    assertThat(back.resumed(7 * DAY + 1)).isTrue();
    assertThat(Crowd.NONE.resumed(DAY)).isFalse();
  }

  @Test
  void a_department_is_new_only_where_others_were_there_before_the_window() {
    long within = 30 * DAY;
    Crowd news = crowd(act("ann", NOW - within, "", 0, "it"), act("ben", NOW, "", 0, "finance"), act("cid", NOW, "", 0, "finance"));
    assertThat(news.newDepartments(within)).containsExactly("finance");
    assertThat(crowd(act("ann", NOW - within + 1, "", 0, "it"), act("ben", NOW, "", 0, "finance")).newDepartments(within)).isEmpty();
    assertThat(crowd(act("ann", NOW - within, "", 0, "it"), act("ben", NOW, "", 0, "")).newDepartments(within)).isEmpty();
    Crowd late = news.with(act("dee", NOW - within - DAY, "", 0, "finance"), MEMORY);
    assertThat(late.newDepartments(within)).as("known since earlier, as was known late").isEmpty();
    assertThat(late.departments()).containsEntry("finance", NOW - within - DAY);
  }

  @Test
  void days_are_counted_once_over_everybody_and_visits_for_each() {
    Crowd crowd = crowd(act("ann", NOW - 70 * DAY), act("ben", NOW - 70 * DAY), act("ann", NOW - 69 * DAY), act("ann", NOW), act("ben", NOW));
    assertThat(crowd.onDays(71)).isEqualTo(3);
    assertThat(crowd.onDays(70)).isEqualTo(2);
    assertThat(crowd.onDays(1)).isEqualTo(1);
    assertThat(crowd.visits(71)).isEqualTo(5);
    assertThat(crowd.visitsOf("ann", 71)).isEqualTo(3);
    assertThat(crowd.visitsOf("ben", 71)).isEqualTo(2);
    assertThat(crowd.visitsOf("nobody", 71)).isZero();
    assertThat(crowd.busiest(71)).isEqualTo(3);
    assertThat(crowd.peopleUntil(20_000 - 70, 1)).isEqualTo(2);
    assertThat(crowd.peopleUntil(20_000 - 1, 68)).isZero();
    assertThat(crowd.peopleAround(20_000 - 69, 2)).isEqualTo(2);
    assertThat(crowd.peopleAround(20_000, 1)).isEqualTo(2);
    assertThat(crowd.peopleAround(20_001, 2)).as("no window ends after the newest act").isZero();
  }

  @Test
  void whoever_leaves_takes_their_visits_along_and_nobody_elses() {
    Crowd both = crowd(act("ben", NOW - 80 * DAY), act("ann", NOW - 30 * DAY), act("ben", NOW - 3 * DAY), act("ann", NOW));
    Crowd alone = crowd(act("ann", NOW - 30 * DAY), act("ann", NOW));
    Crowd left = both.without("ben", MEMORY);
    assertThat(left.usual()).isCloseTo(alone.usual(), Offset.offset(1e-9));
    assertThat(left.people()).extracting(Crowd.Seen::person).containsExactly("ann");
    assertThat(both.without("nobody", MEMORY)).isSameAs(both);
  }

  @Test
  void visits_ever_fade_by_the_half_life_and_a_second_act_of_a_day_is_no_visit() {
    assertThat(crowd(act("ann", NOW), act("ann", NOW + 1)).usual()).isEqualTo(1.0);
    assertThat(crowd(act("ann", NOW - 30 * DAY), act("ben", NOW)).usual()).isCloseTo(1.5, Offset.offset(1e-9));
    assertThat(crowd(act("ben", NOW), act("ann", NOW - 30 * DAY)).usual()).as("known late").isCloseTo(1.5, Offset.offset(1e-9));
  }
}
