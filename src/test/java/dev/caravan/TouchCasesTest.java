package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often a person is reached: what counts, what waits, and when it goes. */
class TouchCasesTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String TESTIMONIAL = "Customer care | Testimonial | Halden";
  private static final String QUOTE = "Customer care | Quote | Ask us";
  /** Tuesday, nine in the morning. */
  private static final long TUESDAY = days(1);
  private static final long WEEK = hours(168);

  /** Programmes that send next to nothing of their own, so that only what is told counts. */
  private final Given market = new Given(Given.engine("nurture", "every: 7 days", "every: 60 days", "nurture", "every: 14 days",
      "every: 60 days"));

  private static List<Decision.TouchLimit> limits(Seen seen) {
    return seen.all(Decision.TouchLimit.class);
  }

  /** Compares and looks at prices: 120 points, enough for a wait of a week. */
  private static Given.Who keen(Given.Who who, long at) {
    return who.compares("Customer care", at).views("Customer care | Pricing | Plans", at - 2).views("Customer care | Pricing | Plans", at - 1);
  }

  // holding and releasing

  @Test
  void four_touches_within_a_week_hold_a_hand_off_until_the_window_moves_on() {
    var dana = market.director("dana@halden.example");
    for (int i = 0; i < 4; i++) {
      dana.mailed(TUESDAY - hours(10 - i));
    }
    keen(dana, TUESDAY);
    Seen seen = market.after(TUESDAY + days(1));
    assertThat(seen.handOffs()).isEmpty();
    assertThat(seen.line(dana, CARE).list("held")).containsExactly("touch-guard");
    assertThat(seen.line(dana, CARE).text("stage")).isEqualTo("mql");
    // Monday's enrolment made the first of the mails.
    assertThat(market.after(days(9)).handOff().at()).isEqualTo(Given.START + TUESDAY - hours(10) + WEEK);
    assertThat(market.after(days(9)).line(dana, CARE).list("held")).isEmpty();
  }

  @Test
  void it_goes_exactly_when_a_touch_is_a_week_old_and_the_clock_starts_then() {
    Given world = new Given(Given.engine("routing", "at_most: 4", "at_most: 1", "routing", "while_exploring: 2", "while_exploring: 1"));
    keen(world.rep("005A", true).director("dana@halden.example").mailed(days(-1)), TUESDAY);
    var assignment = world.after(days(7)).assignment();
    assertThat(assignment.at()).isEqualTo(Given.START + days(-1) + WEEK);
    assertThat(assignment.respondBy().ms()).as("Sunday's begins on Monday").isEqualTo(assignment.at() + hours(24) + minutes(30));
  }

  @Test
  void who_qualified_when_the_guard_held_them_is_handed_over_whatever_has_faded_since() {
    var dana = market.director("dana@halden.example");
    for (int i = 0; i < 4; i++) {
      dana.mailed(TUESDAY - hours(30 + i));
    }
    dana.compares("Customer care", TUESDAY);
    Seen seen = market.after(days(15));
    assertThat(seen.interest(dana, CARE)).isLessThan(100);
    assertThat(seen.handOff().at()).isGreaterThan(Given.START + TUESDAY + days(4));
    assertThat(seen.line(dana, CARE).list("held")).isEmpty();
  }

  @Test
  void a_reply_to_what_somebody_asked_counts_and_is_never_held() {
    var dana = market.director("dana@halden.example");
    for (int i = 0; i < 6; i++) {
      dana.mailed(TUESDAY - hours(10 - i));
    }
    dana.takes(QUOTE, TUESDAY);
    assertThat(market.after(TUESDAY).handOff().at()).isEqualTo(Given.START + TUESDAY);
  }

  @Test
  void whoever_only_explores_is_reached_twice_a_week() {
    var dana = market.director("dana@halden.example").mailed(days(-2)).mailed(days(-1)).takes(PAPER, 0);
    Seen seen = market.after(hours(1));
    assertThat(seen.enrolments()).isEmpty();
    assertThat(seen.line(dana, CARE).get("programme")).isNull();
    assertThat(seen.line(dana, CARE).text("no_programme")).isEqualTo("touch-guard");
    assertThat(market.after(days(6)).enrolments()).singleElement()
        .satisfies(enrolment -> assertThat(enrolment.at()).isEqualTo(Given.START + days(-2) + WEEK));
  }

  @Test
  void whoever_compares_may_be_reached_more_often_at_once() {
    var dana = market.director("dana@halden.example").mailed(days(-2)).mailed(days(-1)).takes(PAPER, 0).takes(TESTIMONIAL, hours(1));
    assertThat(market.after(hours(2)).enrolments()).singleElement()
        .satisfies(enrolment -> assertThat(enrolment.at()).isEqualTo(Given.START + hours(1)));
    assertThat(market.after(hours(2)).line(dana, CARE).get("programme")).isNotNull();
  }

  @Test
  void a_second_solution_that_is_appended_reaches_nobody_anew() {
    var dana = market.director("dana@halden.example").compares("Customer care", TUESDAY);
    for (int i = 0; i < 5; i++) {
      dana.mailed(TUESDAY + hours(1 + i));
    }
    dana.compares("Payments", TUESDAY + hours(10));
    Seen seen = market.after(TUESDAY + hours(11));
    assertThat(seen.handOffs()).hasSize(1);
    assertThat(seen.line(dana, "payments").list("held")).isEmpty();
  }

  @Test
  void whoever_leaves_a_programme_at_the_limit_leaves_at_once_and_enters_the_next_later() {
    var dana = keen(market.director("dana@halden.example").mailed(days(2)).mailed(days(2) + 1).mailed(days(2) + 2), days(3));
    Seen seen = market.after(days(4));
    assertThat(seen.all(Decision.Leave.class)).singleElement()
        .satisfies(left -> assertThat(left.at()).isBetween(Given.START + days(3) - 2, Given.START + days(3)));
    assertThat(seen.line(dana, CARE).get("programme")).isNull();
    assertThat(seen.line(dana, CARE).text("no_programme")).isEqualTo("touch-guard");
  }

  // what counts

  @Test
  void a_hand_off_and_the_call_it_asks_for_are_one_touch() {
    Given world = new Given(Given.engine("routing", "at_most: 4", "at_most: 2", "routing", "while_exploring: 2", "while_exploring: 1"));
    world.rep("005A", true);
    world.director("dana@halden.example").says("consent.email", "false").compares("Customer care", TUESDAY)
        .touched("task", "005A", TUESDAY + minutes(1)).touched("call", "005A", TUESDAY + minutes(20))
        .salesSay("rejected", "not-ready", TUESDAY + minutes(30));
    assertThat(limits(world.after(days(2)))).as("one of two").isEmpty();
    world.person("dana@halden.example").touched("call", "005A", days(3));
    assertThat(limits(world.after(days(4)))).singleElement().satisfies(limit -> assertThat(limit.at()).isEqualTo(Given.START + days(3)));
  }

  @Test
  void a_task_of_others_and_its_call_are_one_touch_too() {
    Given world = new Given(Given.engine("routing", "at_most: 4", "at_most: 2", "routing", "while_exploring: 2", "while_exploring: 2"));
    world.director("dana@halden.example").says("consent.email", "false").touched("task", "005A", hours(1)).touched("call", "005A", hours(2));
    assertThat(limits(world.after(days(1)))).isEmpty();
    world.person("dana@halden.example").touched("call", "005A", hours(3));
    assertThat(limits(world.after(days(1)))).hasSize(1);
  }

  @Test
  void an_enrolment_and_the_mail_that_follows_within_a_day_are_one_touch() {
    var dana = market.director("dana@halden.example").takes(PAPER, 0).mailed(hours(2));
    assertThat(limits(market.after(days(1)))).isEmpty();
    dana.mailed(hours(3));
    assertThat(limits(market.after(days(1)))).singleElement().satisfies(limit -> assertThat(limit.in()).isTrue());
  }

  // the list

  @Test
  void who_is_at_the_limit_is_on_the_list_until_the_window_moves() {
    var dana = market.director("dana@halden.example").mailed(days(1)).mailed(days(2)).mailed(days(3));
    Seen seen = market.after(days(15));
    assertThat(limits(seen)).extracting(Decision.TouchLimit::in).containsExactly(true, false);
    assertThat(limits(seen)).allSatisfy(limit -> {
      assertThat(limit.list()).isEqualTo("caravan-touch-limit");
      assertThat(limit.email()).isEqualTo(dana.email());
    });
    assertThat(limits(seen).get(1).at()).as("the second newest is a week old").isEqualTo(Given.START + days(2) + WEEK);
  }

  @Test
  void a_mail_known_late_counts_when_it_was_sent() {
    market.director("dana@halden.example").mailed(days(1));
    market.knownAt(days(9));
    market.person("dana@halden.example").mailed(days(8.5));
    assertThat(limits(market.after(days(10)))).isEmpty();
  }

  // groups

  private void meeting(long at) {
    for (String name : List.of("ann", "bob", "cat")) {
      market.director(name + "@halden.example").takes(PAPER, at + minutes(name.charAt(0) - 'a'));
    }
  }

  @Test
  void a_groups_hand_off_waits_until_the_person_it_names_may_be_reached() {
    market.rep("005A", true).targetAccount("001A", "halden.example");
    var ann = market.person("ann@halden.example").mailed(days(-1)).mailed(days(-1) + hours(1));
    meeting(TUESDAY);
    Seen waits = market.after(days(3));
    assertThat(waits.handOffs()).isEmpty();
    assertThat(waits.line(ann, CARE).list("held")).contains("touch-guard");
    Seen seen = market.after(days(8));
    assertThat(seen.handOff().at()).isBetween(Given.START + days(-1) + WEEK, Given.START + days(-1) + hours(1) + WEEK);
    assertThat(seen.handOff().email()).isEqualTo(ann.email());
    assertThat(seen.assignment().at()).isEqualTo(seen.handOff().at());
  }

  @Test
  void a_groups_hand_off_that_waits_is_not_made_once_there_is_an_opportunity() {
    market.rep("005A", true).targetAccount("001A", "halden.example");
    market.person("ann@halden.example").mailed(days(-1)).mailed(days(-1) + hours(1));
    meeting(TUESDAY);
    market.deal(days(3), "0061", "001A", CARE, "Discovery").deal(days(4), "0061", "001A", CARE, "Closed Lost");
    assertThat(market.after(days(12)).handOffs()).isEmpty();
  }

  @Test
  void a_groups_task_counts_for_the_person_it_names_only() {
    market.rep("005A", true).targetAccount("001A", "halden.example");
    market.person("ann@halden.example").mailed(days(0.5));
    meeting(TUESDAY);
    Seen seen = market.after(days(3));
    assertThat(seen.handOffs()).hasSize(1);
    assertThat(limits(seen)).filteredOn(Decision.TouchLimit::in).extracting(Decision.TouchLimit::email).containsOnly("ann@halden.example");
  }
}
