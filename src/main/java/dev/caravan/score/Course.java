package dev.caravan.score;

import dev.caravan.model.Times;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The course an interest takes while nothing but time goes by: what counts towards it, laid out so that a later moment
 * costs one pass over numbers.
 *
 * <p>Only for interests that nothing bad fades from: these never rise by themselves.
 */
final class Course {
  private static final long FOR_EVER_DAYS = 3650;

  private final Rules rules;
  private long fixed;
  private final Rule[] of;
  private final long[] points;
  private final long[] times;
  private int size;
  /** Where each part ends, and what its signal weighs. */
  private final int[] ends;
  private final long[] weighs;
  private int parts;

  Course(Rules rules, Standing standing, Scores.Solution solution) {
    this.rules = rules;
    ends = new int[solution.parts().size()];
    weighs = new long[ends.length];
    int counted = 0;
    for (Scores.Part part : solution.parts()) {
      counted += part.fades() && part.tenths() != 0 ? part.count() : 0;
    }
    of = new Rule[counted];
    points = new long[counted];
    times = new long[counted];
    for (Scores.Part part : solution.parts()) {
      if (part.fades() && part.tenths() != 0) {
        add(standing, solution.solution(), part);
      } else {
        fixed += part.tenths();
      }
    }
  }

  private void add(Standing standing, String solution, Scores.Part part) {
    Rule rule = rules.named(part.rule());
    if (rule == null) {
      throw new IllegalStateException("a part of the rule " + part.rule() + ", which the model does not know");
    }
    Standing.Answer answer = rule.answer().isEmpty() ? null : standing.answers().get(rule.answer());
    if (answer != null) {
      add(rule, rule.points().getOrDefault(answer.value(), 0L), answer.at().ms());
    } else {
      for (Map.Entry<String, Interest> interest : standing.interest().entrySet()) {
        String name = interest.getKey();
        if (solution.equals("all") || name.isEmpty() || name.equals(solution)) {
          add(rule, interest.getValue().histories().get(rule.name()));
        }
      }
    }
    ends[parts] = size;
    weighs[parts++] = part.weighs();
  }

  private void add(Rule rule, @Nullable History history) {
    for (int i = 0; history != null && i < history.times().length; i++) {
      if (history.counted()[i] == History.COUNTS) {
        add(rule, history.points()[i], history.times()[i]);
      }
    }
  }

  private void add(Rule rule, long worth, long time) {
    of[size] = rule;
    points[size] = worth;
    times[size++] = time;
  }

  /** What the interest will be, in tenths. */
  long at(long then) {
    long tenths = fixed;
    int i = 0;
    for (int part = 0; part < parts; part++) {
      long sum = 0;
      for (; i < ends[part]; i++) {
        sum += of[i].left(points[i], times[i], then);
      }
      tenths += Scorer.tenths(Signals.times(sum, weighs[part]));
    }
    return tenths;
  }

  /**
   * When the interest comes down to a border, to the millisecond; {@link Long#MAX_VALUE} for not within ten years.
   *
   * @param days after so many days it is above the border for certain
   */
  long fallsTo(long border, long now, long days) {
    if (fixed > border) {
      return Long.MAX_VALUE;
    }
    long above = days;
    long below = days + 1;
    for (long step = 1; at(now + below * Times.DAY) > border; step *= 2) {
      above = below;
      below += step;
      if (below > FOR_EVER_DAYS) {
        return Long.MAX_VALUE;
      }
    }
    while (below - above > 1) {
      long middle = (above + below) / 2;
      if (at(now + middle * Times.DAY) > border) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return within(border, now + above * Times.DAY);
  }

  /** The same within a day: each thing grows a day older once, and only then does anything change. */
  private long within(long border, long day) {
    var steps = new long[size];
    for (int i = 0; i < size; i++) {
      steps[i] = Times.DAY - Math.floorMod(day - times[i], Times.DAY);
    }
    Arrays.sort(steps);
    int above = -1;
    int below = size - 1;
    while (below - above > 1) {
      int middle = (above + below) / 2;
      if (at(day + steps[middle]) > border) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return day + steps[below];
  }
}
