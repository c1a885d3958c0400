package dev.caravan.cli;

import dev.caravan.insight.Blocked;
import dev.caravan.insight.Withheld;
import dev.caravan.journal.Journal;
import dev.caravan.model.Times;
import dev.caravan.outbox.Outbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What has not reached the outside, and why. */
abstract class WaitingCommand implements Callable<Integer> {
  @Option(names = "--last", paramLabel = "N", defaultValue = "100",
      description = "At most so many, longest untouched first (default: ${DEFAULT-VALUE}).")
  int last = 100;

  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.AsJson json = new Options.AsJson();
  @Mixin Options.Help help = new Options.Help();
  private final Terminal terminal;
  private final Outbox.State state;

  WaitingCommand(Terminal terminal, Outbox.State state) {
    this.terminal = terminal;
    this.state = state;
  }

  /** What is kept back on purpose. */
  @Command(name = "held", description = "List what is kept back on purpose, and why; and how much is not delivered yet.",
      footerHeading = "%nExamples:%n", footer = {"  caravan held", "  caravan held --json",
          "%nExit code 1 if a system cannot be reached, or a stream stands still until somebody mends the set-up."})
  static final class Held extends WaitingCommand {
    Held(Terminal terminal) {
      super(terminal, Outbox.State.HELD);
    }
  }

  /** What the outside refused. */
  @Command(name = "parked", description = "List who and what was refused, in the other system's own words, and what to do.",
      footerHeading = "%nExamples:%n",
      footer = {"  caravan parked", "  caravan requeue --all --why \"the field was made\"",
          "%nOne row a person, group or hand-off and cause; it names people.",
          "Exit code 1 if anything is parked, a system cannot be reached, or a stream stands still."})
  static final class Parked extends WaitingCommand {
    Parked(Terminal terminal) {
      super(terminal, Outbox.State.PARKED);
    }
  }

  @Override
  public Integer call() {
    try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
      boolean parked = state == Outbox.State.PARKED;
      List<Outbox.Stop> stops = house.outbox().stopped();
      List<Blocked> blocked = Blocked.of(house.journal(), house.outbox());
      List<Outbox.Waiting> waiting = state == Outbox.State.HELD ? house.outbox().waiting() : List.of();
      Optional<Withheld> withheld = parked ? Optional.empty() : Optional.of(Withheld.of(house.outbox()));
      List<Journal.ParkedInput> inputs = parked ? house.journal().parked(last) : List.of();
      List<Outbox.Entry> entries = parked ? List.of() : house.outbox().entries(List.of(state), last);
      List<ParkedRow> rows = parked
          ? house.outbox().parked(last).stream().map(each -> ParkedRow.of(each, house.journal().people())).toList() : List.of();
      var listed = parked ? rows.stream().map(ParkedRow::json).toList() : entries.stream().map(WaitingCommand::line).toList();
      if (json.asked) {
        terminal.json(json(listed, blocked, stops, waiting, withheld, inputs));
      } else {
        tell(blocked, waiting, withheld.flatMap(Withheld::sentence), inputs);
        if (listed.isEmpty()) {
          terminal.say("Nothing is " + state.code() + ".");
        } else if (parked) {
          rows.forEach(row -> row.text().forEach(terminal::say));
        } else {
          table(entries);
        }
        if (entries.size() + rows.stream().mapToInt(ParkedRow::items).sum() >= last) {
          terminal.say("… there may be more; ask for more with --last");
        }
      }
      return !blocked.isEmpty() || !inputs.isEmpty() || !rows.isEmpty() ? Cli.FINDINGS : Cli.FINE;
    }
  }

  private Map<String, Object> json(List<Map<String, Object>> listed, List<Blocked> blocked, List<Outbox.Stop> stops,
      List<Outbox.Waiting> waiting, Optional<Withheld> withheld, List<Journal.ParkedInput> inputs) {
    var json = new LinkedHashMap<String, Object>();
    json.put(state.code(), listed);
    json.put("blocked", blocked.stream().map(WaitingCommand::line).toList());
    json.put("stopped", stops.stream().map(WaitingCommand::line).toList());
    if (state == Outbox.State.HELD) {
      json.put("waiting", waiting.stream().map(WaitingCommand::line).toList());
    }
    withheld.ifPresent(each -> json.putAll(each.json()));
    if (state == Outbox.State.PARKED) {
      json.put("inputs", inputs.stream().map(WaitingCommand::line).toList());
    }
    return json;
  }

  private void tell(List<Blocked> blocked, List<Outbox.Waiting> waiting, Optional<String> withheld,
      List<Journal.ParkedInput> inputs) {
    blocked.forEach(each -> terminal.say(each.sentence() + "."));
    for (Outbox.Waiting line : waiting) {
      terminal.say("Not delivered yet: " + Terminal.count(line.items(), "record") + " of " + line.stream().name()
          + ", the oldest in line since " + Times.text(line.since()) + ".");
    }
    withheld.ifPresent(terminal::say);
    for (Journal.ParkedInput input : inputs) {
      terminal.say("A room could not take this: " + input.stage() + ", " + input.key() + ", " + input.input() + " of "
          + Times.text(input.tick()) + ": " + input.reason());
    }
  }

  private void table(List<Outbox.Entry> entries) {
    var rows = new ArrayList<List<String>>();
    for (Outbox.Entry entry : entries) {
      rows.add(List.of(entry.target(), entry.kind().code(), entry.key(), String.valueOf(entry.attempts()), entry.id(),
          entry.reason()));
    }
    terminal.table(List.of("target", "kind", "about", "tries", "id", "reason"), rows);
  }

  static Map<String, Object> line(Outbox.Entry entry) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", entry.id());
    line.put("target", entry.target());
    line.put("kind", entry.kind().code());
    line.put("about", entry.key());
    line.put("attempts", entry.attempts());
    line.put("due_at", Times.text(entry.dueAt()));
    line.put("problem", entry.problem());
    line.put("reason", entry.reason());
    line.put("remote_id", entry.remoteId());
    return line;
  }

  private static Map<String, Object> line(Journal.ParkedInput input) {
    var line = new LinkedHashMap<String, Object>();
    line.put("room", input.stage());
    line.put("about", input.key());
    line.put("at", Times.text(input.tick()));
    line.put("input", input.input());
    line.put("reason", input.reason());
    return line;
  }

  private static Map<String, Object> line(Outbox.Waiting waiting) {
    var line = new LinkedHashMap<String, Object>();
    line.put("stream", waiting.stream().name());
    line.put("items", waiting.items());
    line.put("since", Times.text(waiting.since()));
    return line;
  }

  private static Map<String, Object> line(Blocked blocked) {
    var line = new LinkedHashMap<String, Object>();
    line.put("kind", blocked.kind());
    line.put("about", blocked.about().stream().sorted().toList());
    line.put("says", blocked.sentence());
    return line;
  }

  private static Map<String, Object> line(Outbox.Stop stop) {
    var line = new LinkedHashMap<String, Object>();
    line.put("stream", stop.stream().name());
    line.put("target", stop.stream().target());
    line.put("kind", stop.stream().kind().code());
    line.put("reason", stop.reason());
    line.put("since", Times.text(stop.since()));
    return line;
  }
}
