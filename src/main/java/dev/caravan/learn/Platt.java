package dev.caravan.learn;

import java.util.List;

/**
 * Brings a model's scores to probabilities that hold: {@code p = 1 / (1 + exp(−(a·score + b)))}.
 *
 * <p>Platt (1999), "Probabilistic outputs for support vector machines", with its smoothed targets, solved by Newton's
 * method after Lin, Lin and Weng (2007), Machine Learning 68, 267–276.
 */
record Platt(double a, double b) {
  private static final int STEPS = 100;
  private static final double RIDGE = 1e-12;
  private static final double EDGE = 1e-6;

  /** Fits a and b to what became of the scores. */
  static Platt fit(double[] scores, List<Table.Row> rows) {
    double won = rows.stream().filter(Table.Row::won).count();
    double lost = rows.size() - won;
    double high = (won + 1) / (won + 2);
    double low = 1 / (lost + 2);
    double a = 1;
    double b = 0;
    for (int step = 0; step < STEPS; step++) {
      double aa = RIDGE;
      double bb = RIDGE;
      double ab = 0;
      double da = 0;
      double db = 0;
      for (int i = 0; i < scores.length; i++) {
        double p = sigmoid(a * scores[i] + b);
        double off = p - (rows.get(i).won() ? high : low);
        double weight = Math.max(p * (1 - p), RIDGE);
        da += off * scores[i];
        db += off;
        aa += weight * scores[i] * scores[i];
        bb += weight;
        ab += weight * scores[i];
      }
      double det = aa * bb - ab * ab;
      double stepA = (bb * da - ab * db) / det;
      double stepB = (aa * db - ab * da) / det;
      a -= stepA;
      b -= stepB;
      if (Math.abs(stepA) + Math.abs(stepB) < 1e-10) {
        break;
      }
    }
    return new Platt(a, b);
  }

  double probability(double score) {
    return sigmoid(a * score + b);
  }

  static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** The score of a probability; certainty is cut off just before its end. */
  static double logit(double probability) {
    double p = Math.min(1 - EDGE, Math.max(EDGE, probability));
    return StrictMath.log(p / (1 - p));
  }
}
