package dev.caravan.cli;

import java.util.List;
import java.util.Locale;

/** Draws how ways of raising an alarm did on real years, as SVG: F1 of (a) to the right, precision of (b) upwards. */
final class GroupChart {
  private static final int SIDE = 400;
  private static final int LEFT = 64;
  private static final int TOP = 48;
  private static final List<String> COLOURS = List.of("#1b6ca8", "#c1541c");

  private final StringBuilder svg = new StringBuilder();

  private GroupChart() {}

  static String of(List<GroupYears.Part> parts) {
    return new GroupChart().draw(parts);
  }

  private String draw(List<GroupYears.Part> parts) {
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"540\" viewBox=\"0 0 760 540\""
        + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n"
        + "<title>How well alarms foresee that an account turns to something for good, and whether it lasts</title>\n"
        + "<rect width=\"760\" height=\"540\" fill=\"#ffffff\"/>\n");
    text(LEFT, 24, "start", "Alarms on four years of real activity: in time (a), and lasting (b)");
    for (int i = 0; i <= 5; i++) {
      double at = i / 5.0;
      line(at, 0, at, 1);
      line(0, at, 1, at);
      text(x(at), y(0) + 18, "middle", String.format(Locale.ROOT, "%.1f", at));
      text(x(0) - 8, y(at) + 4, "end", String.format(Locale.ROOT, "%.1f", at));
    }
    text(x(0.5), y(0) + 38, "middle", "(a) F1: the alarm comes before ten events of three people");
    svg.append(String.format(Locale.ROOT, "<text x=\"18\" y=\"%.1f\" text-anchor=\"middle\" transform=\"rotate(-90 18 %.1f)\">"
        + "(b) share of alarms followed by ten more events</text>%n", y(0.5), y(0.5)));
    List<GroupYears.Result> methods = parts.get(0).results();
    for (int m = 0; m < methods.size(); m++) {
      double row = TOP + 8 + 20 * m;
      text(LEFT + SIDE + 24, row, "start", (char) ('A' + m) + "  " + methods.get(m).method());
    }
    for (int p = 0; p < COLOURS.size(); p++) { // both halves together would only hide them
      List<GroupYears.Result> results = parts.get(p).results();
      for (int m = 0; m < results.size(); m++) {
        GroupYears.Result result = results.get(m);
        svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"8\" fill=\"%s\" fill-opacity=\"0.85\"/>%n",
            x(result.f1()), y(result.lasting()), COLOURS.get(p)));
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#ffffff\""
            + " font-size=\"11\">%c</text>%n", x(result.f1()), y(result.lasting()) + 4, 'A' + m));
      }
      double row = TOP + 40 + 20 * (methods.size() + p);
      svg.append(String.format(Locale.ROOT, "<circle cx=\"%d\" cy=\"%.1f\" r=\"6\" fill=\"%s\"/>%n", LEFT + SIDE + 30, row - 4, COLOURS.get(p)));
      text(LEFT + SIDE + 44, row, "start", parts.get(p).name());
    }
    return svg.append("</svg>\n").toString().replace("\r", "");
  }

  private void line(double x1, double y1, double x2, double y2) {
    svg.append(String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#e3e3e3\"/>%n",
        x(x1), y(y1), x(x2), y(y2)));
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
