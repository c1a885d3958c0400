package dev.caravan;

import static dev.caravan.Given.days;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.ConfigException;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.pipeline.PersonView;
import dev.caravan.model.Decision;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Several models at once: one decides, the others are shown beside it. */
class SeveralModelsTest {
  private static final String PARTNERS = """
      models:
        - model: partners
          means: how keen resellers are
          interest:
            - rule: partner-page
              signal: pricing-page
              goal: sell it to others
              points: 30
              half_life: 10 days
            - rule: plans
              answer: planning_to_purchase
              goal: sell it this quarter
              points: { Yes: 25, No: 0 }
          fit:
            - criterion: country
              weight: 100 %
              values: { US: 100 }
          bands:
            fit: { A: 90, B: 60, C: 30 }
            interest: { 1: 50, 2: 30, 3: 10 }
          rating:
            - rating: A
              when: fit >= 90 and interest >= 50
            - rating: B
              when: always

      hand_raise_fit: 50
      """;
  private static final Pipeline TWO_MODELS = Given.engine("scoring", "hand_raise_fit: 50\n", PARTNERS);

  private static Given market() {
    var market = new Given(TWO_MODELS);
    market.person("dana@halden.example").says("last_name", "Reyes", "title", "Director of Operations", "country", "US")
        .views("Payments | Pricing | Prices", days(1)).views("Payments | Pricing | Prices", days(2))
        .takes("Payments | White paper | Queues", days(2), "planning_to_purchase", "Yes");
    return market;
  }

  @Test
  void each_model_gives_its_own_points_fit_and_rating() {
    PersonView dana = market().explained(market().person("dana@halden.example"));
    assertThat(dana.solutions().get(0).tenths()).isNotEqualTo(dana.beside().get(0).lead().tenths());
    PersonView.Beside partners = dana.beside().get(0);
    assertThat(partners.model()).isEqualTo("partners");
    assertThat(partners.fit()).isEqualTo(100_000_000L);
    assertThat(partners.lead().parts()).extracting(PersonView.Part::rule).containsExactly("partners/partner-page", "partners/plans");
    assertThat(partners.lead().parts().stream().mapToLong(PersonView.Part::tenths).sum()).isEqualTo(partners.lead().tenths());
    assertThat(partners.lead().rating()).isEqualTo("A");
    assertThat(partners.lead().cell()).isEqualTo("A1");
  }

  @Test
  void the_model_that_decides_says_what_it_says_alone() {
    var alone = new Given();
    alone.person("dana@halden.example").says("last_name", "Reyes", "title", "Director of Operations", "country", "US")
        .views("Payments | Pricing | Prices", days(1)).views("Payments | Pricing | Prices", days(2))
        .takes("Payments | White paper | Queues", days(2), "planning_to_purchase", "Yes");
    PersonView one = alone.explained(alone.person("dana@halden.example"));
    PersonView two = market().explained(market().person("dana@halden.example"));
    assertThat(two.solutions().get(0).parts()).extracting(PersonView.Part::tenths)
        .isEqualTo(one.solutions().get(0).parts().stream().map(PersonView.Part::tenths).toList());
    assertThat(two.solutions().get(0).stage()).isEqualTo(one.solutions().get(0).stage());
  }

  @Test
  void the_crm_is_told_when_a_further_models_cell_changes_by_time_alone() {
    List<Object> cells = market().outcome(days(60)).decisions().stream()
        .filter(Decision.Score.class::isInstance).map(each -> ((Decision.Score) each).shown().get("models.partners.cell"))
        .distinct().toList();
    assertThat(cells).startsWith("A4").contains("A1", "A2").endsWith("A3");
    Map<String, Object> last = market().outcome(days(60)).decisions().stream().filter(Decision.Score.class::isInstance)
        .map(each -> ((Decision.Score) each).shown()).reduce((first, second) -> second).orElseThrow();
    PersonView now = TWO_MODELS.person(market().outcome(days(60)).states(), "dana@halden.example", Given.START + days(60)).orElseThrow();
    assertThat(Math.abs((double) last.get("models.partners.interest") * 10 - now.beside().get(0).lead().tenths())).isLessThan(50);
  }

  @Test
  void two_models_of_one_name_are_a_mistake() {
    Assertions.assertThatThrownBy(() -> Given.engine("scoring", "hand_raise_fit: 50\n", PARTNERS.replace("model: partners", "model: shipped")))
        .isInstanceOf(ConfigException.class).hasMessageContaining("already declared");
  }
}
