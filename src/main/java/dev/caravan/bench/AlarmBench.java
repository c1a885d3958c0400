package dev.caravan.bench;

import dev.caravan.cli.Starters;
import dev.caravan.cli.Terminal;
import dev.caravan.cli.WorthALook;
import dev.caravan.config.Configuration;
import dev.caravan.model.Fact;
import dev.caravan.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures what is really alerted and handed over: on years of real activity, or on generated markets. */
final class AlarmBench {
  /** What is asked for; {@code years} a file of real activity. */
  record Asked(int people, long seed, int markets, @Nullable Path years, boolean json) {}

  private final Terminal terminal;
  private final Path config;
  private final Asked asked;

  AlarmBench(Terminal terminal, Path config, Asked asked) {
    this.terminal = terminal;
    this.config = config;
    this.asked = asked;
  }

  void run(Path work) throws IOException {
    if (asked.years() == null) {
      markets(work);
    } else {
      years(work, asked.years());
    }
  }

  private void markets(Path work) throws IOException {
    AlarmMarkets.Result all = null;
    var rows = new ArrayList<List<String>>();
    var judged = new AlarmMarkets(terminal, config);
    try (Starters.Progress progress = terminal.progress("Judging markets", asked.markets())) {
      for (int i = 0; i < asked.markets(); i++) {
        AlarmMarkets.Result result = judged.judge(work, asked.people(), asked.seed() + i);
        all = all == null ? result : all.plus(result);
        rows.add(row("seed " + (asked.seed() + i), result));
        progress.step(i + 1L);
      }
    }
    if (all == null) {
      return;
    }
    rows.add(row("all", all));
    if (asked.json()) {
      var told = new LinkedHashMap<String, Object>();
      told.put("people", asked.people());
      told.put("seed", asked.seed());
      told.put("markets", asked.markets());
      told.put("alerts", all.alerts());
      told.put("hand_offs", all.handOffs());
      told.put("meetings", all.meetings());
      told.put("groups", all.groups());
      told.put("bursts", all.bursts());
      told.put("decoys_alarmed", all.decoys());
      told.put("alerts_per_account_year", all.alertsAnAccountYear());
      told.put("hand_offs_per_rep_week", all.handOffsARepWeek());
      terminal.json(told);
      return;
    }
    terminal.say(Terminal.count(asked.markets(), "market") + " of " + Terminal.count(asked.people(), "person") + ", a year each, of which"
        + " the first 90 days are history; what is worth a look is what their generator wrote down");
    terminal.table(List.of("market", "alerts worth a look", "planted alone", "hand-offs worth a look", "planted alone", "meetings", "groups",
        "bursts", "decoys alarmed", "alerts/account-year", "hand-offs/rep-week"), rows);
  }

  private static List<String> row(String name, AlarmMarkets.Result result) {
    return List.of(name, share(result.alerts().worth(), result.alerts()), share(result.alerts().planted(), result.alerts()),
        share(result.handOffs().worth(), result.handOffs()), share(result.handOffs().planted(), result.handOffs()),
        found(result.meetings()), found(result.groups()), found(result.bursts()), found(result.decoys()),
        number(result.alertsAnAccountYear()), number(result.handOffsARepWeek()));
  }

  private static String share(int of, WorthALook.Count count) {
    return number(count.alarms() == 0 ? 0 : (double) of / count.alarms()) + " of " + count.alarms();
  }

  private static String found(WorthALook.Found found) {
    return found.found() + " of " + found.all();
  }

