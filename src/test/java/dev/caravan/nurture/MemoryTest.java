package dev.caravan.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What nurture remembers of two records that turn out to be one person's. */
class MemoryTest {
  private static final Memory ONE = Memory.NONE.sent("warm", "letter-one", 10).sent("warm", "letter-two", 20);
  private static final Memory OTHER = Memory.NONE.sent("warm", "letter-one", 5).sent("raise", "paper", 30).exhausted("raise");

  @Test
  void everything_was_sent_that_was_sent_to_either() {
    assertThat(ONE.and(OTHER).sent()).containsOnlyKeys("letter-one", "letter-two", "paper").containsEntry("letter-one", 10L);
    assertThat(ONE.and(OTHER).last()).isEqualTo(30);
  }

  @Test
  void of_two_places_in_a_programme_the_further_one_holds() {
    assertThat(ONE.and(OTHER).place("warm")).isEqualTo(new Memory.Place(5, 20, 2, false));
    assertThat(ONE.and(OTHER).place("raise")).isEqualTo(new Memory.Place(30, 30, 1, true));
  }

  @Test
  void whoever_goes_on_the_same_is_remembered() {
    assertThat(OTHER.and(ONE)).isEqualTo(ONE.and(OTHER));
    assertThat(ONE.and(Memory.NONE)).isEqualTo(ONE);
  }

  @Test
  void no_number_of_a_touch_is_used_again() {
    assertThat(ONE.and(OTHER).touches()).isEqualTo(4);
  }
}
