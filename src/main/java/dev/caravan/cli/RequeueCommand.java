package dev.caravan.cli;

import dev.caravan.outbox.Outbox;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets parked records go again after a fix. */
@Command(name = "requeue", description = "Let parked or held records go again, after a fix.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan requeue --all --why \"the field was made\"",
        "  caravan requeue ID --why \"the lead was merged\"",
        "%nWho ordered it and why is kept as a fact. IDs are those of \"parked\" and \"held\"; one of several that are"
            + " parked for a person and cause takes the others along."})
final class RequeueCommand implements Callable<Integer> {
  private static final int EVERYTHING = 1_000_000;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Which records.")
  List<String> ids = new ArrayList<>();

  @Option(names = "--all", description = "All that are parked.")
  boolean all;

  @Mixin Options.Order order = new Options.Order();
  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.Help help = new Options.Help();
  @Spec CommandSpec spec = CommandSpec.create();
  private final Terminal terminal;

  RequeueCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (all != ids.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Which records? Name their ids, or say --all (not both).");
    }
    try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
      List<Outbox.Parked> parked = house.outbox().parked(EVERYTHING);
      var which = new LinkedHashSet<>(ids);
      // Who is in trouble goes again as a whole, whichever of their items is named.
      parked.stream().filter(row -> all || row.ids().stream().anyMatch(ids::contains)).forEach(row -> which.addAll(row.ids()));
      int again = which.isEmpty() ? 0 : house.requeue(List.copyOf(which), order.by, order.why);
      terminal.say(Terminal.count(again, "record") + " will go again with the next delivery.");
      if (again < which.size()) {
        terminal.say(Terminal.count(which.size() - again, "record") + " of those named are neither parked nor held.");
        return Cli.FINDINGS;
      }
      return Cli.FINE;
    }
  }
}
