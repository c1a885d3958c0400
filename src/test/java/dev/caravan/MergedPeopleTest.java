package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes on with a person of whom there were several records. */
class MergedPeopleTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String QUOTE = "Customer care | Quote | Ask us";
  private static final String ANN = "ann@elsewhere.example";
  private static final String BOB = "bob@elsewhere.example";
  private static final String CEM = "cem@elsewhere.example";

  private Given market = new Given().rep("005A", true).rep("005B", true);

  /** They became known in this order, so that the first of them goes on whoever is merged into whom. */
  private Given.Who known(String email) {
    Given.Who who = market.director(email);
    market.adds(new Fact.Person(head("contact-" + email, email, 0), Map.of("salesforce", "003" + email), Map.of("x", "y")));
    return who;
  }

  private void merged(String loser, String winner, long at) {
    market.adds(new Fact.Person(head("merged-" + loser, "salesforce:003" + loser, at), Map.of("salesforce", "003" + loser),
        Map.of(Fact.Person.DELETED, "true", Fact.Person.MERGED_INTO, "003" + winner)));
  }

  private static Fact.Head head(String id, String subject, long at) {
    long time = Given.START + at;
    return new Fact.Head("salesforce", id + "@" + Times.text(time), subject, time, time, "");
  }

  /** The line of the one person there is. */
  private static Seen.Line line(Seen seen) {
    List<Seen.Line> lines = seen.people().stream().filter(line -> line.get("solution").equals(CARE)).toList();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  /** What programmes sent to anybody after a moment. */
  private static List<String> sent(Seen seen, long after) {
    return seen.all(Decision.Touch.class).stream().filter(touch -> touch.at() > Given.START + after).map(Decision.Touch::content)
        .toList();
  }

  private static String owner(Seen seen, String handOff) {
    return seen.assignments().stream().filter(each -> each.handOff().id().equals(handOff)).map(Decision.Assignment::owner)
        .findFirst().orElseThrow();
  }

  private static List<Decision.Notice> notices(Seen seen) {
    return seen.all(Decision.Notice.class);
  }

  // touches

  @Test
  void what_reached_either_of_them_counts_for_the_one_who_goes_on() {
    market = new Given(Given.engine("routing", "at_most: 4", "at_most: 2")).rep("005A", true);
    var ann = known(ANN);
    known(BOB);
    Seen apart = market.after(hours(1));
    assertThat(apart.all(Decision.Touch.class)).as("one each").hasSize(2);
    merged(BOB, ANN, days(1));
    ann.compares("Customer care", days(2));
    Seen seen = market.after(days(3));
    assertThat(seen.handOffs()).isEmpty();
    assertThat(line(seen).list("held")).containsExactly("touch-guard");
    assertThat(market.after(days(8)).handOff().at()).isEqualTo(Given.START + days(7));
  }

  @Test
  void a_mail_that_was_sent_to_the_other_record_is_counted_once() {
    market = new Given(Given.engine("routing", "at_most: 4", "at_most: 3", "nurture", "every: 7 days", "every: 60 days", "nurture",
        "every: 14 days", "every: 60 days")).rep("005A", true);
    var ann = known(ANN);
    var bob = known(BOB);
    bob.mailed(minutes(30)); // is the mail of his programme
    merged(BOB, ANN, days(1));
    ann.compares("Customer care", days(2));
    assertThat(market.after(days(3)).handOffs()).as("a programme's mail each, and now this").hasSize(1);
  }

  // content and programmes

  @Test
  void nothing_is_sent_that_was_sent_to_the_other_record() {
    var ann = known(ANN);
    var bob = known(BOB).takes(PAPER, 0);
    Seen apart = market.after(days(15));
    assertThat(apart.touches(bob)).hasSizeGreaterThan(2);
    merged(BOB, ANN, days(15) + hours(1));
    ann.takes(PAPER, days(16));
    List<String> before = apart.touches(bob).stream().map(Decision.Touch::content).toList();
    assertThat(sent(market.after(days(200)), days(16))).isNotEmpty().doesNotHaveDuplicates().doesNotContainAnyElementsOf(before);
  }

  @Test
  void who_goes_on_stays_on_their_programme_and_the_other_record_leaves_it_once() {
    known(ANN).takes(PAPER, 0);
    known(BOB).takes(PAPER, 1);
    Seen apart = market.after(days(3));
    merged(BOB, ANN, days(3) + 1);
    Seen seen = market.after(days(4));
    assertThat(seen.enrolments()).containsExactlyElementsOf(apart.enrolments());
    assertThat(seen.all(Decision.Leave.class)).filteredOn(leave -> leave.at() > Given.START + days(3)).singleElement()
        .satisfies(leave -> assertThat(leave.email()).isEqualTo(BOB));
  }

  // hand-offs

  @Test
  void an_open_hand_off_goes_on_with_its_owner_and_its_clock() {
    var ann = known(ANN);
    known(BOB).compares("Customer care", days(1));
    Decision.Assignment before = market.after(days(1)).assignment();
    merged(BOB, ANN, days(1) + minutes(20));
    ann.takes(PAPER, days(1) + minutes(25));
    Seen seen = market.after(days(1) + hours(30));
    assertThat(seen.assignment().handOff().id()).isEqualTo("hand-off/" + BOB + "/1");
    assertThat(line(seen).rows("hand_offs")).singleElement()
        .satisfies(row -> assertThat(row).containsEntry("id", "hand-off/" + BOB + "/1").containsEntry("state", "open"));
    assertThat(line(seen).text("no_programme")).isEqualTo("with-sales");
    Decision.Notice reminder = notices(seen).get(0);
    assertThat(reminder.what()).isEqualTo("reminder");
    assertThat(reminder.at()).isEqualTo(before.respondBy().ms());
    assertThat(reminder.subject()).isEqualTo(ANN);
  }

  @Test
  void sales_answers_it_on_the_record_that_is_left() {
    var ann = known(ANN);
    known(BOB).compares("Customer care", days(1));
    merged(BOB, ANN, days(1) + minutes(20));
    ann.salesSay("accepted", "", days(1) + minutes(25));
    Seen seen = market.after(days(3));
    assertThat(notices(seen)).isEmpty();
    ann.salesSay("rejected", "no-budget", days(3));
    Seen over = market.after(days(4));
    assertThat(over.handOffs()).hasSize(1);
    assertThat(line(over).rows("hand_offs")).singleElement()
        .satisfies(row -> assertThat(row).containsEntry("state", "closed").containsEntry("because", "no-budget"));
  }

  @Test
  void of_two_open_hand_offs_the_earlier_goes_on_and_the_other_becomes_part_of_it() {
    var ann = known(ANN).compares("Customer care", days(1) + minutes(10));
    known(BOB).compares("Customer care", days(1));
    assertThat(market.after(days(1) + minutes(10)).assignments()).hasSize(2);
    merged(BOB, ANN, days(1) + minutes(15));
    Seen seen = market.after(days(1) + minutes(16));
    assertThat(seen.assignments()).hasSize(2);
    assertThat(notices(seen)).filteredOn(notice -> notice.what().equals("joined")).singleElement().satisfies(notice -> {
      assertThat(notice.task().id()).isEqualTo("hand-off/" + ANN + "/1");
      assertThat(notice.about()).isEqualTo("hand-off/" + BOB + "/1");
      assertThat(notice.owner()).isEqualTo(owner(seen, "hand-off/" + BOB + "/1"));
      assertThat(notice.task().action()).startsWith("Part of this person's other hand-off now: ");
    });
    assertThat(line(seen).rows("hand_offs")).extracting(row -> row.get("id")).containsExactly("hand-off/" + BOB + "/1");
    assertThat(market.explained(ann).handOffs()).extracting(each -> each.stands())
        .contains("merged into hand-off/" + BOB + "/1");
  }

  @Test
  void a_third_is_never_asked_for_while_one_is_open() {
    known(ANN).compares("Customer care", days(1) + minutes(10));
    known(BOB).compares("Customer care", days(1));
    merged(BOB, ANN, days(1) + minutes(15));
    market.person(ANN).compares("Customer care", days(3));
    market.person(BOB).takes(QUOTE, days(3) + 1);
    assertThat(market.after(days(5)).assignments()).hasSize(2);
  }

  @Test
  void an_earlier_hand_off_that_the_other_record_gave_back_does_not_end_an_open_one() {
    known(ANN).compares("Customer care", days(5));
    known(BOB).compares("Customer care", days(1)).salesSay("rejected", "no-budget", days(2));
    merged(BOB, ANN, days(5) + minutes(5));
    Seen seen = market.after(days(5) + minutes(6));
    assertThat(line(seen).rows("hand_offs")).extracting(row -> row.get("id"), row -> row.get("state"))
        .containsExactly(org.assertj.core.groups.Tuple.tuple("hand-off/" + ANN + "/1", "open"));
  }

  @Test
  void who_was_given_back_under_the_other_record_is_handed_over_again_only_for_more() {
    var ann = known(ANN);
    known(BOB).compares("Customer care", days(1)).salesSay("rejected", "no-budget", days(2));
    merged(BOB, ANN, days(3));
    ann.takes(PAPER, days(4));
    Seen seen = market.after(days(5));
    assertThat(seen.handOffs()).hasSize(1);
    assertThat(line(seen).rows("hand_offs")).singleElement().satisfies(row -> assertThat(row).containsEntry("because", "no-budget"));
  }

  @Test
  void what_waits_for_the_touch_guard_goes_when_the_guard_of_both_lets_it() {
    market = new Given(Given.engine("nurture", "every: 7 days", "every: 60 days", "nurture", "every: 14 days", "every: 60 days")).rep("005A", true);
    known(ANN);
    var bob = known(BOB);
    for (int i = 0; i < 4; i++) {
      bob.mailed(days(1) - hours(10 + i));
    }
    bob.compares("Customer care", days(1));
    merged(BOB, ANN, days(2));
    Seen held = market.after(days(3));
    assertThat(held.handOffs()).isEmpty();
    assertThat(line(held).list("held")).containsExactly("touch-guard");
    assertThat(market.after(days(9)).handOff().person()).isEqualTo(ANN);
  }

  @Test
  void an_opportunity_of_the_other_record_is_known_at_once() {
    known(ANN).compares("Customer care", days(3));
    var bob = known(BOB);
    market.deal("006A", CARE, "new", "Discovery", 0, days(1), bob);
    merged(BOB, ANN, days(2));
    assertThat(line(market.after(days(3))).list("held")).containsExactly("opportunity");
  }

  @Test
  void a_record_turns_out_to_be_another_that_turns_out_to_be_a_third_and_all_goes_on() {
    known(ANN);
    known(BOB);
    known(CEM).compares("Customer care", days(1));
    merged(CEM, BOB, days(1) + minutes(5));
    merged(BOB, ANN, days(1) + minutes(9));
    Seen seen = market.after(days(1) + minutes(10));
    assertThat(seen.assignments()).hasSize(1);
    assertThat(line(seen).rows("hand_offs")).extracting(row -> row.get("id")).containsExactly("hand-off/" + CEM + "/1");
    assertThat(seen.people()).extracting(line -> line.text("person")).containsOnly(CEM);
  }

  @Test
  void where_what_was_decided_cannot_go_on_the_open_hand_off_is_part_of_the_next() {
    for (int i = 0; i < 5; i++) {
      known("p" + i + "@elsewhere.example");
    }
    market.person("p4@elsewhere.example").compares("Customer care", days(1));
    for (int i = 4; i > 0; i--) {
      merged("p" + i + "@elsewhere.example", "p" + (i - 1) + "@elsewhere.example", days(1) + minutes(10 - i));
    }
    Seen seen = market.after(days(1) + minutes(20));
    assertThat(seen.assignments()).extracting(each -> each.handOff().id())
        .containsExactly("hand-off/p4@elsewhere.example/1", "hand-off/p0@elsewhere.example/1");
    assertThat(notices(seen)).singleElement().satisfies(notice -> {
      assertThat(notice.task().id()).isEqualTo("hand-off/p4@elsewhere.example/1");
      assertThat(notice.owner()).isEqualTo(seen.assignments().get(1).owner());
    });
  }

  // groups

  /** Three colleagues whose group is handed over on the first day and names the first of them. */
  private void group() {
    market.targetAccount("001A", "halden.example");
    known(ANN);
    for (String name : List.of("dan", "eve", "fay")) {
      known(name + "@halden.example").takes(PAPER, hours(name.charAt(0) - 'c'));
    }
  }

  @Test
  void whom_a_group_named_is_named_by_who_they_turn_out_to_be() {
    group();
    assertThat(market.after(days(1)).handOff().email()).isEqualTo("dan@halden.example");
    merged("dan@halden.example", ANN, days(1) + hours(1));
    market.person(ANN).salesSay("rejected", "no-budget", days(2));
    assertThat(market.after(days(3)).group("001A", CARE).rows("hand_offs")).singleElement()
        .satisfies(row -> assertThat(row).containsEntry("state", "closed").containsEntry("because", "no-budget"));
  }

  @Test
  void nobody_is_new_in_a_group_because_a_member_turned_out_to_be_somebody() {
    group();
    market.person("dan@halden.example").salesSay("rejected", "no-budget", days(2));
    for (String name : List.of("dan", "eve", "fay")) {
      market.person(name + "@halden.example").takes("Customer care | White paper | More", days(16));
    }
    assertThat(market.after(days(18)).handOffs()).as("of the group").hasSize(1);
    merged("eve@halden.example", ANN, days(17));
    market.person(ANN).takes("Customer care | White paper | Again", days(17) + hours(1));
    assertThat(market.after(days(18)).handOffs()).as("of the group").hasSize(1);
  }
}
