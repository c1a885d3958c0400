package dev.caravan.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what is missing for the next better rating, from what was scored alone. */
final class Lifting {
  private static final String BEST = "A";

  private final Signals signals;
  private final Rules rules;
  private final Ratings ratings;
  private final Fit fit;
  private final int complete;

  Lifting(Signals signals, Rules rules, Ratings ratings, Fit fit, Completeness completeness) {
    this.signals = signals;
    this.rules = rules;
    this.ratings = ratings;
    this.fit = fit;
    this.complete = completeness.incompleteBelow();
  }

  NextRating next(Scores.Person person, Scores.Solution solution, long now) {
    if (solution.rating().equals(BEST)) {
      return new NextRating.Best();
    }
    if (!person.disqualified().isEmpty()) {
      return new NextRating.OutOfReach("disqualified as " + person.disqualified());
    }
    var values = new Ratings.Values(person.fit(), solution.tenths() * Scores.TENTH, person.completeness(),
        person.incomplete(), false);
    List<Scores.FitPart> unknown = person.fitParts().stream().filter(part -> !part.known() && fit.most(part) > 0)
        .sorted(Comparator.comparingLong(fit::most).reversed()).toList();
    long most = unknown.stream().mapToLong(fit::most).sum();
    Optional<Ratings.Values> better = ratings.better(values, person.fit() + most, complete);
    if (better.isEmpty()) {
      return new NextRating.OutOfReach("fit " + Explanation.fit(person.fit()) + (unknown.isEmpty() ? " is known in full"
          : ", and what is unknown of it may bring no more than " + Explanation.fit(most)));
    }
    var needs = new ArrayList<NextRating.Need>(3);
    Ratings.Values to = better.get();
    if (to.interest() > values.interest()) {
      needs.add(interest(solution, (to.interest() - values.interest()) / Scores.TENTH, now));
    }
    if (to.fit() > values.fit()) {
      needs.add(new NextRating.Fit(to.fit() - values.fit(), unknown.stream().map(Scores.FitPart::criterion).toList(), most));
    }
    if (to.completeness() > values.completeness()) {
      needs.add(new NextRating.Profile(to.completeness() - values.completeness()));
    }
    return new NextRating.Missing(ratings.rating(to), needs);
  }

  /** How far an interest is from so many tenths, and what would bring them; empty if it is there. */
  Optional<NextRating.Interest> shortOf(long tenths, Scores.Solution solution, long now) {
    long missing = tenths - solution.tenths();
    return missing <= 0 ? Optional.empty() : Optional.of(interest(solution, missing, now));
  }

  /** The least act that is enough alone, else the one that brings most. */
  private NextRating.Interest interest(Scores.Solution solution, long missing, long now) {
    long sure = missing + mayBeLost(solution);
    Rule best = null;
    for (Rule rule : rules.all()) {
      if (worth(rule) > 0 && counts(rule, solution, now) && (best == null || isBetter(worth(rule), worth(best), sure))) {
        best = rule;
      }
    }
    return best == null ? new NextRating.Interest(missing, "", 0, false)
        : new NextRating.Interest(missing, best.says(), worth(best), worth(best) >= sure);
  }

  private static boolean isBetter(long one, long other, long sure) {
    boolean enough = one >= sure;
    return enough == other >= sure ? enough ? one < other : one > other : enough;
  }

  /** What doing it brings when it happens, where nothing is known of where it comes from; tenths. */
  private long worth(Rule rule) {
    return rule.answer().isEmpty() ? Scorer.tenths(Signals.times(rule.points().getOrDefault("", 0L), signals.quality(rule.signal()))) : 0;
  }

  /** Whether one more counts now; where as many as count within a span may have been within it, it is taken not to. */
  private static boolean counts(Rule rule, Scores.Solution solution, long now) {
    for (Scores.Part part : solution.parts()) {
      if (part.rule().equals(rule.name())) {
        return rule.atMost() == 0 || part.count() < rule.atMost() || part.last() <= now - rule.perMs();
      }
    }
    return true;
  }

  /** What an act may cost, at worst: another scenario, in which signals of this one weigh no more than others. */
  private static long mayBeLost(Scores.Solution solution) {
    long lost = 0;
    for (Scores.Part part : solution.parts()) {
      if (part.tenths() > 0 && part.weighs() > Scenarios.ONE) {
        lost += part.tenths() - part.tenths() * Scenarios.ONE / part.weighs() + 1;
      }
    }
    return lost;
  }
}
