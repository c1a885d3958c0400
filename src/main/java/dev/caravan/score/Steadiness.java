package dev.caravan.score;

import dev.caravan.model.Times;
import java.util.List;

/**
 * How long what was said of a person stays true while nothing happens.
 *
 * <p>A lower bound, cheap to find: positive points are taken to fade as fast as the fastest of them, and shown tenths to
 * be rounded as badly as they may be.
 *
 * @param pushStep tenths of interest that are worth telling
 */
record Steadiness(Rules rules, Scenarios scenarios, Ratings ratings, Questions questions, long pushStep) {
  private static final double LOG_2 = StrictMath.log(2);
  private static final long FOR_EVER_DAYS = 3650;

  long until(Standing standing, Scores.Person scored, long now) {
    long until = Long.MAX_VALUE;
    List<Scores.Solution> solutions = scored.solutions();
    if (solutions.isEmpty()) {
      until = interestLasts(standing, scored.all(), now);
    }
    for (int i = 0; i < solutions.size(); i++) {
      until = Math.min(until, interestLasts(standing, solutions.get(i), now));
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

  /** Until when an interest leaves neither its band nor the push step; {@link Long#MAX_VALUE} if nothing fades. */
  private long interestLasts(Standing standing, Scores.Solution solution, long now) {
    long positive = 0;
    long negative = 0;
    long halfLife = Long.MAX_VALUE;
    double rounding = 0;
    List<Scores.Part> parts = solution.parts();
    for (int i = 0; i < parts.size(); i++) {
      Scores.Part part = parts.get(i);
      if (part.tenths() > 0 && part.fades()) {
        positive += part.tenths();
        rounding += 0.5;
        Rule rule = rules.named(part.rule());
        halfLife = rule == null ? halfLife : Math.min(halfLife, rule.halfLifeDays());
      } else {
        negative += part.tenths();
      }
    }
    if (positive == 0) {
      return Long.MAX_VALUE;
    }
    long border = Math.max(ratings.floor(solution.tenths() * Scorer.TENTH) / Scorer.TENTH, solution.tenths() - pushStep);
    double left = border - negative + rounding;
    double days = left <= 0 ? FOR_EVER_DAYS : halfLife * StrictMath.log((positive - rounding) / left) / LOG_2;
    return days < 1 ? standing.nextStep(now) : now + (long) days * Times.DAY;
  }

  private static long ends(long until, long end, long now) {
    return end > now ? Math.min(until, end) : until;
  }
}
