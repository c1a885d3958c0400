package dev.caravan.score;

import dev.caravan.model.Times;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A score in words: the parts as lines that add up to it, and one sentence for a small field. */
public final class Explanation {
  private static final String[] MONTHS = {" Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ",
    " Oct ", " Nov ", " Dec "};

  private static final Comparator<Scores.Part> HEAVIEST_FIRST =
      (a, b) -> Long.compare(Math.abs(b.tenths()), Math.abs(a.tenths()));
  private static final long TENTH = 100_000L;

  private Explanation() {}

  /** One line a part: points, what it was, how often, when, how it fades. */
  public static List<String> lines(Scores.Solution solution) {
    var lines = new ArrayList<String>();
    for (Scores.Part part : solution.parts()) {
      var line = new StringBuilder(80);
      line(line, part);
      lines.add(line.toString());
    }
    return lines;
  }

  private static void line(StringBuilder text, Scores.Part part) {
    String points = (part.tenths() < 0 ? "" : "+") + tenths(part.tenths());
    text.append(" ".repeat(Math.max(0, 8 - points.length()))).append(points).append("  ").append(part.says());
    if (part.seen() != 1) {
      text.append(", ").append(part.seen()).append(" times");
      if (part.seen() != part.count()) {
        text.append(" (").append(part.count()).append(" counted)");
      }
    }
    text.append("  ");
    if (part.count() > 0) {
      long first = Math.floorDiv(part.first(), Times.DAY);
      long last = Math.floorDiv(part.last(), Times.DAY);
      if (first != last) {
        day(text, first);
        text.append(" – ");
      }
      day(text, last);
    }
    if (part.fades()) {
      text.append(" (fades)");
    }
  }

  /** At most 255 characters: the number, the letters, and the parts that weigh most. */
  public static String brief(Scores.Person person, Scores.Solution solution) {
    var text = new StringBuilder(tenths(solution.tenths()) + " points, fit " + fit(person.fit()) + ", " + solution.rating()
        + " (" + solution.cell() + "), " + solution.posture());
    var heaviest = new ArrayList<>(solution.parts());
    heaviest.sort(HEAVIEST_FIRST);
    for (int i = 0; i < Math.min(4, heaviest.size()); i++) {
      Scores.Part part = heaviest.get(i);
      text.append("; ").append(tenths(part.tenths())).append(' ').append(part.says());
      if (part.count() > 1) {
        text.append(" ×").append(part.count());
      }
    }
    if (!person.disqualified().isEmpty()) {
      text.append("; disqualified: ").append(person.disqualified());
    }
    return text.length() <= 255 ? text.toString() : text.substring(0, 254) + "…";
  }

  /** Everything: the headline, the parts of interest, the parts of fit. */
  public static String full(Scores.Person person, Scores.Solution solution) {
    var text = new StringBuilder(640).append("Interest ").append(tenths(solution.tenths())).append(", the sum of:\n");
    for (Scores.Part part : solution.parts()) {
      line(text, part);
      text.append('\n');
    }
    text.append("Fit ").append(fit(person.fit())).append(":\n");
    for (Scores.FitPart part : person.fitParts()) {
      text.append("  ").append(part.criterion()).append(": ")
          .append(part.value().isEmpty() ? part.known() ? "not listed" : "unknown" : part.value()).append(", ")
          .append(part.worth()).append(" of 100, weight ").append(part.weight()).append(" %\n");
    }
    return text.append("Profile ").append(person.completeness()).append(" % complete").toString();
  }

  /** Tenths with one decimal: {@code 83.4}. */
  public static String tenths(long tenths) {
    long whole = Math.abs(tenths) / 10;
    return (tenths < 0 ? "-" : "") + whole + "." + Math.abs(tenths) % 10;
  }

  /** Fit in millionths as people read it: whole, or with what decimals it has. */
  public static String fit(long millionths) {
    long half = millionths < 0 ? -TENTH / 2 : TENTH / 2;
    long tenths = (millionths + half) / TENTH;
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths(tenths);
  }

  private static void day(StringBuilder text, long epochDay) {
    var day = LocalDate.ofEpochDay(epochDay);
    text.append(day.getDayOfMonth()).append(MONTHS[day.getMonthValue() - 1]).append(day.getYear());
  }
}
