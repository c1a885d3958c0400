package dev.caravan.bench;

import dev.caravan.cli.Starters;
import dev.caravan.cli.Terminal;
import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Measures how well and how fast buying groups are seen. */
final class GroupBench {
  private static final double[] NOISE = {0.5, 1, 2, 4};

  /** What is asked for; {@code years} a file of real activity, {@code chart} where to draw it. */
  record Asked(int people, long seed, int markets, @Nullable Path years, @Nullable Path chart, boolean speed, boolean json) {}

  private final Terminal terminal;
  private final Configuration config;
  private final Asked asked;
  private final Map<String, Object> told = new LinkedHashMap<>();

  GroupBench(Terminal terminal, Configuration config, Asked asked) {
    this.terminal = terminal;
    this.config = config;
    this.asked = asked;
  }

  void run(Path work) throws IOException {
    if (asked.years() != null) {
      years(asked.years());
    } else if (asked.speed()) {
      speed();
    } else {
      markets(work);
    }
    if (asked.json()) {
      terminal.json(told);
    }
  }

  private void markets(Path work) throws IOException {
    Pipeline engine = Pipeline.of(config);
    var judged = new GroupMarkets(terminal, engine);
    var results = new LinkedHashMap<String, GroupMarkets.Result>();
    var decoys = new TreeMap<String, int[]>();
    try (Starters.Progress progress = terminal.progress("Judging markets", (long) NOISE.length * asked.markets())) {
      int done = 0;
      for (double noise : NOISE) {
        for (int i = 0; i < asked.markets(); i++) {
          GroupMarkets.Outcome outcome = judged.judge(work, asked.people(), asked.seed() + i, noise);
          outcome.results().forEach(result ->
              results.merge(result.kind() + " " + noise + " " + result.method(), result, GroupMarkets.Result::plus));
          outcome.decoys().forEach((kind, raised) -> decoys.merge(kind, raised,
              (a, b) -> new int[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]}));
          progress.step(++done);
        }
      }
    }
    var rows = new ArrayList<List<String>>();
    var lines = new ArrayList<Map<String, Object>>();
    for (GroupMarkets.Result result : results.values()) {
      rows.add(List.of(result.kind(), number(result.noise(), 1), result.method(), String.valueOf(result.planted()), String.valueOf(result.alarms()),
          number(result.precision(), 3), number(result.recall(), 3), number(result.delay(), 1)));
      var line = new LinkedHashMap<String, Object>();
      line.put("planted", result.kind());
      line.put("noise", result.noise());
      line.put("method", result.method());
      line.put("stories", result.planted());
      line.put("alarms", result.alarms());
      line.put("precision", result.precision());
      line.put("recall", result.recall());
      line.put("delay_hours_median", result.delay());
      lines.add(line);
    }
    var decoyRows = new ArrayList<List<String>>();
    var decoyLines = new ArrayList<Map<String, Object>>();
    decoys.forEach((kind, raised) -> {
      decoyRows.add(List.of(kind, String.valueOf(raised[0]), String.valueOf(raised[1]), String.valueOf(raised[2])));
      decoyLines.add(Map.of("decoy", kind, "stories", raised[0], "meetings", raised[1], "alerts", raised[2]));
    });
    told.put("markets", asked.markets());
    told.put("people", asked.people());
    told.put("results", lines);
    told.put("decoys", decoyLines);
    if (!asked.json()) {
      terminal.say(Terminal.count(asked.markets(), "market") + " of " + Terminal.count(asked.people(), "person") + " at each level of noise");
      terminal.table(List.of("planted", "noise", "method", "stories", "alarms", "precision", "recall", "delay, h"), rows);
      terminal.table(List.of("decoy", "stories", "meetings raised", "alerts raised"), decoyRows);
    }
  }

  private void years(Path file) throws IOException {
    List<GroupYears.Part> parts;
    try (Starters.Progress ignored = terminal.progress("Judging years", -1)) {
      parts = new GroupYears(config, file).parts();
    }
    var lines = new ArrayList<Map<String, Object>>();
    for (GroupYears.Part part : parts) {
      var rows = new ArrayList<List<String>>();
      for (GroupYears.Result result : part.results()) {
        rows.add(List.of(result.method(), String.valueOf(result.raised()), number(result.precision(), 3),
            number(result.recall(), 3), number(result.f1(), 3), number(result.lasting(), 3), String.valueOf(result.leftOut())));
        var line = new LinkedHashMap<String, Object>();
        line.put("part", part.name());
        line.put("method", result.method());
        line.put("alarms", result.raised());
        line.put("a_precision", result.precision());
        line.put("a_recall", result.recall());
        line.put("a_f1", result.f1());
        line.put("b_alarms", result.raised());
        line.put("left_out", result.leftOut());
        line.put("b_precision", result.lasting());
        lines.add(line);
      }
      if (!asked.json()) {
        terminal.say(Terminal.count(part.pairs(), "pair") + " of an account and a category " + part.name() + ", " + part.adopted()
            + " of them reach ten events of three people in 180 days");
        terminal.table(List.of("alarm", "judged", "(a) precision", "recall", "F1", "(b) precision", "left out"), rows);
      }
    }
    told.put("account_activity", lines);
    if (asked.chart() != null) {
      Files.writeString(asked.chart(), GroupChart.of(parts), StandardCharsets.UTF_8);
    }
  }

  private void speed() {
    var speed = new GroupSpeed(config);
    GroupSpeed.Result result = speed.run(1_000_000, 50_000);
    List<GroupSpeed.History> histories = speed.histories();
    told.put("activities", result.activities());
    told.put("accounts", result.accounts());
    told.put("activities_per_second", Math.round(result.perSecond()));
    told.put("bytes_per_account", result.bytesEach());
    told.put("bytes_most", result.bytesMost());
    told.put("by_history", histories.stream().map(each -> Map.of("activities", each.activities(), "microseconds",
        each.microseconds(), "bytes", each.bytes())).toList());
    if (!asked.json()) {
      terminal.say(String.format(Locale.ROOT, "%,d activities of %,d accounts: %,.0f a second in one thread; %,d bytes kept an"
          + " account, %,d at most", result.activities(), result.accounts(), result.perSecond(), result.bytesEach(), result.bytesMost()));
      terminal.table(List.of("activities behind it", "µs for one more", "bytes kept"), histories.stream().map(each ->
          List.of(String.format(Locale.ROOT, "%,d", each.activities()), number(each.microseconds(), 2),
              String.format(Locale.ROOT, "%,d", each.bytes()))).toList());
    }
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
