package dev.caravan.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well predictions hold on rows that were not learned from.
 *
 * @param rows how many
 * @param won of these
 * @param auc the chance that one won is ranked before one lost; ties count half
 * @param aucLow lower end of its 95 % interval, after Hanley and McNeil (1982), Radiology 143, 29–36
 * @param aucHigh upper end
 * @param averagePrecision mean over the won of the share won among those ranked as high or higher
 * @param logLoss mean of −ln of the probability given to what came
 * @param bins tenths of the rows by probability, lowest first
 */
record Measured(int rows, int won, double auc, double aucLow, double aucHigh, double averagePrecision, double logLoss,
    List<Bin> bins) {
  private static final double Z = 1.959963984540054;
  private static final int BINS = 10;
  private static final double EDGE = 1e-15;

  /** A tenth of the rows: the mean probability given, and the share won with its 95 % Wilson interval. */
  record Bin(int rows, double predicted, double observed, double low, double high) {
    static Bin of(List<Case> cases) {
      double n = cases.size();
      double p = cases.stream().filter(Case::won).count() / n;
      double middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
      double width = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
      return new Bin(cases.size(), cases.stream().mapToDouble(Case::p).sum() / n, p, Math.max(0, middle - width),
          Math.min(1, middle + width));
    }
  }

  private record Case(double p, boolean won) {}

  /** Measures scores, which order, and probabilities, which must hold. */
  static Measured of(double[] probabilities, List<Table.Row> rows) {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      cases.add(new Case(probabilities[i], rows.get(i).won()));
    }
    cases.sort(Comparator.comparingDouble(Case::p));
    long won = cases.stream().filter(Case::won).count();
    double auc = auc(cases, won);
    double width = Z * error(auc, won, cases.size() - won);
    return new Measured(cases.size(), (int) won, auc, Math.max(0, auc - width), Math.min(1, auc + width),
        precision(cases, won), loss(cases), bins(cases));
  }

  private static double auc(List<Case> cases, long won) {
    double ranks = 0;
    for (int from = 0; from < cases.size();) {
      int to = tie(cases, from);
      double rank = (from + 1 + to) / 2.0;
      ranks += rank * cases.subList(from, to).stream().filter(Case::won).count();
      from = to;
    }
    long lost = cases.size() - won;
    return won == 0 || lost == 0 ? 0.5 : (ranks - won * (won + 1) / 2.0) / ((double) won * lost);
  }

  private static int tie(List<Case> cases, int from) {
    int to = from + 1;
    while (to < cases.size() && cases.get(to).p() == cases.get(from).p()) {
      to++;
    }
    return to;
  }

  private static double error(double auc, double won, double lost) {
    double q1 = auc / (2 - auc);
    double q2 = 2 * auc * auc / (1 + auc);
    double variance = (auc * (1 - auc) + (won - 1) * (q1 - auc * auc) + (lost - 1) * (q2 - auc * auc)) / (won * lost);
    return won == 0 || lost == 0 ? 0.5 : Math.sqrt(Math.max(0, variance));
  }

  private static double precision(List<Case> cases, long won) {
    double sum = 0;
    double hits = 0;
    for (int to = cases.size(); to > 0;) {
      int from = to - 1;
      while (from > 0 && cases.get(from - 1).p() == cases.get(to - 1).p()) {
        from--;
      }
      double more = cases.subList(from, to).stream().filter(Case::won).count();
      hits += more;
      sum += more * hits / (cases.size() - from);
      to = from;
    }
    return won == 0 ? 0 : sum / won;
  }

  private static double loss(List<Case> cases) {
    double sum = 0;
    for (Case each : cases) {
      sum -= StrictMath.log(Math.max(EDGE, each.won() ? each.p() : 1 - each.p()));
    }
    return sum / cases.size();
  }

  private static List<Bin> bins(List<Case> cases) {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      List<Case> part = cases.subList(i * cases.size() / BINS, (i + 1) * cases.size() / BINS);
      if (!part.isEmpty()) {
        bins.add(Bin.of(part));
      }
    }
    return bins;
  }

  /** What guessing the same share for everybody would lose. */
  static double lossOf(double share, List<Table.Row> rows) {
    double[] same = new double[rows.size()];
    Arrays.fill(same, share);
    return of(same, rows).logLoss();
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("auc", auc);
    json.put("auc_low", aucLow);
    json.put("auc_high", aucHigh);
    json.put("average_precision", averagePrecision);
    json.put("log_loss", logLoss);
    List<Object> calibration = new ArrayList<>();
    for (Bin bin : bins) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("rows", bin.rows());
      each.put("predicted", bin.predicted());
      each.put("observed", bin.observed());
      each.put("low", bin.low());
      each.put("high", bin.high());
      calibration.add(each);
    }
    json.put("calibration", calibration);
    return json;
  }
}
