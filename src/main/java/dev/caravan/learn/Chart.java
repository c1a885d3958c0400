package dev.caravan.learn;

import java.util.List;
import java.util.Locale;

/** Draws how well probabilities hold, as SVG: predicted to the right, observed upwards, the diagonal is perfect. */
final class Chart {
  private static final int SIDE = 360;
  private static final int LEFT = 64;
  private static final int TOP = 48;
  private static final List<String> COLOURS = List.of("#1b6ca8", "#c1541c");

  private final StringBuilder svg = new StringBuilder();

  private Chart() {}

  /** One line of points for each model. */
  static String of(List<Learned.Tried> models) {
    return new Chart().draw(models);
  }

  private String draw(List<Learned.Tried> models) {
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\" height=\"500\" viewBox=\"0 0 480 500\""
        + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n"
        + "<title>Share won against the probability predicted, on leads later than those learned from</title>\n"
        + "<rect width=\"480\" height=\"500\" fill=\"#ffffff\"/>\n");
    text(LEFT, 24, "start", "Share won against what was predicted, later leads");
    for (int i = 0; i <= 5; i++) {
      double at = i / 5.0;
      line(at, 0, at, 1, "#e3e3e3", "");
      line(0, at, 1, at, "#e3e3e3", "");
      text(x(at), y(0) + 18, "middle", 20 * i + " %");
      text(x(0) - 8, y(at) + 4, "end", 20 * i + " %");
    }
    line(0, 0, 1, 1, "#888888", " stroke-dasharray=\"5 4\"");
    text(x(0.5), y(0) + 38, "middle", "predicted");
    svg.append(String.format(Locale.ROOT,
        "<text x=\"18\" y=\"%.1f\" text-anchor=\"middle\" transform=\"rotate(-90 18 %.1f)\">observed</text>%n", y(0.5), y(0.5)));
    for (int i = 0; i < models.size(); i++) {
      model(models.get(i), i, models.size());
    }
    return svg.append("</svg>\n").toString().replace("\r", "");
  }

  private void model(Learned.Tried model, int index, int all) {
    String colour = COLOURS.get(index % COLOURS.size());
    var path = new StringBuilder();
    double aside = (index - (all - 1) / 2.0) * 0.008;
    for (Measured.Bin bin : model.test().bins()) {
      double at = bin.predicted() + aside;
      line(at, bin.low(), at, bin.high(), colour, " stroke-opacity=\"0.5\"");
      path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(at), y(bin.observed())));
      svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n", x(at),
          y(bin.observed()), colour));
    }
    svg.append("<polyline points=\"").append(path.toString().strip()).append("\" fill=\"none\" stroke=\"")
        .append(colour).append("\"/>\n");
    double row = y(0) + 62 + 16 * index;
    svg.append(String.format(Locale.ROOT, "<circle cx=\"%d\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n", LEFT + 4, row - 4, colour));
    text(LEFT + 14, row, "start", String.format(Locale.ROOT, "%s: AUC %.3f, log-loss %.3f (bars: 95 %% of the share)", model.name(),
        model.test().auc(), model.test().logLoss()));
  }

  private void line(double x1, double y1, double x2, double y2, String colour, String more) {
    svg.append(String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"%s/>%n", x(x1), y(y1),
        x(x2), y(y2), colour, more));
  }

  private void text(double x, double y, String anchor, String words) {
    svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words));
  }

  private static double x(double share) {
    return LEFT + SIDE * share;
  }

  private static double y(double share) {
    return TOP + SIDE * (1 - share);
  }
}
