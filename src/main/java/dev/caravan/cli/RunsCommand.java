package dev.caravan.cli;

import dev.caravan.insight.Blocked;
import dev.caravan.insight.Withheld;
import dev.caravan.journal.Findings;
import dev.caravan.journal.Runs;
import dev.caravan.model.Outcome;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What ran, and what it counted. */
@Command(name = "runs", description = "List the latest runs with their counts.", footerHeading = "%nExamples:%n",
    footer = {"  caravan runs", "  caravan runs --last 3 --json",
        "%nOf every target, input = sent + unchanged + waiting + held + parked."})
final class RunsCommand implements Callable<Integer> {
  @Option(names = "--last", paramLabel = "N", defaultValue = "10",
      description = "How many (default: ${DEFAULT-VALUE}).")
  int last = 10;

  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.AsJson json = new Options.AsJson();
  @Mixin Options.Help help = new Options.Help();
  private final Terminal terminal;

  RunsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
      List<Runs.Summary> runs = house.journal().runs().latest(last);
      if (json.asked) {
        var all = new LinkedHashMap<String, Object>();
        all.put("runs", runs.stream().map(RunsCommand::json).toList());
        all.put("findings", house.journal().findings().all().stream().map(RunsCommand::json).toList());
        all.put("blocked", Blocked.of(house.journal(), house.outbox()).stream().map(Blocked::sentence).toList());
        terminal.json(all);
      } else if (runs.isEmpty()) {
        terminal.say("Nothing has run in " + data.folder + " yet.");
      } else {
        runs.forEach(this::tell);
        Blocked.of(house.journal(), house.outbox()).forEach(each -> terminal.say("Trouble: " + each.sentence()));
        Withheld.of(house.outbox()).lines().forEach(terminal::say);
        house.journal().findings().all().forEach(each -> terminal.say((each.isNote() ? "Note: " : "Finding: ") + each.said()));
      }
    }
    return Cli.FINE;
  }

  private void tell(Runs.Summary run) {
    terminal.say("#" + run.id() + "  " + run.kind() + "  " + run.status() + "  " + Times.text(run.started())
        + (run.finished() == 0 ? "" : " – " + Times.text(run.finished()))
        + (run.note().isEmpty() ? "" : "  " + run.note()));
    if (!run.streams().isEmpty()) {
      var rows = new ArrayList<List<String>>();
      run.streams().forEach((name, read) -> rows.add(List.of("  " + name,
          String.valueOf((long) read.kept() + read.repeated() + read.setAside()), String.valueOf(read.kept()),
          String.valueOf(read.repeated()), String.valueOf(read.setAside()))));
      terminal.table(List.of("  stream", "read", "kept", "repeated", "set aside"), rows);
    }
    if (!run.targets().isEmpty()) {
      var rows = new ArrayList<List<String>>();
      run.targets().forEach((name, target) -> rows.add(Stream.concat(Stream.of("  " + name, String.valueOf(target.input())),
          Arrays.stream(Outcome.values()).map(outcome -> String.valueOf(target.of(outcome)))).toList()));
      terminal.table(Stream.concat(Stream.of("  target", "input"), Arrays.stream(Outcome.values()).map(Outcome::code))
          .toList(), rows);
    }
    terminal.say("");
  }

  private static Map<String, Object> json(Findings.Finding finding) {
    var json = new LinkedHashMap<String, Object>();
    json.put("system", finding.source());
    json.put("about", finding.about());
    json.put("note", finding.isNote());
    json.put("since", Times.text(finding.since()));
    json.put("says", finding.said());
    return json;
  }

  private static Map<String, @Nullable Object> json(Runs.Summary run) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", run.id());
    json.put("kind", run.kind());
    json.put("status", run.status());
    json.put("note", run.note());
    json.put("started", Times.text(run.started()));
    json.put("finished", run.finished() == 0 ? null : Times.text(run.finished()));
    var streams = new LinkedHashMap<String, Object>();
    run.streams().forEach((name, read) -> streams.put(name,
        counts("read", (long) read.kept() + read.repeated() + read.setAside(), "kept", read.kept(), "repeated",
            read.repeated(), "set_aside", read.setAside())));
    json.put("streams", streams);
    var targets = new LinkedHashMap<String, Object>();
    run.targets().forEach((name, target) -> {
      Map<String, Object> counts = counts("input", target.input());
      for (Outcome outcome : Outcome.values()) {
        counts.put(outcome.code(), target.of(outcome));
      }
      targets.put(name, counts);
    });
    json.put("targets", targets);
    return json;
  }

  private static Map<String, Object> counts(Object... pairs) {
    var counts = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      counts.put((String) pairs[i], pairs[i + 1]);
    }
    return counts;
  }
}
