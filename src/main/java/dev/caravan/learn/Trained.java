package dev.caravan.learn;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** A model of Tribuo and what turns rows into its examples. */
final class Trained {
  /** Kept, because a logger nobody holds forgets what it was told. */
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");
  private static final LabelFactory LABELS = new LabelFactory();
  private static final String WON = "won";
  private static final String LOST = "lost";

  // Chosen within training rows of real leads, never by test rows: docs/learned-model.md.
  private static final double COST = 0.1;
  private static final int TREES = 120;
  private static final int DEPTH = 12;
  private static final float CHILD = 2;
  private static final float FEATURES = 0.1f;

  /** Which model. */
  enum Kind {
    LOGISTIC, FOREST
  }

  private final Encoder encoder;
  private final Model<Label> model;

  private Trained(Encoder encoder, Model<Label> model) {
    this.encoder = encoder;
    this.model = model;
  }

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  /** Trains a model on rows; the same seed and rows give the same model. */
  static Trained on(Kind kind, Encoder encoder, List<Table.Row> rows, long seed) {
    // The label seen first is the one weights are told of.
    var data = new MutableDataset<Label>(new SimpleDataSourceProvenance("rows with an outcome", LABELS), LABELS);
    rows.stream().filter(Table.Row::won).findFirst().ifPresent(row -> data.add(example(encoder, row)));
    boolean first = true;
    for (Table.Row row : rows) {
      if (first && row.won()) {
        first = false;
        continue;
      }
      data.add(example(encoder, row));
    }
    return new Trained(encoder, trainer(kind, seed).train(data));
  }

  private static Trainer<Label> trainer(Kind kind, long seed) {
    return switch (kind) {
      case LOGISTIC -> new LibLinearClassificationTrainer(new LinearClassificationType(LinearType.L2R_LR), COST, 1000,
          1e-4, seed);
      case FOREST -> new RandomForestTrainer<>(
          new CARTClassificationTrainer(DEPTH, CHILD, 0f, FEATURES, false, new GiniIndex(), seed),
          new FullyWeightedVotingCombiner(), TREES, seed);
    };
  }

  private static ArrayExample<Label> example(Encoder encoder, Table.Row row) {
    Map<String, Double> encoded = encoder.encode(row);
    String[] names = encoded.keySet().toArray(String[]::new);
    double[] values = encoded.values().stream().mapToDouble(Double::doubleValue).toArray();
    return new ArrayExample<>(new Label(row.won() ? WON : LOST), names, values);
  }

  /** Scores of rows: log-odds of being won. */
  double[] scores(List<Table.Row> rows) {
    double[] scores = new double[rows.size()];
    for (int i = 0; i < scores.length; i++) {
      Label won = model.predict(example(encoder, rows.get(i))).getOutputScores().get(WON);
      scores[i] = Platt.logit(won == null ? 0 : won.getScore());
    }
    return scores;
  }

  /** Weights of a logistic model by the name of what they weigh. */
  Map<String, Double> weights() {
    Map<String, Double> weights = new TreeMap<>();
    List<Pair<String, Double>> told = new ArrayList<>(model.getTopFeatures(-1).getOrDefault(WON, List.of()));
    told.forEach(pair -> weights.put(pair.getA(), pair.getB()));
    return weights;
  }
}
