package dev.caravan.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LiftTest {
  @Test
  void the_interval_is_that_of_katz() {
    // exp(ln 1.5 ± 1.96 · sqrt(1/30 − 1/100 + 1/20 − 1/100)), worked out by hand
    Lift lift = Lift.of(100, 30, 100, 20);
    assertThat(lift.ratio()).isCloseTo(1.5, within(1e-12));
    assertThat(lift.low()).isCloseTo(0.9160, within(1e-4));
    assertThat(lift.high()).isCloseTo(2.4564, within(1e-4));
    assertThat(lift.verdict()).isEqualTo(Lift.Verdict.UNCLEAR);
  }

  @Test
  void a_side_where_nobody_converted_still_has_an_interval() {
    Lift lift = Lift.of(40, 0, 400, 80);
    assertThat(lift.low()).isPositive();
    assertThat(lift.high()).isLessThan(1);
    assertThat(lift.verdict()).isEqualTo(Lift.Verdict.LESS);
  }

  @Test
  void many_cases_and_no_difference_predict_nothing() {
    assertThat(Lift.of(1000, 400, 1000, 401).verdict()).isEqualTo(Lift.Verdict.NOTHING);
  }

  @Test
  void fewer_than_ten_cases_on_a_side_are_too_few_to_tell() {
    assertThat(Lift.of(9, 9, 1000, 10).verdict()).isEqualTo(Lift.Verdict.TOO_FEW);
    assertThat(Lift.of(0, 0, 1000, 10).ratio()).isNaN();
  }

  @Test
  void more_won_than_there_are_is_refused() {
    assertThatThrownBy(() -> Lift.of(3, 4, 10, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
