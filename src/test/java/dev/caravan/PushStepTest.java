package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.model.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the CRM is told after several facts of one tick, and while time alone goes by. */
class PushStepTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String MAIL = "Customer care | Newsletter | May";
  private static final String CAREERS = "Customer care | Careers | Open positions";
  private static final String PAGE = "Customer care | Page | Start";
  private static final Pipeline SMALL_STEP = Given.engine("scenarios", "signals_weigh: 1\n", "signals_weigh: 1.35\n",
      "scoring", "push_step: 5 points", "push_step: 2 points");

  /** Asserts, four times a day, that interest is less than a push step away from what the CRM shows, and in the same band. */
  private static void neverBehind(Pipeline engine, Given market, Given.Who who, double firstDay, double lastDay) {
    double step = engine.model().pushStepTenths() / 10.0;
    for (double day = firstDay; day <= lastDay; day += 0.25) {
      Seen seen = market.after(days(day));
      assertThat((double) seen.told(who).shown().get("interest")).as("what the CRM shows on day %s", day)
          .isGreaterThan(seen.interest(who, CARE) - step).isLessThan(seen.interest(who, CARE) + step);
      assertThat(seen.told(who).shown().get("cell")).as("the cell on day %s", day).isEqualTo(seen.line(who, CARE).get("cell"));
    }
  }

  @Test
  void a_machines_click_taken_back_within_its_tick_does_not_hide_what_the_crm_shows() {
    var market = new Given(SMALL_STEP);
    var dana = market.person("dana@halden.example").takes(PAPER, 0).isSent(MAIL, "copy", days(2));
    market.knownAt(days(2.5));
    dana.clicks(MAIL, "copy", "link", days(2) + 4_000);
    market.knownAt(days(2.5));
    neverBehind(SMALL_STEP, market, dana, 2.5, 30);
  }

  @Test
  void good_points_undone_by_bad_ones_of_the_same_tick_do_not_hide_what_the_crm_shows() {
    var market = new Given();
    var dana = market.person("dana@halden.example").takes(PAPER, 0).takes(PAPER, hours(1))
        .takes(PAPER, days(8)).views(CAREERS, days(8)).views(CAREERS, days(8));
    neverBehind(Given.shipped(), market, dana, 8, 40);
  }

  @Test
  void what_a_visitor_did_before_giving_a_name_does_not_hide_what_the_crm_shows() {
    var market = new Given();
    var dana = market.person("dana@halden.example").takes(PAPER, 0).takes(PAPER, hours(1));
    market.visitor("55").takes(PAPER, days(7.5)).views(CAREERS, days(7.5)).views(CAREERS, days(7.5));
    dana.views(PAGE, days(8), "visitor", "55");
    neverBehind(Given.shipped(), market, dana, 8, 40);
  }

  @Test
  void nothing_is_decided_on_a_visitor_who_gave_a_name_in_the_tick_of_another_act() {
    var market = new Given();
    var visitor = market.visitor("55").takes(PAPER, days(1)).takes(PAPER, days(2));
    market.person("dana@halden.example").views(PAGE, days(2), "visitor", "55");
    assertThat(market.after(days(100)).stages(visitor, CARE)).extracting(Decision.Stage::at)
        .containsExactly(Given.START + days(1));
  }

  @Test
  void a_solution_that_rises_by_itself_leads_before_it_is_a_step_ahead_of_the_one_shown() {
    Pipeline fading = Given.engine("scoring", "    points: 20\n    half_life: 90 days\n", "    points: 40\n",
        "scoring", "    points: -10\n", "    points: -33.3\n    half_life: 7 days\n",
        "scoring", "half_life: 90 days\n    at_most: 2 per week", "half_life: 7 days\n    at_most: 5 per day");
    var market = new Given(fading);
    var dana = market.person("dana@halden.example").takes(PAPER, days(1)).takes(PAPER, days(1)).views(CAREERS, days(1));
    for (int i = 0; i < 3; i++) {
      dana.takes("Payments | Webinar | Faster", days(1));
    }
    dana.views("Payments | Newsletter | May", days(1)).saysAt(days(1.9), "first_name", "Dana");
    for (double day = 1; day < 20; day += 0.25) {
      Seen seen = market.after(days(day));
      String shown = seen.told(dana).shown().get("solution").toString();
      for (String each : List.of(CARE, "payments")) {
        assertThat(seen.interest(dana, each)).as("interest in %s on day %s, while %s is shown", each, day, shown)
            .isLessThan(seen.interest(dana, shown) + 5);
      }
    }
  }
}
