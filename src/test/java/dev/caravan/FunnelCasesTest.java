package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How people go through the shipped funnel, forwards and back. */
class FunnelCasesTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String QUOTE = "Customer care | Quote | Ask us";
  private static final List<String> NEW_PURCHASE = List.of("unknown", "inquiry", "engaged", "recycled", "lost", "mql", "sal",
      "sql", "opportunity", "won");

  private final Given market = new Given();

  private Given.Who handedOver() {
    return market.director("dana@halden.example").compares("Customer care", days(1));
  }

  private static List<String> to(List<Decision.Stage> stages) {
    return stages.stream().map(Decision.Stage::to).toList();
  }

  // forwards

  @Test
  void interest_leads_from_inquiry_over_engaged_to_mql() {
    var dana = market.director("dana@halden.example").views("Customer care | Page | Overview", hours(1)).takes(PAPER, hours(2))
        .compares("Customer care", days(1));
    assertThat(to(market.after(days(2)).stages(dana, CARE))).containsExactly("inquiry", "engaged", "mql");
  }

  @Test
  void who_only_looks_for_a_job_stays_unknown() {
    var dana = market.person("dana@halden.example").views("Customer care | Careers | Join us", hours(1));
    assertThat(market.after(days(1)).line(dana, CARE).text("stage")).isEqualTo("unknown");
  }

  @Test
  void time_alone_takes_nobody_back() {
    var dana = market.director("dana@halden.example").takes(PAPER, hours(1));
    Seen seen = market.after(days(900));
    assertThat(seen.interest(dana, CARE)).isLessThan(1);
    assertThat(seen.line(dana, CARE).text("stage")).isEqualTo("engaged");
  }

  @Test
  void what_sales_says_of_a_hand_off_moves_the_stage_and_stamps_the_handing_over() {
    var dana = handedOver().salesSay("accepted", "", days(2)).salesSay("working", "", days(3));
    List<Decision.Stage> stages = market.after(days(4)).stages(dana, CARE);
    assertThat(to(stages)).containsExactly("engaged", "mql", "sal", "sql");
    assertThat(stages).extracting(Decision.Stage::owner).containsExactly("marketing", "marketing", "sales", "sales");
    assertThat(stages).extracting(Decision.Stage::handedOverAt).containsExactly(Moment.NONE, Moment.NONE,
        Moment.of(Given.START + days(2)), Moment.NONE);
    assertThat(stages.get(2).because().text()).isEqualTo("sales accepted the hand-off");
    assertThat(stages.get(2).because().fact()).startsWith("status-");
    assertThat(stages.get(2).because().place()).startsWith("config/funnel.yaml:");
  }

  @Test
  void sales_that_begins_to_work_has_accepted() {
    var dana = handedOver().salesSay("working", "", days(2));
    assertThat(market.after(days(3)).line(dana, CARE).text("stage")).isEqualTo("sal");
  }

  @Test
  void what_sales_says_without_a_hand_off_moves_nobody() {
    var dana = market.director("dana@halden.example").takes(PAPER, hours(1)).salesSay("accepted", "", hours(2))
        .salesSay("rejected", "no-budget", hours(3));
    Seen seen = market.after(days(1));
    assertThat(seen.line(dana, CARE).text("stage")).isEqualTo("engaged");
    assertThat(seen.line(dana, CARE).text("programme")).isEqualTo("turnback-no-budget");
  }

  // back, and anew

  @Test
  void a_turnback_is_a_step_backwards_with_its_reason() {
    var dana = handedOver().salesSay("rejected", "unreachable", days(2));
    Seen seen = market.after(days(6));
    Decision.Stage back = seen.stages(dana, CARE).get(2);
    assertThat(back.to()).isEqualTo("recycled");
    assertThat(back.backwards()).isTrue();
    assertThat(back.because().text()).isEqualTo("sales gave the hand-off back: unreachable");
    assertThat(seen.line(dana, CARE).text("programme")).isEqualTo("turnback-unreachable");
    assertThat(seen.line(dana, CARE).get("mql")).as("once reached, reached").isEqualTo(true);
    assertThat(seen.handOffs()).hasSize(1);
  }

  @Test
  void who_qualifies_anew_after_a_turnback_is_handed_over_anew_with_the_history() {
    var dana = handedOver().salesSay("rejected", "unreachable", days(2)).compares("Customer care", days(12));
    Seen seen = market.after(days(13));
    assertThat(seen.handOffs()).hasSize(2);
    Decision.HandOff again = seen.handOffs().get(1);
    assertThat(again.at()).isBetween(Given.START + days(12) - hours(1), Given.START + days(12));
    assertThat(again.text()).contains("Handed over on 6 January 2026; 7 January 2026: given back: unreachable.");
    assertThat(to(seen.stages(dana, CARE))).containsExactly("engaged", "mql", "recycled", "mql");
    assertThat(seen.line(dana, CARE).text("no_programme")).isEqualTo("with-sales");
  }

  @Test
  void within_seven_days_of_a_turnback_nobody_qualifies_anew_and_then_they_do() {
    handedOver().salesSay("rejected", "not-ready", days(9)).compares("Customer care", days(10));
    assertThat(market.after(days(15.9)).handOffs()).hasSize(1);
    assertThat(market.after(days(16)).handOffs()).extracting(Decision.HandOff::at)
        .containsExactly(Given.START + days(1), Given.START + days(16));
  }

  @Test
  void old_points_do_not_qualify_anew() {
    var dana = handedOver().salesSay("rejected", "not-ready", days(2));
    dana.takes(PAPER, days(10)).takes("Customer care | Webinar | C", days(11));
    Seen seen = market.after(days(12));
    assertThat(seen.interest(dana, CARE)).isGreaterThan(100);
    assertThat(seen.line(dana, CARE).text("stage")).isEqualTo("recycled");
    assertThat(seen.handOffs()).hasSize(1);
  }

  @Test
  void who_asks_us_is_handed_over_anew_at_once() {
    handedOver().salesSay("rejected", "not-ready", days(2)).takes(QUOTE, days(2) + hours(1));
    assertThat(market.after(days(3)).handOffs()).extracting(Decision.HandOff::trigger).containsExactly("mql", "hand-raise");
  }

  @Test
  void a_hand_off_nobody_acts_on_expires_after_thirty_days_and_can_be_made_anew() {
    var dana = handedOver();
    Seen expired = market.after(days(32));
    assertThat(to(expired.stages(dana, CARE))).endsWith("recycled");
    assertThat(expired.stages(dana, CARE).get(2).because().text())
        .isEqualTo("expired: nobody acted on the hand-off within 30 days");
    assertThat(expired.stages(dana, CARE).get(2).at()).as("after those above were told")
        .isEqualTo(Given.START + days(31) + hours(2));
    assertThat(expired.line(dana, CARE).get("programme")).isNotNull();
    dana.compares("Customer care", days(60));
    assertThat(market.after(days(61)).handOffs()).hasSize(2);
  }

  @Test
  void who_is_held_at_mql_does_not_expire() {
    var dana = market.director("dana@halden.example").readsAlot("Customer care", days(20));
    assertThat(market.after(days(120)).line(dana, CARE).text("stage")).isEqualTo("mql");
  }

  @Test
  void a_stage_sales_forgets_is_overdue_and_says_so() {
    var dana = handedOver().salesSay("accepted", "", days(2));
    assertThat(market.after(days(15.9)).line(dana, CARE).get("overdue_since")).isNull();
    Seen seen = market.after(days(16));
    assertThat(seen.line(dana, CARE).text("stage")).isEqualTo("sal");
    assertThat(seen.line(dana, CARE).text("overdue_since")).isEqualTo(Seen.time(days(16)));
    var scores = seen.decisions().stream().filter(Decision.Score.class::isInstance).map(Decision.Score.class::cast).toList();
    assertThat(scores.get(scores.size() - 1).shown().get("reason").toString()).startsWith("Overdue on stage SAL since 21 Jan 2026. ");
    dana.salesSay("working", "", days(17));
    assertThat(market.after(days(18)).line(dana, CARE).get("overdue_since")).isNull();
  }

  // opportunities

  @Test
  void an_opportunity_takes_those_who_have_a_part_in_it_along() {
    market.rep("005A", true);
    var dana = handedOver().salesSay("accepted", "", days(2));
    var rita = market.person("rita@halden.example").takes(PAPER, hours(1));
    var bob = market.person("bob@halden.example").takes(PAPER, hours(1));
    market.deal("006A", CARE, "new", "Discovery", 500_000, days(3), dana, rita).deal("006A", CARE, "new", "Closed Won", 500_000, days(20), dana, rita);
    Seen seen = market.after(days(21));
    assertThat(to(seen.stages(dana, CARE))).containsExactly("engaged", "mql", "sal", "opportunity", "won");
    assertThat(to(seen.stages(rita, CARE))).containsExactly("engaged", "opportunity", "won");
    assertThat(to(seen.stages(bob, CARE))).containsExactly("engaged");
    Decision.Stage opened = seen.stages(rita, CARE).get(1);
    assertThat(opened.handedOverAt().ms()).isEqualTo(Given.START + days(3));
    assertThat(opened.because().text()).isEqualTo("the person has a part in an open opportunity");
    assertThat(seen.line(dana, CARE).text("stage")).isEqualTo("won");
    assertThat(market.after(days(50)).line(dana, CARE).text("stage")).as("a month later").isEqualTo("customer");
  }

  @Test
  void somebody_known_by_an_opportunity_alone_has_a_stage() {
    var dana = market.director("dana@halden.example");
    market.deal("006A", CARE, "new", "Discovery", 1000, days(1), dana);
    Seen seen = market.after(days(2));
    assertThat(to(seen.stages(dana, CARE))).containsExactly("opportunity");
    assertThat(seen.line(dana, "all").text("stage")).isEqualTo("opportunity");
    assertThat(seen.line(dana, "all").text("no_programme")).isEqualTo("opportunity");
  }

  @Test
  void who_loses_is_nurtured_and_may_qualify_anew() {
    var dana = handedOver().salesSay("accepted", "", days(2));
    market.deal("006A", CARE, "new", "Discovery", 1000, days(3), dana).deal("006A", CARE, "new", "Closed Lost", 1000, days(10), dana);
    Seen lost = market.after(days(11));
    assertThat(lost.line(dana, CARE).text("stage")).isEqualTo("lost");
    assertThat(lost.line(dana, CARE).get("programme")).isNotNull();
    assertThat(lost.stages(dana, CARE).get(4).backwards()).isTrue();
    dana.compares("Customer care", days(20));
    Seen again = market.after(days(21));
    assertThat(again.line(dana, CARE).text("stage")).isEqualTo("mql");
    assertThat(again.handOffs()).hasSize(2);
    assertThat(again.handOffs().get(1).text()).contains("its opportunity was lost");
  }

  @Test
  void who_has_a_part_in_an_open_opportunity_makes_no_hand_off_beside_it() {
    var dana = market.director("dana@halden.example");
    market.deal("006A", CARE, "new", "Discovery", 1000, hours(1), dana);
    dana.compares("Customer care", days(1));
    Seen seen = market.after(days(2));
    assertThat(seen.line(dana, CARE).list("held")).containsExactly("opportunity");
    assertThat(seen.handOffs()).isEmpty();
  }

  // other paths

  @Test
  void a_customer_never_stands_in_the_stages_of_a_new_purchase() {
    market.rep("005A", true).targetAccount("001A", "halden.example").account("001A", "customer", "true");
    var dana = market.director("dana@halden.example").compares("Customer care", days(1)).salesSay("accepted", "", days(2));
    market.contract("001A", CARE, days(200));
    Seen seen = market.after(days(300));
    assertThat(to(seen.stages(dana, CARE))).doesNotContainAnyElementsOf(NEW_PURCHASE).containsExactly("customer", "renewal");
    assertThat(seen.stages(dana, CARE).get(1).at()).as("120 days before the end").isEqualTo(Given.START + days(80));
    assertThat(seen.line(dana, CARE).text("programme")).isEqualTo("customer-newsletter");
  }

  @Test
  void a_renewal_goes_to_the_account_manager_and_through_its_own_stages() {
    market.rep("005A", true).rep("005B", true).targetAccount("001A", "halden.example").account("001A", "customer", "true");
    market.contract("001A", CARE, days(100));
    var dana = market.director("dana@halden.example").compares("Customer care", days(1));
    assertThat(market.after(days(2)).assignments()).as("the account's, then hers").extracting(each -> each.owner())
        .containsExactly("005A", "005A");
    market.deal("006R", CARE, "renewal", "Negotiation", 1000, days(10), dana).deal("006R", CARE, "renewal", "Closed Won", 1000, days(20), dana);
    Seen seen = market.after(days(60));
    assertThat(to(seen.stages(dana, CARE))).doesNotContainAnyElementsOf(NEW_PURCHASE)
        .containsExactly("renewal", "renewal-talks", "renewed", "customer", "renewal");
  }

  @Test
  void a_customer_of_one_solution_is_a_prospect_for_the_others() {
    market.rep("005A", true).rep("005B", true).targetAccount("001A", "halden.example").opportunity(0, "001A", CARE, true, "005A");
    var dana = market.director("dana@halden.example").takes("Payments | White paper | A", hours(1)).compares("Payments", days(1));
    Seen seen = market.after(days(2));
    assertThat(to(seen.stages(dana, "payments"))).containsExactly("interested", "expansion");
    assertThat(seen.line(dana, "payments").text("scenario")).isEqualTo("expansion");
    assertThat(seen.handOff().solution()).isEqualTo("payments");
    assertThat(seen.assignment().owner()).isEqualTo("005A");
  }

  @Test
  void whoever_becomes_a_customer_changes_path() {
    market.targetAccount("001A", "halden.example");
    var dana = market.director("dana@halden.example").takes(PAPER, days(1));
    market.opportunity(days(2), "001A", CARE, true, "005A");
    Seen seen = market.after(days(3));
    assertThat(to(seen.stages(dana, CARE))).containsExactly("engaged", "customer");
    assertThat(seen.stages(dana, CARE).get(1).because().text()).isEqualTo("the scenario is renewal now");
  }

  // what is shown

  @Test
  void the_crm_is_told_of_a_stage_once() {
    var dana = handedOver().salesSay("accepted", "", days(2));
    List<Object> shown = market.after(days(3)).decisions().stream().filter(Decision.Score.class::isInstance)
        .map(each -> ((Decision.Score) each).shown().get("stage")).distinct().toList();
    assertThat(shown).containsExactly("unknown", "engaged", "mql", "sal");
    Seen again = market.after(days(3));
    dana.salesSay("accepted", "", days(2.5));
    assertThat(market.after(days(3)).stages(dana, CARE)).isEqualTo(again.stages(dana, CARE));
  }
}
