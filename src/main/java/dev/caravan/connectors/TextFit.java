package dev.caravan.connectors;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a text as short as its field. The parts of a score are folded first, the smallest before the others, into one line
 * that keeps their sum: what is shown still adds up. What is still too long is cut at a word.
 */
public final class TextFit {
  /** A part of a score: its points, then what it is for. */
  private static final Pattern PART = Pattern.compile("\\s*([+-]\\d+\\.\\d) {2}.*");

  private TextFit() {}

  /** The text, in {@code length} characters at most. */
  public static String fitted(String text, int length) {
    return text.length() <= length ? text : cut(folded(text, length), length);
  }

  /** A line of points within a text. */
  private record Part(int line, BigDecimal points, int size) {}

  private static String folded(String text, int length) {
    List<String> lines = text.lines().toList();
    var parts = new ArrayList<Part>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher part = PART.matcher(lines.get(i));
      if (part.matches()) {
        parts.add(new Part(i, new BigDecimal(part.group(1)), lines.get(i).length() + 1));
      }
    }
    if (parts.size() < 2) {
      return text;
    }
    List<Part> smallest = parts.stream().sorted(Comparator.comparing((Part part) -> part.points().abs())
        .thenComparing(Comparator.comparingInt(Part::line).reversed())).toList();
    int left = text.length();
    BigDecimal sum = BigDecimal.ZERO;
    var out = new HashSet<Integer>();
    String others = "";
    for (Part part : smallest) {
      if (out.size() > 1 && left + others.length() + 1 <= length) {
        break;
      }
      left -= part.size();
      sum = sum.add(part.points());
      out.add(part.line());
      others = others(sum, out.size());
    }
    return without(lines, out, parts.get(parts.size() - 1).line(), others);
  }

  private static String without(List<String> lines, Set<Integer> out, int last, String others) {
    var text = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      if (!out.contains(i)) {
        text.add(lines.get(i));
      }
      if (i == last) {
        text.add(others);
      }
    }
    return String.join("\n", text);
  }

  private static String others(BigDecimal sum, int count) {
    return String.format(Locale.ROOT, "%8s  others (%d)", (sum.signum() < 0 ? "" : "+") + sum.toPlainString(), count);
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    if (length < 1) {
      return "";
    }
    int end = Character.isHighSurrogate(text.charAt(Math.max(0, length - 2))) ? length - 2 : length - 1;
    String head = text.substring(0, Math.max(0, end));
    boolean inWord = !Character.isWhitespace(text.charAt(head.length()));
    int word = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'));
    return (inWord && word > 0 ? head.substring(0, word) : head).stripTrailing() + "…";
  }
}
