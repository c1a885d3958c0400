package dev.caravan.bench;

import dev.caravan.cli.CannotStart;
import dev.caravan.cli.Starters;
import dev.caravan.cli.Terminal;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;

/** Says how long it took from forms to tasks, and what that cost Eloqua. */
final class FreshnessBench {
  /** Sweeps of an hour: one for each type that is swept hourly. */
  private static final long SWEEPS_AN_HOUR = 9;

  private FreshnessBench() {}

  static void run(Terminal terminal, Starters.FreshnessOptions options, boolean json) throws IOException {
    if (options.minutes() < 1 || options.forms() < 1) {
      throw new CannotStart("freshness needs --minutes 1 or more and --forms 1 or more");
    }
    Starters.Fresh fresh = terminal.starters().freshness(options, terminal::note);
    long exports = Math.round(fresh.exports() * 3600.0 / Math.max(1, fresh.seconds())) + SWEEPS_AN_HOUR;
    double ratio = fresh.rowsNew() == 0 ? 0 : Math.round(100.0 * fresh.rowsRead() / fresh.rowsNew()) / 100.0;
    if (json) {
      var all = new LinkedHashMap<String, Object>();
      all.put("forms", fresh.forms());
      all.put("tasks", fresh.tasks());
      all.put("form_to_task_p50_seconds", seconds(fresh.p50()));
      all.put("form_to_task_p95_seconds", seconds(fresh.p95()));
      all.put("rows_read", fresh.rowsRead());
      all.put("rows_new", fresh.rowsNew());
      all.put("exports_counted", fresh.exports());
      all.put("counted_over_seconds", fresh.seconds());
      all.put("exports_an_hour", exports);
      terminal.json(all);
      return;
    }
    terminal.say("form to task: p50 " + seconds(fresh.p50()) + " s, p95 " + seconds(fresh.p95()) + " s; "
        + Terminal.count(fresh.forms(), "form") + ", " + Terminal.count(fresh.tasks(), "task"));
    terminal.say(String.format(Locale.ROOT, "rows of activities read %d, new %d: %.2f", fresh.rowsRead(), fresh.rowsNew(), ratio));
    terminal.say("exports an hour: " + exports + " (" + fresh.exports() + " counted over " + fresh.seconds()
        + " s and scaled, and " + SWEEPS_AN_HOUR + " hourly sweeps)");
  }

  private static double seconds(long ms) {
    return Math.round(ms / 100.0) / 10.0;
  }
}