  private void years(Path work, Path file) throws IOException {
    long sleepsAfter = Configuration.load(config).file("groups").root().get("dormant_after").duration();
    var years = new AlarmYears(file, sleepsAfter);
    var reps = new ArrayList<Fact>();
    for (String email : years.reps()) {
      reps.add(new Fact.User(new Fact.Head("salesforce", "rep-" + email, email, 0, 0, email, false), email, email, true, "UTC"));
    }
    AlarmYears.Years judged;
    try (Starters.Progress ignored = terminal.progress("Judging years", -1)) {
      judged = years.judge(terminal, Pipeline.of(Configuration.load(BenchCommand.staffed(terminal, config, reps, work))), work);
    }
    AlarmYears.Part earlier = judged.parts().get(0);
    AlarmYears.Part later = judged.parts().get(1);
    var rows = new ArrayList<Line>();
    rows.add(new Line(earlier.alerts(), later.alerts(), "what alerts"));
    rows.add(new Line(earlier.handOffs(), later.handOffs(), String.format(Locale.ROOT, "%.2f a rep and week", judged.handOffsARepWeek())));
    var best = Comparator.comparingDouble(AlarmYears.Result::f1);
    rows.add(line(earlier, later, earlier.rules().stream().max(best).orElseThrow(), "best rule of the earlier half"));
    earlier.rules().stream().filter(rule -> rule.aYear() <= earlier.alerts().aYear()).max(best)
        .ifPresent(rule -> rows.add(line(earlier, later, rule, "its best that alarms no more often")));
    for (int i = 0; i < later.rules().size(); i++) {
      boolean before = earlier.rules().get(i).beats(earlier.alerts());
      boolean after = later.rules().get(i).beats(later.alerts());
      if (before || after) {
        rows.add(new Line(earlier.rules().get(i), later.rules().get(i), "beats it " + (before && after ? "in both halves" : before ? "earlier" : "later")));
      }
    }
    tell(judged, rows);
  }

  private record Line(AlarmYears.Result earlier, AlarmYears.Result later, String what) {}

  private static Line line(AlarmYears.Part earlier, AlarmYears.Part later, AlarmYears.Result rule, String what) {
    return new Line(rule, later.rules().get(earlier.rules().indexOf(rule)), what);
  }

  private void tell(AlarmYears.Years judged, List<Line> rows) {
    if (asked.json()) {
      var told = new LinkedHashMap<String, Object>();
      told.put("accounts", judged.accounts());
      told.put("reps", judged.reps());
      told.put("hand_offs_per_rep_week", judged.handOffsARepWeek());
      told.put("rules", judged.parts().get(0).rules().size());
      told.put("results", rows.stream().map(row -> Map.of("alarm", row.earlier().method(), "what", row.what(), "earlier", json(row.earlier()),
          "later", json(row.later()))).toList());
      terminal.json(told);
      return;
    }
    terminal.say(Terminal.count(judged.accounts(), "account") + " of " + Terminal.count(judged.reps(), "rep") + "; pairs of an account and a"
        + " category: " + judged.parts().get(0).pairs() + " begun in the earlier half of the years, on which numbers were chosen, "
        + judged.parts().get(1).pairs() + " in the later, on which none were; beside " + judged.parts().get(0).rules().size()
        + " rules of two conditions. To beat is a higher F1 and no more alerts");
    terminal.table(List.of("alarm", "", "earlier: precision", "recall", "F1", "alerts/account-year", "later: precision", "recall", "F1",
        "alerts/account-year"), rows.stream().map(row -> {
          var cells = new ArrayList<>(List.of(row.earlier().method(), row.what()));
          cells.addAll(cells(row.earlier()));
          cells.addAll(cells(row.later()));
          return List.copyOf(cells);
        }).toList());
  }

  private static List<String> cells(AlarmYears.Result result) {
    return List.of(number(result.precision()) + " of " + result.judged(), number(result.recall()), number(result.f1()), number(result.aYear()));
  }

  private static Map<String, Object> json(AlarmYears.Result result) {
    var told = new LinkedHashMap<String, Object>();
    told.put("alarms", result.alarms());
    told.put("judged", result.judged());
    told.put("precision", result.precision());
    told.put("recall", result.recall());
    told.put("f1", result.f1());
    told.put("per_account_year", result.aYear());
    return told;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
