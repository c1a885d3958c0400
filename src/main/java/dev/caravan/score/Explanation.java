package dev.caravan.score;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A score in words: the parts as lines that add up to it, and one sentence for a small field. */
public final class Explanation {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Explanation() {}

  /** One line a part: points, what it was, how often, when, how it fades. */
  public static List<String> lines(Scores.Solution solution) {
    var lines = new ArrayList<String>();
    for (Scores.Part part : solution.parts()) {
      String times = part.seen() == 1 ? "" : part.seen() == part.count() ? ", " + part.count() + " times"
          : ", " + part.seen() + " times (" + part.count() + " counted)";
      String when = part.count() == 0 ? "" : part.first() == part.last() || day(part.first()).equals(day(part.last()))
          ? day(part.last()) : day(part.first()) + " – " + day(part.last());
      lines.add(String.format(Locale.ROOT, "%+8.1f  %s%s  %s%s", part.tenths() / 10.0, part.says(), times, when,
          part.fades() ? " (fades)" : ""));
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
      text.append(String.format(Locale.ROOT, "  %s: %s, %d of 100, weight %d %%%n", part.criterion(),
          part.value().isEmpty() ? part.known() ? "not listed" : "unknown" : part.value(), part.worth(), part.weight()).replace("\r", ""));
    }
    return text.append("Profile ").append(person.completeness()).append(" % complete").toString();
  }

  /** Tenths with one decimal: {@code 83.4}. */
  public static String tenths(long tenths) {
    return BigDecimal.valueOf(tenths, 1).toPlainString();
  }

  /** Fit in millionths as people read it: whole, or with what decimals it has. */
  public static String fit(long millionths) {
    return BigDecimal.valueOf(millionths, 6).setScale(1, java.math.RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }

  private static String day(long epochMs) {
    return DAY.format(Instant.ofEpochMilli(epochMs));
  }
}
