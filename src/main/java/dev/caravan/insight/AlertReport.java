package dev.caravan.insight;

import dev.caravan.model.AlertAnswer;
import dev.caravan.outbox.Outbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What reps made of alerts: how many each pattern told, and how many they acted on, called not useful, or snoozed. */
public final class AlertReport {
  /** Decisions it counts, as {@link dev.caravan.model.Decision.Kind#code}. */
  public static final List<String> KINDS = List.of("alert", "notice");
  private static final List<String> ANSWERS = List.of("acted", "not-useful", "snooze", "");

  private AlertReport() {}

  /**
   * Counts each alert once, by what was said of it last.
   *
   * @param decisions of {@link #KINDS}, in any order
   * @param answers in the order in which they became known
   */
  public static Sheet of(Iterable<Outbox.Decided> decisions, Iterable<AlertAnswer> answers) {
    var patterns = new HashMap<String, String>();
    var told = new TreeMap<String, List<String>>();
    for (Outbox.Decided each : decisions) {
      String what = text(each.fields(), "what");
      if (each.kind().equals("alert")) {
        patterns.put(each.id(), text(each.fields(), "pattern"));
      } else if (what.equals("alert")) {
        told.put(text(each.fields(), "about"), List.of(text(each.fields(), "about")));
      } else if (what.equals("digest") && each.fields().get("members") instanceof List<?> alerts) {
        told.put(text(each.fields(), "about"), alerts.stream().map(String::valueOf).toList());
      }
    }
    var said = new HashMap<String, String>();
    answers.forEach(answer -> told.getOrDefault(answer.head().subject(), List.of()).forEach(alert -> said.put(alert, answer.answer())));
    var counts = new TreeMap<String, Map<String, Long>>();
    told.values().forEach(alerts -> alerts.forEach(alert -> counts.computeIfAbsent(patterns.getOrDefault(alert, ""), none -> new HashMap<>())
        .merge(said.getOrDefault(alert, ""), 1L, Long::sum)));
    var rows = new ArrayList<List<Object>>();
    counts.forEach((pattern, by) -> rows.add(row(pattern, by)));
    if (rows.size() > 1) {
      var all = new HashMap<String, Long>();
      counts.values().forEach(by -> by.forEach((answer, count) -> all.merge(answer, count, Long::sum)));
      rows.add(row("all", all));
    }
    return new Sheet("alerts", List.of("pattern", "told", "acted_on", "not_useful", "snoozed", "no_answer", "precision_percent"), rows,
        List.of("Told: alerts that reached a rep as a task of their own or in the morning's digest; those that a hand-off tells are not"
            + " among them. Each counts once, by what its rep said last: acted on when they ticked it off. Precision: acted on, of"
            + " those acted on or called not useful."), "No alert has reached anybody yet: there is nothing to report.");
  }

  private static List<Object> row(String pattern, Map<String, Long> by) {
    var row = new ArrayList<Object>();
    row.add(pattern);
    row.add(by.values().stream().mapToLong(Long::longValue).sum());
    ANSWERS.forEach(answer -> row.add(by.getOrDefault(answer, 0L)));
    long judged = by.getOrDefault("acted", 0L) + by.getOrDefault("not-useful", 0L);
    row.add(judged == 0 ? "" : (Object) (Math.round(1000.0 * by.getOrDefault("acted", 0L) / judged) / 10.0));
    return row;
  }

  private static String text(Map<String, Object> fields, String name) {
    return String.valueOf(fields.getOrDefault(name, ""));
  }
}
