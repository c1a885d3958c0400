package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a member's own hand-off when their group is handed over. */
class JoinedHandOffsTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String QUOTE = "Customer care | Quote | Ask us";
  private static final String GROUP = "hand-off/001A|customer-care/1";
  private static final long TUESDAY = days(1);
  /** When the group is handed over: an hour after the third of them. */
  private static final long HANDED_OVER = TUESDAY + hours(2) + minutes(10) + hours(1);

  private final Given market = new Given().rep("005A", true).rep("005B", true).targetAccount("001A", "halden.example");

  private Given.Who manager(String name) {
    return market.person(name + "@halden.example").says("first_name", name, "title", "Support Manager");
  }

  /** Dana asks us, and has a hand-off of her own when two colleagues come to make a group of it. */
  private Given.Who danaAsksAndOthersFollow() {
    var dana = market.director("dana@halden.example").takes(QUOTE, TUESDAY);
    manager("bob").takes(PAPER, TUESDAY + hours(2));
    manager("cem").takes(PAPER, TUESDAY + hours(2) + minutes(10));
    return dana;
  }

  private static List<Decision.Notice> notices(Seen seen, String what) {
    return seen.all(Decision.Notice.class).stream().filter(notice -> notice.what().equals(what)).toList();
  }

  @Test
  void a_members_open_hand_off_joins_the_groups_and_the_task_says_so() {
    danaAsksAndOthersFollow();
    Seen seen = market.after(HANDED_OVER);
    assertThat(seen.handOffs()).extracting(Decision.HandOff::of).containsExactly("person", "group");
    Decision.Assignment group = seen.assignments().get(1);
    assertThat(group.handOff().id()).isEqualTo(GROUP);
    assertThat(group.handOff().text().lines().reduce((before, last) -> last).orElseThrow()).isEqualTo(
        "Dana Reyes's own request of 6 January is part of this; Rep 005B had it, and has not acted on it.");
    market.repAt(HANDED_OVER + minutes(1), "005C", true);
    assertThat(market.explained(market.person("dana@halden.example")).handOffs()).extracting(each -> each.stands())
        .containsExactly("joined " + GROUP, "open");
  }

  @Test
  void the_task_of_what_joined_goes_to_whom_the_group_went_to_and_says_what_it_is_now() {
    danaAsksAndOthersFollow();
    Seen seen = market.after(HANDED_OVER);
    assertThat(notices(seen, "joined")).singleElement().satisfies(notice -> {
      assertThat(notice.task().id()).isEqualTo("hand-off/dana@halden.example/1");
      assertThat(notice.task().action()).isEqualTo("Part of the group's hand-off now: Call Dana Reyes, Halden Health: asked for a quote");
      assertThat(notice.about()).isEqualTo(GROUP);
      assertThat(notice.owner()).isEqualTo(seen.assignments().get(1).owner());
      assertThat(notice.at()).isEqualTo(Given.START + HANDED_OVER);
    });
  }

  @Test
  void the_clock_of_what_joined_rings_no_more() {
    market.director("dana@halden.example").compares("Customer care", TUESDAY);
    manager("bob").takes(PAPER, TUESDAY);
    manager("cem").takes(QUOTE, TUESDAY + minutes(20));
    Seen seen = market.after(TUESDAY + hours(3));
    assertThat(seen.handOffs()).extracting(Decision.HandOff::of).containsExactly("person", "group");
    assertThat(notices(seen, "joined")).hasSize(1);
    assertThat(notices(seen, "reminder")).as("an MQL is reminded of after 30 minutes, a group after 4 hours").isEmpty();
  }

  @Test
  void what_joined_a_group_that_may_not_reach_whom_it_names_yet_is_still_timed_and_answered() {
    var dana = market.director("dana@halden.example").compares("Customer care", TUESDAY);
    var bob = manager("bob").takes(PAPER, TUESDAY);
    var cem = manager("cem").takes(PAPER, TUESDAY + minutes(10));
    for (Given.Who each : List.of(dana, bob, cem)) {
      for (int i = 0; i < 4; i++) {
        each.mailed(TUESDAY + minutes(15 + i));
      }
    }
    Seen waits = market.after(TUESDAY + hours(3));
    assertThat(waits.handOffs()).extracting(Decision.HandOff::of).containsExactly("person");
    assertThat(notices(waits, "escalation")).as("nobody acts on hers, two hours long").singleElement()
        .satisfies(notice -> assertThat(notice.about()).isEqualTo("hand-off/dana@halden.example/1"));

    dana.salesSay("working", "", TUESDAY + hours(4));
    Seen seen = market.after(TUESDAY + days(8));
    assertThat(seen.handOffs()).extracting(Decision.HandOff::of).containsExactly("person", "group");
    assertThat(seen.assignments().get(seen.assignments().size() - 1).handOff().text()).endsWith("and has acted on it.");
  }

  @Test
  void the_group_goes_to_the_rep_who_had_the_open_hand_off_of_the_person_it_names() {
    danaAsksAndOthersFollow();
    Seen seen = market.after(HANDED_OVER);
    assertThat(seen.assignments()).extracting(Decision.Assignment::target).containsExactly("owner", "same-owner");
    assertThat(seen.assignments().get(1).owner()).as("it was given to her when the account's owner did nothing")
        .isEqualTo("005B");
  }

  @Test
  void what_sales_did_already_is_told_with_the_group() {
    var dana = danaAsksAndOthersFollow();
    dana.salesSay("working", "", TUESDAY + minutes(5));
    Seen seen = market.after(HANDED_OVER);
    assertThat(seen.assignments().get(1).handOff().text()).endsWith("Rep 005A had it, and has acted on it.");
  }

  @Test
  void who_joins_a_group_that_is_handed_over_brings_their_hand_off_along() {
    market.director("dana@halden.example").isContactOf("001B").compares("Customer care", TUESDAY);
    market.account("001B", "name", "Elsewhere", "owner", "005B");
    for (String name : List.of("ann", "bob", "cem")) {
      manager(name).takes(PAPER, TUESDAY + minutes(5));
    }
    var dana = market.person("dana@halden.example").inCrmAt(TUESDAY + hours(5), "account", "001A")
        .takes(PAPER, TUESDAY + hours(6));
    Seen seen = market.after(TUESDAY + hours(7));
    assertThat(seen.group("001A", CARE).members()).contains("dana@halden.example");
    assertThat(notices(seen, "joined")).singleElement().satisfies(notice -> {
      assertThat(notice.task().person()).isEqualTo(dana.email());
      assertThat(notice.owner()).isEqualTo("005A");
    });
  }

  @Test
  void what_joined_a_group_that_waits_for_room_is_told_when_somebody_has_it() {
    Given world = new Given(Given.engine("routing", "    equal: true", "    open_at_most: 1\n    wait: 3 days"));
    world.rep("005A", true).account("001A", "name", "Halden Health", "website", "https://www.halden.example",
        "industry", "Healthcare", "employees", "12000", "country", "US");
    world.person("bob@halden.example").says("title", "Support Manager").takes(PAPER, TUESDAY - hours(1));
    world.director("dana@halden.example").takes(QUOTE, TUESDAY);
    var lee = world.person("lee@other.example").says("first_name", "Lee", "company", "Other")
        .compares("Customer care", TUESDAY + hours(1));
    world.person("cem@halden.example").says("title", "Support Manager").takes(PAPER, TUESDAY + hours(2) + minutes(10));
    List<Decision> before = world.outcome(TUESDAY + hours(4)).decisions();
    assertThat(before).filteredOn(Decision.Assignment.class::isInstance).extracting(Decision::subject)
        .as("lee waited longer than the group").containsExactly("dana@halden.example", lee.email());
    assertThat(before).noneMatch(each -> each instanceof Decision.Notice notice && notice.what().equals("joined"));
    lee.salesSay("rejected", "not-ready", TUESDAY + hours(5));
    Seen seen = world.after(TUESDAY + hours(6));
    Decision.Assignment group = seen.assignments().get(2);
    assertThat(group.at()).isEqualTo(Given.START + TUESDAY + hours(5));
    assertThat(group.handOff().text()).contains("Dana Reyes's own request of 6 January is part of this");
    assertThat(notices(seen, "joined")).singleElement()
        .satisfies(notice -> assertThat(notice.at()).isEqualTo(group.at()));
  }

  @Test
  void a_hand_off_for_another_solution_stays_its_own() {
    market.director("dana@halden.example").compares("Payments", TUESDAY).takes(PAPER, TUESDAY + hours(1));
    manager("bob").takes(PAPER, TUESDAY + hours(2));
    manager("cem").takes(PAPER, TUESDAY + hours(2) + minutes(10));
    Seen seen = market.after(HANDED_OVER);
    assertThat(seen.handOffs()).extracting(Decision.HandOff::of).containsExactly("person", "group");
    assertThat(notices(seen, "joined")).isEmpty();
  }

  @Test
  void while_the_groups_is_open_a_member_whose_own_joined_it_raises_none() {
    var dana = danaAsksAndOthersFollow();
    dana.takes(QUOTE, TUESDAY + days(3));
    Seen seen = market.after(TUESDAY + days(5));
    assertThat(seen.handOffs()).hasSize(2);
    assertThat(seen.line(dana, CARE).list("held")).isEmpty();
  }

  @Test
  void when_sales_gives_the_group_back_its_members_qualify_anew_and_are_handed_over_with_the_history() {
    danaAsksAndOthersFollow();
    market.person("dana@halden.example").salesSay("rejected", "not-ready", TUESDAY + days(2));
    var dana = market.person("dana@halden.example").takes(QUOTE, TUESDAY + days(60));
    Seen seen = market.after(TUESDAY + days(60) + hours(1));
    assertThat(seen.handOffs()).extracting(Decision.HandOff::of).containsExactly("person", "group", "person");
    assertThat(seen.handOffs().get(2).id()).isEqualTo("hand-off/" + dana.email() + "/2");
    assertThat(seen.handOffs().get(2).text())
        .contains("Handed over on 6 January 2026; 8 January 2026: given back: not ready.");
  }

  @Test
  void a_member_the_group_does_not_name_is_free_again_too_when_it_is_given_back() {
    manager("bob").takes(PAPER, TUESDAY - hours(1));
    danaAsksAndOthersFollow();
    market.person("bob@halden.example").salesSay("rejected", "not-ready", TUESDAY + days(2));
    var dana = market.person("dana@halden.example");
    Seen between = market.after(TUESDAY + days(3));
    assertThat(between.handOffs()).hasSize(2);
    assertThat(between.handOffs().get(1).email()).isEqualTo("bob@halden.example");
    dana.takes(QUOTE, TUESDAY + days(60));
    Seen seen = market.after(TUESDAY + days(60) + hours(1));
    assertThat(seen.handOffs()).hasSize(3);
    assertThat(seen.handOffs().get(2).text()).contains("its group's hand-off is over");
  }
}
