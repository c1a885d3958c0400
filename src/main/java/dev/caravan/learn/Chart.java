package dev.caravan.learn;

import java.util.List;
import java.util.Locale;

/** Draws how well probabilities hold, as SVG: predicted to the right, observed upwards, the diagonal is perfect. */
final class Chart {
  private final Plot plot = new Plot(480, 500, 360, "Share won against the probability predicted, on leads later than those learned from",
      "Share won against what was predicted, later leads", i -> 20 * i + " %");

  private Chart() {}

  /** One line of points for each model. */
  static String of(List<Learned.Tried> models) {
    return new Chart().draw(models);
  }

  private String draw(List<Learned.Tried> models) {
    plot.line(0, 0, 1, 1, "#888888", " stroke-dasharray=\"5 4\"");
    plot.axes("predicted", "observed");
    for (int i = 0; i < models.size(); i++) {
      model(models.get(i), i, models.size());
    }
    return plot.drawn();
  }

  private void model(Learned.Tried model, int index, int all) {
    String colour = Plot.COLOURS.get(index % Plot.COLOURS.size());
    var path = new StringBuilder();
    double aside = (index - (all - 1) / 2.0) * 0.008;
    for (Measured.Bin bin : model.test().bins()) {
      double at = bin.predicted() + aside;
      plot.line(at, bin.low(), at, bin.high(), colour, " stroke-opacity=\"0.5\"");
      path.append(String.format(Locale.ROOT, "%.1f,%.1f ", plot.x(at), plot.y(bin.observed())));
      plot.add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", plot.x(at), plot.y(bin.observed()), colour);
    }
    plot.add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"/>", path.toString().strip(), colour);
    double row = plot.y(0) + 62 + 16 * index;
    plot.add("<circle cx=\"%.0f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", plot.x(0) + 4, row - 4, colour);
    plot.text(plot.x(0) + 14, row, "start", String.format(Locale.ROOT, "%s: AUC %.3f, log-loss %.3f (bars: 95 %% of the share)", model.name(),
        model.test().auc(), model.test().logLoss()));
  }
}
