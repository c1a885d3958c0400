package dev.caravan.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Fact;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which records only say again what the newest said. */
class EchoesTest {
  private final Echoes echoes = new Echoes();

  private static Fact says(String title, String time) {
    return new Fact.Person(Facts.head("crm", "contact-1@" + time, "ana@nordlicht.example", time), Map.of("crm", "1"), Map.of("title", title));
  }

  @Test
  void what_is_read_late_is_no_echo_and_not_the_newest() {
    assertThat(echoes.isEcho(says("Analyst", "2026-03-05T10:00:00Z"))).isFalse();
    assertThat(echoes.isEcho(says("Intern", "2026-03-02T10:00:00Z"))).isFalse();
    assertThat(echoes.isEcho(says("Analyst", "2026-03-06T10:00:00Z"))).as("the newest said so").isTrue();
    assertThat(echoes.isEcho(says("Intern", "2026-03-07T10:00:00Z"))).as("the newest said otherwise").isFalse();
  }

  @Test
  void an_older_one_that_says_what_the_newest_says_is_no_echo_of_it() {
    assertThat(echoes.isEcho(says("Analyst", "2026-03-05T10:00:00Z"))).isFalse();
    assertThat(echoes.isEcho(says("Analyst", "2026-03-02T10:00:00Z"))).isFalse();
  }

  @Test
  void of_two_that_are_told_of_one_moment_the_later_told_is_the_newest() {
    assertThat(echoes.isEcho(says("Analyst", "2026-03-05T10:00:00Z"))).isFalse();
    assertThat(echoes.isEcho(says("Chair", "2026-03-05T10:00:00Z"))).isFalse();
    assertThat(echoes.isEcho(says("Chair", "2026-03-05T10:00:00Z"))).isTrue();
  }
}
