package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static dev.caravan.Seen.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What alarms: an active group is alerted and handed over where more of it come than is usual there; a meeting always is. */
class AlarmCasesTest {
  private static final String CARE = "customer-care";
  private static final String PAPER = "Customer care | White paper | Shorter queues";
  private static final String PAGE = "Customer care | Page | Overview";
  private static final String QUOTE = "Customer care | Quote | Ask us";
  private static final double BUSY = 98;

  private final Given market = new Given().rep("005A", true).targetAccount("001A", "halden.example");

  private Given.Who manager(String name) {
    return market.person(name + "@halden.example").says("first_name", name, "title", "Support Manager");
  }

  /** Two who come every week, for years as it were. */
  private void usualReaders() {
    for (int day = 0; day < BUSY; day += 7) {
      manager("ann").views(PAGE, days(day));
      manager("bob").views(PAGE, days(day + 3));
    }
  }

  private Seen.Line group(double day) {
    return market.after(days(day)).group("001A", CARE);
  }

  private void meet(double day) {
    manager("ann").takes(PAPER, days(day));
    manager("bob").takes(PAPER, days(day) + minutes(5));
    manager("cem").takes(PAPER, days(day) + minutes(10));
  }

  @Test
  void a_third_reader_where_as_many_visits_are_usual_makes_a_group_active_and_alarms_nobody() {
    usualReaders();
    manager("cem").views(PAGE, days(100));
    Seen seen = market.after(days(101));
    assertThat(seen.group("001A", CARE).text("level")).isEqualTo("active");
    assertThat(seen.alerts()).isEmpty();
    assertThat(seen.handOffs()).isEmpty();
    assertThat(seen.group("001A", CARE).rows("waits_for")).singleElement().satisfies(wait ->
        assertThat(wait).containsEntry("reason", "as-usual").extractingByKey("event").asString().contains("more of them come than is usual"));
  }

  @Test
  void the_same_three_where_nobody_ever_came_alarm() {
    manager("ann").views(PAGE, days(98));
    manager("bob").views(PAGE, days(95));
    manager("cem").views(PAGE, days(100));
    assertThat(market.after(days(101)).alerts()).hasSize(1);
    assertThat(market.after(days(101)).handOffs()).hasSize(1);
    assertThat(group(101).rows("waits_for")).isEmpty();
  }

  @Test
  void a_meeting_alarms_however_many_visits_are_usual() {
    usualReaders();
    meet(100);
    Seen seen = market.after(days(101));
    assertThat(seen.alerts()).singleElement().extracting(Decision.Alert::pattern).isEqualTo("the-meeting");
    assertThat(seen.handOffs()).singleElement().extracting(Decision.HandOff::of).isEqualTo("group");
  }

  @Test
  void the_next_meeting_of_a_group_that_has_met_before_alarms_as_well() {
    meet(0);
    usualReaders();
    market.person("ann@halden.example").salesSay("rejected", "not-ready", days(2));
    manager("dee").takes("Customer care | White paper | Fewer calls", days(90));
    manager("bob").takes("Customer care | White paper | Fewer calls", days(90) + minutes(5));
    manager("eve").takes("Customer care | White paper | Fewer calls", days(90) + minutes(9));
    assertThat(market.after(days(91)).handOffs()).hasSize(2);
  }

  @Test
  void who_asks_us_is_handed_over_with_a_group_that_alarms_nobody() {
    usualReaders();
    manager("cem").views(PAGE, days(100));
    market.director("dana@halden.example").takes(QUOTE, days(100.5));
    assertThat(market.after(days(101)).handOffs()).singleElement().satisfies(handOff -> {
      assertThat(handOff.of()).isEqualTo("group");
      assertThat(handOff.trigger()).isEqualTo("group");
    });
  }

  @Test
  void the_alarm_comes_after_the_level_where_more_of_them_come_later() {
    usualReaders();
    manager("cem").views(PAGE, days(100));
    for (int i = 0; i < 6; i++) {
      manager("new" + i).views(PAGE, days(102) + hours(i));
    }
    Seen seen = market.after(days(103));
    assertThat(seen.group("001A", CARE).list("alerted_at")).singleElement().asString().isGreaterThan(time(days(102))).isLessThan(time(days(103)));
    assertThat(seen.alerts()).hasSize(1);
    assertThat(seen.handOffs()).hasSize(1);
  }

  @Test
  void a_level_that_rose_while_alerts_cool_down_is_told_only_where_it_alarms_still() {
    for (String name : List.of("ann", "bob", "cem")) {
      manager(name).takes("Customer care | White paper | For " + name, minutes(name.charAt(0)));
    }
    manager("ann").takes("Customer care | Testimonial | Halden", days(2));
    manager("bob").takes("Customer care | Testimonial | Halden", days(3));
    assertThat(group(4).text("level")).isEqualTo("hot");
    assertThat(market.after(days(20)).alerts()).as("on the 14th day only two are left within the window").hasSize(1);
  }

  @Test
  void who_qualifies_alone_is_handed_over_alone_where_their_group_alarms_nobody() {
    usualReaders();
    manager("cem").views(PAGE, days(100));
    market.director("dana@halden.example").compares("Customer care", days(101));
    assertThat(market.after(days(110)).handOffs()).singleElement().satisfies(handOff -> {
      assertThat(handOff.of()).isEqualTo("person");
      assertThat(handOff.email()).isEqualTo("dana@halden.example");
    });
  }
}
