package dev.caravan.cli;

import dev.caravan.insight.IdentityReport;
import dev.caravan.insight.Sheet;
import dev.caravan.journal.Arrival;
import dev.caravan.model.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who is who, and by what. */
@Command(name = "identity", sortOptions = false,
    description = "Which addresses, records and browsers are one person, which facts named two, and which rows named nobody.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan report identity", "  caravan report identity --facts history/ --csv > identity.csv",
        "%nNames people. Exit code 1 if a row named nobody or a fact named two."})
final class IdentityCommand implements Callable<Integer> {
  private static final int MOST_ASIDE = 100_000;

  @Option(names = "--facts", paramLabel = "FILE_OR_DIR",
      description = "Fact files in place of the journal: an NDJSON file, or a folder of *.ndjson; .gz too.")
  @Nullable Path facts;

  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.Config config = new Options.Config();
  @ArgGroup ReportCommand.Form form = new ReportCommand.Form();
  @Mixin Options.Help help = new Options.Help();
  private final Terminal terminal;

  IdentityCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Sheet sheet = sheet();
    if (form.json) {
      terminal.json(sheet.json());
    } else {
      terminal.say((form.csv ? sheet.csv() : sheet.text()).stripTrailing());
    }
    return sheet.rows().stream().allMatch(row -> row.get(0).equals("joined")) ? Cli.FINE : Cli.FINDINGS;
  }

  private Sheet sheet() throws IOException {
    var aside = new ArrayList<Arrival.SetAside>();
    if (facts != null) {
      var read = new ArrayList<Fact>();
      ReplayCommand.read(terminal, facts, read, aside);
      return IdentityReport.of(read, aside);
    }
    try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
      List<Fact> read = ExplainCommand.facts(house.journal().all(Long.MIN_VALUE), OptionalLong.empty());
      return IdentityReport.of(read, house.journal().setAside(MOST_ASIDE));
    }
  }
}
