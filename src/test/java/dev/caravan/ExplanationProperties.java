package dev.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.pipeline.PersonView;
import dev.caravan.host.Outcome;
import dev.caravan.host.embedded.EmbeddedHost;
import dev.caravan.host.embedded.Replay;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.Journal;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Outbox;
import dev.caravan.store.Store;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/**
 * What is told of a person, at any moment of any history: the parts shown are the score shown, and what the CRM shows is
 * never a band or a step away from it.
 *
 * <p>Ten thousand histories of up to ten events each: somebody and a visitor who may turn out to be the same, things done and
 * clicked by them or by machines, answers given and voided, things known late, under three models.
 */
class ExplanationProperties {
  private static final Pattern PART = Pattern.compile("(?m)^ *([+-]\\d+\\.\\d)  ");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Interest (-?\\d+\\.\\d)[,.]");
  private static final int MOMENTS = 12;
  private static final String MAIL = "Customer care | Newsletter | May";
  private static final List<String> KINDS = List.of("White paper", "White paper", "Testimonial", "Webinar", "Demo", "Quote",
      "Pricing", "Careers", "Page", "Yes", "No", "declined", "click", "machine", "void", "same", "known", "unsubscribe");

  static final List<Pipeline> MODELS = List.of(
      Given.engine(),
      // Odd points, fast fading of good and bad alike, answers that fade, wide caps, half a quality.
      Given.engine("scoring", "    points: 15\n", "    points: 15.37\n", "scoring", "    points: -10\n",
          "    points: -33.3\n    half_life: 7 days\n", "scoring", "    lapses: 90 days\n\nfit:", "    half_life: 3 days\n\nfit:",
          "scoring", "half_life: 90 days\n    at_most: 2 per week", "half_life: 11 days\n    at_most: 1 per day",
          "signals", "    kind: Webinar\n", "    kind: Webinar\n    quality: syndicated\n"),
      // Signals of the path weigh more while it lasts; a small step, other bands.
      Given.engine("scenarios", "signals_weigh: 1\n", "signals_weigh: 1.35\n", "scenarios", "steps_count_for: 90 days",
          "steps_count_for: 20 days", "scoring", "push_step: 5 points", "push_step: 2 points", "scoring",
          "interest: { 1: 100, 2: 50, 3: 20 }", "interest: { 1: 61, 2: 33, 3: 7 }"));

  /** Something that happened; {@code late} hours until it was known. */
  record Event(int who, String kind, String solution, int hour, int late) {
    long time() {
      return Given.hours(hour) + hour % 7;
    }
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    return stories();
  }

  static Arbitrary<List<Event>> stories() {
    return Combinators.combine(Arbitraries.integers().between(0, 1), Arbitraries.of(KINDS),
            Arbitraries.of("Customer care", "Customer care", "Payments", "Company"), Arbitraries.integers().between(0, 24 * 100),
            Arbitraries.integers().between(-200, 300).map(hours -> Math.max(0, hours)))
        .as(Event::new).list().ofMinSize(1).ofMaxSize(10);
  }

  static Given tell(Pipeline model, List<Event> history) {
    var market = new Given(model);
    var dana = market.person("dana@halden.example").saysAt(-Given.hours(1), "last_name", "Reyes");
    for (int i = 0; i < history.size(); i++) {
      Event event = history.get(i);
      var who = event.who() == 0 ? dana : market.visitor("55");
      String solution = event.solution();
      switch (event.kind()) {
        case "Yes", "No" -> who.takes(solution + " | White paper | Asked", event.time(), "planning_to_purchase", event.kind());
        case "declined" -> who.takes(solution + " | White paper | Asked", event.time(), "planning_to_purchase", "");
        case "click" -> who.clicks(MAIL, "copy" + event.hour() % 3, "link" + i, event.time());
        case "machine" -> who.isSent(MAIL, "copy" + i, event.time()).clicks(MAIL, "copy" + i, "link", event.time() + 4_000);
        case "void" -> who.salesSay("rejected", "wrong-answers", event.time());
        case "same" -> dana.views(solution + " | Page | Seen", event.time(), "visitor", "55");
        case "known" -> dana.saysAt(event.time(), "title", event.hour() % 2 == 0 ? "Director" : "Student", "country", "US");
        case "unsubscribe" -> who.does(Fact.ActivityKind.UNSUBSCRIBE, event.time());
        case "Pricing", "Careers", "Page" -> who.views(solution + " | " + event.kind() + " | Seen", event.time());
        default -> who.takes(solution + " | " + event.kind() + " | Taken", event.time());
      }
      market.knownAt(event.time() + Given.hours(event.late()));
    }
    return market;
  }

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void the_parts_shown_are_the_score_shown_and_the_crm_is_never_a_step_behind(
      @ForAll("histories") List<Event> history, @ForAll @IntRange(max = 2) int model, @ForAll @IntRange(max = 24 * 200) int hour) {
    long moment = Given.hours(hour);
    Given market = tell(MODELS.get(model), history);
    Outcome outcome = market.outcome(moment);
    assertThat(outcome.poisoned()).isEmpty();
    var told = new HashMap<String, TreeMap<Long, Decision.Score>>();
    for (Decision decision : outcome.decisions()) {
      if (decision instanceof Decision.Score score) {
        told.computeIfAbsent(score.email(), email -> new TreeMap<>()).put(score.at(), score);
        textsAddUp(score.shown());
      }
    }
    for (Map<String, Object> line : outcome.people()) {
      String person = String.valueOf(line.get("person"));
      PersonView view = MODELS.get(model).person(outcome.states(), person, Given.START + moment).orElseThrow();
      for (PersonView.Solution each : view.solutions()) {
        assertThat(each.parts().stream().mapToLong(PersonView.Part::tenths).sum()).isEqualTo(each.tenths());
        assertThat(each.parts()).allMatch(part -> part.count() + part.machine() <= part.seen());
        if (each.solution().equals(line.get("solution"))) {
          assertThat(each.tenths()).isEqualTo(Math.round((double) line.get("interest") * 10));
        }
      }
      if (person.indexOf('@') > 0) {
        assertThat(told).as("everybody with an address was told of").containsKey(person);
        for (long each : sinceTheLastFact(market, Given.START + moment)) {
          PersonView then = MODELS.get(model).person(outcome.states(), person, each).orElseThrow();
          neverBehind(told.get(person).floorEntry(each).getValue(), then.solutions(), MODELS.get(model).model().pushStepTenths());
        }
      }
    }
  }

