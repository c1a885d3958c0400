package dev.caravan.score;

import dev.caravan.config.ConfigNode;
import dev.caravan.config.Diagnostics;
import dev.caravan.config.Rate;
import dev.caravan.model.Times;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule of interest: points for a signal, or for an answer.
 *
 * @param signal the signal it counts, {@code ""} for an answer rule
 * @param answer the question it counts, {@code ""} for a signal rule
 * @param says what it is called in an explanation
 * @param points by answer; a signal rule has one entry under {@code ""}; millionths
 * @param fading what is left of a point after whole days, {@code fading[d] = 0.5^(d / half-life)}; empty: never fades
 * @param atMost how often it counts, within {@code perMs}; 0: always
 * @param lapsesAfter an answer counts for so long (ms); 0: for ever
 * @param place where it stands
 */
record Rule(String name, String signal, String answer, String says, Map<String, Long> points, double[] fading,
    long halfLifeDays, int atMost, long perMs, boolean handRaise, long lapsesAfter, String place) {

  /** Ten half-lives of 90 days and more: what is left is far below a tenth of a point. */
  private static final int FADING_DAYS = 3650;

  static Rule from(ConfigNode node, Signals signals, String model) {
    String signal = node.find("signal").map(ConfigNode::text).orElse("");
    String answer = node.find("answer").map(ConfigNode::text).orElse("");
    if (signal.isEmpty() == answer.isEmpty()) {
      node.report("rule", "a rule counts either a signal or an answer; expected exactly one of \"signal\" and \"answer\"");
    } else if (!signal.isEmpty() && !signals.names().contains(signal)) {
      node.get("signal").report("unknown-signal", "no signal \"" + signal + "\" in signals.yaml; expected one of "
          + signals.names() + Diagnostics.didYouMean(signal, signals.names()));
    }
    var points = new LinkedHashMap<String, Long>();
    ConfigNode given = node.get("points");
    if (signal.isEmpty() != answer.isEmpty()) {
      fitting(node, given, !answer.isEmpty());
    }
    if (given.isMap()) {
      given.entries().forEach(entry -> points.put(entry.key(), entry.value().points()));
    } else {
      points.put("", given.points());
    }
    long halfLife = node.find("half_life").map(span -> atLeast(Times.DAY, span, "1 day")).orElse(0L);
    Rate rate = node.find("at_most").map(ConfigNode::rate).orElse(new Rate(0, 0));
    var origin = node.origin();
    return new Rule(model + node.get("rule").text(), signal, answer,
        answer.isEmpty() ? signals.says(signal) : answer.replace('_', ' '), Map.copyOf(points), fading(halfLife),
        halfLife / Times.DAY, rate.times(), rate.perMs(), node.find("hand_raise").map(ConfigNode::bool).orElse(false),
        node.find("lapses").map(span -> atLeast(1, span, "1 minute")).orElse(0L), origin.file() + ":" + origin.line());
  }

  /** Of a signal nothing lapses, an answer is the newest one only and does not add up: what has no effect is a misunderstanding. */
  private static void fitting(ConfigNode node, ConfigNode points, boolean answer) {
    if (points.isMap() && !answer) {
      points.report("wrong-points", "a signal has one number of points; points by answer need \"answer\" in place of"
          + " \"signal\"");
    } else if (points.isValue() && answer) {
      points.report("wrong-points", "an answer has points by what was answered; expected such as `{ Yes: 20, No: 5 }`");
    }
    for (String key : answer ? List.of("at_most", "hand_raise") : List.of("lapses")) {
      node.find(key).ifPresent(extra -> extra.report("no-effect", "\"" + key + "\" has no effect on "
          + (answer ? "an answer: the newest replaces the one before" : "a signal; how fast its points fade is \"half_life\"")));
    }
  }

  /** A span, reported where it is too short to mean anything. */
  static long atLeast(long least, ConfigNode node, String shown) {
    long span = node.duration();
    if (span < least) {
      node.report("out-of-range", "\"" + node.text() + "\" is too short; expected " + shown + " or more");
    }
    return span;
  }

  private static double[] fading(long halfLife) {
    if (halfLife == 0) {
      return new double[0];
    }
    var left = new double[FADING_DAYS + 1];
    for (int day = 0; day <= FADING_DAYS; day++) {
      left[day] = StrictMath.pow(0.5, (double) day * Times.DAY / halfLife);
    }
    return left;
  }

  /** What is left, at {@code now}, of points earned at {@code then}: age counts in whole 24-hour steps. */
  long left(long pointsThen, long then, long now) {
    if (fading.length == 0) {
      return pointsThen;
    }
    long days = Math.max(0, (now - then) / Times.DAY);
    return Math.round(pointsThen * fading[(int) Math.min(days, FADING_DAYS)]);
  }
}
