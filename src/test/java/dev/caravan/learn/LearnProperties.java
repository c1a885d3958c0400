package dev.caravan.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class LearnProperties {
  @Property
  void a_lift_lies_in_its_interval(@ForAll @LongRange(min = 1, max = 5000) long with,
      @ForAll @LongRange(min = 1, max = 5000) long without, @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll @DoubleRange(min = 0, max = 1) double other) {
    Lift lift = Lift.of(with, Math.round(with * share), without, Math.round(without * other));
    assertThat(lift.ratio()).isBetween(lift.low(), lift.high());
  }

  @Property
  void every_number_from_nought_up_has_exactly_one_band(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 5000) Integer> numbers,
      @ForAll @IntRange(min = 0, max = 10_000) int number) {
    Bands bands = Bands.of(numbers.stream().map(Integer::doubleValue).toList(), 8);
    String band = bands.of(number);
    long from = Long.parseLong(band.replaceAll("[+-].*", ""));
    long to = band.endsWith("+") ? Long.MAX_VALUE : Long.parseLong(band.replaceAll(".*-", ""));
    assertThat((long) number).isBetween(from, to);
  }

  @Property
  void the_auc_is_the_share_of_pairs_in_the_right_order(
      @ForAll @Size(min = 2, max = 40) List<@IntRange(min = 0, max = 9) Integer> scores,
      @ForAll @IntRange(min = 1, max = 1_000_000) int outcomes) {
    List<Table.Row> rows = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      rows.add(new Table.Row(i, i == 0 || i > 1 && (outcomes >> i % 20 & 1) == 1, Map.of()));
    }
    double right = 0;
    double pairs = 0;
    for (int i = 0; i < rows.size(); i++) {
      for (int k = 0; k < rows.size(); k++) {
        if (rows.get(i).won() && !rows.get(k).won()) {
          pairs++;
          right += scores.get(i) > scores.get(k) ? 1 : scores.get(i).equals(scores.get(k)) ? 0.5 : 0;
        }
      }
    }
    double[] p = scores.stream().mapToDouble(score -> score / 10.0).toArray();
    assertThat(Measured.of(p, rows).auc()).isEqualTo(right / pairs, org.assertj.core.api.Assertions.within(1e-9));
  }
}
