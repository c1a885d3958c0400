package dev.caravan.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.score.Consent;
import dev.caravan.score.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

/** To the millisecond: how long a request counts, and which of two words of one moment holds. */
class BordersOfTimeTest {
  private static final long NOW = Times.parse("2026-03-02T10:00:00Z");

  private static Scores.Solution asked(long at) {
    return new Scores.Solution("customer-care", 0, List.of(), "", "", "", "deciding", 3, List.of(), Moment.of(at), "fact");
  }

  @Test
  void a_request_counts_for_thirty_days_and_not_a_moment_longer() {
    assertThat(Way.raisedHandLately(asked(NOW - 30 * Times.DAY + 1), NOW)).isTrue();
    assertThat(Way.raisedHandLately(asked(NOW - 30 * Times.DAY), NOW)).isFalse();
  }

  @Test
  void it_is_a_reply_for_a_day_and_not_a_moment_longer() {
    assertThat(Reaching.isReply(asked(NOW - Times.DAY + 1), NOW)).isTrue();
    assertThat(Reaching.isReply(asked(NOW - Times.DAY), NOW)).isFalse();
  }

  @Test
  void of_a_no_and_a_yes_of_one_moment_the_no_holds_in_either_order() {
    Consent noFirst = Consent.NOTHING_SAID.out(Consent.EMAIL, "", NOW, "eloqua").in(Consent.EMAIL, "", NOW, "form");
    Consent yesFirst = Consent.NOTHING_SAID.in(Consent.EMAIL, "", NOW, "form").out(Consent.EMAIL, "", NOW, "eloqua");
    assertThat(noFirst.emailOut()).isTrue();
    assertThat(yesFirst.emailOut()).isTrue();
    assertThat(noFirst.in(Consent.EMAIL, "", NOW + 1, "form").emailOut()).isFalse();
  }
}
