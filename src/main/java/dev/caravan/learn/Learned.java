package dev.caravan.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of learning; nothing in it changes a score. */
public sealed interface Learned {

  /** For people. */
  String text();

  /** For programs: the same keys in the same order every time. */
  Map<String, Object> json();

  /** Rows on one side of the cut in time. */
  record Part(int rows, int won) {
    static Part of(List<Table.Row> rows) {
      return new Part(rows.size(), (int) rows.stream().filter(Table.Row::won).count());
    }

    int fewer() {
      return Math.min(won, rows - won);
    }

    private String told() {
      return String.format(Locale.ROOT, "%,d leads, %,d won (%.1f %%)", rows, won, rows == 0 ? 0.0 : 100.0 * won / rows);
    }

    private Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("rows", rows);
      json.put("won", won);
      return json;
    }
  }

  /** A model and how it did on the test rows. */
  record Tried(String name, Measured test) {}

  /** Too few outcomes to learn from: the points stay what people agreed on. */
  record TooThin(Part training, Part test) implements Learned {
    @Override
    public String text() {
      return "Too little to learn from. The older 70 % hold " + training.told() + ", the newer 30 % " + test.told()
          + ".\nAt least " + Learner.FEWEST_IN_TRAINING + " won and as many lost are needed in the older part, and "
          + Learner.FEWEST_IN_TEST + " of each in the newer one.\nUntil then the points in config/scoring.yaml are the"
          + " better guess: nothing is proposed.\n";
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("learned", false);
      json.put("training", training.json());
      json.put("test", test.json());
      json.put("needed_in_training", Learner.FEWEST_IN_TRAINING);
      json.put("needed_in_test", Learner.FEWEST_IN_TEST);
      return json;
    }
  }

  /**
   * Something was learned.
   *
   * @param guessLoss log-loss of telling everybody the share won in training
   * @param tried the models
   * @param leaking a model, had it been given what was written afterwards
   * @param proposal the points proposed
   * @param points how these points did on the test rows
   * @param afterwards the fields left out
   */
  record Model(Part training, Part test, double guessLoss, List<Tried> tried, List<Tried> leaking, Proposal proposal,
      Measured points, List<String> afterwards) implements Learned {
    public Model {
      tried = List.copyOf(tried);
      leaking = List.copyOf(leaking);
      afterwards = List.copyOf(afterwards);
    }

    /** The points as a fragment of {@code config/scoring.yaml}. */
    public String yaml() {
      Tried best = tried.get(0);
      return proposal.yaml(List.of(
          "Proposed from " + training.told() + "; in force nowhere.",
          String.format(Locale.ROOT, "On %s that came later: AUC %.3f as points, %.3f as the model behind them (%s).",
              test.told(), points.auc(), best.test().auc(), best.name()),
          "To use it: put it in place of `fit:` in config/scoring.yaml, run `caravan validate`, replay, and have it signed.",
          "Behind each value: how many leads had it, and the ratio of their conversion to that of the others, with its",
          "95 % interval. The worth is of the value beside all others, so it may differ from what the value tells alone."));
    }

    /** The picture of how well the probabilities hold. */
    public String chart() {
      return Chart.of(tried);
    }

    @Override
    public String text() {
      var text = new StringBuilder();
      text.append("Learned from the older 70 %: ").append(training.told()).append(".\nTested on the newer 30 %: ")
          .append(test.told()).append(".\n\n");
      text.append(String.format(Locale.ROOT, "%-34s %6s  %-16s %8s  %8s%n", "", "AUC", "(95 %)", "av.prec.", "log-loss"));
      tried.forEach(each -> row(text, each.name(), each.test()));
      row(text, "proposed points", points);
      text.append(String.format(Locale.ROOT, "%-34s %6s  %-16s %8.3f  %8.3f%n", "telling everybody the same", "0.500", "",
          (double) test.won() / test.rows(), guessLoss));
      if (!leaking.isEmpty()) {
        text.append("\nNot to be used: with what was written after the outcome was known (")
            .append(String.join(", ", afterwards)).append(")\nthe figures would have looked like this:\n");
        leaking.forEach(each -> row(text, each.name() + ", leaking", each.test()));
      }
      for (Tried each : tried) {
        text.append("\nHow the probabilities hold, ").append(each.name()).append('\n');
        text.append(String.format(Locale.ROOT, "  %6s  %9s  %8s  %s%n", "leads", "predicted", "won", "(95 %)"));
        for (Measured.Bin bin : each.test().bins()) {
          text.append(String.format(Locale.ROOT, "  %,6d  %7.1f %%  %6.1f %%  (%.1f to %.1f)%n", bin.rows(),
              100 * bin.predicted(), 100 * bin.observed(), 100 * bin.low(), 100 * bin.high()));
        }
      }
      return text.toString().replace("\r", "");
    }

    private static void row(StringBuilder text, String name, Measured test) {
      text.append(String.format(Locale.ROOT, "%-34s %6.3f  (%.3f to %.3f) %8.3f  %8.3f%n", name, test.auc(), test.aucLow(),
          test.aucHigh(), test.averagePrecision(), test.logLoss()));
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("learned", true);
      json.put("training", training.json());
      json.put("test", test.json());
      json.put("models", models(tried));
      json.put("proposed_points", points.json());
      json.put("same_for_everybody_log_loss", guessLoss);
      json.put("left_out", afterwards);
      json.put("leaking", models(leaking));
      List<Object> criteria = new ArrayList<>();
      for (Proposal.Criterion criterion : proposal.criteria()) {
        Map<String, Object> each = new LinkedHashMap<>();
        each.put("criterion", criterion.field());
        each.put("weight", criterion.weight());
        each.put("values", criterion.values().stream().map(Model::value).toList());
        criteria.add(each);
      }
      json.put("proposal", criteria);
      return json;
    }

    private static Map<String, Object> models(List<Tried> models) {
      Map<String, Object> json = new LinkedHashMap<>();
      models.forEach(each -> json.put(each.name().replace(' ', '_'), each.test().json()));
      return json;
    }

    private static Map<String, Object> value(Proposal.Value value) {
      Lift lift = value.evidence();
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("value", value.value());
      json.put("worth", value.worth());
      json.put("leads", lift.with());
      json.put("won", lift.shareWith());
      json.put("won_without", lift.shareWithout());
      if (!Double.isNaN(lift.ratio())) {
        json.put("lift", lift.ratio());
        json.put("lift_low", lift.low());
        json.put("lift_high", lift.high());
      }
      return json;
    }
  }
}
