package dev.caravan.learn;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** A square of two shares from 0 to 1, as SVG: one to the right, one upwards, with a grid, and room for words around it. */
public final class Plot {
  /** For the first and the second of what is compared. */
  public static final List<String> COLOURS = List.of("#1b6ca8", "#c1541c");

  private static final int LEFT = 64;
  private static final int TOP = 48;
  private static final String GREY = "#e3e3e3";

  private final StringBuilder svg = new StringBuilder();
  private final int side;

  /**
   * An empty plot of so many pixels.
   *
   * @param side of the square
   * @param title for whoever cannot see it
   * @param heading above the square
   * @param ticks what stands at each fifth, from 0 to 5
   */
  public Plot(int width, int height, int side, String title, String heading, IntFunction<String> ticks) {
    this.side = side;
    svg.append(String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
        + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n<title>%3$s</title>\n"
        + "<rect width=\"%1$d\" height=\"%2$d\" fill=\"#ffffff\"/>\n", width, height, title));
    text(LEFT, 24, "start", heading);
    for (int i = 0; i <= 5; i++) {
      double at = i / 5.0;
      line(at, 0, at, 1, GREY, "");
      line(0, at, 1, at, GREY, "");
      text(x(at), y(0) + 18, "middle", ticks.apply(i));
      text(x(0) - 8, y(at) + 4, "end", ticks.apply(i));
    }
  }

  /** What is told to the right, and what upwards. */
  public void axes(String right, String up) {
    text(x(0.5), y(0) + 38, "middle", right);
    add("<text x=\"18\" y=\"%.1f\" text-anchor=\"middle\" transform=\"rotate(-90 18 %.1f)\">%s</text>", y(0.5), y(0.5), up);
  }

  /** An element of its own; places are pixels. */
  public void add(String element, Object... values) {
    svg.append(String.format(Locale.ROOT, element, values)).append('\n');
  }

  /** A line between shares. */
  public void line(double x1, double y1, double x2, double y2, String colour, String more) {
    add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"%s/>", x(x1), y(y1), x(x2), y(y2), colour, more);
  }

  /** Words at pixels. */
  public void text(double x, double y, String anchor, String words) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
  }

  /** Where a share lies, in pixels from the left. */
  public double x(double share) {
    return LEFT + side * share;
  }

  /** Where a share lies, in pixels from the top. */
  public double y(double share) {
    return TOP + side * (1 - share);
  }

  /** The whole drawing. */
  public String drawn() {
    return svg + "</svg>\n";
  }
}
