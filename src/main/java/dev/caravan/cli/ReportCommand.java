package dev.caravan.cli;

import dev.caravan.config.Configuration;
import dev.caravan.engine.Engine;
import dev.caravan.insight.RuleLift;
import dev.caravan.model.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reports over what has been read. */
@Command(name = "report", description = "Draw up a report over what has been read.", synopsisSubcommandLabel = "REPORT")
final class ReportCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin Options.Help help = new Options.Help();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which report? One of the following.");
  }

  /** Which rules tell who is won. */
  @Command(name = "rules", sortOptions = false,
      description = "Test each rule of scoring against opportunities won and lost.",
      footerHeading = "%nExamples:%n",
      footer = {"  caravan report rules", "  caravan report rules --facts history/ --csv > rules.csv",
          "%nEach person of a decided opportunity counts, with the rules that applied the day before. Exit code 1 if no"
              + " opportunity was decided."})
  static final class Rules implements Callable<Integer> {
    @Option(names = "--facts", paramLabel = "FILE_OR_DIR",
        description = "Fact files in place of the journal: an NDJSON file, or a folder of *.ndjson; .gz too.")
    @Nullable Path facts;

    @Mixin Options.Data data = new Options.Data();
    @Mixin Options.Config config = new Options.Config();
    @ArgGroup Form form = new Form();
    @Mixin Options.Help help = new Options.Help();
    private final Terminal terminal;

    /** One of two. */
    static final class Form {
      @Option(names = "--csv", description = "Print CSV instead of text.")
      boolean csv;

      @Option(names = "--json", description = "Print JSON instead of text.")
      boolean json;
    }

    Rules(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      Configuration configuration = Configuration.load(config.folder);
      Engine engine = Engine.of(configuration);
      List<Fact> read = read();
      RuleLift report;
      try (Starters.Progress ignored = terminal.progress("Testing the rules", -1)) {
        report = RuleLift.of(configuration, read,
            (known, stops, at) -> terminal.starters().replay(engine, known, stops, at::at));
      }
      if (form.json) {
        terminal.json(report.json());
      } else {
        terminal.say((form.csv ? report.csv() : report.text()).stripTrailing());
      }
      return report.isEmpty() ? Cli.FINDINGS : Cli.FINE;
    }

    private List<Fact> read() throws IOException {
      if (facts != null) {
        var read = new ArrayList<Fact>();
        ReplayCommand.read(terminal, facts, read, new ArrayList<>());
        return read;
      }
      try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
        return ExplainCommand.facts(house.journal(), OptionalLong.empty());
      }
    }
  }
}
