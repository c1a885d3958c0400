package dev.caravan.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a meeting over one asset begins, and what makes a link somebody's own. */
class SharingTest {
  private static final long WITHIN = 1_000;
  private static final Sharing THREE = new Sharing(3, WITHIN, List.of("elq", "r"));

  private static Entry.Uses taken(Object... personAndTime) {
    Entry.Uses uses = Entry.Uses.NONE;
    for (int i = 0; i < personAndTime.length; i += 2) {
      uses = THREE.taken(uses, (String) personAndTime[i], (long) personAndTime[i + 1]);
    }
    return uses;
  }

  @Test
  void three_who_take_it_within_the_window_meet_and_with_a_millisecond_more_they_do_not() {
    assertThat(THREE.meetingAt(taken("ann", 0L, "ben", 500L, "cid", WITHIN))).isZero();
    assertThat(THREE.meetingAt(taken("ann", 0L, "ben", 500L, "cid", WITHIN + 1))).isEqualTo(Long.MAX_VALUE);
    assertThat(THREE.meetingAt(taken("ann", 0L, "ben", 500L))).isEqualTo(Long.MAX_VALUE);
    assertThat(THREE.meetingAt(taken("ann", 0L, "ann", 1L, "ben", 500L))).as("two people, one of them twice").isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void the_last_meeting_counts_and_who_comes_to_it_later_begins_no_other() {
    Entry.Uses twice = taken("ann", 0L, "ben", 1L, "cid", 2L, "ann", 5_000L, "ben", 5_001L, "cid", 5_002L, "dee", 5_003L);
    assertThat(THREE.meetingAt(twice)).isEqualTo(5_000);
    assertThat(THREE.from(twice, 5_000)).containsExactly("ann", "ben", "cid", "dee");
    assertThat(Sharing.timeOf(twice, "cid", 5_000)).isEqualTo(5_002);
  }

  @Test
  void takers_are_counted_in_the_fullest_window_that_holds_the_moment() {
    Entry.Uses uses = taken("ann", 0L, "ben", 400L, "cid", 900L, "dee", 1_400L);
    assertThat(THREE.takersAround(uses, 400)).as("0 to 1000, or 400 to 1400").isEqualTo(3);
    assertThat(THREE.takersAround(uses, 1_400)).isEqualTo(3);
    assertThat(THREE.takersAround(uses, 2_400)).isEqualTo(1);
    assertThat(THREE.takersAround(uses, 2_401)).isZero();
    assertThat(THREE.takersAround(taken("ann", 0L, "ann", 1L), 1)).isEqualTo(1);
  }

  @Test
  void a_parameter_of_the_admins_or_the_recipient_makes_a_link_somebodys_own() {
    assertThat(THREE.token("https://a.example/p?elq=77", "")).isEqualTo("link elq=77");
    assertThat(THREE.token("https://a.example/p?x=1&ELQ=77&y=2", "")).isEqualTo("link elq=77");
    assertThat(THREE.token("https://a.example/p?x=1&r=9", "m1")).isEqualTo("link r=9");
    assertThat(THREE.token("https://a.example/p?elq=&x=1", "m1")).as("nothing stands there").isEqualTo("mail m1");
    assertThat(THREE.token("https://a.example/p?elq", "")).isEmpty();
    assertThat(THREE.token("https://a.example/p?elqx=5&q=elq", "")).isEmpty();
    assertThat(THREE.token("https://a.example/elq=5", "")).isEmpty();
    assertThat(THREE.token("https://a.example/p?", "")).isEmpty();
  }

  @Test
  void of_somebody_who_takes_it_over_and_over_the_first_and_the_last_time_are_kept() {
    Entry.Uses kept = taken("ann", 0L, "ann", 1L, "ann", 2L, "ben", 3L, "ann", 4L, "ann", 5L);
    assertThat(kept.times()).containsExactly(0, 2, 3, 4, 5);
    assertThat(kept.people()).containsExactly("ann", "ann", "ben", "ann", "ann");
  }

  @Test
  void takers_of_long_ago_go_but_for_those_of_the_last_meeting() {
    assertThat(taken("ann", 0L, "ben", 2 * WITHIN).times()).as("two windows back").containsExactly(0, 2_000);
    assertThat(taken("ann", 0L, "ben", 2 * WITHIN + 1).times()).containsExactly(2_001);
    Entry.Uses met = taken("ann", 0L, "ben", 10L, "cid", WITHIN, "dee", WITHIN + 1, "eve", 9_000L);
    assertThat(met.people()).as("who met, to the end of their window").containsExactly("ann", "ben", "cid", "eve");
  }

  @Test
  void whoever_came_second_by_a_link_came_by_the_first_ones_and_nobody_by_their_own() {
    Entry.Uses uses = Entry.Uses.NONE;
    uses = Sharing.used(uses, "link elq=7", "ann", 500);
    uses = Sharing.used(uses, "mail m1", "ann", 510);
    uses = Sharing.used(uses, "link elq=7", "ben", 600);
    assertThat(Sharing.likely(uses, "link elq=7")).containsOnlyKeys("ben")
        .containsEntry("ben", new Entry.Shared("ann", 100, "came by the same link"));
    assertThat(Sharing.likely(Sharing.used(uses, "mail m1", "cid", 520), "mail m1").get("cid").because()).isEqualTo("came by the same e-mail");
    assertThat(Sharing.likely(uses, "link elq=8")).isEmpty();
    assertThat(Sharing.likely(Sharing.without(uses, "ann"), "link elq=7")).isEmpty();
  }

  @Test
  void the_first_use_of_a_link_is_what_counts_also_where_it_becomes_known_last() {
    Entry.Uses uses = Sharing.used(Entry.Uses.NONE, "link elq=7", "ann", 500);
    assertThat(Sharing.used(uses, "link elq=7", "ann", 600)).isSameAs(uses);
    assertThat(Sharing.used(uses, "link elq=7", "ann", 500)).isSameAs(uses);
    assertThat(Sharing.used(uses, "link elq=7", "ann", 400).times()).containsExactly(400);
    assertThat(Sharing.used(uses, "link elq=8", "ann", 600).times()).containsExactly(500, 600);
    assertThat(Sharing.used(uses, "link elq=7", "ben", 400).people()).containsExactly("ben", "ann");
  }
}
