package dev.caravan.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Learns from the older rows and measures on the newer ones.
 *
 * <p>Rows are put in order of time; the oldest 70 % train, the rest test, and rows of one moment are never on both
 * sides. Probabilities are calibrated by a model trained on the older 70 % of the training rows, from what it says of the
 * newer 30 % of them; the model itself then learns from all training rows. The test rows choose nothing.
 */
public final class Learner {
  /** Fewer won, or fewer lost, in the training rows than this: nothing is learned. */
  public static final int FEWEST_IN_TRAINING = 200;
  /** Fewer won, or fewer lost, in the test rows than this: nothing is learned. */
  public static final int FEWEST_IN_TEST = 50;

  private static final double OLDER = 0.7;
  /** A word in fewer training rows than this has no weight of its own. */
  private static final int SELDOM = 20;

  private final Table table;
  private final long seed;
  private final List<Table.Row> training;
  private final List<Table.Row> test;

  private Learner(Table table, long seed) {
    this.table = table;
    this.seed = seed;
    List<Table.Row> rows = new ArrayList<>(table.rows());
    rows.sort(Comparator.comparingDouble(Table.Row::order));
    int cut = cut(rows);
    this.training = rows.subList(0, cut);
    this.test = rows.subList(cut, rows.size());
  }

  /**
   * Learns from a table.
   *
   * @param seed of whatever is left to chance; the same seed and rows give the same figures
   */
  public static Learned learn(Table table, long seed) {
    return new Learner(table, seed).learn();
  }

  /** Where the older rows end; rows of one moment stay together. */
  private static int cut(List<Table.Row> rows) {
    int cut = (int) Math.round(rows.size() * OLDER);
    while (cut > 0 && cut < rows.size() && rows.get(cut).order() == rows.get(cut - 1).order()) {
      cut++;
    }
    return cut;
  }

  private Learned learn() {
    var trained = Learned.Part.of(training);
    var tested = Learned.Part.of(test);
    if (trained.fewer() < FEWEST_IN_TRAINING || tested.fewer() < FEWEST_IN_TEST) {
      return new Learned.TooThin(trained, tested);
    }
    List<Learned.Tried> tried = new ArrayList<>();
    tried.add(tried("logistic regression", Trained.Kind.LOGISTIC, table.fields()));
    tried.add(tried("random forest", Trained.Kind.FOREST, table.fields()));
    List<Learned.Tried> leaking = new ArrayList<>();
    if (!table.afterwards().isEmpty()) {
      List<Table.Field> all = new ArrayList<>(table.fields());
      all.addAll(table.afterwards());
      leaking.add(tried("logistic regression", Trained.Kind.LOGISTIC, all));
    }
    Proposal proposal = Proposal.of(table.fields(), training, SELDOM, seed);
    Platt points = Platt.fit(proposal.fit(training), training);
    Measured measured = Measured.of(calibrated(points, proposal.fit(test)), test);
    double share = (double) trained.won() / trained.rows();
    return new Learned.Model(trained, tested, Measured.lossOf(share, test), tried, leaking, proposal, measured,
        table.afterwards().stream().map(Table.Field::name).toList());
  }

  private Learned.Tried tried(String name, Trained.Kind kind, List<Table.Field> fields) {
    int cut = cut(training);
    List<Table.Row> older = training.subList(0, cut);
    List<Table.Row> newer = training.subList(cut, training.size());
    Platt platt = Platt.fit(trained(kind, fields, older).scores(newer), newer);
    double[] scores = trained(kind, fields, training).scores(test);
    return new Learned.Tried(name, Measured.of(calibrated(platt, scores), test));
  }

  private Trained trained(Trained.Kind kind, List<Table.Field> fields, List<Table.Row> rows) {
    return Trained.on(kind, new Encoder(fields, rows, SELDOM), rows, seed);
  }

  private static double[] calibrated(Platt platt, double[] scores) {
    double[] probabilities = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = platt.probability(scores[i]);
    }
    return probabilities;
  }
}
