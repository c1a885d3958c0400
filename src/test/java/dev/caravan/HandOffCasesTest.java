package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When sales is asked, who is, and what happens to everybody else. */
class HandOffCasesTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String TESTIMONIAL = "Customer care | Testimonial | Halden";
  private static final String QUOTE = "Customer care | Quote | Ask us";

  private final Given market = new Given();

  // posture holds

  @Test
  void who_only_explores_is_held_whatever_the_points_and_stands_at_mql() {
    var dana = market.director("dana@halden.example").readsAlot("Customer care", days(20));
    Seen seen = market.after(days(20));
    assertThat(seen.interest(dana, CARE)).isGreaterThan(100);
    assertThat(seen.line(dana, CARE).text("stage")).isEqualTo("mql");
    assertThat(seen.line(dana, CARE).list("held")).containsExactly("exploring");
    assertThat(seen.line(dana, CARE).get("programme")).isNotNull();
    assertThat(seen.handOffs()).isEmpty();
  }

  @Test
  void evaluating_releases_what_exploring_held() {
    var dana = market.director("dana@halden.example").readsAlot("Customer care", days(20)).takes(TESTIMONIAL, days(21));
    Seen seen = market.after(days(21));
    assertThat(seen.handOff().at()).isEqualTo(Given.START + days(21));
    assertThat(seen.line(dana, CARE).list("held")).isEmpty();
  }

  @Test
  void evaluating_releases_nothing_once_interest_has_fallen() {
    var dana = market.director("dana@halden.example").readsAlot("Customer care", days(20)).takes(TESTIMONIAL, days(75));
    Seen seen = market.after(days(75));
    assertThat(seen.interest(dana, CARE)).isLessThan(100);
    assertThat(seen.handOffs()).isEmpty();
    assertThat(seen.line(dana, CARE).get("mql")).as("once reached, reached").isEqualTo(true);
  }

  // one open hand-off

  @Test
  void a_second_solution_is_appended_to_the_open_hand_off() {
    var dana = market.director("dana@halden.example").compares("Customer care", days(1)).compares("Payments", days(2));
    Seen seen = market.after(days(3));
    assertThat(seen.handOffs()).hasSize(1);
    assertThat(seen.line(dana, "payments").text("stage")).isEqualTo("mql");
    assertThat(seen.line(dana, "payments").list("held")).isEmpty();
    assertThat(seen.line(dana, "all").get("mql")).as("the row of all never hands off").isEqualTo(false);
  }

  @Test
  void a_hundred_points_spread_over_two_solutions_are_no_mql() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0).takes(PAPER, 1).takes(TESTIMONIAL, 2)
        .takes("Payments | White paper | A", 3).takes("Payments | White paper | B", 4).takes("Payments | Testimonial | C", 5);
    Seen seen = market.after(hours(1));
    assertThat(seen.interest(dana, "all")).isEqualTo(110.0);
    assertThat(seen.handOffs()).isEmpty();
    assertThat(seen.people()).extracting(line -> line.get("mql")).containsOnly(false);
  }

  @Test
  void the_hand_off_explains_itself_with_the_parts_of_the_score() {
    market.director("dana@halden.example").compares("Customer care", days(1));
    assertThat(market.after(days(1)).handOff().text()).contains("Interest 100.0", "white paper", "testimonial", "webinar", "Fit 94",
        "Client Experience Director");
  }

  // consent and next steps

  @Test
  void only_the_persons_own_later_act_lifts_an_opt_out() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0).does(Fact.ActivityKind.UNSUBSCRIBE, hours(1));
    assertThat(market.after(hours(2)).line(dana, CARE).text("no_programme")).isEqualTo("unsubscribed");
    dana.saysAt(hours(3), "consent.email", "true");
    assertThat(market.after(hours(4)).line(dana, CARE).text("no_programme")).as("a record that says yes").isEqualTo("unsubscribed");
    dana.does(Fact.ActivityKind.SUBSCRIBE, hours(5));
    assertThat(market.after(hours(6)).line(dana, CARE).text("programme")).isEqualTo("raise-interest");
  }

  @Test
  void a_subscription_that_is_older_than_the_opt_out_lifts_nothing_however_late_it_is_known() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0).does(Fact.ActivityKind.UNSUBSCRIBE, hours(2))
        .does(Fact.ActivityKind.SUBSCRIBE, hours(1));
    market.knownAt(hours(3));
    assertThat(market.after(hours(4)).line(dana, CARE).text("no_programme")).isEqualTo("unsubscribed");
  }

  @Test
  void an_opt_out_ends_the_programme_at_once() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0).does(Fact.ActivityKind.UNSUBSCRIBE, hours(1));
    Seen seen = market.after(hours(2));
    assertThat(seen.line(dana, CARE).get("programme")).isNull();
    assertThat(seen.decisions()).filteredOn(Decision.Leave.class::isInstance).singleElement()
        .satisfies(leave -> assertThat(leave.at()).isEqualTo(Given.START + hours(1)));
  }

  @Test
  void who_bounces_is_on_no_programme_and_says_so() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0).does(Fact.ActivityKind.BOUNCEBACK, hours(1));
    assertThat(market.after(hours(2)).line(dana, CARE).text("no_programme")).isEqualTo("bounced");
  }

  @Test
  void everybody_has_one_next_step_or_a_reason_why_not() {
    market.director("a@halden.example").takes(PAPER, 0);
    market.director("b@halden.example").compares("Customer care", hours(1));
    market.person("c@state.edu.example").takes(PAPER, 0);
    market.person("d@competitor.example").takes(PAPER, 0);
    market.person("e@halden.example").does(Fact.ActivityKind.UNSUBSCRIBE, 0);
    assertThat(market.after(days(1)).people()).hasSizeGreaterThan(5)
        .allSatisfy(line -> assertThat(line.get("programme") == null).isNotEqualTo(line.get("no_programme") == null));
  }

  // customers

  @Test
  void a_won_opportunity_makes_a_customer_of_that_solution_only() {
    market.targetAccount("001A", "halden.example").opportunity(0, "001A", CARE, true, "005A");
    var dana = market.director("dana@halden.example").compares("Customer care", days(1)).compares("Payments", days(1));
    Seen seen = market.after(days(2));
    assertThat(seen.line(dana, CARE).list("held")).containsExactly("customer");
    assertThat(seen.handOff().solution()).isEqualTo("payments");
  }

  @Test
  void a_customers_people_without_interest_get_the_newsletter() {
    market.targetAccount("001A", "halden.example").opportunity(0, "001A", CARE, true, "005A");
    var dana = market.director("dana@halden.example");
    assertThat(market.after(days(1)).line(dana, "all").text("programme")).isEqualTo("customer-newsletter");
  }

  @Test
  void a_customer_who_asks_us_is_handed_to_the_account_manager() {
    market.rep("005A", true).targetAccount("001A", "halden.example").opportunity(0, "001A", CARE, true, "005A");
    market.director("dana@halden.example").takes(QUOTE, days(1));
    assertThat(market.after(days(2)).assignment().owner()).isEqualTo("005A");
  }

  // routing

  @Test
  void an_inactive_owner_is_passed_over_for_the_pool() {
    market.rep("005A", false).rep("005B", true).targetAccount("001A", "halden.example");
    market.director("dana@halden.example").compares("Customer care", days(1));
    var assignment = market.after(days(1)).assignment();
    assertThat(assignment.owner()).isEqualTo("005B");
    assertThat(assignment.target()).isEqualTo("pool");
    assertThat(assignment.respondBy().ms()).isEqualTo(Given.START + days(1) + minutes(30));
  }

  @Test
  void an_owner_who_left_yesterday_gets_nothing_today() {
    market.rep("005A", true).rep("005B", true).targetAccount("001A", "halden.example").repAt(hours(1), "005A", false);
    market.director("dana@halden.example").compares("Customer care", days(1));
    assertThat(market.after(days(1)).assignment().owner()).isEqualTo("005B");
  }

  @Test
  void nobody_there_means_the_queue() {
    market.rep("005A", false);
    market.director("dana@halden.example").compares("Customer care", days(1));
    var assignment = market.after(days(1)).assignment();
    assertThat(assignment.target()).isEqualTo("queue");
    assertThat(assignment.owner()).isEqualTo("Caravan_Unrouted");
  }

  @Test
  void the_pool_takes_turns_over_any_window() {
    for (String rep : List.of("005A", "005B", "005C", "005D")) {
      market.rep(rep, true);
    }
    for (int i = 0; i < 27; i++) {
      market.director("lead" + i + "@company" + i + ".example").compares("Customer care", days(1) + minutes(i));
    }
    var owners = new ArrayList<String>();
    market.after(days(2)).assignments().forEach(assignment -> owners.add(assignment.owner()));
    assertThat(owners).hasSize(27);
    for (int from = 0; from < owners.size(); from++) {
      for (int to = from + 1; to <= owners.size(); to++) {
        Map<String, Integer> turns = new HashMap<>(Map.of("005A", 0, "005B", 0, "005C", 0, "005D", 0));
        owners.subList(from, to).forEach(owner -> turns.merge(owner, 1, Integer::sum));
        assertThat(turns.values().stream().mapToInt(n -> n).max().orElse(0) - turns.values().stream().mapToInt(n -> n).min().orElse(0))
            .isLessThanOrEqualTo(1);
      }
    }
  }

  // late facts

  @Test
  void facts_known_late_give_the_same_people_as_facts_known_in_time() {
    Given late = new Given();
    for (Given each : List.of(market, late)) {
      each.targetAccount("001A", "halden.example").rep("005A", true);
      var dana = each.director("dana@halden.example");
      for (int i = 0; i < 5; i++) {
        dana.takes(PAPER, hours(10 * i), "planning_to_purchase", i % 2 == 0 ? "Yes" : "No");
        if (each == late && i % 2 == 0) {
          each.knownAt(days(9 + i));
        }
      }
      dana.views("Company | Careers | Join us", hours(5)).takes(QUOTE, hours(60));
      dana.does(Fact.ActivityKind.UNSUBSCRIBE, hours(61));
      if (each == late) {
        each.knownAt(days(8));
      }
      dana.does(Fact.ActivityKind.SUBSCRIBE, hours(62)).salesSay("rejected", "wrong-answers", hours(70));
      if (each == late) {
        each.knownAt(days(12));
      }
      dana.takes(TESTIMONIAL, hours(80), "planning_to_purchase", "Yes");
    }
    assertThat(standing(late)).isEqualTo(standing(market));
  }

  /** All lines but for what people were sent, which depends on when things were known. */
  private static List<Map<String, Object>> standing(Given world) {
    return world.after(days(20)).people().stream().map(line -> {
      Map<String, Object> values = new HashMap<>(line.values());
      values.keySet().removeAll(List.of("programme", "touches", "next_touch_at", "hand_offs", "waits_for"));
      return values;
    }).toList();
  }

  @Test
  void what_is_recorded_after_a_moment_was_not_known_at_it() {
    var dana = market.director("dana@halden.example").takes(PAPER, hours(1)).takes(TESTIMONIAL, hours(2));
    market.knownAt(days(3));
    assertThat(market.after(days(2)).interest(dana, CARE)).isEqualTo(19.8);
    assertThat(market.after(days(3)).interest(dana, CARE)).as("19.7 + 14.8").isEqualTo(34.5);
  }
}
