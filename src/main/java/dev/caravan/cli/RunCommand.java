package dev.caravan.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The scheduled service with the real systems. */
@Command(name = "run", description = "Keep the systems named in the settings in step, on schedule.",
    footerHeading = "%nExamples:%n", footer = {"  caravan run", "  caravan run --once --dry-run",
        "  caravan run --deliver-only",
        "%nExit code 1 if records were parked, or a system or a stream takes nothing."})
final class RunCommand implements Callable<Integer> {
  @Option(names = "--once", description = "One round, then end.")
  boolean once;

  @Option(names = "--dry-run", description = "Everything but the writes; list what would be written.")
  boolean dryRun;

  @Option(names = "--deliver-only",
      description = "Only deliver what is due, beside the process that reads and decides; needs PostgreSQL.")
  boolean deliverOnly;

  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.Help help = new Options.Help();
  private final Starters.Command<Starters.RunOptions> service;

  RunCommand(Starters.Command<Starters.RunOptions> service) {
    this.service = service;
  }

  @Override
  public Integer call() throws Exception {
    return service.run(new Starters.RunOptions(once, dryRun, deliverOnly, data.folder, config.folder));
  }
}
