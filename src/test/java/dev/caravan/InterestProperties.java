package dev.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Interest over random histories, held against the formulas computed the slow way. */
class InterestProperties {
  private static final long WEEK = 7 * Times.DAY;
  private static final Map<String, Integer> POINTS = Map.of("White paper", 20, "Testimonial", 15, "Webinar", 15, "Pricing", 10,
      "Demo", 30, "Quote", 40, "Newsletter", 2, "Careers", -10, "Page", 1);

  /**
   * Something a person did.
   *
   * @param solution as assets name it; {@code Company} names none
   * @param hour when, after the start
   * @param late hours until it was known
   * @param answer to the question of planning to purchase, {@code ""} for none
   */
  record Done(String kind, String solution, int hour, int late, String answer) {
    long time() {
      return Given.hours(hour) + hour % 7;
    }

    long known() {
      return time() + Given.hours(late);
    }

    boolean form() {
      return !List.of("Pricing", "Newsletter", "Careers", "Page").contains(kind);
    }
  }

  @Provide
  Arbitrary<List<Done>> histories() {
    return Combinators.combine(Arbitraries.of(new TreeSet<>(POINTS.keySet())),
            Arbitraries.of("Customer care", "Customer care", "Payments", "Company"), Arbitraries.integers().between(0, 24 * 150),
            Arbitraries.integers().between(-200, 300).map(hours -> Math.max(0, hours)), Arbitraries.of("", "", "Yes", "No"))
        .as(Done::new).list().ofMinSize(1).ofMaxSize(25).map(list -> list.stream()
            .filter(new TreeMap<Integer, Done>() {
              private boolean first(Done done) {
                return putIfAbsent(done.hour(), done) == null;
              }
            }::first).toList());
  }

  private static Given.Who tell(Given market, List<Done> history) {
    var dana = market.person("dana@halden.example").says("first_name", "Dana");
    for (Done done : history) {
      String asset = done.solution() + " | " + done.kind() + " | Some title";
      if (done.form()) {
        dana.does(Fact.ActivityKind.FORM_SUBMIT, asset, done.time(),
            done.answer().isEmpty() ? Map.of() : Map.of("planning_to_purchase", done.answer()));
      } else {
        dana.views(asset, done.time());
      }
      market.knownAt(done.known());
    }
    return dana;
  }

  @Property(tries = 300)
  void interest_is_what_the_formulas_say_and_the_sum_of_its_parts(
      @ForAll("histories") List<Done> history, @ForAll @IntRange(min = 1, max = 4_500) int hour) {
    var market = new Given();
    long now = Given.hours(hour);
    var dana = tell(market, history);
    Seen seen = market.after(now); // holds the parts against the sum
    var known = history.stream().filter(done -> done.known() <= now).toList();
    for (String solution : List.of("Customer care", "Payments")) {
      if (known.stream().anyMatch(done -> done.solution().equals(solution))) {
        var line = seen.line(dana, solution.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
        assertThat(line.number("interest")).as("%s", line).isEqualTo(expected(known, List.of(solution, "Company"), now));
      }
    }
    assertThat(seen.interest(dana, "all")).isEqualTo(expected(known, List.of("Customer care", "Payments", "Company"), now));
  }

  /** The formulas, read aloud. */
  private static double expected(List<Done> known, List<String> solutions, long now) {
    var inOrder = new ArrayList<>(known);
    inOrder.sort(Comparator.comparingLong(Done::time));
    BigDecimal sum = BigDecimal.ZERO;
    for (var rule : POINTS.entrySet()) {
      double part = 0;
      for (String solution : solutions) {
        var counted = new ArrayList<Long>();
        for (Done done : inOrder) {
          boolean same = done.kind().equals(rule.getKey()) && done.solution().equals(solution);
          if (same && counted.stream().filter(before -> before > done.time() - WEEK).count() < 2) {
            counted.add(done.time());
            long age = Math.max(0, now - done.time()) / Times.DAY;
            part += rule.getValue() * (rule.getKey().equals("Careers") ? 1 : Math.pow(0.5, age / 90.0));
          }
        }
      }
      sum = sum.add(tenths(part));
    }
    Done answered = inOrder.stream().filter(done -> done.form() && !done.answer().isEmpty()).reduce((a, b) -> b).orElse(null);
    if (answered != null && solutions.contains(answered.solution()) && now - answered.time() < 90 * Times.DAY) {
      sum = sum.add(BigDecimal.valueOf(answered.answer().equals("Yes") ? 20 : 5));
    }
    return sum.doubleValue();
  }

  private static BigDecimal tenths(double points) {
    return BigDecimal.valueOf(points).setScale(6, RoundingMode.HALF_UP).setScale(1, RoundingMode.HALF_UP);
  }

  @Property(tries = 200)
  void the_order_in_which_activities_become_known_does_not_change_the_score(@ForAll("histories") List<Done> history, @ForAll long seed) {
    var inTime = history.stream().map(done -> new Done(done.kind(), done.solution(), done.hour(), 0, done.answer())).toList();
    var shuffled = new ArrayList<>(history);
    Collections.shuffle(shuffled, new Random(seed));
    Given early = new Given();
    Given late = new Given();
    var dana = tell(early, inTime);
    tell(late, shuffled);
    long end = Given.days(200);
    for (String key : List.of("interest", "parts", "rating", "cell", "posture", "lacking", "next_question")) {
      assertThat(late.after(end).line(dana, "all").get(key)).as(key).isEqualTo(early.after(end).line(dana, "all").get(key));
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE, tries = 10)
  void time_alone_is_noticed_as_if_somebody_had_looked(@ForAll @IntRange(max = 23) int first, @ForAll @IntRange(max = 23) int last) {
    var market = new Given();
    var dana = market.director("dana@halden.example").takes("Customer care | Newsletter | April", Given.hours(first))
        .readsAlot("Customer care", Given.days(20)).views("Payments | Newsletter | May", Given.days(20) + Given.hours(last));
    // They fall below 100 points at the end of day 38: from then on, not from the next morning on, they are on another programme.
    for (int hour = 24 * 38 + 12; hour < 24 * 40 + 12; hour += 2) {
      long now = Given.hours(hour) + 12_345;
      var looked = new Given(market);
      looked.person(dana.email()).saysAt(now, "first_name", "Dana");
      assertThat(market.after(now).people()).as("hour " + hour).isEqualTo(looked.after(now).people());
    }
  }
}
