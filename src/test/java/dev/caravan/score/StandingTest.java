package dev.caravan.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Moment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of two answers, requests and refusals stands: what happened later, whatever became known last. */
class StandingTest {
  private static final Standing.Answer GIVEN = Standing.Answer.NONE.answered("yes", 0, "fact-b", "care", false);

  @Test
  void the_later_answer_stands_and_of_two_of_one_moment_the_one_with_the_later_id() {
    assertThat(GIVEN.answered("no", 1, "fact-a", "care", false).value()).isEqualTo("no");
    assertThat(GIVEN.answered("no", -1, "fact-c", "care", false)).isSameAs(GIVEN);
    assertThat(GIVEN.answered("no", 0, "fact-a", "care", false)).isSameAs(GIVEN);
    assertThat(GIVEN.answered("no", 0, "fact-c", "care", false).value()).isEqualTo("no");
    assertThat(GIVEN.answered("no", 0, "fact-b", "care", false)).isSameAs(GIVEN);
  }

  @Test
  void an_answer_of_the_very_moment_is_void_too_and_one_of_later_is_not() {
    assertThat(GIVEN.voidedBy(0).voided()).isTrue();
    assertThat(GIVEN.voidedBy(-1).voided()).isFalse();
    assertThat(GIVEN.voidedBy(0).voidedBy(-1).voided()).isTrue();
    assertThat(Standing.Answer.NONE.voidedBy(5).voided()).as("nothing was answered").isFalse();
  }

  @Test
  void a_question_is_declined_anew_only_by_what_happened_later_and_keeps_whose_answer_it_was() {
    Standing.Answer declined = GIVEN.declined(5, "payments");
    assertThat(declined.declinedAt()).isEqualTo(Moment.of(5));
    assertThat(declined.solution()).isEqualTo("care");
    assertThat(declined.declined(5, "x")).isSameAs(declined);
    assertThat(declined.declined(4, "x")).isSameAs(declined);
    assertThat(declined.declined(6, "x").declinedAt()).isEqualTo(Moment.of(6));
    assertThat(Standing.Answer.NONE.declined(0, "payments").solution()).isEqualTo("payments");
    assertThat(Standing.Answer.NONE.declined(0, "payments").declinedAt()).isEqualTo(Moment.of(0));
  }

  @Test
  void the_later_request_stands_and_a_machines_is_none() {
    Interest raised = Interest.NONE.raised(0, "one");
    assertThat(raised.raised(-1, "two")).isSameAs(raised);
    assertThat(raised.raised(0, "two").handRaise()).isEqualTo("two");
    assertThat(raised.raised(1, "two").handRaisedAt()).isEqualTo(Moment.of(1));
    Interest machine = raised.with("quote", History.NONE.with(0, "one", 1, 0, 0).byMachine("one", 0, 0)).restated("quote", "quote", true);
    assertThat(machine.handRaisedAt()).isEqualTo(Moment.NONE);
    assertThat(machine.handRaise()).isEmpty();
    Interest other = raised.with("quote", History.NONE.with(0, "other", 1, 0, 0).byMachine("other", 0, 0)).restated("quote", "quote", true);
    assertThat(other.handRaise()).as("a request that is not of that history stands").isEqualTo("one");
    Interest before = raised.raised(9, "two").with("quote", History.NONE.with(0, "one", 1, 0, 0).with(9, "two", 1, 0, 0).byMachine("two", 0, 0))
        .restated("quote", "quote", true);
    assertThat(before.handRaisedAt()).isEqualTo(Moment.of(0));
    assertThat(before.handRaise()).isEqualTo("one");
  }

  @Test
  void a_signal_is_last_seen_when_it_happened_last() {
    Interest seen = Interest.NONE.seen("paper", 5);
    assertThat(seen.seen("paper", 5)).isSameAs(seen);
    assertThat(seen.seen("paper", 4)).isSameAs(seen);
    assertThat(seen.seen("paper", 6).lastSeen()).isEqualTo(Map.of("paper", 6L));
  }
}
