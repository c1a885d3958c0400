package dev.caravan.console;

import dev.caravan.insight.Blocked;
import dev.caravan.insight.Withheld;
import dev.caravan.journal.Journal;
import dev.caravan.journal.Runs;
import dev.caravan.model.Masked;
import dev.caravan.model.Times;
import dev.caravan.outbox.Outbox;
import java.util.List;
import java.util.TreeMap;

/** One page that says whether all is well: streams, what is where on its way out, why it waits, and the last runs. */
public final class StatusPage {
  private static final int REASONS_FROM = 10_000;
  private static final int RUNS = 10;

  private StatusPage() {}

  /** The page as it stands now. */
  public static String html(Journal journal, Outbox outbox, List<String> targets) {
    var page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Caravan</title>"
        + "<meta http-equiv=\"refresh\" content=\"5\"><style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;"
        + "margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%;margin-bottom:1.5rem}td,th{text-align:"
        + "left;padding:.2rem .6rem;border-bottom:1px solid #ddd}.n{text-align:right;font-variant-numeric:tabular-nums}"
        + ".bad{color:#a00}</style></head><body><h1>Caravan</h1>");
    Blocked.of(journal, outbox).forEach(each ->
        page.append("<p class=\"bad\">").append(text(each.sentence())).append("</p>"));
    Withheld.of(outbox).sentence().ifPresent(says -> page.append("<p>").append(text(says)).append("</p>"));
    page.append("<h2>On its way out</h2><table><tr><th>target</th><th class=\"n\">due</th><th class=\"n\">in flight</th>"
        + "<th class=\"n\">sent</th><th class=\"n\">unchanged</th><th class=\"n\">held</th><th class=\"n\">parked</th></tr>");
    for (String target : targets) {
      Outbox.Counts counts = outbox.counts(target);
      row(page, target, counts.due(), counts.inFlight(), counts.sent(), counts.unchanged(), counts.held(), counts.parked());
    }
    page.append("</table><h2>Held and parked, by reason</h2><table>");
    var reasons = new TreeMap<String, Long>();
    outbox.entries(List.of(Outbox.State.HELD, Outbox.State.PARKED), REASONS_FROM).forEach(entry ->
        reasons.merge(entry.state().code() + ", " + entry.target() + " " + entry.kind().code() + ": " + shown(entry), 1L, Long::sum));
    reasons.forEach((reason, count) -> row(page, reason, count));
    page.append("</table><h2>Facts by stream</h2><table>");
    journal.counts().forEach((stream, count) -> row(page, stream, count));
    page.append("</table><h2>Runs</h2><table>");
    for (Runs.Summary run : journal.runs().latest(RUNS)) {
      page.append("<tr><td>").append(text(run.kind())).append("</td><td>").append(text(run.status())).append("</td><td>")
          .append(Times.text(run.started())).append("</td><td>").append(text(run.note())).append("</td></tr>");
    }
    return page.append("</table></body></html>").toString();
  }

  /** Words that may quote a person's values are for {@code parked}, which names people; here the cause is enough. */
  private static String shown(Outbox.Entry entry) {
    return Masked.text(entry.state() == Outbox.State.PARKED ? entry.reason().replaceFirst("(?s):.*", "") : entry.reason());
  }

  private static void row(StringBuilder page, String name, long... numbers) {
    page.append("<tr><td>").append(text(name)).append("</td>");
    for (long number : numbers) {
      page.append("<td class=\"n\">").append(number).append("</td>");
    }
    page.append("</tr>");
  }

  private static String text(String raw) {
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
