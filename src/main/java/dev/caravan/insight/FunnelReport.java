package dev.caravan.insight;

import dev.caravan.pipeline.FunnelView;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How people come through the funnel: volume, conversion, velocity and value of each stage in each scenario, and what
 * became of MQLs. A person counts once a solution. Conversion is the share of those who came to a stage that went on to a
 * later one of its path, or from its end onto another path; velocity is the median time that took. The value of a stage is
 * that of the opportunities its people have a part in, each counted once a line, if they had come there by then.
 *
 * @param mqls those who came to a stage that is entered by an MQL's points
 * @param won those of them who later came to a stage that is entered by an opportunity won
 * @param withoutNextStep people on no programme without a stated reason; must be 0
 */
public record FunnelReport(List<Line> lines, long mqls, long won, String wonValue, long withoutNextStep) {
  /** A stage in a scenario; {@code open} and {@code won} are amounts by currency, {@code medianDays} is -1 where none went on. */
  public record Line(String scenario, String stage, String owner, long entered, long now, long overdue, long wentOn,
      long wentBack, double medianDays, Map<String, Object> open, Map<String, Object> won, String openText, String wonText) {

    /** 0 to 1; NaN where nobody came. */
    double conversion() {
      return entered == 0 ? Double.NaN : (double) wentOn / entered;
    }
  }

  public FunnelReport {
    lines = List.copyOf(lines);
  }

  /** Draws up the report. */
  public static FunnelReport of(FunnelView funnel, List<Decision> decisions, Iterable<Map<String, Object>> people,
      List<Fact> facts) {
    return new FunnelCount(funnel).draw(decisions, people, facts);
  }

  /** Whether nobody has come to any stage yet. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }

  private static String days(double median) {
    return median < 0 ? "" : String.format(Locale.ROOT, "%.1f", median);
  }

  /** What became of MQLs, a line. */
  String mqlLine() {
    return String.format(Locale.ROOT, "MQLs: %,d, of which %,d became revenue%s%s.", mqls, won,
        mqls == 0 ? "" : " (" + share(won, mqls) + ")", wonValue.isEmpty() ? "" : ", " + wonValue) + "\n";
  }

  /** For people. */
  public String text() {
    if (isEmpty()) {
      return "Nobody has come to a stage yet: there is nothing to report.\n";
    }
    var text = new StringBuilder();
    String scenario = "";
    String row = "%-20s  %-9s  %7s  %7s  %7s  %7s  %7s  %6s  %6s  %-20s  %s%n";
    for (Line line : lines) {
      if (!line.scenario().equals(scenario)) {
        scenario = line.scenario();
        text.append(text.isEmpty() ? "" : "\n").append(scenario).append('\n');
        text.append(String.format(Locale.ROOT, row, "stage", "owner", "came", "now", "overdue", "on", "", "back", "days", "open", "won"));
      }
      text.append(String.format(Locale.ROOT, row, line.stage(), line.owner(), line.entered(), line.now(), line.overdue(),
          line.wentOn(), share(line.wentOn(), line.entered()), line.wentBack(),
          days(line.medianDays()), line.openText(), line.wonText()));
    }
    text.append("\nCame: people, once a solution. On, back: went on to a later stage, or back; days: the median until they went on."
        + " Open, won: opportunities of those who came.\n");
    text.append(mqlLine());
    text.append(String.format(Locale.ROOT, "People without a next step or a reason why not: %,d.%n", withoutNextStep));
    return text.toString().replace("\r", "").replaceAll(" +\n", "\n");
  }

  /** For spreadsheets: comma-separated, with a header. */
  public String csv() {
    var text = new StringBuilder("scenario,stage,owner,came,now,overdue,went_on,went_back,conversion,median_days,open_value,"
        + "won_value\n");
    for (Line line : lines) {
      text.append(String.join(",", line.scenario(), line.stage(), line.owner(), Long.toString(line.entered()),
          Long.toString(line.now()), Long.toString(line.overdue()), Long.toString(line.wentOn()),
          Long.toString(line.wentBack()), line.entered() == 0 ? "" : String.format(Locale.ROOT, "%.4f", line.conversion()),
          days(line.medianDays()), line.openText(), line.wonText())).append('\n');
    }
    return text.toString();
  }

  /** For programs: the same keys in the same order every time. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stages", lines.stream().map(FunnelReport::line).toList());
    json.put("mqls", mqls);
    json.put("mqls_won", won);
    if (mqls > 0) {
      json.put("share_of_mqls_won", (double) won / mqls);
    }
    json.put("mqls_won_value", wonValue);
    json.put("people_without_next_step", withoutNextStep);
    return json;
  }

  private static Map<String, Object> line(Line line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scenario", line.scenario());
    json.put("stage", line.stage());
    json.put("owner", line.owner());
    json.put("came", line.entered());
    json.put("now", line.now());
    json.put("overdue", line.overdue());
    json.put("went_on", line.wentOn());
    json.put("went_back", line.wentBack());
    if (line.entered() > 0) {
      json.put("conversion", line.conversion());
    }
    if (line.medianDays() >= 0) {
      json.put("median_days", line.medianDays());
    }
    json.put("open_value", line.open());
    json.put("won_value", line.won());
    return json;
  }
}
