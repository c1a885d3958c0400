package dev.caravan.cli;

import dev.caravan.insight.FreshnessReport;
import dev.caravan.insight.Sheet;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long it takes from what somebody did to the task. */
@Command(name = "freshness", sortOptions = false,
    description = "From what a person did to the task a rep sees: p50 and p95 of each step, day by day.",
    footerHeading = "%nExamples:%n", footer = {"  caravan report freshness", "  caravan report freshness --days 7 --csv",
        "%nSteps: happened, recorded (read from its system), decided, accepted by the CRM. Exit code 1 if there is nothing to"
            + " report."})
final class FreshnessCommand implements Callable<Integer> {
  @Option(names = "--days", paramLabel = "N", defaultValue = "30",
      description = "How many days back (default: ${DEFAULT-VALUE}).")
  int days = 30;

  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.Config config = new Options.Config();
  @ArgGroup ReportCommand.Form form = new ReportCommand.Form();
  @Mixin Options.Help help = new Options.Help();
  private final Terminal terminal;

  FreshnessCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (days < 1) {
      throw new CannotStart("--days is " + days + "; expected at least 1");
    }
    Sheet sheet;
    try (Starters.House house = terminal.starters().house(data.folder, config.folder)) {
      sheet = FreshnessReport.sheet(FreshnessReport.stamps(house.journal(), house.outbox(),
          house.now() - Duration.ofDays(days).toMillis()));
    }
    if (form.json) {
      terminal.json(sheet.json());
    } else {
      terminal.say((form.csv ? sheet.csv() : sheet.text()).stripTrailing());
    }
    return sheet.isEmpty() ? Cli.FINDINGS : Cli.FINE;
  }
}
