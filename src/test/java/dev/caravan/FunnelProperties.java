package dev.caravan;

import static dev.caravan.Given.hours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.Configuration;
import dev.caravan.funnel.Funnel;
import dev.caravan.model.Decision;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens, people go along the ways the shipped funnel allows, and stand where they last went. */
class FunnelProperties {
  private static final Funnel FUNNEL = Configuration.load(Path.of("config")).file("funnel")
      .read(node -> Funnel.from(node, Set.of("new-purchase")));
  private static final String CARE = "customer-care";

  /** Something that happens {@code after} hours after the event before it. */
  record Event(int what, int after) {}

  @Provide
  Arbitrary<List<Event>> stories() {
    return Combinators.combine(Arbitraries.integers().between(0, 13), Arbitraries.integers().between(1, 500)).as(Event::new)
        .list().ofMinSize(1).ofMaxSize(25);
  }

  @Property(tries = 150)
  void every_change_goes_along_an_allowed_way_and_the_last_one_is_where_the_person_stands(@ForAll("stories") List<Event> story) {
    var market = new Given();
    market.targetAccount("001A", "halden.example").rep("005A", true);
    var dana = market.director("dana@halden.example");
    long at = 0;
    for (Event event : story) {
      at += hours(event.after());
      happens(market, dana, event.what(), at);
    }
    Seen seen = market.after(at + hours(2000));
    for (String solution : List.of(CARE, "payments")) {
      String stands = "";
      long since = 0;
      for (Decision.Stage change : seen.stages(dana, solution)) {
        assertThat(change.from()).as("follows the one before").isEqualTo(stands);
        assertThat(change.at()).isGreaterThanOrEqualTo(since);
        assertThat(FUNNEL.allows(change.from(), change.to())).as("%s to %s", change.from(), change.to()).isTrue();
        assertThat(change.because().text()).isNotBlank();
        assertThat(change.backwards()).isEqualTo(!stands.isEmpty() && backwards(stands, change.to()));
        assertThat(change.handedOverAt().isKnown()).isEqualTo(!stands.isEmpty() && !FUNNEL.stage(stands).isSales() && change.owner().equals("sales"));
        stands = change.to();
        since = change.at();
      }
      String shown = stands;
      seen.people().stream().filter(line -> line.get("solution").equals(solution))
          .forEach(line -> assertThat(line.text("stage")).isEqualTo(shown));
    }
    assertThat(seen.decisions().stream().filter(Decision.Stage.class::isInstance).map(Decision::id)).doesNotHaveDuplicates();
  }

  private static boolean backwards(String from, String to) {
    return FUNNEL.stage(from).path().equals(FUNNEL.stage(to).path()) && FUNNEL.stage(to).order() < FUNNEL.stage(from).order();
  }

  private static void happens(Given market, Given.Who dana, int what, long at) {
    switch (what) {
      case 0 -> dana.takes("Customer care | White paper | A", at);
      case 1, 2 -> dana.takes("Customer care | Webinar | B", at).takes("Customer care | Testimonial | C", at)
          .takes("Customer care | Pricing | D", at).takes("Customer care | Demo | E", at);
      case 3 -> dana.takes("Customer care | Quote | Ask us", at);
      case 4 -> dana.takes("Payments | Quote | Ask us", at);
      case 5 -> dana.salesSay("accepted", "", at);
      case 6 -> dana.salesSay("working", "", at);
      case 7, 8 -> dana.salesSay("rejected", "not-ready", at);
      case 9 -> market.deal("006A", CARE, "new", "Discovery", 1000, at, dana);
      case 10 -> market.deal("006A", CARE, "new", "Closed Lost", 1000, at, dana);
      case 11 -> market.deal("006A", CARE, "new", "Closed Won", 1000, at, dana);
      case 12 -> market.deal("006B", CARE, "renewal", "Negotiation", 1000, at, dana);
      default -> market.opportunity(at, "001A", CARE, true, "005A");
    }
  }
}
