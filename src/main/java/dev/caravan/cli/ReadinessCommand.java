package dev.caravan.cli;

import dev.caravan.config.Configuration;
import dev.caravan.config.Diagnostic;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.insight.Inquiry;
import dev.caravan.insight.Readiness;
import dev.caravan.outbox.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether everything is ready for {@code caravan.mode = live}. */
@Command(name = "readiness", description = "Say whether settings, systems and people are ready for caravan.mode = live.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan readiness", "  caravan readiness --json",
        "%nRun once in shadow before, so that both systems were read; what they lack they are asked anew. Exit code 1 if something is"
            + " left to do; nothing is written."})
final class ReadinessCommand implements Callable<Integer> {
  private static final String EXPECTED = "; expected ";

  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.AsJson json = new Options.AsJson();
  @Mixin Options.Help help = new Options.Help();
  private final Terminal terminal;

  ReadinessCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Configuration settings = Configuration.load(config.folder).orThrow();
    List<Readiness.Line> lines = new ArrayList<>(files(settings));
    List<Inquiry> inquiries;
    try (Starters.Progress ignored = terminal.progress("Asking both systems", -1)) {
      inquiries = terminal.starters().inquire(data.folder, config.folder);
    }
    lines.addAll(Readiness.asked(inquiries));
    try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
      Pipeline engine = Pipeline.of(settings, house.goLiveAt(Long.MAX_VALUE));
      Optional<States> states = house.states(engine);
      if (states.isPresent()) {
        lines.addAll(Readiness.of(house.journal(), house.outbox(), engine, states.get(), inquiries, house.callsAllowed()));
      } else {
        lines.add(unread("nothing has been decided in " + data.folder + " by these settings"));
      }
    } catch (CannotStart e) {
      lines.add(unread(String.valueOf(e.getMessage())));
    }
    long open = lines.stream().filter(each -> !each.fine()).count();
    if (json.asked) {
      terminal.json(lines.stream().map(ReadinessCommand::line).toList());
    } else {
      lines.forEach(each -> terminal.say((each.fine() ? "  ok  " : "  !!  ") + String.format("%-9s", each.about()) + " " + each.sentence()));
      terminal.say(open == 0 ? "Ready for caravan.mode = live." : Terminal.count(open, "thing") + " to settle before caravan.mode = live.");
    }
    return open == 0 ? Cli.FINE : Cli.FINDINGS;
  }

  private static Readiness.Line unread(String what) {
    return new Readiness.Line(false, "data", what, "both systems read at least once",
        "run once in shadow: ./caravan run --once; then ask again");
  }

  private static List<Readiness.Line> files(Configuration settings) {
    List<Diagnostic> open = BeforeLive.of(settings, Mode.SHADOW).warns();
    if (open.isEmpty()) {
      return List.of(new Readiness.Line(true, "files", "all files are signed; pools, escalate_to, contacts_to and stewards are named", "", ""));
    }
    return open.stream().map(each -> {
      int at = each.message().indexOf(EXPECTED);
      String what = each.file() + ":" + each.line() + ": " + (at < 0 ? each.message() : each.message().substring(0, at));
      String rest = at < 0 ? "" : each.message().substring(at + EXPECTED.length());
      int then = rest.indexOf("; ");
      return new Readiness.Line(false, "files", what, then < 0 ? rest : rest.substring(0, then),
          then < 0 ? "write it there, then have the file signed" : rest.substring(then + 2));
    }).toList();
  }

  private static Map<String, Object> line(Readiness.Line each) {
    var line = new LinkedHashMap<String, Object>();
    line.put("about", each.about());
    line.put("fine", each.fine());
    line.put("what", each.what());
    line.put("expected", each.expected());
    line.put("do", each.remedy());
    return line;
  }
}
