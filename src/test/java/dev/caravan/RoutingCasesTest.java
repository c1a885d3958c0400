package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets a hand-off and why, and what happens when they do nothing. */
class RoutingCasesTest {
  private static final String CARE = "customer-care";
  private static final String QUOTE = "Customer care | Quote | Ask us";
  private static final String POOL = "  - rule: inside-sales\n    when: always\n    to: pool inside-sales\n";
  /** Tuesday, nine in the morning. */
  private static final long TUESDAY = days(1);

  private final Given market = new Given();

  private static Given under(String... changes) {
    return new Given(Given.engine(changes));
  }

  /** What sales is told, but for tasks that are closed. */
  private static List<Decision.Notice> notices(Seen seen) {
    return allNotices(seen).stream().filter(notice -> !notice.what().endsWith("-closed")).toList();
  }

  private static List<Decision.Notice> closed(Seen seen) {
    return allNotices(seen).stream().filter(notice -> notice.what().endsWith("-closed")).toList();
  }

  private static List<Decision.Notice> allNotices(Seen seen) {
    return seen.decisions().stream().filter(Decision.Notice.class::isInstance).map(Decision.Notice.class::cast).toList();
  }

  private static Given withRule(String when, String to) {
    return under("routing", POOL, "  - rule: special\n    when: " + when + "\n    to: " + to + "\n" + POOL);
  }

  // rules

  @Test
  void the_first_rule_that_holds_wins_and_says_what_was_looked_at_before() {
    Given world = withRule("{country: [US], fit: at least 90, solution: [customer-care], trigger: mql}", "rep 005B@caravan.example");
    world.rep("005A", true).rep("005B", true).director("dana@halden.example").compares("Customer care", TUESDAY);
    var assignment = world.after(TUESDAY).assignment();
    assertThat(assignment.owner()).isEqualTo("005B");
    assertThat(assignment.target()).isEqualTo("rep");
    assertThat(assignment.because().rule()).isEqualTo("special");
    assertThat(assignment.looked()).extracting(Decision.Looked::rule)
        .containsExactly("deal-owner", "same-owner", "earlier-owner", "digital-sellers", "account-owner", "special");
    assertThat(assignment.looked()).extracting(Decision.Looked::took).containsExactly(false, false, false, false, false, true);
    assertThat(assignment.looked().get(4).why()).isEqualTo("no account is known");
  }

  @Test
  void the_explanation_shows_who_has_it_and_what_was_looked_at() {
    market.rep("005A", true);
    var dana = market.director("dana@halden.example").compares("Customer care", TUESDAY).salesSay("working", "", TUESDAY + minutes(5));
    assertThat(market.explained(dana).handOffs()).singleElement().satisfies(each -> {
      assertThat(each.owner()).isEqualTo("Rep 005A");
      assertThat(each.stands()).isEqualTo("answered");
      assertThat(each.looked()).extracting(Decision.Looked::rule).endsWith("account-owner", "inside-sales");
    });
  }

  @Test
  void a_rule_that_does_not_hold_says_why() {
    Given world = withRule("{country: [DE]}", "rep 005B@caravan.example");
    world.rep("005A", true).rep("005B", true).director("dana@halden.example").compares("Customer care", TUESDAY);
    var assignment = world.after(TUESDAY).assignment();
    assertThat(assignment.owner()).isEqualTo("005A");
    assertThat(assignment.looked()).filteredOn(each -> each.rule().equals("special")).singleElement()
        .satisfies(each -> assertThat(each.why()).isEqualTo("country is US, not DE"));
  }

  @Test
  void a_named_account_is_known_by_its_web_site() {
    Given world = under("routing", POOL, "  - rule: key\n    when: {accounts: key}\n    to: rep 005B@caravan.example\n" + POOL,
        "routing", "pools:\n", "account_lists:\n  - list: key\n    accounts: [halden.example]\npools:\n");
    world.rep("005B", true).rep("005C", true).targetAccount("001A", "halden.example");
    world.director("dana@halden.example").compares("Customer care", TUESDAY);
    assertThat(world.after(TUESDAY).assignment().owner()).isEqualTo("005B");
  }

