package dev.caravan;

import static dev.caravan.Given.days;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Progressive profiling, with the shipped questions. */
class QuestionCasesTest {
  private static final String PAPER = "Customer care | White paper | Queues";
  private static final String PLANS = "planning_to_purchase";

  private final Given given = new Given();

  private Seen.Line line(Given.Who who) {
    return given.seen().line(who, "all");
  }

  @Test
  void the_least_threatening_question_comes_first_and_never_more_than_configured_at_a_touch() {
    var dana = given.person("dana@halden.example").takes(PAPER, 0);
    assertThat(line(dana).list("next_questions")).containsExactly("first_name", "last_name");
    assertThat(line(dana).get("next_question")).isEqualTo("first_name");
  }

  @Test
  void what_is_known_is_not_asked() {
    var dana = given.person("dana@halden.example").says("first_name", "Dana", "last_name", "Reyes", "title", "Director");
    assertThat(line(dana).list("next_questions")).containsExactly("company", "country");
  }

  @Test
  void a_question_a_form_answered_is_not_asked_again_and_fills_the_profile() {
    var dana = given.person("dana@halden.example").says("last_name", "Reyes").takes(PAPER, 0, "first_name", "Dana");
    assertThat(line(dana).list("next_questions")).containsExactly("company", "title");
    assertThat(line(dana).number("completeness")).isEqualTo(30);
  }

  @Test
  void a_question_waits_for_those_it_builds_on() {
    var dana = given.person("dana@halden.example")
        .says("first_name", "Dana", "last_name", "Reyes", "title", "Director", "country", "US", "industry", "Retail", "phone", "+12025550100")
        .takes(PAPER, 0, "company", "Select");
    assertThat(line(dana).list("next_questions")).as("size and plans wait for the company, which was declined").isEmpty();
  }

  @Test
  void the_purchase_time_frame_comes_last() {
    assertThat(line(given.director("dana@halden.example")).list("next_questions")).containsExactly(PLANS);
  }

  @Test
  void a_time_bound_answer_lapses_after_ninety_days() {
    var dana = given.director("dana@halden.example").takes(PAPER, 0, PLANS, "No");
    assertThat(line(dana).list("next_questions")).isEmpty();
    dana.views("Customer care | Pricing | Plans", days(89));
    assertThat(line(dana).list("next_questions")).isEmpty();
    dana.views("Customer care | Pricing | Plans", days(90));
    assertThat(line(dana).list("next_questions")).containsExactly(PLANS);
  }

  @Test
  void an_answer_sales_called_wrong_is_asked_again() {
    var dana = given.director("dana@halden.example").takes(PAPER, 0, PLANS, "Yes").salesSay("rejected", "wrong-answers", days(1));
    assertThat(line(dana).list("next_questions")).containsExactly(PLANS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Select", "Prefer not to say"})
  void a_question_shown_and_declined_is_not_asked_for_ninety_days(String left) {
    var dana = given.director("dana@halden.example").takes(PAPER, 0, PLANS, left);
    assertThat(line(dana).list("next_questions")).isEmpty();
    assertThat(given.explained(dana).declined()).containsExactly("Are you planning to purchase this quarter?");
    dana.views("Customer care | Pricing | Plans", days(90));
    assertThat(line(dana).list("next_questions")).containsExactly(PLANS);
    assertThat(given.explained(dana).declined()).isEmpty();
  }

  @Test
  void a_declined_question_gives_no_points_and_is_visible() {
    var dana = given.director("dana@halden.example").takes(PAPER, 0, PLANS, "Select");
    var care = given.seen().line(dana, "customer-care");
    assertThat(care.number("interest")).isEqualTo(20);
    assertThat(care.rows("parts")).extracting(part -> part.get("rule")).contains("plans-to-purchase-this-quarter");
    assertThat(care.points("plans-to-purchase-this-quarter")).isZero();
  }

  @Test
  void declining_does_not_take_back_an_answer_given_before() {
    var dana = given.director("dana@halden.example").takes(PAPER, 0, PLANS, "Yes").takes(PAPER, days(1), PLANS, "Select");
    assertThat(given.seen().line(dana, "customer-care").points("plans-to-purchase-this-quarter")).isEqualTo(20);
  }

  @Test
  void a_default_never_stands_for_a_value_of_the_profile() {
    var dana = given.director("dana@halden.example").takes(PAPER, 0, "industry", "-- Select --");
    assertThat(given.explained(dana).fitParts()).anyMatch(part -> part.criterion().equals("industry") && part.value().equals("Healthcare"));
  }
}