  /** Moments from when the last fact became known until now, between which nothing but time went by. */
  private static long[] sinceTheLastFact(Given market, long now) {
    long last = market.facts().stream().mapToLong(fact -> fact.head().recorded()).filter(known -> known <= now).max().orElseThrow();
    return LongStream.rangeClosed(0, MOMENTS).map(nth -> last + (now - last) * nth / MOMENTS).toArray();
  }

  /** Six dozen of the histories, in each of which other settings go live at some moment of it, in a store. */
  @Property(tries = 72, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void after_another_model_went_live_on_the_way_everybody_stands_as_if_it_always_had(@ForAll("histories") List<Event> history,
      @ForAll @IntRange(max = 2) int before, @ForAll @IntRange(max = 2) int then, @ForAll @IntRange(max = 24 * 100) int hour)
      throws IOException {
    List<Fact> facts = tell(MODELS.get(then), history).facts().stream()
        .sorted(Comparator.comparingLong(fact -> fact.head().recorded())).toList();
    long moment = Given.START + Given.hours(hour);
    Path file = Files.createTempFile("going-live", ".db");
    var now = new AtomicLong(Given.START + Given.days(1000));
    InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    try (Store store = Store.sqlite(file)) {
      Journal journal = Journal.open(store, clock);
      Outbox outbox = Outbox.open(store, clock, List.of(new Outbox.Target("crm", Set.of(Decision.Kind.SCORE))), new Random(1));
      keep(journal, facts.stream().filter(fact -> fact.head().recorded() <= moment).toList());
      new EmbeddedHost(MODELS.get(before), store, journal, outbox, 100).workOff();

      var host = new EmbeddedHost(MODELS.get(then), store, journal, outbox, 100);
      host.activate(tx -> { });
      var later = new TreeMap<Long, List<Fact>>();
      facts.stream().filter(fact -> fact.head().recorded() > moment)
          .forEach(fact -> later.computeIfAbsent(fact.head().recorded(), tick -> new ArrayList<>()).add(fact));
      later.forEach((tick, known) -> {
        now.set(tick);
        keep(journal, known);
        host.workOff();
      });

      Outcome always = new Replay(MODELS.get(then), 1).run(facts, journal.position());
      List<Map<String, Object>> stands = new ArrayList<>();
      MODELS.get(then).people(host.states(), journal.position()).forEach(stands::add);
      List<Map<String, Object>> expected = new ArrayList<>();
      always.people().forEach(expected::add);
      assertThat(stands).isNotEmpty().isEqualTo(expected);
      for (Map<String, Object> line : stands) {
        PersonView view = MODELS.get(then).person(host.states(), String.valueOf(line.get("person")), journal.position())
            .orElseThrow();
        assertThat(view.solutions()).allSatisfy(each -> assertThat(each.parts().stream().mapToLong(PersonView.Part::tenths).sum())
            .isEqualTo(each.tenths()));
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void keep(Journal journal, List<Fact> facts) {
    if (!facts.isEmpty()) {
      journal.keep(new Arrival("facts", facts, List.of(), "", true));
    }
  }

  /**
   * Between two pushes neither a band is crossed nor a step made. Which solution leads is looked at when anything happens:
   * by fading alone another may be ahead, but by less than a step.
   */
  private static void neverBehind(Decision.Score told, List<PersonView.Solution> solutions, long step) {
    String shown = told.shown().get("solution").toString();
    PersonView.Solution now = solutions.stream().filter(each -> each.solution().equals(shown.isEmpty() ? "all" : shown))
        .findFirst().orElseThrow();
    assertThat(solutions).filteredOn(each -> !each.solution().equals("all"))
        .allMatch(each -> each.tenths() - now.tenths() < step);
    assertThat(told.shown().get("cell")).as("%s against %s", told, now).isEqualTo(now.cell());
    assertThat(told.shown().get("rating")).isEqualTo(now.rating());
    assertThat(told.shown().get("posture")).isEqualTo(now.posture());
    assertThat(Math.abs(Math.round((double) told.shown().get("interest") * 10) - now.tenths()))
        .as("%s against %s", told, now).isLessThan(step);
  }

  private static void textsAddUp(Map<String, Object> shown) {
    String text = shown.get("explanation").toString();
    var total = TOTAL.matcher(text);
    assertThat(total.find()).as(text).isTrue();
    assertThat(sum(text)).as(text).isEqualByComparingTo(total.group(1)).isEqualByComparingTo(
        BigDecimal.valueOf((double) shown.get("interest")));
    String brief = shown.get("reason").toString();
    assertThat(brief).hasSizeLessThanOrEqualTo(255).startsWith("Interest " + String.format(Locale.ROOT, "%.1f", shown.get("interest")));
  }

  /** What the lines of a text add up to. */
  static BigDecimal sum(String text) {
    BigDecimal sum = BigDecimal.ZERO;
    var part = PART.matcher(text);
    while (part.find()) {
      sum = sum.add(new BigDecimal(part.group(1)));
    }
    return sum;
  }
}
