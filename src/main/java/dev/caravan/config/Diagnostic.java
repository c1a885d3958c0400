package dev.caravan.config;

import java.util.Comparator;

/**
 * One mistake, at its place, in words an admin can act on.
 *
 * @param file the file as the reader of this message would open it
 * @param line from 1
 * @param column from 1, in characters
 * @param code a short stable name of the kind of mistake, such as {@code unknown-key}
 * @param message what is wrong; what was expected; what to do
 * @param source the text of that line, {@code ""} when there is none to show
 */
public record Diagnostic(String file, int line, int column, String code, String message, String source)
    implements Comparable<Diagnostic> {
  private static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing(Diagnostic::file)
      .thenComparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column)
      .thenComparing(Diagnostic::code).thenComparing(Diagnostic::message).thenComparing(Diagnostic::source);
  private static final int WIDEST_SOURCE = 160;

  public Diagnostic {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column count from 1, but were " + line + ":" + column);
    }
  }

  /** A mistake without a line to show. */
  public Diagnostic(String file, int line, int column, String code, String message) {
    this(file, line, column, code, message, "");
  }

  /** {@code config/scoring.yaml:14:5: … [unknown-key]}, on one line. */
  public String summary() {
    return file + ":" + line + ":" + column + ": " + message + " [" + code + "]";
  }

  /** The summary, and below it the line itself with a mark under the place. */
  public String render() {
    if (source.isBlank() || source.codePointCount(0, source.length()) < column - 1 || source.length() > WIDEST_SOURCE) {
      return summary();
    }
    int start = source.offsetByCodePoints(0, column - 1);
    int end = start;
    while (end < source.length() && !Character.isWhitespace(source.charAt(end)) && ",]}".indexOf(source.charAt(end)) < 0) {
      end++;
    }
    String margin = " ".repeat(Integer.toString(line).length());
    // Tabs stay tabs, so that the mark stands right whatever their width.
    String indent = source.substring(0, start).replaceAll("[^\t]", " ");
    return summary() + "\n"
        + margin + " |\n"
        + line + " | " + source + "\n"
        + margin + " | " + indent + "^" + "~".repeat(Math.max(0, end - start - 1));
  }

  @Override
  public int compareTo(Diagnostic other) {
    return BY_PLACE.compare(this, other);
  }

  @Override
  public String toString() {
    return summary();
  }
}
