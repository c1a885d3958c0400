package dev.caravan.score;

import dev.caravan.model.Moment;
import dev.caravan.model.Points;
import java.util.ArrayList;
import java.util.List;

/** What the room says of a person: numbers, letters, and the parts they consist of. */
public final class Scores {
  /** A tenth of a point, in the millionths that settings and tests of them count in. */
  public static final long TENTH = Points.TENTH;

  private Scores() {}

  /**
   * The share of one rule in an interest.
   *
   * @param count how many counted
   * @param seen how many there were, beyond the cap too
   * @param tenths points left, in tenths
   * @param first time of the oldest counted, epoch ms
   * @param last time of the newest counted
   * @param fades whether it fades
   * @param machine how many of the seen a machine did; they never count
   * @param earned points of the counted when they happened, in tenths
   * @param halfLife days after which half of them is left, 0 for never
   * @param weighs millionths; more than a million where the signal shows a scenario the person is in
   */
  public record Part(String rule, String says, int count, int seen, long tenths, long first, long last, boolean fades,
      String place, int machine, long earned, long halfLife, long weighs) {}

  /**
   * Interest in one solution and what follows from it.
   *
   * @param tenths interest in tenths of a point: the sum of its parts
   * @param posture exploring, evaluating or deciding
   * @param step how far along the path, 0 for not on it
   * @param handRaisedAt when the person last asked us
   */
  public record Solution(String solution, long tenths, List<Part> parts, String rating, String cell, String scenario,
      String posture, int step, List<String> lacking, Moment handRaisedAt, String handRaise) {
    public Solution {
      parts = List.copyOf(parts);
      lacking = List.copyOf(lacking);
    }

    /** Points earned in all, however much of them has faded, in tenths. */
    public long earned() {
      long earned = 0;
      for (int i = 0; i < parts.size(); i++) {
        earned += parts.get(i).earned();
      }
      return earned;
    }

    /** When the newest happened that the interest consists of; none for nothing. */
    public Moment newest() {
      Moment newest = handRaisedAt;
      for (int i = 0; i < parts.size(); i++) {
        long last = parts.get(i).last();
        newest = last == Long.MIN_VALUE ? newest : newest.orLater(Moment.of(last)); // of which all was a machine's
      }
      return newest;
    }
  }

  /** How far along a path: exploring, evaluating or deciding; the step, 0 for not on it. */
  public record Place(String posture, int step) {}

  /** What a further model says of a person; it is shown beside the model that decides, and decides nothing. */
  public record Beside(String model, String says, Person scores) {}

  /** The interest in tenths of the model that decides, then of the further ones. */
  public static List<Long> interests(Person scores, List<Beside> beside) {
    if (beside.isEmpty()) {
      return List.of(scores.lead().tenths());
    }
    var tenths = new ArrayList<Long>(1 + beside.size());
    tenths.add(scores.lead().tenths());
    beside.forEach(each -> tenths.add(each.scores().lead().tenths()));
    return List.copyOf(tenths);
  }

  /** A criterion's share in the fit; {@code known} tells an unknown value from a poor one. */
  public record FitPart(String criterion, String value, int worth, int weight, boolean known) {}

  /**
   * Everything about a person at one moment.
   *
   * @param fit 0–100 in millionths
   * @param completeness 0–100
   * @param disqualified the reason, {@code ""} for none
   * @param fitUnknown whether an unknown criterion, not a poor one, holds the fit down
   * @param nextQuestions what to ask at one touch, the least threatening first
   * @param all interest over all solutions
   */
  public record Person(long fit, List<FitPart> fitParts, int completeness, boolean incomplete, String disqualified,
      boolean fitUnknown, List<String> nextQuestions, Solution all, List<Solution> solutions) {
    public Person {
      fitParts = List.copyOf(fitParts);
      solutions = List.copyOf(solutions);
    }

    /** The first question to ask, {@code ""} for none. */
    public String nextQuestion() {
      return nextQuestions.isEmpty() ? "" : nextQuestions.get(0);
    }

    /** The solution that leads: the one of most interest, else everything together. */
    public Solution lead() {
      Solution lead = null;
      for (int i = 0; i < solutions.size(); i++) {
        lead = lead == null || solutions.get(i).tenths() > lead.tenths() ? solutions.get(i) : lead;
      }
      return lead == null ? all : lead;
    }
  }
}
