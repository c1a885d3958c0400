package dev.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.pipeline.PersonView;
import dev.caravan.score.NextRating;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;

/** What would lift a rating, at any moment of any history: doing what is named, or learning what is unknown, does lift it. */
class LiftProperties {
  /** How something is done that an explanation names. */
  private static final Map<String, String> KINDS = Map.of("white paper", "White paper", "testimonial", "Testimonial", "webinar",
      "Webinar", "pricing page", "Pricing", "demo request", "Demo", "quote request", "Quote", "newsletter", "Newsletter", "page", "Page");
  private static final Map<String, String> SOLUTIONS = Map.of("customer-care", "Customer care", "payments", "Payments");
  /** Of each criterion what is worth most. */
  private static final Map<String, List<String>> BEST = Map.of("seniority", List.of("title", "Chief Customer Officer"), "function",
      List.of("title", "Chief Customer Officer"), "industry", List.of("industry", "Healthcare"), "employees",
      List.of("employees", "5000"), "country", List.of("country", "US"));
  private static final List<String> PROFILE = List.of("first_name", "last_name", "company", "phone", "title", "country", "industry",
      "employees");
  private final AtomicInteger lifted = new AtomicInteger();

  @Provide
  Arbitrary<List<ExplanationProperties.Event>> histories() {
    return ExplanationProperties.stories();
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void what_is_said_to_lift_a_rating_lifts_it(@ForAll("histories") List<ExplanationProperties.Event> history,
      @ForAll @IntRange(max = 2) int model, @ForAll @IntRange(max = 24 * 200) int hour) {
    long moment = Given.hours(hour);
    Pipeline engine = ExplanationProperties.MODELS.get(model);
    PersonView view = view(engine, ExplanationProperties.tell(engine, history), moment);
    if (view == null) {
      return;
    }
    for (PersonView.Solution each : view.solutions()) {
      if (SOLUTIONS.containsKey(each.solution()) && each.next() instanceof NextRating.Missing missing && isEnough(missing)) {
        Given market = ExplanationProperties.tell(engine, history);
        bring(market, view, each, missing, moment);
        PersonView.Solution then = view(engine, market, moment).solutions().stream()
            .filter(one -> one.solution().equals(each.solution())).findFirst().orElseThrow();
        assertThat(then.rating()).as("%s, said of %s with %s points and a fit of %s: %s", each.solution(), each.rating(), each.tenths(),
            view.fit(), missing.sentence()).isLessThanOrEqualTo(missing.rating());
        lifted.incrementAndGet();
      }
    }
  }

  @AfterProperty
  void enough_was_tried() {
    assertThat(lifted).hasValueGreaterThan(100);
  }

  private static PersonView view(Pipeline engine, Given market, long moment) {
    var outcome = market.outcome(moment);
    return engine.person(outcome.states(), "dana@halden.example", Given.START + moment).orElse(null);
  }

  /** Whether one thing is named of each that is missing which is enough; of fit, all that is unknown is. */
  private static boolean isEnough(NextRating.Missing missing) {
    return missing.needs().stream().allMatch(need -> !(need instanceof NextRating.Interest more) || more.enough());
  }

  private static void bring(Given market, PersonView view, PersonView.Solution of, NextRating.Missing missing, long moment) {
    var dana = market.person("dana@halden.example");
    var learned = new LinkedHashMap<String, String>();
    for (NextRating.Need need : missing.needs()) {
      if (need instanceof NextRating.Interest more) {
        String asset = SOLUTIONS.get(of.solution()) + " | " + KINDS.get(more.by()) + " | Asked for at last";
        assertThat(KINDS).as(more.words()).containsKey(more.by());
        if (List.of("Pricing", "Page", "Newsletter").contains(KINDS.get(more.by()))) {
          dana.views(asset, moment);
        } else {
          dana.takes(asset, moment);
        }
      } else if (need instanceof NextRating.Fit more) {
        assertThat(more.unknown()).allMatch(each -> view.fitParts().stream()
            .anyMatch(part -> part.criterion().equals(each) && !part.known()));
        more.unknown().forEach(each -> learned.put(BEST.get(each).get(0), BEST.get(each).get(1)));
      } else {
        PROFILE.forEach(field -> learned.putIfAbsent(field, field.equals("title") ? "Director" : field.equals("country") ? "US"
            : field.equals("employees") ? "40" : "Known now"));
      }
    }
    if (!learned.isEmpty()) {
      var pairs = new ArrayList<String>();
      learned.forEach((field, value) -> {
        pairs.add(field);
        pairs.add(value);
      });
      dana.saysAt(moment, pairs.toArray(String[]::new));
    }
  }
}
