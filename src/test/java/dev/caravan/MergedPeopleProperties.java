package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.audit.Sources;
import dev.caravan.cli.LostPeople;
import dev.caravan.cli.ResultLines;
import dev.caravan.config.Configuration;
import dev.caravan.desk.DeskView;
import dev.caravan.host.Outcome;
import dev.caravan.host.embedded.Replay;
import dev.caravan.journal.FrontDoor;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Records of four people are merged, deleted, brought back and converted between anything else that happens to them. */
class MergedPeopleProperties {
  private static final int PEOPLE = 4;
  private static final long WEEK = 168 * Times.HOUR;
  private static final int MOST_TOUCHES = 4;
  private static final List<String> ACTS = List.of("merge", "merge", "merge", "delete", "undelete", "convert", "compare", "compare",
      "paper", "quote", "accept", "no-budget", "mail");

  /** What happens to one of them, or between one and another, some hours after the event before. */
  record Event(String act, int who, int other, int after) {}

  @Provide
  Arbitrary<List<Event>> stories() {
    return Combinators.combine(Arbitraries.of(ACTS), Arbitraries.integers().between(0, PEOPLE - 1),
        Arbitraries.integers().between(0, PEOPLE - 1), Arbitraries.integers().between(1, 60)).as(Event::new)
        .list().ofMinSize(4).ofMaxSize(30);
  }

  /** The records of the CRM, as far as who is merged into whom. */
  private static final class Crm {
    private final Given market = new Given().targetAccount("001A", "halden.example").rep("005A", true).rep("005B", true);
    private final Set<Integer> gone = new HashSet<>();
    private final Set<Integer> merged = new HashSet<>();
    private int told;

    static String email(int who) {
      return "p" + who + (who < 2 ? "@halden.example" : "@elsewhere" + who + ".example");
    }

    private static String lead(int who) {
      return "00Q" + who;
    }

    private void record(int who, String id, long at, Map<String, String> values) {
      long time = Given.START + at;
      boolean deleted = values.containsKey(Fact.Person.DELETED);
      market.adds(new Fact.Person(new Fact.Head("salesforce", "record-" + id + "-" + told++, deleted ? "salesforce:" + id : email(who),
          time, time, ""), Map.of("salesforce", id), values));
    }

    void begin() {
      for (int who = 0; who < PEOPLE; who++) {
        market.director(email(who));
        record(who, lead(who), who, Map.of("last_name", "Reyes"));
      }
    }

    void happens(Event event, long at, int n) {
      Given.Who who = market.person(email(event.who()));
      boolean lost = gone.contains(event.who()) || merged.contains(event.who());
      switch (event.act()) {
        case "merge" -> {
          if (event.who() != event.other() && !lost && !gone.contains(event.other()) && !merged.contains(event.other())) {
            merged.add(event.who());
            record(event.who(), lead(event.who()), at, Map.of(Fact.Person.DELETED, "true", Fact.Person.MERGED_INTO, lead(event.other())));
          }
        }
        case "delete" -> {
          if (!lost) {
            gone.add(event.who());
            record(event.who(), lead(event.who()), at, Map.of(Fact.Person.DELETED, "true"));
          }
        }
        case "undelete" -> {
          if (gone.remove(event.who())) {
            record(event.who(), lead(event.who()), at, Map.of("last_name", "Reyes"));
          }
        }
        case "convert" -> {
          if (!lost) {
            gone.add(event.who());
            record(event.who(), lead(event.who()), at, Map.of("converted_to", "003" + event.who()));
            record(event.who(), "003" + event.who(), at, Map.of("last_name", "Reyes"));
          }
        }
        case "compare" -> who.takes("Customer care | Webinar | No " + n, at).takes("Customer care | Testimonial | No " + n, at)
            .takes("Customer care | White paper | No " + n, at).takes("Customer care | Webinar | Also " + n, at);
        case "paper" -> who.takes("Payments | White paper | No " + n, at);
        case "quote" -> who.takes("Customer care | Quote | Ask us", at);
        case "accept" -> who.salesSay("accepted", "", at);
        case "no-budget" -> who.salesSay("rejected", "no-budget", at);
        default -> who.mailed(at);
      }
    }
  }

  private static List<Fact> facts(List<Event> story) {
    var crm = new Crm();
    crm.begin();
    long at = hours(1);
    for (int i = 0; i < story.size(); i++) {
      at += hours(story.get(i).after());
      crm.happens(story.get(i), at, i);
    }
    crm.market.adds(new Fact.User(new Fact.Head("salesforce", "user-end", "005A", Given.START + at + days(3), Given.START + at + days(3), ""),
        "Rep 005A", "005A@caravan.example", true, "UTC"));
    return crm.market.facts();
  }

