package dev.caravan.score;

import dev.caravan.model.Times;
import java.util.List;

/**
 * How long what was said of a person stays true while nothing happens.
 *
 * <p>A lower bound, cheap to find: points are taken to fade as fast as the fastest of them, bad ones not at all while good
 * ones do and the other way round, and shown tenths to be rounded as badly as they may be.
 *
 * @param pushStep tenths of interest that are worth telling
 */
record Steadiness(Rules rules, Scenarios scenarios, Ratings ratings, Questions questions, long pushStep) {
  private static final double LOG_2 = StrictMath.log(2);
  private static final long FOR_EVER_DAYS = 3650;
  private static final int COUNTED_OUT_DAYS = 4;

  /**
   * @param told interests in tenths, of which the CRM was told one last, each less than a push step from what is now
   */
  long until(Standing standing, Scores.Person scored, long now, long[] told) {
    long until = Long.MAX_VALUE;
    List<Scores.Solution> solutions = scored.solutions();
    if (solutions.isEmpty()) {
      until = interestLasts(standing, scored.all(), now, told);
    }
    for (int i = 0; i < solutions.size(); i++) {
      until = Math.min(until, interestLasts(standing, solutions.get(i), now, told));
    }
    for (Interest interest : standing.interest().values()) {
      for (long seen : interest.lastSeen().values()) {
        until = ends(until, seen + scenarios.stepsCountFor(), now);
      }
    }
    for (var answer : standing.answers().entrySet()) {
      Rule rule = rules.byAnswer().get(answer.getKey());
      if (rule != null && rule.lapsesAfter() > 0) {
        until = ends(until, answer.getValue().at() + rule.lapsesAfter(), now);
      }
      Questions.Question question = questions.byName().get(answer.getKey());
      if (question != null && question.lapsesAfter() > 0) {
        until = ends(until, answer.getValue().at() + question.lapsesAfter(), now);
      }
      if (answer.getValue().declinedAt() > 0) {
        until = ends(until, answer.getValue().declinedAt() + questions.declinedFor(), now);
      }
    }
    return until;
  }

  /** Until when an interest leaves neither its band, its place in the rating table nor the push step; {@link Long#MAX_VALUE} if nothing fades. */
  private long interestLasts(Standing standing, Scores.Solution solution, long now, long[] told) {
    double positive = 0;
    double negative = 0;
    long fixed = 0;
    long halfLife = Long.MAX_VALUE;
    double rounding = 0;
    List<Scores.Part> parts = solution.parts();
    for (int i = 0; i < parts.size(); i++) {
      Scores.Part part = parts.get(i);
      if (!part.fades() || part.tenths() == 0) {
        fixed += part.tenths();
        continue;
      }
      positive += Math.max(0, part.tenths());
      negative -= Math.min(0, part.tenths());
      rounding += 0.5;
      halfLife = Math.min(halfLife, part.halfLife());
    }
    if (positive == 0 && negative == 0) {
      return Long.MAX_VALUE;
    }
    long interest = solution.tenths();
    long highest = interest;
    long lowest = interest;
    for (long each : told) {
      highest = each - pushStep < interest ? Math.max(highest, each) : highest;
      lowest = each + pushStep > interest ? Math.min(lowest, each) : lowest;
    }
    long floor = Math.max(ratings.below(interest), highest - pushStep);
    double days = halvings(positive - rounding, floor - fixed + negative + rounding) * halfLife;
    if (negative > 0) {
      long ceiling = Math.min(ratings.ceiling(interest * Scorer.TENTH) / Scorer.TENTH, lowest + pushStep);
      days = Math.min(days, halvings(negative - rounding, fixed + positive + rounding - ceiling) * halfLife);
    }
    if (days < COUNTED_OUT_DAYS && negative == 0) {
      return fallsTo(standing, solution, now, floor);
    }
    return days < 1 ? Math.min(standing.nextStep(now), answersStep(standing, now))
        : now + (long) Math.min(days, FOR_EVER_DAYS) * Times.DAY;
  }

  /** When an interest that only falls comes to a border, counted out to the millisecond: dearer than the bound above. */
  private long fallsTo(Standing standing, Scores.Solution solution, long now, long border) {
    long above = 0;
    long below = Times.DAY;
    while (tenthsAt(standing, solution, now + below) > border) {
      above = below;
      below *= 2;
      if (below > FOR_EVER_DAYS * Times.DAY) {
        return now + above;
      }
    }
    while (below - above > 1) {
      long middle = (above + below) / 2;
      if (tenthsAt(standing, solution, now + middle) > border) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return now + below;
  }

  /** What an interest will be if nothing but time goes by, and nothing ends. */
  private long tenthsAt(Standing standing, Scores.Solution solution, long then) {
    long tenths = 0;
    for (Scores.Part part : solution.parts()) {
      Rule rule = part.fades() ? rules.named(part.rule()) : null;
      if (rule == null) {
        tenths += part.tenths();
      } else if (!rule.answer().isEmpty()) {
        tenths += Scorer.tenths(rule.left(part.earned() * Scorer.TENTH, part.last(), then));
      } else {
        long sum = 0;
        for (var interest : standing.interest().entrySet()) {
          boolean counts = solution.solution().equals("all") || interest.getKey().isEmpty()
              || interest.getKey().equals(solution.solution());
          History history = counts ? interest.getValue().histories().get(rule.name()) : null;
          for (int i = 0; history != null && i < history.times().length; i++) {
            sum += history.counted()[i] == History.COUNTS ? rule.left(history.points()[i], history.times()[i], then) : 0;
          }
        }
        tenths += Scorer.tenths(Signals.times(sum, part.weighs()));
      }
    }
    return tenths;
  }

  /** How often something halves until so much is left of it. */
  private static double halvings(double of, double left) {
    return left <= 0 ? FOR_EVER_DAYS : of <= left ? 0 : StrictMath.log(of / left) / LOG_2;
  }

  /** When the next of the answers that fade grows a day older. */
  private long answersStep(Standing standing, long now) {
    long next = now + Times.DAY;
    for (var answer : standing.answers().entrySet()) {
      Rule rule = rules.byAnswer().get(answer.getKey());
      if (rule != null && rule.fading().length > 0) {
        next = Math.min(next, now + Times.DAY - Math.floorMod(now - answer.getValue().at(), Times.DAY));
      }
    }
    return next;
  }

  private static long ends(long until, long end, long now) {
    return end > now ? Math.min(until, end) : until;
  }
}
