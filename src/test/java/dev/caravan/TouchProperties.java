package dev.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to a person: never a touch of ours too many, and nothing waits for ever. */
class TouchProperties {
  private static final long WEEK = 168 * Times.HOUR;
  private static final List<String> KINDS = List.of("mail", "mail", "mail", "call", "task", "paper", "paper", "testimonial",
      "webinar", "quote", "answer", "not-ready", "working", "unsubscribe", "subscribe", "bounce");
  private static final List<String> COMPARING = List.of("testimonial", "webinar", "quote");

  /** Something that happens to one of three people of a company, in minutes after the start. */
  record Event(int who, String kind, int minute) {
    long at() {
      return minute * Times.MINUTE;
    }
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    return Combinators.combine(Arbitraries.integers().between(0, 2), Arbitraries.of(KINDS),
        Arbitraries.integers().between(0, 40 * 24 * 60)).as(Event::new).list().ofMinSize(5).ofMaxSize(60);
  }

  private static Seen seen(List<Event> history, long until) {
    var market = new Given();
    market.targetAccount("001A", "halden.example").rep("005A", true).rep("005B", true);
    for (int i = 0; i < 3; i++) {
      market.director("p" + i + "@halden.example");
    }
    int n = 0;
    for (Event event : history) {
      var who = market.person("p" + event.who() + "@halden.example");
      n++;
      switch (event.kind()) {
        case "mail" -> who.mailed(event.at());
        case "call", "task" -> who.touched(event.kind(), "005A", event.at());
        case "paper" -> who.takes("Customer care | White paper | No " + n, event.at());
        case "testimonial" -> who.takes("Customer care | Testimonial | No " + n, event.at());
        case "webinar" -> who.takes("Customer care | Webinar | No " + n, event.at());
        case "quote" -> who.takes("Customer care | Quote | Ask us", event.at());
        case "answer" -> who.takes("Customer care | White paper | No " + n, event.at(), "planning_to_purchase", "Yes");
        case "not-ready" -> who.salesSay("rejected", "not-ready", event.at());
        case "working" -> who.salesSay("working", "", event.at());
        case "unsubscribe" -> who.does(Fact.ActivityKind.UNSUBSCRIBE, event.at());
        case "subscribe" -> who.does(Fact.ActivityKind.SUBSCRIBE, event.at());
        default -> who.does(Fact.ActivityKind.BOUNCEBACK, event.at());
      }
    }
    return market.after(until);
  }

  @Property(tries = 150)
  void no_touch_of_ours_is_one_too_many_within_any_week(@ForAll("histories") List<Event> history) {
    Seen seen = seen(history, 60 * Times.DAY);
    for (int i = 0; i < 3; i++) {
      String email = "p" + i + "@halden.example";
      int who = i;
      List<Event> theirs = history.stream().filter(event -> event.who() == who).toList();
      List<Long> ours = new ArrayList<>();
      seen.handOffs().stream().filter(each -> each.email().equals(email)).forEach(each -> ours.add(each.at()));
      seen.all(Decision.Touch.class).stream().filter(each -> each.email().equals(email)).forEach(each -> ours.add(each.at()));
      for (long at : ours) {
        boolean asked = theirs.stream().anyMatch(event -> event.kind().equals("quote") && Given.START + event.at() <= at
            && Given.START + event.at() > at - Times.DAY);
        if (asked && seen.handOffs().stream().anyMatch(each -> each.email().equals(email) && each.at() == at)) {
          continue; // a reply
        }
        // What counts beyond doubt: our own, and mails that cannot have been a programme's.
        long others = theirs.stream().filter(event -> event.kind().equals("mail")).map(event -> Given.START + event.at())
            .filter(mail -> mail > at - WEEK && mail < at).filter(mail -> ours.stream().noneMatch(own -> mail >= own && mail <= own + Times.DAY)).count();
        long own = ours.stream().filter(other -> other > at - WEEK && other <= at).count();
        boolean compares = theirs.stream().anyMatch(event -> COMPARING.contains(event.kind()) && Given.START + event.at() <= at);
        assertThat(own + others).as("touches of %s up to %s", email, Times.text(at)).isLessThanOrEqualTo(compares ? 4 : 2);
      }
    }
  }

  @Property(tries = 100)
  void nothing_is_held_for_ever(@ForAll("histories") List<Event> history) {
    Seen seen = seen(history, 60 * Times.DAY);
    assertThat(seen.people()).allSatisfy(line -> {
      assertThat(line.list("held")).doesNotContain("touch-guard");
      assertThat(line.get("no_programme")).isNotEqualTo("touch-guard");
    });
    for (int i = 0; i < 3; i++) {
      String email = "p" + i + "@halden.example";
      var limits = seen.all(Decision.TouchLimit.class).stream().filter(limit -> limit.email().equals(email)).toList();
      for (int n = 0; n < limits.size(); n++) {
        assertThat(limits.get(n).in()).as("on and off the list in turn").isEqualTo(n % 2 == 0);
      }
      assertThat(limits.size() % 2).as("off the list in the end").isZero();
    }
  }

  @Property(tries = 100)
  void who_opted_out_or_bounced_is_on_no_programme_at_any_instant(@ForAll("histories") List<Event> history) {
    Seen seen = seen(history, 60 * Times.DAY);
    for (int i = 0; i < 3; i++) {
      String email = "p" + i + "@halden.example";
      int who = i;
      for (Decision.Enrolment enrolment : seen.enrolments()) {
        if (enrolment.email().equals(email)) {
          long out = last(history, who, enrolment.at(), "unsubscribe", "bounce");
          long in = last(history, who, enrolment.at(), "subscribe");
          assertThat(out).as("%s enrolled at %s", email, Times.text(enrolment.at())).isLessThan(Math.max(in, 1));
        }
      }
      for (Event event : history) {
        if (event.who() == who && (event.kind().equals("unsubscribe") || event.kind().equals("bounce"))) {
          long at = Given.START + event.at();
          long enrolled = seen.enrolments().stream().filter(each -> each.email().equals(email) && each.at() <= at).count();
          long left = seen.all(Decision.Leave.class).stream().filter(each -> each.email().equals(email) && each.at() <= at).count();
          assertThat(left).as("%s still enrolled after %s", email, Times.text(at)).isEqualTo(enrolled);
        }
      }
    }
  }

  /** When one of these last happened up to a moment; 0 for never. */
  private static long last(List<Event> history, int who, long until, String... kinds) {
    return history.stream().filter(event -> event.who() == who && List.of(kinds).contains(event.kind()))
        .mapToLong(event -> Given.START + event.at()).filter(at -> at <= until).max().orElse(0);
  }
}
