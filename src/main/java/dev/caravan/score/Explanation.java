package dev.caravan.score;

import dev.caravan.model.Times;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A score in words: the parts as lines that add up to it, and one sentence for a small field. */
public final class Explanation {
  private static final String[] MONTHS = {" Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ",
    " Oct ", " Nov ", " Dec "};

  private Explanation() {}

  /** One line a part: points, what it was, how often, when, how it fades. */
  public static List<String> lines(Scores.Solution solution) {
    var lines = new ArrayList<String>();
    for (Scores.Part part : solution.parts()) {
      String times = part.seen() == 1 ? "" : part.seen() == part.count() ? ", " + part.count() + " times"
          : ", " + part.seen() + " times (" + part.count() + " counted)";
      String when = part.count() == 0 ? "" : part.first() == part.last() || day(part.first()).equals(day(part.last()))
          ? day(part.last()) : day(part.first()) + " – " + day(part.last());
      String points = (part.tenths() < 0 ? "" : "+") + tenths(part.tenths());
      lines.add(" ".repeat(Math.max(0, 8 - points.length())) + points + "  " + part.says() + times + "  " + when
          + (part.fades() ? " (fades)" : ""));
    }
    return lines;
  }

  /** At most 255 characters: the number, the letters, and the parts that weigh most. */
  public static String brief(Scores.Person person, Scores.Solution solution) {
    var text = new StringBuilder(tenths(solution.tenths()) + " points, fit " + fit(person.fit()) + ", " + solution.rating()
        + " (" + solution.cell() + "), " + solution.posture());
    solution.parts().stream().sorted((a, b) -> Long.compare(Math.abs(b.tenths()), Math.abs(a.tenths()))).limit(4)
        .forEach(part -> text.append("; ").append(tenths(part.tenths())).append(' ').append(part.says())
            .append(part.count() > 1 ? " ×" + part.count() : ""));
    if (!person.disqualified().isEmpty()) {
      text.append("; disqualified: ").append(person.disqualified());
    }
    return text.length() <= 255 ? text.toString() : text.substring(0, 254) + "…";
  }

  /** Everything: the headline, the parts of interest, the parts of fit. */
  public static String full(Scores.Person person, Scores.Solution solution) {
    var text = new StringBuilder("Interest " + tenths(solution.tenths()) + ", the sum of:\n");
    lines(solution).forEach(line -> text.append(line).append('\n'));
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
    return BigDecimal.valueOf(millionths, 6).setScale(1, java.math.RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }

  private static String day(long epochMs) {
    var day = LocalDate.ofEpochDay(Math.floorDiv(epochMs, Times.DAY));
    return day.getDayOfMonth() + MONTHS[day.getMonthValue() - 1] + day.getYear();
  }
}
