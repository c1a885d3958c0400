package dev.caravan.score;

import dev.caravan.model.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What counts towards one score, while it is being added up from what names its solution and what names none. */
final class Gathered {
  private final Rules rules;
  private final long now;
  private final @Nullable Sum[] sums;
  private final List<Map<String, Long>> lastSeen = new ArrayList<>(2);
  private Moment raisedAt = Moment.NONE;
  private String raise = "";

  Gathered(Rules rules, long now) {
    this.rules = rules;
    this.now = now;
    this.sums = new @Nullable Sum[rules.all().size()];
  }

  /** The sum of one rule. */
  private static final class Sum {
    long millionths;
    int count;
    int seen;
    int machine;
    long earned;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;

    void add(Rule rule, History history, long now) {
      long[] times = history.times();
      seen += times.length;
      for (int i = 0; i < times.length; i++) {
        if (history.counted()[i] == History.BY_MACHINE) {
          machine++;
        } else if (history.counted()[i] == History.COUNTS) {
          count++;
          earned += history.points()[i];
          millionths += rule.left(history.points()[i], times[i], now);
          first = Math.min(first, times[i]);
          last = Math.max(last, times[i]);
        }
      }
    }
  }

  void add(@Nullable Interest interest) {
    if (interest == null) {
      return;
    }
    for (var history : interest.histories().entrySet()) {
      Integer place = rules.places().get(history.getKey());
      if (place != null) {
        Sum sum = sums[place];
        if (sum == null) {
          sum = new Sum();
          sums[place] = sum;
        }
        sum.add(rules.all().get(place), history.getValue(), now);
      }
    }
    lastSeen.add(interest.lastSeen());
    if (interest.handRaisedAt().isAfter(raisedAt)) {
      raisedAt = interest.handRaisedAt();
      raise = interest.handRaise();
    }
  }

  /**
   * The share of the rule at a place, null if nothing was seen under it.
   *
   * @param weighs how much its signal weighs, in millionths of what it does outside a scenario
   */
  Scores.@Nullable Part part(int place, long weighs) {
    Sum sum = sums[place];
    if (sum == null || sum.seen == 0) {
      return null;
    }
    Rule rule = rules.all().get(place);
    return new Scores.Part(rule.name(), rule.says(), sum.count, sum.seen,
        Scorer.tenths(Signals.times(sum.millionths, weighs)), sum.first, sum.last, rule.fading().length > 0, rule.place(),
        sum.machine, Scorer.tenths(Signals.times(sum.earned, weighs)), rule.halfLifeDays(), weighs);
  }

  long now() {
    return now;
  }

  /** Latest times of signals. */
  List<Map<String, Long>> lastSeen() {
    return lastSeen;
  }

  Moment raisedAt() {
    return raisedAt;
  }

  /** Id of the fact by which the person last asked us, {@code ""} for none. */
  String raise() {
    return raise;
  }
}