  @Test
  void a_territory_is_a_list_of_countries_and_states() {
    Given world = under("routing", POOL, "  - rule: south\n    when: {territory: south}\n    to: rep 005B@caravan.example\n" + POOL,
        "routing", "pools:\n", "territories:\n  - territory: south\n    countries: [MX]\n    states: [US-TX]\npools:\n");
    world.rep("005A", true).rep("005B", true);
    world.director("dana@halden.example").says("country", "Mexico").compares("Customer care", TUESDAY);
    world.director("lee@other.example").compares("Customer care", TUESDAY);
    assertThat(world.after(TUESDAY).assignments()).extracting(Decision.Assignment::owner).containsExactlyInAnyOrder("005B", "005A");
  }

  @Test
  void a_queue_cannot_own_a_contact_so_somebody_named_takes_it() {
    Given world = under("routing", "to: queue Caravan_Unrouted", "to: queue Caravan_Unrouted\n    contacts_to: 005B@caravan.example",
        "routing", POOL, "");
    world.rep("005B", true).account("001A", "name", "Halden");
    world.director("dana@halden.example").isContactOf("001A").compares("Customer care", TUESDAY);
    world.director("lee@other.example").compares("Customer care", TUESDAY);
    assertThat(world.after(TUESDAY).assignments()).extracting(Decision.Assignment::owner)
        .containsExactlyInAnyOrder("005B", "Caravan_Unrouted");
  }

  @Test
  void who_is_absent_is_passed_over() {
    Given world = under("routing", "hours:\n", "absences:\n  - rep: 005A@caravan.example\n    from: 2026-01-05\n    until: 2026-01-06\nhours:\n");
    world.rep("005A", true).rep("005B", true).targetAccount("001A", "halden.example");
    world.director("dana@halden.example").compares("Customer care", TUESDAY);
    assertThat(world.after(TUESDAY).assignment().owner()).isEqualTo("005B");
  }

  // before any rule

  @Test
  void a_hand_raise_during_an_open_opportunity_goes_to_its_owner() {
    market.rep("005A", true).rep("005B", true).targetAccount("001A", "halden.example").opportunity(0, "001A", CARE, false, "005B");
    market.director("dana@halden.example").takes(QUOTE, TUESDAY);
    var assignment = market.after(TUESDAY).assignment();
    assertThat(assignment.owner()).isEqualTo("005B");
    assertThat(assignment.target()).isEqualTo("deal-owner");
  }

  @Test
  void who_qualifies_during_an_open_opportunity_is_a_word_to_its_owner() {
    market.rep("005A", true).rep("005B", true).targetAccount("001A", "halden.example").opportunity(0, "001A", CARE, false, "005B");
    market.director("dana@halden.example").compares("Customer care", TUESDAY);
    Seen seen = market.after(TUESDAY + days(1));
    assertThat(seen.handOffs()).isEmpty();
    assertThat(notices(seen)).singleElement().satisfies(notice -> {
      assertThat(notice.what()).isEqualTo("opportunity");
      assertThat(notice.owner()).isEqualTo("005B");
    });
  }

