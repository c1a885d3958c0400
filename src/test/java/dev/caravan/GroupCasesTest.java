package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static dev.caravan.Seen.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Buying groups of one account around one solution, with the shipped patterns. */
class GroupCasesTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String OTHER = "Customer care | White paper | Fewer calls";
  private static final String TESTIMONIAL = "Customer care | Testimonial | Halden";
  private static final String QUOTE = "Customer care | Quote | Ask us";

  private final Given market = new Given().rep("005A", true).rep("005B", true).targetAccount("001A", "halden.example");

  private Given.Who manager(String name) {
    return market.person(name + "@halden.example").says("first_name", name, "title", "Support Manager");
  }

  private static String paper(int number) {
    return "Customer care | White paper | No " + number;
  }

  // levels

  @Test
  void a_group_appears_with_the_second_person_and_is_told_to_nobody() {
    manager("ann").takes(PAPER, 0);
    assertThat(market.after(days(1)).groups()).isEmpty();
    manager("bob").takes(OTHER, days(20));
    Seen seen = market.after(days(21));
    assertThat(seen.group("001A", CARE).text("level")).isEqualTo("emerging");
    assertThat(seen.alerts()).isEmpty();
    assertThat(seen.handOffs()).isEmpty();
  }

  @Test
  void two_who_were_engaged_thirty_days_apart_are_no_group() {
    manager("ann").takes(PAPER, 0);
    manager("bob").takes(OTHER, days(31));
    assertThat(market.after(days(32)).groups()).isEmpty();
  }

  @Test
  void three_within_fourteen_days_are_active_and_alerted_once() {
    manager("ann").takes(paper(1), 0);
    manager("bob").takes(paper(2), days(6));
    manager("cem").takes(paper(3), days(13));
    manager("dee").takes(paper(4), days(13.5));
    Seen seen = market.after(days(14));
    var group = seen.group("001A", CARE);
    assertThat(group.text("level")).isEqualTo("active");
    assertThat(group.get("coordinated")).isEqualTo(false);
    assertThat(group.rows("sharing")).isEmpty();
    assertThat(group.list("alerted_at")).containsExactly(time(days(13)));
    assertThat(seen.alerts()).singleElement().extracting(Decision.Alert::level).isEqualTo("active");
  }

  @Test
  void three_within_fifteen_days_are_not_active() {
    manager("ann").takes(paper(1), 0);
    manager("bob").takes(paper(2), days(7));
    manager("cem").takes(paper(3), days(15));
    assertThat(market.after(days(16)).group("001A", CARE).text("level")).isEqualTo("emerging");
  }

  @Test
  void active_with_two_who_evaluate_is_hot_but_not_coordinated() {
    manager("ann").takes(TESTIMONIAL, 0);
    manager("bob").takes(paper(2), days(1));
    manager("cem").views("Customer care | Pricing | Plans", days(5));
    var group = market.after(days(6)).group("001A", CARE);
    assertThat(group.text("level")).isEqualTo("hot");
    assertThat(group.get("coordinated")).isEqualTo(false);
  }

  @Test
  void three_who_take_one_asset_within_48_hours_are_coordinated() {
    manager("ann").takes(PAPER, 0);
    manager("bob").takes(PAPER, hours(30));
    manager("cem").takes(PAPER, hours(47));
    var group = market.after(days(3)).group("001A", CARE);
    assertThat(group.get("coordinated")).isEqualTo(true);
    assertThat(group.text("level")).isEqualTo("hot");
  }

  @Test
  void three_who_take_one_asset_within_50_hours_are_not_coordinated() {
    manager("ann").takes(PAPER, 0);
    manager("bob").takes(PAPER, hours(30));
    manager("cem").takes(PAPER, hours(50));
    assertThat(market.after(days(3)).group("001A", CARE).get("coordinated")).isEqualTo(false);
  }

  @Test
  void looking_at_the_same_page_is_not_taking_the_same_asset() {
    for (String name : List.of("ann", "bob", "cem")) {
      manager(name).views("Customer care | Pricing | Plans", minutes(5));
    }
    assertThat(market.after(days(1)).group("001A", CARE).get("coordinated")).isEqualTo(false);
  }

  @Test
  void a_level_that_has_just_fallen_stays_whatever_else_is_heard_of_the_group() {
    for (String name : List.of("ann", "bob", "cyd")) {
      manager(name).takes(PAPER, minutes(name.charAt(0)));
    }
    assertThat(market.after(days(31)).group("001A", CARE).text("level")).isEqualTo("active");
    for (int day = 31; day < 58; day += 3) {
      market.person("ann@halden.example").saysAt(days(day), "title", "Support Manager " + day).clicks("Newsletter", days(day), "r-1");
      market.accountAt(days(day), "001A", "name", "Halden Health " + day, "website", "https://www.halden.example", "owner", "005B");
    }
    assertThat(market.after(days(58)).group("001A", CARE).text("level")).isEqualTo("active");
  }

  @Test
  void a_level_falls_every_thirty_quiet_days_and_sleeps_after_ninety() {
    meeting(0);
    assertThat(level(days(29))).isEqualTo("hot");
    assertThat(level(days(31))).isEqualTo("active");
    assertThat(level(days(61))).isEqualTo("emerging");
    assertThat(level(days(91))).isEqualTo("dormant");
    assertThat(market.after(days(91)).alerts()).hasSize(1);
  }

  @Test
  void history_stays_with_a_group_that_sleeps() {
    meeting(0);
    var group = market.after(days(120)).group("001A", CARE);
    assertThat(group.text("level")).isEqualTo("dormant");
    assertThat(group.get("coordinated")).isEqualTo(true);
    assertThat(group.rows("sharing")).hasSize(2);
    assertThat(group.members()).hasSize(3);
  }

  private String level(long moment) {
    return market.after(moment).group("001A", CARE).text("level");
  }

  private void meeting(long at) {
    manager("ann").takes(PAPER, at);
    manager("bob").takes(PAPER, at + minutes(5));
    manager("cem").takes(PAPER, at + minutes(10));
  }

  // who counts

  @Test
  void students_competitors_role_mailboxes_sends_and_opens_do_not_count() {
    market.person("sam@halden.example").says("title", "Student").takes(PAPER, 0);
    market.person("info@halden.example").takes(PAPER, minutes(1));
    manager("ann").takes(PAPER, minutes(2));
    manager("bob").does(Fact.ActivityKind.EMAIL_OPEN, PAPER, minutes(3), java.util.Map.of());
    manager("cem").does(Fact.ActivityKind.EMAIL_SEND, PAPER, minutes(3), java.util.Map.of());
    manager("dee").views("Customer care | Careers | Join us", minutes(4));
    assertThat(market.after(days(1)).groups()).isEmpty();
  }

  @Test
  void who_turns_out_to_be_a_student_leaves_the_group() {
    meeting(0);
    market.person("cem@halden.example").saysAt(minutes(30), "title", "Student");
    var group = market.after(days(1)).group("001A", CARE);
    assertThat(group.members()).containsExactly("ann@halden.example", "bob@halden.example");
  }

  @Test
  void what_a_record_says_later_is_told_of_the_member() {
    market.person("ann@halden.example").takes(PAPER, 0).saysAt(minutes(1), "title", "Chief Operating Officer");
    market.person("bob@halden.example").takes(PAPER, minutes(5));
    var group = market.after(days(1)).group("001A", CARE);
    assertThat(group.rows("members").get(0)).containsEntry("role", "decision-maker");
  }

  @Test
  void a_person_who_counts_for_another_account_is_not_a_member_here() {
    market.account("001B", "name", "Elsewhere");
    market.person("ann@halden.example").isContactOf("001B");
    market.person("bob@halden.example").isContactOf("001A");
    market.person("cem@halden.example").isContactOf("001A");
    meeting(0);
    var group = market.after(days(1)).group("001A", CARE);
    assertThat(group.members()).containsExactly("bob@halden.example", "cem@halden.example");
    assertThat(group.text("level")).isEqualTo("emerging");
  }

  @Test
  void members_found_late_are_listed_in_the_order_of_what_they_did() {
    manager("ann").takes(PAPER, minutes(10));
    manager("bob").takes(PAPER, minutes(20));
    manager("cem").takes(PAPER, minutes(5));
    market.knownAt(hours(2));
    var group = market.after(days(1)).group("001A", CARE);
    assertThat(group.first()).isEqualTo("cem@halden.example");
    assertThat(group.members()).containsExactly("cem@halden.example", "ann@halden.example", "bob@halden.example");
    assertThat(group.get("coordinated")).isEqualTo(true);
    assertThat(group.rows("sharing")).extracting(edge -> edge.get("from")).containsOnly("cem@halden.example");
  }

  @Test
  void somebody_who_takes_the_asset_weeks_later_had_no_part_in_the_meeting() {
    meeting(0);
    manager("dee").takes(PAPER, days(21));
    var group = market.after(days(22)).group("001A", CARE);
    assertThat(group.rows("sharing")).extracting(edge -> edge.get("to")).containsExactly("bob@halden.example", "cem@halden.example");
    assertThat(group.members()).hasSize(4);
  }

  // completeness

  @Test
  void completeness_is_the_mean_over_needed_roles() {
    market.director("dana@halden.example").takes(PAPER, 0);
    manager("ann").takes(PAPER, minutes(1));
    manager("bob").takes(PAPER, minutes(2));
    market.person("pat@halden.example").says("title", "Support Agent").takes(PAPER, minutes(3));
    var group = market.after(days(1)).group("001A", CARE);
    assertThat(group.number("completeness")).as("champion and influencer of three needed roles").isEqualTo(0.67);
    assertThat(group.list("missing_roles")).containsExactly("decision-maker");
  }

  // hand-off

  @Test
  void the_hand_off_waits_sixty_minutes_after_the_rise_and_tells_the_whole_meeting() {
    meeting(0);
    manager("dee").takes(PAPER, minutes(40));
    assertThat(market.after(minutes(69)).handOffs()).isEmpty();
    Seen seen = market.after(minutes(70));
    assertThat(seen.handOff().at()).isEqualTo(Given.START + minutes(70));
    assertThat(seen.handOff().members()).hasSize(4);
    assertThat(seen.handOff().text()).contains("ann", "bob", "cem", "dee", "possible", "decision-maker");
    assertThat(seen.assignment().respondBy().ms()).isEqualTo(Given.START + minutes(70) + hours(4));
    assertThat(seen.assignment().owner()).isEqualTo("005A");
  }

  @Test
  void a_hand_raise_ends_the_wait() {
    meeting(0);
    market.director("dana@halden.example").takes(QUOTE, minutes(20));
    Seen seen = market.after(minutes(20));
    assertThat(seen.handOffs()).singleElement().satisfies(handOff -> assertThat(handOff.of()).isEqualTo("group"));
  }

  @Test
  void a_group_that_explores_gets_one_named_person_and_no_demo() {
    meeting(0);
    Decision.HandOff handOff = market.after(days(1)).handOff();
    assertThat(handOff.email()).isEqualTo("ann@halden.example");
    assertThat(handOff.action()).contains("one person").contains("no demo");
  }

  @Test
  void a_group_where_somebody_decides_is_called_today() {
    meeting(0);
    market.director("dana@halden.example").takes(QUOTE, minutes(20));
    assertThat(market.after(days(1)).handOff().action()).startsWith("ann, Halden Health: call today");
  }

  @Test
  void the_task_of_a_group_first_says_what_the_person_it_names_has_opted_out_of() {
    manager("ann").takes(PAPER, 0).does(Fact.ActivityKind.UNSUBSCRIBE, minutes(30)).saysAt(minutes(40), "consent.phone", "false");
    manager("bob").takes(PAPER, minutes(5)).does(Fact.ActivityKind.UNSUBSCRIBE, minutes(6));
    manager("cem").takes(PAPER, minutes(10));

    Decision.HandOff handOff = market.after(days(1)).handOff();

    assertThat(handOff.email()).isEqualTo("ann@halden.example");
    assertThat(handOff.text().lines().limit(3)).satisfiesExactly(
        first -> assertThat(first).isEqualTo("Do not e-mail ann, who has opted out of e-mail."),
        second -> assertThat(second).startsWith("Do not phone ann"),
        third -> assertThat(third).startsWith("3 people of "));
  }

  @Test
  void a_member_of_an_active_group_raises_no_hand_off_of_their_own() {
    meeting(0);
    var dana = market.director("dana@halden.example").compares("Customer care", hours(3));
    Seen seen = market.after(days(1));
    assertThat(seen.line(dana, CARE).get("mql")).isEqualTo(true);
    assertThat(seen.line(dana, CARE).list("held")).containsExactly("group");
    assertThat(seen.handOff().of()).isEqualTo("group");
  }

  @Test
  void a_hand_raise_of_a_member_in_the_very_moment_the_group_rises_is_one_hand_off() {
    manager("ann").takes(paper(1), 0);
    manager("bob").takes(paper(2), minutes(5));
    market.director("dana@halden.example").takes(QUOTE, minutes(10));
    Seen seen = market.after(days(1));
    assertThat(seen.handOff().of()).isEqualTo("group");
    assertThat(seen.handOff().at()).isEqualTo(Given.START + minutes(10));
  }

  @Test
  void who_reaches_100_points_in_another_solution_still_has_a_hand_off_of_their_own() {
    meeting(0);
    market.director("dana@halden.example").compares("Payments", hours(3));
    assertThat(market.after(days(1)).handOffs()).extracting(Decision.HandOff::of).containsExactly("group", "person");
  }

  // alerts

  @Test
  void a_higher_level_is_alerted_after_the_cool_down() {
    for (int i = 1; i <= 3; i++) {
      manager("m" + i).takes(paper(i), i);
    }
    for (int i = 1; i <= 3; i++) {
      manager("m" + i).takes(PAPER, days(5) + i);
    }
    var group = market.after(days(20)).group("001A", CARE);
    assertThat(group.list("alerted_at")).containsExactly(time(3), time(days(14) + 3));
    assertThat(market.after(days(10)).alerts()).hasSize(1);
  }

  @Test
  void a_new_role_is_alerted_after_the_cool_down() {
    meeting(0);
    market.director("dana@halden.example").takes(OTHER, days(3));
    Seen seen = market.after(days(20));
    assertThat(seen.alerts()).hasSize(2);
    assertThat(seen.alerts().get(1).at()).isEqualTo(Given.START + minutes(10) + days(14));
    assertThat(market.after(days(13)).alerts()).hasSize(1);
  }

  @Test
  void more_of_the_same_is_not_alerted_again() {
    meeting(0);
    for (int i = 0; i < 8; i++) {
      manager("more" + i).takes(PAPER, days(4.5 * i));
    }
    assertThat(market.after(days(40)).alerts()).hasSize(1);
  }

  @Test
  void the_alert_tells_who_was_first_who_followed_and_what_to_do() {
    meeting(0);
    assertThat(market.after(days(1)).alerts().get(0).text()).contains("Halden Health", "First: ann", "Support Manager", "influencer",
        "Then: bob", "possible", "decision-maker", "Talk to one person only");
  }

  @Test
  void the_alert_is_worded_with_the_hand_off_and_says_when_the_group_rose() {
    meeting(0);
    manager("dee").takes(PAPER, minutes(40));
    assertThat(market.after(minutes(69)).alerts()).isEmpty();
    assertThat(market.after(minutes(69)).group("001A", CARE).list("alerted_at")).containsExactly(time(minutes(10)));
    assertThat(market.after(minutes(70)).alerts()).singleElement().satisfies(alert -> {
      assertThat(alert.at()).isEqualTo(Given.START + minutes(70));
      assertThat(alert.risenAt()).isEqualTo(Given.START + minutes(10));
      assertThat(alert.text()).contains("First: ann", "bob", "cem", "dee");
    });
  }

  @Test
  void where_no_hand_off_follows_the_alert_is_worded_when_the_group_rises() {
    market.deal(0, "006X", "001A", CARE, "Closed Won");
    meeting(days(1));
    assertThat(market.after(days(1) + minutes(10)).alerts()).singleElement().satisfies(alert ->
        assertThat(alert.risenAt()).isEqualTo(alert.at()).isEqualTo(Given.START + days(1) + minutes(10)));
  }

  @Test
  void an_opportunity_that_is_opened_during_the_wait_ends_it_for_the_alert() {
    meeting(0);
    market.deal(minutes(30), "006X", "001A", CARE, "Discovery");
    Seen seen = market.after(days(1));
    assertThat(seen.handOffs()).isEmpty();
    assertThat(seen.alerts()).singleElement().extracting(Decision.Alert::at).isEqualTo(Given.START + minutes(30));
  }

  @Test
  void a_group_that_is_none_any_more_when_the_wait_is_over_was_never_alerted() {
    meeting(0);
    market.person("cem@halden.example").byHand("001A", CARE, "", false, minutes(30));
    Seen seen = market.after(days(1));
    assertThat(seen.alerts()).isEmpty();
    assertThat(seen.group("001A", CARE).list("alerted_at")).isEmpty();
  }

  // by hand

  @Test
  void who_is_taken_out_by_hand_stays_out() {
    meeting(0);
    market.person("cem@halden.example").byHand("001A", CARE, "", false, hours(2)).takes(OTHER, hours(3));
    assertThat(market.after(days(1)).group("001A", CARE).members()).containsExactly("ann@halden.example", "bob@halden.example");
  }

  @Test
  void a_role_given_by_hand_stays() {
    meeting(0);
    market.person("cem@halden.example").byHand("001A", CARE, "champion", true, hours(2)).takes(OTHER, hours(3));
    assertThat(market.after(days(1)).group("001A", CARE).rows("members").get(2)).containsEntry("role", "champion");
  }

  @Test
  void who_was_taken_out_by_hand_may_raise_a_hand_off_of_their_own_again() {
    meeting(0);
    var dana = market.director("dana@halden.example").takes(OTHER, hours(1)).byHand("001A", CARE, "", false, hours(2))
        .compares("Customer care", hours(6));
    Seen seen = market.after(days(1));
    assertThat(seen.line(dana, CARE).list("held")).isEmpty();
    assertThat(seen.handOffs()).extracting(Decision.HandOff::of).containsExactly("group", "person");
  }

  @Test
  void a_group_is_called_as_its_account_is_also_where_that_is_known_later_than_its_people() {
    Given world = new Given();
    world.rep("005A", true);
    for (String name : List.of("ann", "bob")) {
      world.person(name + "@halden.example").says("first_name", name, "title", "Support Manager").isContactOf("001A").takes(PAPER, hours(1));
    }
    world.targetAccount("001A", "halden.example").knownAt(days(2));
    Seen seen = world.after(days(3));
    assertThat(seen.decisions().stream().filter(Decision.Group.class::isInstance).map(Decision.Group.class::cast).toList()).last()
        .satisfies(group -> assertThat(group.name()).isEqualTo("Halden Health, customer care, Jan 2026"));
  }

  // alerts as sales gets them

  private List<Decision.Notice> told(Seen seen) {
    return seen.decisions().stream().filter(Decision.Notice.class::isInstance).map(Decision.Notice.class::cast)
        .filter(notice -> notice.what().equals("alert") || notice.what().equals("digest")).toList();
  }

  @Test
  void an_alert_that_is_told_with_a_hand_off_is_no_task_of_its_own() {
    meeting(0);
    Seen seen = market.after(days(1));
    assertThat(seen.alerts()).hasSize(1);
    assertThat(told(seen)).isEmpty();
  }

  @Test
  void an_alert_without_a_hand_off_goes_to_who_owns_the_account() {
    meeting(0);
    market.person("eva@halden.example").says("first_name", "eva", "title", "Chief Executive Officer").takes(PAPER, days(16));
    assertThat(told(market.after(days(17)))).singleElement().satisfies(notice -> {
      assertThat(notice.what()).isEqualTo("alert");
      assertThat(notice.owner()).isEqualTo("005A");
      assertThat(notice.task().of()).isEqualTo("account");
      assertThat(notice.task().action()).isEqualTo("Halden Health: its buying group for customer care is hot, 4 people");
      assertThat(notice.respondBy().isNone()).isTrue();
    });
  }
}
