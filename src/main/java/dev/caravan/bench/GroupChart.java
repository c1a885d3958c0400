package dev.caravan.bench;

import dev.caravan.learn.Plot;
import java.util.List;
import java.util.Locale;

/** Draws how ways of raising an alarm did on real years, as SVG: F1 of (a) to the right, precision of (b) upwards. */
final class GroupChart {
  private final Plot plot = new Plot(760, 540, 400, "How well alarms foresee that an account turns to something for good, and whether it lasts",
      "Alarms on four years of real activity: in time (a), and lasting (b)", i -> String.format(Locale.ROOT, "%.1f", i / 5.0));

  private GroupChart() {}

  static String of(List<GroupYears.Part> parts) {
    return new GroupChart().draw(parts);
  }

  private String draw(List<GroupYears.Part> parts) {
    plot.axes("(a) F1: the alarm comes before ten events of three people", "(b) share of alarms followed by ten more events");
    List<GroupYears.Result> methods = parts.get(0).results();
    double words = plot.x(1) + 24;
    for (int m = 0; m < methods.size(); m++) {
      plot.text(words, plot.y(1) + 8 + 20 * m, "start", (char) ('A' + m) + "  " + methods.get(m).method());
    }
    for (int p = 0; p < Plot.COLOURS.size(); p++) { // both halves together would only hide them
      List<GroupYears.Result> results = parts.get(p).results();
      for (int m = 0; m < results.size(); m++) {
        GroupYears.Result result = results.get(m);
        plot.add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"8\" fill=\"%s\" fill-opacity=\"0.85\"/>", plot.x(result.f1()), plot.y(result.lasting()),
            Plot.COLOURS.get(p));
        plot.add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#ffffff\" font-size=\"11\">%c</text>", plot.x(result.f1()),
            plot.y(result.lasting()) + 4, 'A' + m);
      }
      double row = plot.y(1) + 40 + 20 * (methods.size() + p);
      plot.add("<circle cx=\"%.0f\" cy=\"%.1f\" r=\"6\" fill=\"%s\"/>", words + 6, row - 4, Plot.COLOURS.get(p));
      plot.text(words + 20, row, "start", parts.get(p).name());
    }
    return plot.drawn();
  }
}