  @Property(tries = 60)
  void no_hand_off_is_lost_or_doubled_and_nothing_is_sent_twice(@ForAll("stories") List<Event> story) throws IOException {
    List<Fact> facts = facts(story);
    Outcome outcome = new Replay(Given.shipped(), 1).run(facts, Long.MAX_VALUE);
    Seen seen = new Seen(outcome);
    DeskView desk = Given.shipped().desk(outcome.states(), outcome.asOf());
    assertThat(desk.handOffs().stream().filter(each -> each.of().equals("person") && isOpen(each.stands()))
        .map(DeskView.HandedOver::person)).as("open hand-offs of people").doesNotHaveDuplicates();
    assertThat(desk.handOffs()).extracting(DeskView.HandedOver::id)
        .containsExactlyInAnyOrderElementsOf(seen.handOffs().stream().map(Decision.HandOff::id).toList());
    assertThat(seen.decisions().stream().filter(Decision.Stage.class::isInstance).map(Decision::id)).doesNotHaveDuplicates();
    Merges merges = Merges.of(facts);
    nothingTwice(seen, merges);
    notTooManyTouches(seen, merges, facts);
    assertThat(lost(outcome, desk)).isEmpty();
  }

  @Property(tries = 25)
  void any_order_and_any_number_of_workers_come_to_the_same(@ForAll("stories") List<Event> story, @ForAll long seed) {
    List<Fact> facts = facts(story);
    Outcome expected = new Replay(Given.shipped(), 1).run(facts, Long.MAX_VALUE);
    var shuffled = new ArrayList<>(facts);
    Collections.shuffle(shuffled, new Random(seed));
    Outcome outcome = new Replay(Given.shipped(), 4).run(shuffled, Long.MAX_VALUE);
    assertThat(outcome.decisions()).isEqualTo(expected.decisions());
    assertThat(lines(outcome.people())).isEqualTo(lines(expected.people()));
  }

  private static boolean isOpen(String stands) {
    return Set.of("waiting", "open", "reminded", "reassigned", "escalated", "answered").contains(stands);
  }

  /** Who turned out to be whom, as the front door says it. */
  private record Merges(List<Fact.Merge> all) {
    static Merges of(List<Fact> facts) {
      var sorted = new ArrayList<>(facts);
      sorted.sort(FrontDoor.CANONICAL);
      return new Merges(new FrontDoor().admit(sorted).stream().filter(Fact.Merge.class::isInstance).map(Fact.Merge.class::cast).toList());
    }

    /** The person an id stands for just before a moment. */
    String who(String id, long moment) {
      String who = id;
      for (Fact.Merge merge : all) {
        who = merge.head().recorded() < moment && merge.loser().equals(who) ? merge.head().person() : who;
      }
      return who;
    }

    /** What was done for whoever is this person by the moment of one act, before it. */
    <D extends Decision> List<D> before(Decision act, List<D> decisions) {
      return decisions.stream().filter(each -> each.at() < act.at() && who(each.subject(), act.at()).equals(who(act.subject(), act.at())))
          .toList();
    }
  }

  private static void nothingTwice(Seen seen, Merges merges) {
    List<Decision.Touch> touches = seen.all(Decision.Touch.class);
    for (Decision.Touch touch : touches) {
      assertThat(merges.before(touch, touches)).extracting(Decision.Touch::content).as("sent to %s before", touch.subject())
          .doesNotContain(touch.content());
    }
  }

  private static void notTooManyTouches(Seen seen, Merges merges, List<Fact> facts) {
    Set<Long> asks = facts.stream().filter(fact -> fact instanceof Fact.Activity act && act.asset().name().contains("Quote"))
        .map(fact -> fact.head().time()).collect(Collectors.toSet());
    List<Decision> ours = seen.decisions().stream().filter(each -> each instanceof Decision.Touch
        || each instanceof Decision.HandOff asked && asked.of().equals("person")).toList();
    for (Decision act : ours) {
      if (asks.stream().noneMatch(ask -> ask <= act.at() && ask > act.at() - Times.DAY)) {
        assertThat(merges.before(act, ours).stream().filter(other -> other.at() > act.at() - WEEK)).as("touches before %s", act.id())
            .hasSizeLessThan(MOST_TOUCHES);
      }
    }
  }

  /** Who is told to nobody, as code finds it that shares nothing with the rooms. */
  private static List<String> lost(Outcome outcome, DeskView desk) throws IOException {
    Path folder = Files.createTempDirectory("merged");
    try {
      write(folder, "people", lines(outcome.people()));
      write(folder, "groups", lines(outcome.groups()));
      write(folder, "hand-offs", desk.handOffs().stream().map(ResultLines::of).toList());
      write(folder, "decisions", outcome.decisions().stream().map(each -> ResultLines.of(new Outbox.Decided(each.id(),
          each.kind().code(), each.subject(), each.at(), each.because(), each.fields()))).toList());
      return LostPeople.in(Sources.in(folder), Practice.settings(), Given.shipped(), outcome.asOf()).findings().stream()
          .map(each -> each.code() + " " + each.person() + " " + each.solution()).toList();
    } finally {
      for (String name : List.of("people", "groups", "hand-offs", "decisions")) {
        Files.deleteIfExists(folder.resolve(name + ".ndjson"));
      }
      Files.delete(folder);
    }
  }

  private static void write(Path folder, String name, List<Map<String, Object>> lines) throws IOException {
    var json = new ObjectMapper();
    var text = new ArrayList<String>();
    for (Map<String, Object> line : lines) {
      text.add(json.writeValueAsString(line));
    }
    Files.write(folder.resolve(name + ".ndjson"), text);
  }

  private static List<Map<String, Object>> lines(Iterable<Map<String, Object>> lines) {
    return StreamSupport.stream(lines.spliterator(), false).toList();
  }
}