  @Test
  void who_qualifies_again_goes_back_to_whom_they_were_with() {
    for (String rep : List.of("005A", "005B", "005C")) {
      market.rep(rep, true);
    }
    market.director("lee@other.example").compares("Customer care", TUESDAY - hours(1));
    var dana = market.director("dana@halden.example").compares("Customer care", TUESDAY).salesSay("rejected", "not-ready", TUESDAY + minutes(5));
    dana.compares("Customer care", days(15));
    assertThat(market.after(days(16)).assignments()).filteredOn(each -> each.subject().equals("dana@halden.example"))
        .extracting(Decision.Assignment::owner, Decision.Assignment::target)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("005B", "pool"), org.assertj.core.groups.Tuple.tuple("005B", "earlier-owner"));
  }

  // pools

  @Test
  void a_full_pool_waits_until_there_is_room() {
    Given world = under("routing", "    equal: true", "    open_at_most: 1\n    wait: 3 days");
    world.rep("005A", true);
    world.director("dana@halden.example").compares("Customer care", TUESDAY);
    var lee = world.director("lee@other.example").compares("Customer care", TUESDAY + minutes(5));
    var waiting = world.outcome(TUESDAY + hours(1)).decisions();
    assertThat(waiting).filteredOn(Decision.Assignment.class::isInstance).hasSize(1);
    world.person("dana@halden.example").salesSay("rejected", "not-ready", TUESDAY + hours(2));
    assertThat(world.after(TUESDAY + hours(3)).assignments()).filteredOn(each -> each.subject().equals(lee.email()))
        .singleElement().satisfies(each -> {
          assertThat(each.owner()).isEqualTo("005A");
          assertThat(each.at()).isEqualTo(Given.START + TUESDAY + hours(2));
        });
  }

  @Test
  void the_fallback_takes_what_has_waited_long_enough() {
    Given world = under("routing", "    equal: true", "    open_at_most: 1\n    wait: 2 hours");
    world.rep("005A", true);
    world.director("dana@halden.example").compares("Customer care", TUESDAY);
    world.director("lee@other.example").compares("Customer care", TUESDAY + minutes(5));
    assertThat(world.after(TUESDAY + hours(5)).assignments()).extracting(Decision.Assignment::owner, Decision.Assignment::at)
        .containsExactlyInAnyOrder(org.assertj.core.groups.Tuple.tuple("005A", Given.START + TUESDAY),
            org.assertj.core.groups.Tuple.tuple("Caravan_Unrouted", Given.START + TUESDAY + hours(2) + minutes(5)));
  }

  @Test
  void a_pool_that_only_works_in_hours_takes_what_came_at_night_in_the_morning() {
    Given world = under("routing", "    equal: true", "    only_in_hours: true\n    wait: 2 days");
    world.rep("005A", true);
    for (int i = 0; i < 3; i++) {
      world.director("lead" + i + "@c" + i + ".example").compares("Customer care", TUESDAY + hours(12) + minutes(i));
    }
    assertThat(world.after(TUESDAY + days(1)).assignments()).hasSize(3)
        .allSatisfy(each -> assertThat(each.at()).isEqualTo(Given.START + TUESDAY + days(1)));
  }

  // the response clock

  @Test
  void nobody_acting_is_reminded_then_replaced_then_told_further_up() {
    market.rep("005A", true).rep("005B", true);
    market.director("dana@halden.example").compares("Customer care", TUESDAY);
    Seen seen = market.after(TUESDAY + hours(8));
    assertThat(notices(seen)).extracting(Decision.Notice::what, Decision.Notice::owner, Decision.Notice::at).containsExactly(
        org.assertj.core.groups.Tuple.tuple("reminder", "005A", Given.START + TUESDAY + minutes(30)),
        org.assertj.core.groups.Tuple.tuple("reassignment", "005B", Given.START + TUESDAY + minutes(60)),
        org.assertj.core.groups.Tuple.tuple("escalation", "Caravan_Unrouted", Given.START + TUESDAY + minutes(120)));
    assertThat(seen.assignments()).hasSize(1);
  }

  @Test
  void what_sales_does_first_stops_the_clock() {
    market.rep("005A", true).rep("005B", true);
    market.director("dana@halden.example").compares("Customer care", TUESDAY).salesSay("working", "", TUESDAY + minutes(40));
    assertThat(notices(market.after(TUESDAY + days(2)))).extracting(Decision.Notice::what).containsExactly("reminder");
  }

  @Test
  void the_clock_stands_still_at_night_and_on_week_ends() {
    market.rep("005A", true).rep("005B", true);
    long fridayEvening = days(4) + hours(7.75); // a quarter to five
    market.director("dana@halden.example").compares("Customer care", fridayEvening);
    Seen seen = market.after(days(8));
    assertThat(seen.assignment().respondBy().ms()).as("Monday, a quarter past nine").isEqualTo(Given.START + days(7) + minutes(15));
    assertThat(notices(seen).get(0).at()).isEqualTo(Given.START + days(7) + minutes(15));
  }

  @Test
  void nobody_else_there_means_it_stays_and_is_told_further_up() {
    market.rep("005A", true);
    market.director("dana@halden.example").takes(QUOTE, TUESDAY);
    assertThat(notices(market.after(TUESDAY + hours(2)))).extracting(Decision.Notice::what)
        .containsExactly("reminder", "escalation");
  }

  @Test
  void whoever_takes_a_hand_off_over_in_the_crm_keeps_it_and_has_acted() {
    market.rep("005A", true).rep("005B", true).rep("005C", true);
    var dana = market.director("dana@halden.example").compares("Customer care", TUESDAY).isTakenOverBy("005C", TUESDAY + minutes(45));
    Seen seen = market.after(TUESDAY + days(2));
    assertThat(notices(seen)).extracting(Decision.Notice::what).as("neither given to another nor told above").containsExactly("reminder");
    assertThat(market.explained(dana).handOffs()).singleElement().satisfies(each -> {
      assertThat(each.owner()).isEqualTo("Rep 005C");
      assertThat(each.target()).isEqualTo("by-hand");
      assertThat(each.stands()).isEqualTo("answered");
    });
    dana.salesSay("rejected", "not-ready", TUESDAY + days(2)).compares("Customer care", days(20));
    assertThat(market.after(days(21)).assignments()).last().satisfies(again -> {
      assertThat(again.owner()).as("a manual change stays").isEqualTo("005C");
      assertThat(again.target()).isEqualTo("earlier-owner");
    });
  }

  @Test
  void a_target_buyer_at_a_target_account_who_asks_for_a_quote_is_routed_with_a_clock_of_minutes() {
    market.rep("005A", true).rep("005B", true).targetAccount("001A", "halden.example");
    var dana = market.director("dana@halden.example").takes(QUOTE, TUESDAY);
    Seen seen = market.after(TUESDAY + hours(1));
    assertThat(seen.line(dana, CARE).text("stage")).isEqualTo("mql");
    assertThat(seen.assignment().owner()).as("the owner of the account").isEqualTo("005A");
    assertThat(seen.assignment().respondBy().ms()).isEqualTo(Given.START + TUESDAY + minutes(10));
    assertThat(notices(seen)).extracting(Decision.Notice::what, Decision.Notice::at).startsWith(
        org.assertj.core.groups.Tuple.tuple("reminder", Given.START + TUESDAY + minutes(10)),
        org.assertj.core.groups.Tuple.tuple("reassignment", Given.START + TUESDAY + minutes(20)));
  }

  @Test
  void reminders_are_closed_as_soon_as_somebody_acts_or_somebody_else_has_it() {
    market.rep("005A", true).rep("005B", true);
    market.director("dana@halden.example").compares("Customer care", TUESDAY).salesSay("working", "", TUESDAY + minutes(100));
    assertThat(closed(market.after(TUESDAY + days(2)))).extracting(Decision.Notice::what, notice -> notice.because().text(), Decision.Notice::at)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("reminders-closed", "Rep 005B has it now", Given.START + TUESDAY + minutes(60)),
            org.assertj.core.groups.Tuple.tuple("reminders-closed", "Rep 005B has acted on it", Given.START + TUESDAY + minutes(100)));
  }

  @Test
  void what_sales_gives_back_has_its_task_closed_with_the_reason() {
    market.rep("005A", true);
    market.director("dana@halden.example").compares("Customer care", TUESDAY).salesSay("rejected", "no-budget", TUESDAY + minutes(20));
    assertThat(closed(market.after(TUESDAY + days(2)))).singleElement().satisfies(notice -> {
      assertThat(notice.what()).isEqualTo("task-closed");
      assertThat(notice.task().text()).isEqualTo("It is over: given back: no budget.");
    });
  }

  // expiry

  @Test
  void a_hand_off_expires_30_days_after_those_above_were_told() {
    market.rep("005A", true).rep("005B", true);
    long friday = days(4) + hours(7.5); // half past four: those above are told on Monday at half past ten
    var dana = market.director("dana@halden.example").compares("Customer care", friday);
    Seen seen = market.after(days(40));
    long told = Given.START + days(7) + hours(1.5);
    assertThat(notices(seen)).last().satisfies(notice -> {
      assertThat(notice.what()).isEqualTo("escalation");
      assertThat(notice.at()).isEqualTo(told);
    });
    assertThat(seen.stages(dana, CARE)).last().satisfies(stage -> {
      assertThat(stage.to()).isEqualTo("recycled");
      assertThat(stage.at()).isEqualTo(told + days(30));
    });
    assertThat(market.explained(dana).handOffs()).singleElement().satisfies(each -> assertThat(each.stands()).isNotEqualTo("expired"));
    market.repAt(days(40), "005D", true);
    assertThat(market.explained(dana).handOffs()).singleElement().satisfies(each -> assertThat(each.stands()).isEqualTo("expired"));
  }

  @Test
  void a_call_moves_the_expiry() {
    market.rep("005A", true).rep("005B", true);
    var dana = market.director("dana@halden.example").compares("Customer care", TUESDAY).isCalledBy("005A", days(20));
    assertThat(market.after(days(49)).line(dana, CARE).text("stage")).isEqualTo("mql");
    assertThat(market.after(days(50)).line(dana, CARE).text("stage")).isEqualTo("recycled");
  }

  // a second solution

  @Test
  void a_second_solution_is_a_word_to_whoever_has_the_open_hand_off_once() {
    market.rep("005A", true).rep("005B", true);
    market.director("dana@halden.example").compares("Customer care", TUESDAY).salesSay("working", "", TUESDAY + minutes(5))
        .compares("Payments", TUESDAY + days(1)).compares("Payments", TUESDAY + days(2));
    Seen seen = market.after(TUESDAY + days(3));
    assertThat(notices(seen)).singleElement().satisfies(notice -> {
      assertThat(notice.what()).isEqualTo("appended");
      assertThat(notice.about()).isEqualTo("hand-off/dana@halden.example/1");
      assertThat(notice.owner()).isEqualTo("005A");
      assertThat(notice.at()).isEqualTo(Given.START + TUESDAY + days(1));
      assertThat(notice.task().action()).isEqualTo("Call Dana Reyes, Halden Health: qualified for Payments too");
      assertThat(notice.task().text()).contains("qualified for Payments", "Interest 100.0");
    });
  }

  @Test
  void a_second_solution_of_a_hand_off_that_waits_is_told_with_it() {
    Given world = under("routing", "    equal: true", "    open_at_most: 1\n    wait: 5 days");
    world.rep("005A", true);
    world.director("lee@other.example").compares("Customer care", TUESDAY);
    world.director("dana@halden.example").compares("Customer care", TUESDAY + minutes(5)).compares("Payments", TUESDAY + hours(1));
    world.person("lee@other.example").salesSay("rejected", "not-ready", TUESDAY + hours(2));
    Seen seen = world.after(TUESDAY + hours(3));
    assertThat(notices(seen)).extracting(Decision.Notice::what).doesNotContain("appended");
    assertThat(seen.assignments()).filteredOn(each -> each.subject().equals("dana@halden.example")).singleElement()
        .satisfies(each -> assertThat(each.handOff().text()).contains("qualified for Customer care", "qualified for Payments"));
  }

  @Test
  void those_who_wait_come_in_their_order_as_soon_as_a_day_begins() {
    Given world = under("routing", "    equal: true", "    a_day_at_most: 2\n    wait: 10 days");
    world.rep("005A", true);
    for (int i = 0; i < 7; i++) {
      world.director("lead" + i + "@c" + i + ".example").compares("Customer care", TUESDAY + minutes(i));
    }
    List<Decision.Assignment> assigned = world.after(TUESDAY + days(4)).assignments();
    assertThat(assigned).extracting(Decision.Assignment::subject)
        .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 7).mapToObj(i -> "lead" + i + "@c" + i + ".example").toList());
    long midnight = Given.START + TUESDAY + hours(15);
    assertThat(assigned.subList(2, 7)).extracting(Decision.Assignment::at)
        .containsExactly(midnight, midnight, midnight + days(1), midnight + days(1), midnight + days(2));
  }
}
