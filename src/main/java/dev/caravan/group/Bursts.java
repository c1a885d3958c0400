package dev.caravan.group;

import java.util.Arrays;

/**
 * Levels of a burst after Kleinberg (2002): the cheapest way through states whose events come ever faster, each step up
 * costing so much. It needs the whole history, so groups use {@link Usual}; this is what that is measured against.
 */
public final class Bursts {
  private Bursts() {}

  /**
   * The level at each event.
   *
   * @param times ascending, all different, in any unit
   * @param s by how much each level is faster than the one below, above 1
   * @param gamma what a step up costs
   * @throws IllegalArgumentException if two times are equal or out of order
   */
  public static int[] levels(double[] times, double s, double gamma) {
    int gaps = times.length - 1;
    if (gaps < 1) {
      return new int[times.length];
    }
    double shortest = Double.MAX_VALUE;
    for (int i = 0; i < gaps; i++) {
      double gap = times[i + 1] - times[i];
      if (gap <= 0) {
        throw new IllegalArgumentException("times of a burst must ascend; event " + (i + 1) + " is not after event " + i);
      }
      shortest = Math.min(shortest, gap);
    }
    double all = times[gaps] - times[0];
    double logS = StrictMath.log(s);
    int states = (int) StrictMath.ceil(1 + StrictMath.log(all) / logS + StrictMath.log(1 / shortest) / logS);
    return way(times, gaps, Math.max(1, states), all / gaps, s, gamma * StrictMath.log(gaps));
  }

  private static int[] way(double[] times, int gaps, int states, double meanGap, double s, double up) {
    var rate = new double[states];
    for (int j = 0; j < states; j++) {
      rate[j] = StrictMath.pow(s, j) / meanGap;
    }
    var cost = new double[states];
    Arrays.fill(cost, Double.POSITIVE_INFINITY);
    cost[0] = 0;
    var from = new int[gaps][states];
    for (int t = 0; t < gaps; t++) {
      double gap = times[t + 1] - times[t];
      var next = new double[states];
      for (int j = 0; j < states; j++) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int before = 0; before < states; before++) {
          double c = cost[before] + (before < j ? (j - before) * up : 0);
          if (c < least) {
            least = c;
            best = before;
          }
        }
        double likelihood = rate[j] * StrictMath.exp(-rate[j] * gap);
        next[j] = likelihood > 0 ? least - StrictMath.log(likelihood) : Double.POSITIVE_INFINITY;
        from[t][j] = best;
      }
      cost = next;
    }
    int state = 0;
    for (int j = 1; j < states; j++) {
      state = cost[j] < cost[state] ? j : state;
    }
    var levels = new int[times.length];
    for (int t = gaps - 1; t >= 0; t--) {
      levels[t + 1] = state;
      state = from[t][state];
    }
    return levels;
  }
}
