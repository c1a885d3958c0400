package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.host.embedded.Replay;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The rooms know no special moment. 1970 has the calendar of 2026, day by day: what is decided of the same facts, told of the
 * one year and of the other, differs in nothing but the year, also where something happens at midnight of 1 January 1970.
 */
class BeginningOfTimeTest {
  private static final long YEARS = Times.parse("2026-01-01");
  /** The first moment of 2026, as the world counts. */
  private static final long ZERO = YEARS - Given.START;

  private final Given world = new Given().repAt(ZERO, "005A", true).repAt(ZERO, "005B", true)
      .accountAt(ZERO, "001A", "name", "Halden Health", "website", "https://www.halden.example", "industry", "Healthcare",
          "employees", "12000", "country", "US", "owner", "005A");

  @Test
  void a_request_an_opt_out_and_an_answer_of_the_first_moment_count_as_any_other() {
    world.director("dana@halden.example").saysAt(ZERO, "consent.phone", "false").takes("Customer care | Quote request | Q", ZERO)
        .views("Customer care | Pricing | P", ZERO + days(2)).isCalledBy("005A", ZERO + days(6));
    Given.Who lee = world.director("lee@halden.example");
    lee.saysAt(ZERO, "consent.email", "false").does(Fact.ActivityKind.BOUNCEBACK, ZERO);
    lee.does(Fact.ActivityKind.SUBSCRIBE, ZERO + days(3));
    world.director("kim@halden.example").does(Fact.ActivityKind.FORM_SUBMIT, "Customer care | White paper | W", ZERO,
        Map.of("planning_to_purchase", "")).mailed(ZERO).touched("task", "005B", ZERO);
    assertDecidedAlike(days(120));
  }

  @Test
  void a_group_that_rises_in_the_first_moment_is_handed_over_closed_and_handed_over_again() {
    for (String name : List.of("ann", "ben", "cid")) {
      world.director(name + "@halden.example").takes("Customer care | White paper | W", ZERO)
          .compares("customer-care", ZERO + minutes(50));
    }
    world.deal(ZERO + days(3), "006A", "001A", "customer-care", "Discovery")
        .deal(ZERO + days(20), "006A", "001A", "customer-care", "Closed Lost");
    world.person("dee@halden.example").takes("Customer care | White paper | W", ZERO + days(40))
        .compares("customer-care", ZERO + days(41));
    assertDecidedAlike(days(200));
  }

  @Test
  void what_sales_says_in_the_first_moment_counts_for_what_was_handed_over_then() {
    world.director("dana@halden.example").takes("Customer care | Quote request | Q", ZERO).salesSay("accepted", "", ZERO);
    world.director("lee@halden.example").takes("Customer care | Quote request | Q", ZERO).salesSay("rejected", "not ready", ZERO + 1)
        .readsAlot("Customer care", ZERO + days(60));
    world.contractAt(ZERO, "001A", "payments", days(118));
    assertDecidedAlike(days(150));
  }

  private void assertDecidedAlike(long until) {
    List<String> now = decided(world.facts(), 0, until);
    assertThat(now).hasSizeGreaterThan(5);
    assertThat(decided(world.facts(), YEARS, until)).containsExactlyElementsOf(now);
  }

  private static List<String> decided(List<Fact> facts, long earlier, long until) {
    List<Fact> moved = facts.stream().map(fact -> moved(fact, earlier)).toList();
    var seen = new ArrayList<String>();
    for (Decision each : new Replay(Given.shipped(), 1).run(moved, Given.START + until - earlier).decisions()) {
      seen.add(each.kind() + " " + each.subject() + " " + Times.text(each.at() + earlier) + " "
          + new TreeMap<>(each.fields()).toString().replace("1970", "2026"));
    }
    return seen;
  }

  private static Fact moved(Fact fact, long earlier) {
    Fact.Head head = fact.head();
    var then = new Fact.Head(head.source(), head.id(), head.subject(), head.time() - earlier, head.recorded() - earlier, head.person());
    if (fact instanceof Fact.Opportunity deal) {
      return new Fact.Opportunity(then, deal.account(), deal.solution(), deal.kind(), deal.stage(), deal.won(),
          moved(deal.closedAt(), earlier), deal.amountMinor(), deal.currency(), deal.owner(), deal.contacts());
    }
    return fact instanceof Fact.Contract contract
        ? new Fact.Contract(then, contract.account(), contract.solution(), moved(contract.ends(), earlier)) : fact.with(then);
  }

  private static String moved(String date, long earlier) {
    return date.isEmpty() ? "" : Times.text(Times.parse(date) - earlier);
  }
}
