package dev.caravan.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LearnerTest {
  private static final List<Table.Field> FIELDS = List.of(new Table.Field("source", false),
      new Table.Field("visits", true), new Table.Field("weather", false));
  private static final List<Table.Field> LATE = List.of(new Table.Field("quality", false));

  /** Leads by reference and with many visits are won more often; the weather says nothing; the quality says it all. */
  private static List<Table.Row> leads(int count) {
    var chance = new SplittableRandom(11);
    List<Table.Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean reference = chance.nextDouble() < 0.3;
      int visits = chance.nextInt(20);
      boolean won = chance.nextDouble() < (reference ? 0.6 : 0.15) + visits * 0.015;
      Map<String, String> values = new HashMap<>(Map.of("source", reference ? "reference" : "search",
          "weather", chance.nextBoolean() ? "rain" : "sun", "quality", won ? "high" : "low"));
      if (chance.nextDouble() < 0.9) {
        values.put("visits", Integer.toString(visits));
      }
      rows.add(new Table.Row(i, won, values));
    }
    return rows;
  }

  private static Learned.Model model(int count) {
    return (Learned.Model) Learner.learn(new Table(FIELDS, LATE, leads(count)), 1);
  }

  private static double auc(List<Learned.Tried> tried) {
    return tried.get(0).test().auc();
  }

  @Test
  void what_was_planted_is_found_and_held_to_later_leads() {
    Learned.Model model = model(2000);
    assertThat(model.training().rows()).isEqualTo(1400);
    assertThat(model.test().rows()).isEqualTo(600);
    assertThat(auc(model.tried())).isBetween(0.68, 0.85);
    assertThat(model.points().auc()).isCloseTo(auc(model.tried()), within(0.03));
    assertThat(model.tried()).allSatisfy(each -> assertThat(each.test().logLoss()).isLessThan(model.guessLoss()));
    assertThat(model.tried()).allSatisfy(each -> assertThat(each.test().bins()).hasSize(10));
  }

  @Test
  void what_sales_wrote_afterwards_would_have_looked_perfect_and_is_only_shown() {
    Learned.Model model = model(2000);
    assertThat(auc(model.leaking())).isGreaterThan(0.99);
    assertThat(model.yaml()).doesNotContain("quality");
    assertThat(model.text()).contains("Not to be used: with what was written after the outcome was known (quality)");
  }

  @Test
  void the_better_value_is_worth_more_and_each_value_shows_its_evidence() {
    String yaml = model(2000).yaml();
    assertThat(yaml).contains("in force nowhere", "  - criterion: source\n").containsPattern(
        "\"reference\": 100  # \\d+ leads, \\d+\\.\\d % won; without it \\d+\\.\\d %; lift \\d\\.\\d+ \\(")
        .contains("\"search\": 0  # ");
    assertThat(yaml).containsPattern("\"(1[0-9])\\+\": 100");
  }

  @Test
  void the_same_seed_and_rows_give_the_same_figures() {
    assertThat(model(1200).json()).isEqualTo(model(1200).json());
    assertThat(model(1200).chart()).isEqualTo(model(1200).chart()).startsWith("<svg").endsWith("</svg>\n");
  }

  @Test
  void too_few_outcomes_are_declined_with_the_number_that_is_needed() {
    Learned thin = Learner.learn(new Table(FIELDS, List.of(), leads(400)), 1);
    assertThat(thin).isInstanceOf(Learned.TooThin.class);
    assertThat(thin.text()).contains("Too little to learn from", "At least 200 won", "nothing is proposed");
    assertThat(Learner.learn(new Table(FIELDS, List.of(), List.of()), 1)).isInstanceOf(Learned.TooThin.class);
  }

  @Test
  void rows_of_one_moment_are_not_on_both_sides_of_the_cut() {
    List<Table.Row> rows = leads(2000).stream()
        .map(row -> new Table.Row(Math.floor(row.order() / 500), row.won(), row.values())).toList();
    Learned.Model model = (Learned.Model) Learner.learn(new Table(FIELDS, LATE, rows), 1);
    assertThat(model.training().rows()).isEqualTo(1500);
  }

  @Test
  void a_field_written_afterwards_cannot_be_learned_from() {
    assertThatThrownBy(() -> new Table(LATE, LATE, List.of())).hasMessageContaining("\"quality\" is written after");
  }

  @Test
  void words_that_would_be_read_as_ranges_are_not_proposed() {
    List<Table.Row> rows = leads(2000).stream().map(row -> new Table.Row(row.order(), row.won(),
        Map.of("source", row.value("source").equals("reference") ? "1-49" : "search"))).toList();
    Learned.Model model = (Learned.Model) Learner.learn(
        new Table(List.of(new Table.Field("source", false)), List.of(), rows), 1);
    assertThat(model.yaml()).doesNotContain("\"1-49\"");
  }
}
