package dev.caravan.score;

import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import java.util.List;

/**
 * How long what was said of a person stays true while nothing happens.
 *
 * <p>A lower bound is found first, cheaply: points are taken to fade as fast as the fastest of them, bad ones not at all
 * while good ones do and the other way round, and shown tenths to be rounded as badly as they may be. Where nothing else
 * comes before it and nothing bad fades, the moment is then counted out.
 *
 * @param pushStep tenths of interest that are worth telling
 */
record Steadiness(Rules rules, Scenarios scenarios, Ratings ratings, Questions questions, long pushStep) {
  private static final double LOG_2 = StrictMath.log(2);
  private static final long FOR_EVER_DAYS = 3650;

  /**
   * @param told interests in tenths, of which the CRM was told one last, each less than a push step from what is now
   */
  long until(Standing standing, Scores.Person scored, long now, long[] told) {
    long until = answersLast(standing, now);
    List<Scores.Solution> solutions = scored.solutions();
    if (solutions.isEmpty()) {
      return lasts(standing, scored.all(), now, told, Long.MAX_VALUE, until);
    }
    Scores.Solution lead = scored.lead();
    long highest = lead.tenths();
    for (long each : told) {
      highest = Math.max(highest, each);
    }
    // The one shown stays less than a step below the highest; another that does not rise above that is no step ahead of it.
    for (int i = 0; i < solutions.size(); i++) {
      Scores.Solution solution = solutions.get(i);
      until = lasts(standing, solution, now, told, solution == lead ? Long.MAX_VALUE : highest + 1, until);
    }
    return until;
  }

  /** Until when posture and interest in a solution last, the interest below {@code leads}; at most {@code until}. */
  private long lasts(Standing standing, Scores.Solution solution, long now, long[] told, long leads, long until) {
    long place = solution.step() == 0 ? Long.MAX_VALUE : scenarios.lasts(standing.lastSeen(solution.solution()), now, solution);
    return interestLasts(standing, solution, now, told, leads, Math.min(until, place));
  }

  private long answersLast(Standing standing, long now) {
    long until = Long.MAX_VALUE;
    for (var answer : standing.answers().entrySet()) {
      Rule rule = rules.byAnswer().get(answer.getKey());
      if (rule != null && rule.lapsesAfter() > 0) {
        until = ends(until, answer.getValue().at().plus(rule.lapsesAfter()), now);
      }
      Questions.Question question = questions.byName().get(answer.getKey());
      if (question != null && question.lapsesAfter() > 0) {
        until = ends(until, answer.getValue().at().plus(question.lapsesAfter()), now);
      }
      until = ends(until, answer.getValue().declinedAt().plus(questions.declinedFor()), now);
    }
    return until;
  }

  /**
   * Until when an interest leaves neither its band, its place in the rating table nor the push step, and stays below
   * {@code leads}; at most {@code until}.
   */
  private long interestLasts(Standing standing, Scores.Solution solution, long now, long[] told, long leads, long until) {
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
      return until;
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
      long ceiling = Math.min(Math.min(ratings.ceiling(interest * Scores.TENTH) / Scores.TENTH, lowest + pushStep), leads);
      days = Math.min(days, halvings(negative - rounding, fixed + positive + rounding - ceiling) * halfLife);
    }
    long whole = (long) Math.min(days, FOR_EVER_DAYS);
    if (until <= now + whole * Times.DAY) {
      return until;
    }
    if (negative == 0) {
      return Math.min(until, new Course(rules, standing, solution).fallsTo(floor, now, whole));
    }
    return Math.min(until,
        days < 1 ? Math.min(standing.nextStep(now), answersStep(standing, now)) : now + whole * Times.DAY);
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
      Moment at = answer.getValue().at();
      if (rule != null && rule.fading().length > 0 && at.isKnown()) {
        next = Math.min(next, now + Times.DAY - Math.floorMod(now - at.ms(), Times.DAY));
      }
    }
    return next;
  }

  private static long ends(long until, Moment end, long now) {
    return end.isAfter(now) ? Math.min(until, end.ms()) : until;
  }
}
