package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.insight.NurtureYear;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nurture as a dialogue, by the shipped programmes. After each case it is checked that every promise was kept. */
class NurtureCasesTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String QUOTE = "Customer care | Quote | Ask us";
  private static final String PLANS = "planning_to_purchase";

  private Given market = new Given();

  @AfterEach
  void every_promise_was_kept() {
    Seen seen = market.after(days(400));
    assertThat(NurtureYear.of(seen.decisions(), seen.people().stream().map(Seen.Line::values).toList(), market.facts()).broken())
        .isEmpty();
  }

  private static List<String> content(List<Decision.Touch> touches) {
    return touches.stream().map(Decision.Touch::content).toList();
  }

  private static List<String> programmes(Seen seen) {
    return seen.enrolments().stream().map(Decision.Enrolment::programme).toList();
  }

  // the dialogue

  @Test
  void a_researcher_with_one_paper_is_nurtured_and_not_called() {
    var dana = market.director("dana@halden.example").takes(PAPER, hours(1));
    Seen seen = market.after(days(1));
    assertThat(seen.handOffs()).isEmpty();
    assertThat(seen.line(dana, CARE).text("posture")).isEqualTo("exploring");
    assertThat(seen.line(dana, CARE).text("programme")).isEqualTo("raise-interest");
    assertThat(content(seen.touches(dana))).hasSize(1);
    assertThat(seen.line(dana, CARE).text("next_touch_at")).isEqualTo(Times.text(seen.touches(dana).get(0).at() + days(7)));
  }

  @Test
  void a_programme_touches_each_week_and_sends_nothing_twice() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0);
    List<Decision.Touch> touches = market.after(days(60)).touches(dana);
    assertThat(content(touches)).startsWith("shorter-queues", "field-guide", "what-peers-ask", "letter-one")
        .doesNotHaveDuplicates();
    for (int i = 1; i < 3; i++) {
      assertThat(touches.get(i).at() - touches.get(i - 1).at()).isEqualTo(days(7));
    }
  }

  @Test
  void content_of_another_solution_is_left_out() {
    var dana = market.director("dana@halden.example").takes("Payments | White paper | A", 0);
    assertThat(content(market.after(days(30)).touches(dana))).contains("checkout-that-flows")
        .doesNotContain("shorter-queues", "shelves-that-fill");
  }

  @Test
  void an_answer_changes_the_track() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0, PLANS, "Yes");
    List<Decision.Touch> touches = market.after(days(10)).touches(dana);
    assertThat(touches).extracting(Decision.Touch::track).containsOnly("buys-this-quarter");
    assertThat(content(touches)).containsExactly("buyers-checklist", "see-it-live");
  }

  @Test
  void who_compares_is_sent_what_helps_to_compare() {
    var dana = market.person("dana@halden.example").says("first_name", "Dana", "last_name", "Reyes", "title", "Support Agent",
        "company", "Halden", "country", "US", "phone", "+12025550100", "industry", "Healthcare", "employees", "12000")
        .takes("Customer care | Webinar | B", 0);
    Seen seen = market.after(days(8));
    assertThat(seen.line(dana, CARE).text("programme")).isEqualTo("raise-interest");
    assertThat(content(seen.touches(dana))).containsExactly("how-others-chose", "see-it-live");
  }

  @Test
  void when_everything_was_sent_the_programme_that_follows_takes_over() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0);
    Seen seen = market.after(days(40));
    assertThat(programmes(seen)).containsExactly("raise-interest", "keep-warm");
    assertThat(seen.all(Decision.Leave.class)).singleElement().satisfies(leave -> {
      assertThat(leave.because().text()).isEqualTo("everything of raise-interest was sent; moves to keep-warm");
      assertThat(leave.at()).as("the last content had its week").isEqualTo(seen.touches(dana).get(2).at() + days(7));
    });
    assertThat(seen.line(dana, CARE).text("programme")).isEqualTo("keep-warm");
  }

  @Test
  void exhausted_is_a_state_everybody_sees_with_the_programme_named() {
    var sam = market.director("sam@state.edu.example").takes(PAPER, 0);
    Seen on = market.after(days(70));
    assertThat(content(on.touches(sam))).containsExactly("student-reading-list", "student-open-lecture", "student-community");
    Seen seen = market.after(days(100));
    var line = seen.line(sam, CARE);
    assertThat(line.get("programme")).isNull();
    assertThat(line.text("no_programme")).isEqualTo("exhausted");
    assertThat(line.text("exhausted")).isEqualTo("student-digital");
    assertThat(line.get("next_touch_at")).isNull();
    assertThat(seen.told(sam).shown()).containsEntry("programme", "");
  }

  @Test
  void a_changed_situation_ends_exhaustion_where_there_is_content_for_it() {
    // As if the letter of the month were a last letter, sent once.
    market = new Given(Given.engine("nurture", "kind: engage, every: month, asks: true}", "kind: engage, asks: true}"));
    var dana = market.director("dana@halden.example").takes(PAPER, 0);
    assertThat(market.after(days(250)).line(dana, CARE).text("no_programme")).isEqualTo("exhausted");
    dana.takes("Customer care | Webinar | B", days(260));
    Seen seen = market.after(days(261));
    assertThat(seen.line(dana, CARE).text("programme")).isEqualTo("raise-interest");
    assertThat(content(seen.touches(dana))).endsWith("how-others-chose");
  }

  @Test
  void who_is_kept_warm_gets_an_issue_of_the_periodical_each_month_and_never_comes_to_its_end() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0);
    Seen seen = market.after(days(3 * 365));
    List<Decision.Touch> issues = seen.touches(dana).stream().filter(touch -> touch.content().startsWith("monthly-letter/")).toList();
    assertThat(content(issues)).hasSizeGreaterThan(28).doesNotHaveDuplicates().allSatisfy(issue ->
        assertThat(issue).matches("monthly-letter/20[0-9]{2}-[01][0-9]"));
    for (int i = 1; i < issues.size(); i++) {
      assertThat(issues.get(i).at() - issues.get(i - 1).at()).isBetween(days(27), days(32));
    }
    assertThat(seen.line(dana, CARE).text("programme")).isEqualTo("keep-warm");
    assertThat(seen.line(dana, CARE).get("no_programme")).isNull();
  }

  @Test
  void new_content_ends_exhaustion() {
    market = new Given(Given.engine("nurture", "student-community]", "student-community, what-peers-ask]"));
    var sam = market.director("sam@state.edu.example").takes(PAPER, 0);
    assertThat(market.after(days(100)).line(sam, CARE).text("programme")).isEqualTo("student-digital");
  }

  @Test
  void nobody_is_touched_twice_within_days_whatever_programme_they_come_to() {
    var dana = market.person("dana@halden.example").takes(PAPER, 0);
    market.director("dana@halden.example").saysAt(days(1), "first_name", "Dana");
    dana.saysAt(days(1), "first_name", "Dana", "last_name", "Reyes", "title", "Client Experience Director", "company", "Halden",
        "country", "US", "phone", "+12025550100", "industry", "Healthcare", "employees", "12000");
    List<Decision.Touch> touches = market.after(days(30)).touches(dana);
    for (int i = 1; i < touches.size(); i++) {
      assertThat(touches.get(i).at() - touches.get(i - 1).at()).isGreaterThanOrEqualTo(days(3));
    }
  }

  @Test
  void who_comes_back_goes_on_where_they_left_off() {
    market.account("001A", "name", "Halden Health", "website", "https://halden.example", "owner", "005A").rep("005A", true);
    var dana = market.director("dana@halden.example").takes(PAPER, 0);
    market.opportunity(days(10), "001A", CARE, true, "005A").contractAt(days(10), "001A", CARE, days(100));
    Seen seen = market.after(days(105));
    assertThat(programmes(seen)).containsExactly("raise-interest", "customer-newsletter", "raise-interest");
    assertThat(content(seen.touches(dana))).as("while the renewal is with sales nothing is sent")
        .startsWith("shorter-queues", "field-guide", "customer-letter/2026-02")
        .endsWith("what-peers-ask");
  }

  // consent

  @ParameterizedTest
  @ValueSource(strings = {"UNSUBSCRIBE", "BOUNCEBACK"})
  void who_may_not_be_mailed_leaves_at_once_and_is_touched_no_more(String kind) {
    var dana = market.director("dana@halden.example").takes(PAPER, 0).does(Fact.ActivityKind.valueOf(kind), days(3));
    Seen seen = market.after(days(60));
    assertThat(seen.touches(dana)).hasSize(1);
    assertThat(seen.all(Decision.Leave.class)).singleElement().satisfies(leave -> assertThat(leave.at()).isEqualTo(Given.START + days(3)));
    assertThat(seen.line(dana, CARE).text("no_programme")).isEqualTo(kind.equals("UNSUBSCRIBE") ? "unsubscribed" : "bounced");
  }

  @Test
  void an_opt_out_in_the_very_moment_a_touch_is_due_comes_before_it() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0);
    long due = market.after(days(1)).touches(dana).get(0).at() - Given.START + days(7);
    dana.does(Fact.ActivityKind.UNSUBSCRIBE, due);
    assertThat(market.after(days(60)).touches(dana)).hasSize(1);
  }

  @Test
  void who_subscribes_again_goes_on() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0).does(Fact.ActivityKind.UNSUBSCRIBE, days(3))
        .does(Fact.ActivityKind.SUBSCRIBE, days(20));
    Seen seen = market.after(days(22));
    assertThat(programmes(seen)).containsExactly("raise-interest", "raise-interest");
    assertThat(content(seen.touches(dana))).containsExactly("shorter-queues", "field-guide");
  }

  // questions

  @Test
  void the_next_questions_go_with_the_touch_never_more_than_configured() {
    var dana = market.person("dana@halden.example").takes(PAPER, 0);
    Decision.Touch touch = market.after(days(1)).touches(dana).get(0);
    assertThat(touch.programme()).isEqualTo("complete-profile");
    assertThat(touch.questions()).containsExactly("first_name", "last_name");
    assertThat(touch.asks()).containsExactly("What is your first name?", "What is your last name?");
  }

  @Test
  void what_was_answered_or_declined_is_not_asked_with_the_next_touch() {
    var dana = market.person("dana@halden.example").takes(PAPER, 0).does(Fact.ActivityKind.FORM_SUBMIT, PAPER, days(2),
        java.util.Map.of("first_name", "Dana", "last_name", ""));
    List<Decision.Touch> touches = market.after(days(8)).touches(dana);
    assertThat(touches.get(1).questions()).containsExactly("company", "title");
  }

  @Test
  void a_lapsed_answer_is_asked_again_with_a_touch() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0, PLANS, "No");
    List<Decision.Touch> touches = market.after(days(130)).touches(dana);
    assertThat(touches.stream().filter(touch -> touch.at() < Given.START + days(90))).allSatisfy(touch -> assertThat(touch.questions()).isEmpty());
    assertThat(touches.stream().filter(touch -> touch.at() > Given.START + days(90)).flatMap(touch -> touch.questions().stream()))
        .contains(PLANS);
  }

  @Test
  void content_that_asks_nothing_carries_no_question() {
    var vera = market.director("vera@halden.example").saysAt(0, "title", "Chief Operating Officer").takes(PAPER, 0);
    assertThat(market.after(days(1)).touches(vera).get(0)).satisfies(touch -> {
      assertThat(touch.track()).isEqualTo("answers-for-it");
      assertThat(touch.content()).isEqualTo("board-brief");
      assertThat(touch.questions()).isEmpty();
    });
  }

  // turnback

  @Test
  void turned_back_as_unreachable_they_are_on_its_programme_and_later_handed_over_anew_with_the_history() {
    market.rep("005A", true).targetAccount("001A", "halden.example");
    var dana = market.director("dana@halden.example").compares("Customer care", days(1)).salesSay("rejected", "unreachable", days(3));
    Seen back = market.after(days(9));
    assertThat(back.line(dana, CARE).text("programme")).isEqualTo("turnback-unreachable");
    assertThat(content(back.touches(dana))).contains("pick-a-time");
    dana.takes("Customer care | Webinar | New", days(11)).takes(PAPER, days(11)).takes("Customer care | Testimonial | X", days(12))
        .takes("Customer care | Pricing | Y", days(12));
    Seen again = market.after(days(13));
    assertThat(again.handOffs()).hasSize(2);
    assertThat(again.handOffs().get(1).text()).contains("given back: unreachable");
    assertThat(again.line(dana, CARE).get("programme")).isNull();
    assertThat(again.line(dana, CARE).text("no_programme")).isEqualTo("with-sales");
  }

  @Test
  void each_reason_has_its_own_test_of_requalification() {
    market = new Given(Given.engine("nurture", "{reason: no-budget, requalify: {points: 50, after: 7 days, when: answered planning_to_purchase since}}",
        "{reason: no-budget, requalify: {points: 50, after: 60 days}}", "nurture",
        "{reason: competitor, requalify: {points: 50, after: 180 days}}", "{reason: competitor, requalify: {points: 500, after: 7 days}}"));
    for (String reason : List.of("not-ready", "no-budget", "competitor")) {
      market.director(reason + "@halden.example").compares("Customer care", days(1)).salesSay("rejected", reason, days(3))
          .compares("Customer care", days(12));
    }
    assertThat(market.after(days(13)).handOffs()).extracting(Decision.HandOff::email)
        .containsOnlyOnce("no-budget@halden.example", "competitor@halden.example").contains("not-ready@halden.example").hasSize(4);
    assertThat(market.after(days(64)).handOffs()).as("time alone lets the second qualify, if interest still stands")
        .extracting(Decision.HandOff::email).containsOnlyOnce("competitor@halden.example");
  }

  @Test
  void a_reason_nobody_knows_is_another_reason() {
    var dana = market.director("dana@halden.example").compares("Customer care", days(1)).salesSay("rejected", "bad-weather", days(2));
    assertThat(market.after(days(3)).line(dana, CARE).text("programme")).isEqualTo("turnback-other");
  }

  @Test
  void wrong_answers_are_asked_again_with_the_next_touch() {
    var dana = market.director("dana@halden.example").takes(PAPER, hours(1), PLANS, "Yes").salesSay("rejected", "wrong-answers", days(10));
    Seen seen = market.after(days(11));
    assertThat(seen.line(dana, CARE).rows("parts")).extracting(part -> part.get("rule")).containsExactly("white-paper-download");
    assertThat(seen.touches(dana)).last().satisfies(touch -> {
      assertThat(touch.content()).isEqualTo("tell-us-again");
      assertThat(touch.questions()).containsExactly(PLANS);
    });
  }

  @Test
  void while_sales_acts_nurture_is_silent() {
    market.rep("005A", true).targetAccount("001A", "halden.example");
    var dana = market.director("dana@halden.example").takes(PAPER, 0).takes(QUOTE, days(2));
    Seen seen = market.after(days(20));
    assertThat(seen.touches(dana)).hasSize(1);
    assertThat(seen.line(dana, CARE).text("no_programme")).isEqualTo("with-sales");
  }

  // customers

  @Test
  void a_customer_gets_the_newsletter_by_calendar_months_and_no_routing() {
    market.account("001C", "name", "Old Friends", "website", "friends.example", "customer", "true", "owner", "005A");
    var finn = market.director("finn@friends.example").takes(PAPER, days(26));
    Seen seen = market.after(days(150));
    assertThat(seen.handOffs()).isEmpty();
    assertThat(seen.touches(finn)).extracting(Decision.Touch::programme).containsOnly("customer-newsletter");
    long first = seen.touches(finn).get(0).at();
    assertThat(seen.touches(finn)).extracting(touch -> Times.text(touch.at()).substring(8))
        .as("the same day of each month").containsOnly(Times.text(first).substring(8));
    assertThat(content(seen.touches(finn))).startsWith("customer-letter/2026-01", "customer-letter/2026-02", "customer-letter/2026-03")
        .doesNotHaveDuplicates();
  }

  @Test
  void the_account_manager_gets_a_customer_of_another_solution_who_evaluates_with_a_hundred_points() {
    market.rep("005A", true).account("001C", "name", "Old Friends", "website", "friends.example", "owner", "005A")
        .opportunity(0, "001C", "payments", true, "005A");
    var finn = market.director("finn@friends.example").takes(PAPER, days(1));
    Seen prospect = market.after(days(4));
    assertThat(prospect.line(finn, CARE).text("scenario")).isEqualTo("expansion");
    assertThat(prospect.line(finn, CARE).text("programme")).as("a prospect for this solution").isEqualTo("raise-interest");
    assertThat(content(prospect.touches(finn))).contains("better-together");
    finn.compares("Customer care", days(9));
    Seen seen = market.after(days(10));
    assertThat(seen.assignment().owner()).isEqualTo("005A");
  }

  @Test
  void a_renewal_goes_to_the_account_manager_and_never_through_stages_of_a_new_purchase() {
    market.rep("005A", true).account("001C", "name", "Old Friends", "website", "friends.example", "owner", "005A")
        .opportunity(0, "001C", CARE, true, "005A").contract("001C", CARE, days(130));
    var finn = market.director("finn@friends.example").compares("Customer care", days(20));
    Seen seen = market.after(days(21));
    assertThat(seen.assignments()).as("the account's, then his").extracting(each -> each.owner()).containsExactly("005A", "005A");
    assertThat(seen.stages(finn, CARE)).extracting(Decision.Stage::to).doesNotContain("inquiry", "engaged", "mql", "sal", "sql");
  }

  @Test
  void a_customer_whose_contract_ran_out_is_a_prospect_again() {
    market.opportunity(0, "001C", CARE, true, "005A").contractAt(0, "001C", CARE, days(40));
    market.account("001C", "name", "Old Friends", "website", "friends.example", "owner", "005A");
    var finn = market.director("finn@friends.example").takes(PAPER, days(1));
    assertThat(market.after(days(39)).line(finn, CARE).text("programme")).isEqualTo("customer-newsletter");
    Seen seen = market.after(days(41));
    assertThat(seen.line(finn, CARE).text("programme")).isEqualTo("raise-interest");
    assertThat(seen.line(finn, CARE).text("scenario")).isEqualTo("new-purchase");
  }

  @Test
  void who_renewed_in_time_stays_a_customer() {
    market.opportunity(0, "001C", CARE, true, "005A").contractAt(0, "001C", CARE, days(40)).opportunity(days(30), "001C", CARE, true, "005A");
    market.account("001C", "name", "Old Friends", "website", "friends.example", "owner", "005A");
    var finn = market.director("finn@friends.example").takes(PAPER, days(1));
    assertThat(market.after(days(80)).line(finn, CARE).text("programme")).isEqualTo("customer-newsletter");
  }

  @Test
  void a_new_contract_makes_a_customer_again() {
    market.opportunity(0, "001C", CARE, true, "005A").contractAt(0, "001C", CARE, days(40)).contractAt(days(60), "001C", CARE, days(400));
    market.account("001C", "name", "Old Friends", "website", "friends.example", "owner", "005A");
    var finn = market.director("finn@friends.example").takes(PAPER, days(1));
    assertThat(market.after(days(59)).line(finn, CARE).text("programme")).isEqualTo("raise-interest");
    assertThat(market.after(days(61)).line(finn, CARE).text("programme")).isEqualTo("customer-newsletter");
  }

  @Test
  void an_account_the_crm_calls_a_customer_stays_one_when_a_contract_ends() {
    market.account("001C", "name", "Old Friends", "website", "friends.example", "customer", "true", "owner", "005A")
        .opportunity(0, "001C", CARE, true, "005A").contract("001C", CARE, days(40));
    var finn = market.director("finn@friends.example").takes(PAPER, days(1));
    assertThat(market.after(days(60)).line(finn, CARE).text("programme")).isEqualTo("customer-newsletter");
  }
}
