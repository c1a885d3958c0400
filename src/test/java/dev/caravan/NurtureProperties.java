package dev.caravan;

import static dev.caravan.Given.hours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.insight.NurtureYear;
import dev.caravan.model.Fact;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to somebody, nurture keeps its promises at every moment, and after what followed it goes silent. */
class NurtureProperties {
  private static final String CARE = "customer-care";

  /** Something that happens {@code after} hours after the event before it. */
  record Event(int what, int after) {}

  @Provide
  Arbitrary<List<Event>> stories() {
    return Combinators.combine(Arbitraries.integers().between(0, 19), Arbitraries.integers().between(0, 700)).as(Event::new)
        .list().ofMinSize(1).ofMaxSize(25);
  }

  @Property(tries = 150)
  void one_next_step_or_a_reason_no_content_twice_and_nobody_mailed_who_may_not_be(@ForAll("stories") List<Event> story) {
    var market = new Given();
    market.targetAccount("001A", "halden.example").rep("005A", true);
    var dana = market.person("dana@halden.example").says("last_name", "Reyes");
    long at = 0;
    for (Event event : story) {
      at += hours(event.after());
      happens(market, dana, event.what(), at);
    }
    Seen seen = market.after(at + hours(6000));
    assertThat(NurtureYear.of(seen.decisions(), seen.people().stream().map(Seen.Line::values).toList(), market.facts()).broken())
        .isEmpty();
    assertThat(seen.decisions()).extracting(decision -> decision.kind() + " " + decision.id() + " " + decision.at())
        .doesNotHaveDuplicates();
  }

  private static void happens(Given market, Given.Who dana, int what, long at) {
    switch (what) {
      case 0, 1 -> dana.takes("Customer care | White paper | A", at);
      case 2 -> dana.takes("Customer care | Webinar | B", at).takes("Customer care | Testimonial | C", at)
          .takes("Customer care | Pricing | D", at).takes("Customer care | Demo | E", at);
      case 3 -> dana.takes("Customer care | Quote | Ask us", at);
      case 4 -> dana.takes("Payments | Webinar | F", at, "planning_to_purchase", "Yes");
      case 5 -> dana.salesSay("accepted", "", at);
      case 6 -> dana.salesSay("rejected", "not-ready", at);
      case 7 -> dana.salesSay("rejected", "no-budget", at);
      case 8, 9 -> dana.does(Fact.ActivityKind.UNSUBSCRIBE, at);
      case 10 -> dana.does(Fact.ActivityKind.BOUNCEBACK, at);
      case 11, 12, 13 -> dana.does(Fact.ActivityKind.SUBSCRIBE, at);
      case 14 -> dana.saysAt(at, "title", "Director of Support", "first_name", "Dana", "company", "Halden", "country", "US",
          "phone", "+12025550100", "industry", "Healthcare", "employees", "12000");
      case 15 -> dana.saysAt(at, "title", "Student");
      case 16 -> market.opportunity(at, "001A", CARE, true, "005A").contractAt(at, "001A", CARE, at + hours(2000));
      case 17 -> market.deal("006A", CARE, "new", "Discovery", 1000, at, dana);
      case 18 -> market.deal("006A", CARE, "new", "Closed Lost", 1000, at, dana);
      default -> dana.does(Fact.ActivityKind.FORM_SUBMIT, "Customer care | Newsletter | G", at, Map.of("first_name", ""));
    }
  }
}
