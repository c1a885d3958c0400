package dev.caravan.cli;

import dev.caravan.outbox.FloodGuard;
import dev.caravan.outbox.Outbox;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a stopped stream of deliveries run again. */
@Command(name = "resume", description = "Let a stopped stream of deliveries, or what a flood kept, run again, after a fix; also beside a running service.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan resume salesforce/assignment --why \"the field was made\"",
        "  caravan resume flood/hand-off --why \"a big fair\"",
        "  caravan resume eloqua --why \"the password was renewed\"",
        "%nWho ordered it and why is kept as a fact. \"doctor\" and \"held\" list the streams that stand still."})
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "STREAM", description = "Which one, such as salesforce/assignment or flood/hand-off; a system's name"
      + " means all of its streams that stand still.")
  String which = "";

  @Mixin Options.Order order = new Options.Order();
  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.Help help = new Options.Help();
  @Spec CommandSpec spec = CommandSpec.create();
  private final Terminal terminal;

  ResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
      Optional<FloodGuard.Kind> flood = Arrays.stream(FloodGuard.Kind.values()).filter(kind -> kind.stream().equals(which)).findFirst();
      if (flood.isPresent()) {
        return letGo(house, flood.get());
      }
      List<Outbox.Stream> stopped = house.outbox().stopped().stream().map(Outbox.Stop::stream).toList();
      List<Outbox.Stream> there = terminal.starters().targets(config.folder).stream().flatMap(target -> target.streams().stream()).toList();
      if (there.stream().noneMatch(this::isMeant)) {
        throw new ParameterException(spec.commandLine(), "\"" + which + "\" is no stream of deliveries; expected one of "
            + names(there) + "; " + standing(stopped));
      }
      List<Outbox.Stream> meant = stopped.stream().filter(this::isMeant).toList();
      if (meant.isEmpty() || house.resume(meant, order.by, order.why) == 0) {
        terminal.say(which + " does not stand still, so nothing was changed; " + standing(stopped) + ".");
        return Cli.FINDINGS;
      }
      terminal.say(names(meant) + (meant.size() == 1 ? " runs" : " run") + " again with the next delivery.");
      return Cli.FINE;
    }
  }

  private int letGo(Starters.House house, FloodGuard.Kind flood) {
    long items = house.outbox().floods().open().stream().filter(each -> each.kind() == flood).mapToLong(FloodGuard.Flood::items).sum();
    if (!house.letGo(flood, order.by, order.why)) {
      terminal.say(which + " does not stand still, so nothing was changed.");
      return Cli.FINDINGS;
    }
    terminal.say(which + " runs again; " + Terminal.count(items, "record") + " are written with the next delivery.");
    return Cli.FINE;
  }

  private boolean isMeant(Outbox.Stream stream) {
    return stream.name().equals(which) || stream.target().equals(which);
  }

  private static String standing(List<Outbox.Stream> stopped) {
    return stopped.isEmpty() ? "none stands still" : "of these, " + names(stopped)
        + (stopped.size() == 1 ? " stands still" : " stand still");
  }

  private static String names(List<Outbox.Stream> streams) {
    return streams.stream().map(Outbox.Stream::name).collect(Collectors.joining(", "));
  }
}
