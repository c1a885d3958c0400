package dev.caravan.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole way against stand-ins of both systems. */
@Command(name = "demo", sortOptions = false,
    description = "Go the whole way on this computer: stand-ins of Eloqua and Salesforce with a market, and the real"
        + " routes between them.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan demo", "  caravan demo --once --people 500 --seed 7", "  caravan demo --once --json",
        "%nExit code 1 if records were parked, or a system or a stream takes nothing."})
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--once", description = "End after everything due is delivered, and print the run report.")
  boolean once;

  @Option(names = "--people", paramLabel = "N", defaultValue = "2000",
      description = "People of the generated market (default: ${DEFAULT-VALUE}).")
  int people = 2000;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1",
      description = "Another seed is another market (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(names = "--facts", paramLabel = "FILE", description = "Facts to load in place of a generated market.")
  @Nullable Path facts;

  @Option(names = "--mapping", paramLabel = "M.yaml",
      description = "What the columns of that file mean, if it holds no facts.")
  @Nullable Path mapping;

  @Option(names = "--data", paramLabel = "DIR", description = "Keep the data there (default: a new one each time).")
  @Nullable Path data;

  @Option(names = "--port", paramLabel = "P", description = "Port of the console.")
  @Nullable Integer port;

  @Mixin Options.AsJson json = new Options.AsJson();
  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.Help help = new Options.Help();
  private final Starters.Command<Starters.DemoOptions> demo;

  DemoCommand(Starters.Command<Starters.DemoOptions> demo) {
    this.demo = demo;
  }

  @Override
  public Integer call() throws Exception {
    return demo.run(new Starters.DemoOptions(once, people, seed, Optional.ofNullable(facts),
        Optional.ofNullable(mapping), Optional.ofNullable(data),
        port == null ? OptionalInt.empty() : OptionalInt.of(port),
        json.asked, config.folder));
  }
}
