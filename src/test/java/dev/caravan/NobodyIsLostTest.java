package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever qualified, asked us, or takes part in an active group is with somebody, waits for something named, or is done. */
class NobodyIsLostTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String TESTIMONIAL = "Customer care | Testimonial | Halden";
  private static final String QUOTE = "Customer care | Quote | Ask us";
  private static final String GROUP = "hand-off/001A|customer-care/1";
  private static final long TUESDAY = days(1);

  private final Given market = new Given().rep("005A", true).targetAccount("001A", "halden.example");

  /** Three colleagues who read every other week, a month apart from each other's first day at most, until a day. */
  private List<Given.Who> threeColleagues(double from, double until) {
    var people = List.of(market.director("ann@halden.example"), market.director("bob@halden.example"),
        market.director("cem@halden.example"));
    for (int i = 0; i < people.size(); i++) {
      for (double day = from + i; day <= until; day += 12) {
        people.get(i).takes("Customer care | White paper | No " + Math.round(day), days(day));
      }
    }
    return people;
  }

  // groups

  @Test
  void a_groups_hand_off_that_nobody_answers_expires_and_its_people_are_free_again() {
    var people = threeColleagues(4, 60);
    Seen seen = market.after(days(60));
    assertThat(seen.handOffs()).extracting(Decision.HandOff::id).containsExactly(GROUP);
    Seen.Line group = seen.group("001A", CARE);
    assertThat(group.text("level")).isEqualTo("active");
    assertThat(group.rows("hand_offs")).singleElement().satisfies(last -> {
      assertThat(last.get("state")).isEqualTo("closed");
      assertThat(last.get("because")).isEqualTo("expired");
    });
    assertThat(seen.line(people.get(0), CARE).get("no_programme")).isNotEqualTo("with-sales");
  }

  @Test
  void a_call_to_a_member_keeps_the_groups_hand_off_open_for_another_month() {
    var people = threeColleagues(4, 75);
    people.get(1).isCalledBy("005A", days(30));
    assertThat(market.after(days(59)).group("001A", CARE).rows("hand_offs")).extracting(each -> each.get("state")).containsExactly("open");
    assertThat(market.after(days(61)).group("001A", CARE).rows("hand_offs")).extracting(each -> each.get("state")).containsExactly("closed");
  }

  @Test
  void somebody_new_after_it_was_closed_has_the_group_handed_over_again() {
    threeColleagues(4, 150);
    var vera = market.person("vera@halden.example").says("first_name", "Vera", "last_name", "Lund", "title", "VP Customer Service",
        "company", "Halden Health", "country", "US", "phone", "+12025550101", "industry", "Healthcare", "employees", "12000");
    vera.readsAlot("Customer care", days(110)).takes(TESTIMONIAL, days(110) + 1);
    Seen seen = market.after(days(150));
    assertThat(seen.interest(vera, CARE)).isGreaterThan(50);
    assertThat(seen.handOffs()).extracting(Decision.HandOff::id).contains(GROUP, "hand-off/001A|customer-care/2");
    Decision.HandOff again = seen.handOffs().get(1);
    assertThat(again.at()).isBetween(Given.START + days(72), Given.START + days(111));
    assertThat(again.members()).contains("vera@halden.example");
  }

  @Test
  void who_is_new_within_a_fortnight_of_its_end_is_told_when_that_is_over() {
    threeColleagues(4, 70);
    market.director("dora@halden.example").takes(PAPER, days(42));
    Decision.HandOff again = market.after(days(75)).handOffs().get(1);
    assertThat(again.id()).isEqualTo("hand-off/001A|customer-care/2");
    assertThat(again.at()).as("closed on day 37 or 38").isBetween(Given.START + days(51), Given.START + days(54));
  }

  @Test
  void who_qualifies_in_the_hour_before_a_group_is_handed_over_again_is_part_of_that() {
    Given.Who ann = threeColleagues(4, 70).get(0);
    market.director("dora@halden.example").takes(PAPER, days(42));
    String closed = (String) market.after(days(45)).group("001A", CARE).rows("hand_offs").get(0).get("since");
    long again = Times.parse(closed) - Given.START + days(14);
    ann.compares("Customer care", again + minutes(55));
    assertThat(market.after(again + minutes(56)).line(ann, CARE).list("held")).containsExactly("group");
    assertThat(market.after(again + minutes(61)).handOffs()).extracting(Decision.HandOff::id)
        .containsExactly(GROUP, "hand-off/001A|customer-care/2");
  }

  @Test
  void who_qualifies_while_the_groups_is_open_waits_for_its_end_and_is_handed_over_then() {
    threeColleagues(4, 60);
    var dora = market.director("dora@halden.example").compares("Customer care", days(20));
    Seen.Line waits = market.after(days(21)).line(dora, CARE);
    assertThat(waits.list("held")).containsExactly("group");
    assertThat(waits.rows("waits_for")).singleElement().satisfies(why -> assertThat(why.get("until")).isNotNull());
    Seen seen = market.after(days(60));
    assertThat(seen.line(dora, CARE).list("held")).isEmpty();
    assertThat(seen.handOffs()).extracting(Decision.HandOff::id).contains("hand-off/dora@halden.example/1");
  }

  @Test
  void who_asks_us_while_the_groups_is_open_is_told_as_a_line_more_in_its_task() {
    threeColleagues(4, 20);
    var dora = market.director("dora@halden.example").takes(QUOTE, days(10));
    Seen seen = market.after(days(11));
    assertThat(seen.all(Decision.Notice.class)).filteredOn(notice -> notice.what().equals("appended")).singleElement()
        .satisfies(notice -> {
          assertThat(notice.about()).isEqualTo(GROUP);
          assertThat(notice.at()).isEqualTo(Given.START + days(10));
          assertThat(notice.task().action()).isEqualTo("Call Dana Reyes, Halden Health: asked for a quote for Customer care too");
        });
    assertThat(seen.line(dora, CARE).list("held")).containsExactly("group");
  }

  @Test
  void who_had_qualified_when_the_group_went_out_is_part_of_it_and_recycled_with_it() {
    var people = threeColleagues(4, 60);
    people.get(2).readsAlot("Customer care", days(5));
    Seen open = market.after(days(10));
    assertThat(open.line(people.get(2), CARE).rows("hand_offs")).extracting(each -> each.get("id")).containsExactly(GROUP);
    assertThat(open.line(people.get(2), CARE).get("no_programme")).isEqualTo("with-sales");
    Seen over = market.after(days(50));
    assertThat(over.line(people.get(2), CARE).text("stage")).isEqualTo("recycled");
    assertThat(over.line(people.get(2), CARE).get("no_programme")).isNotEqualTo("with-sales");
  }

  @Test
  void sales_may_answer_a_groups_hand_off_before_the_guard_lets_it_go_and_nobody_is_reminded() {
    Given world = new Given(Given.engine("routing", "while_exploring: 2", "while_exploring: 1")).rep("005A", true)
        .targetAccount("001A", "halden.example");
    var ann = world.director("ann@halden.example").mailed(days(2)).takes(PAPER, days(3));
    world.director("bob@halden.example").takes("Customer care | White paper | B", days(3) + 1);
    world.director("cem@halden.example").takes("Customer care | White paper | C", days(3) + 2);
    ann.salesSay("accepted", "", days(5));
    Seen seen = world.after(days(30));
    assertThat(seen.assignment().at()).as("the guard let go").isGreaterThan(Given.START + days(8));
    assertThat(seen.all(Decision.Notice.class)).isEmpty();
  }

  // the touch guard

  @Test
  void who_qualified_with_a_hundred_points_is_handed_over_when_the_guard_lets_go_whatever_has_faded() {
    Given world = new Given(Given.engine("nurture", "every: 7 days", "every: 60 days", "nurture", "every: 14 days", "every: 60 days"));
    var dana = world.director("dana@halden.example");
    for (int i = 0; i < 4; i++) {
      dana.mailed(TUESDAY - hours(10 + i));
    }
    dana.compares("Customer care", TUESDAY);
    Seen waits = world.after(TUESDAY + hours(1));
    assertThat(waits.line(dana, CARE).list("held")).containsExactly("touch-guard");
    assertThat(waits.line(dana, CARE).rows("waits_for")).singleElement()
        .satisfies(why -> assertThat(why.get("until")).isNotNull());
    Seen seen = world.after(days(9));
    assertThat(seen.interest(dana, CARE)).isLessThan(100);
    assertThat(seen.handOffs()).singleElement().satisfies(handOff -> assertThat(handOff.person()).isEqualTo("dana@halden.example"));
    assertThat(seen.touches(dana)).as("nothing takes its place").noneMatch(touch -> touch.at() >= Given.START + TUESDAY);
  }

  // requests

  @Test
  void a_request_of_somebody_whose_fit_is_unknown_goes_to_the_digital_sellers_at_once() {
    var who = market.person("who@nowhere.example").says("first_name", "Wo", "last_name", "Who").takes(QUOTE, days(1));
    Seen seen = market.after(days(1));
    assertThat(seen.assignment().target()).isEqualTo("pool");
    assertThat(seen.assignment().because().rule()).isEqualTo("digital-sellers");
    assertThat(seen.line(who, CARE).list("held")).isEmpty();
  }

  @Test
  void a_request_of_somebody_who_is_known_not_to_fit_waits_and_is_listed_for_thirty_days() {
    var poor = market.person("poor@small.example").says("first_name", "Pat", "last_name", "Poor", "title", "Barista", "company", "Small",
        "country", "NZ", "industry", "Agriculture", "employees", "3").takes(QUOTE, days(1));
    Seen seen = market.after(days(2));
    assertThat(seen.handOffs()).isEmpty();
    assertThat(seen.line(poor, CARE).list("held")).containsExactly("poor-fit");
    assertThat(market.after(days(32)).line(poor, CARE).list("held")).isEmpty();
  }

  // renewals

  @Test
  void a_renewal_is_handed_over_once_and_names_who_is_most_interested() {
    market.opportunity(0, "001A", CARE, true, "005A").contract("001A", CARE, days(200));
    market.director("ann@halden.example").takes(PAPER, days(70));
    market.director("bob@halden.example").takes(PAPER, days(60)).takes(TESTIMONIAL, days(61));
    assertThat(market.after(days(79)).handOffs()).isEmpty();
    Decision.HandOff renewal = market.after(days(199)).handOff();
    assertThat(renewal.at()).isEqualTo(Given.START + days(80));
    assertThat(renewal.trigger()).isEqualTo("renewal");
    assertThat(renewal.person()).isEqualTo("bob@halden.example");
    assertThat(renewal.text()).contains("ends on 24 July 2026, in 120 days", "Most interested: Dana Reyes");
    assertThat(market.after(days(199)).assignment().owner()).isEqualTo("005A");
  }

  @Test
  void a_renewal_nobody_is_interested_in_is_handed_over_for_the_account() {
    market.opportunity(0, "001A", CARE, true, "005A").contract("001A", CARE, days(200));
    Seen seen = market.after(days(81));
    assertThat(seen.handOff().of()).isEqualTo("account");
    assertThat(seen.handOff().person()).isEmpty();
    assertThat(seen.assignment().owner()).isEqualTo("005A");
  }

  @Test
  void a_contract_that_is_prolonged_is_renewed_again_and_one_moved_by_a_week_is_not() {
    market.opportunity(0, "001A", CARE, true, "005A");
    contract(0, days(200));
    contract(days(90), days(207));
    contract(days(190), days(565));
    assertThat(market.after(days(564)).handOffs()).extracting(Decision.HandOff::at)
        .containsExactly(Given.START + days(80), Given.START + days(445));
  }

  private void contract(long at, long ends) {
    market.adds(new dev.caravan.model.Fact.Contract(new dev.caravan.model.Fact.Head("salesforce", "contract-" + at, "800X", Given.START + at,
        Given.START + at, ""), "001A", CARE, dev.caravan.model.Times.text(Given.START + ends)));
  }

  // re-qualification

  @Test
  void no_budget_needs_a_newer_answer_on_the_time_of_purchase() {
    var dana = handedBack("no-budget");
    for (int i = 0; i < 3; i++) {
      dana.takes("Customer care | Webinar | Later " + i, days(20) + i).takes("Customer care | Testimonial | Later " + i, days(28) + i);
    }
    assertThat(market.after(days(35)).handOffs()).hasSize(1);
    dana.takes(PAPER, days(36), "planning_to_purchase", "Yes");
    assertThat(market.after(days(36)).handOffs()).hasSize(2);
  }

  @Test
  void who_chose_a_competitor_is_left_alone_for_half_a_year_unless_they_ask_us() {
    var dana = handedBack("competitor");
    dana.compares("Customer care", days(100));
    assertThat(market.after(days(101)).handOffs()).hasSize(1);
    dana.takes(QUOTE, days(120));
    assertThat(market.after(days(120)).handOffs()).hasSize(2);
  }

  private Given.Who handedBack(String reason) {
    return market.director("dana@halden.example").compares("Customer care", days(1)).salesSay("rejected", reason, days(2));
  }
}
