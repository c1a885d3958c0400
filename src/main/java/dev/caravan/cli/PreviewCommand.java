package dev.caravan.cli;

import dev.caravan.config.Configuration;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.GoLive;
import dev.caravan.model.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says before settings go live what they would change; writes nothing. */
@Command(name = "preview", sortOptions = false,
    description = "Show what other settings would change: ratings, MQLs, hand-offs, enrolments, and what would be written.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan preview --config my-config", "  caravan preview --config my-config --facts facts.ndjson --json",
        "%nAll facts known so far go through the settings of today and through those of DIR, in memory. When DIR goes live"
            + " (\"caravan run --config DIR\"), what is listed is what happens."})
final class PreviewCommand implements Callable<Integer> {
  @Option(names = "--config", required = true, paramLabel = "DIR", description = "Folder of the settings to be judged.")
  Path config = Path.of("");

  @Option(names = "--against", paramLabel = "DIR", defaultValue = "${sys:caravan.config:-config}",
      description = "Settings of today, where the data do not know them (default: ${DEFAULT-VALUE}).")
  Path against = Path.of("config");

  @Option(names = "--facts", paramLabel = "FILE_OR_DIR",
      description = "Take the facts from NDJSON files in place of the data directory.")
  @Nullable Path facts;

  @Mixin Options.Data data = new Options.Data();
  @Mixin Options.AsJson json = new Options.AsJson();
  @Mixin Options.Help help = new Options.Help();
  private final Terminal terminal;

  PreviewCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Configuration settings = Configuration.load(config);
    Preview preview = facts == null ? overData(settings) : overFiles(Pipeline.of(settings), facts);
    if (json.asked) {
      terminal.json(preview.json());
    } else {
      preview.lines().forEach(terminal::say);
    }
    return Cli.FINE;
  }

  private Preview overFiles(Pipeline then, Path files) throws IOException {
    Pipeline now = Pipeline.of(Configuration.load(against));
    var read = new ArrayList<Fact>();
    ReplayCommand.read(terminal, files, read, new ArrayList<>());
    try (Starters.Progress ignored = terminal.progress("Replaying twice", -1)) {
      var before = terminal.starters().replay(now, read, OptionalLong.empty());
      return new Preview(now.version(), before, then.version(), then.goLive(),
          terminal.starters().replay(then, read, OptionalLong.empty()), terminal.starters().targets(config));
    }
  }

  private Preview overData(Configuration settings) {
    try (Starters.House house = terminal.starters().house(data.folder, against);
        Starters.Progress ignored = terminal.progress("Replaying twice", -1)) {
      long worked = house.journal().position();
      if (worked == Long.MIN_VALUE) {
        throw new CannotStart(data.folder + ": nothing has been decided there yet, so nothing can change; run once first,"
            + " or name facts with --facts");
      }
      Optional<Configuration> live = house.settingsAt(Long.MAX_VALUE);
      GoLive acting = house.goLiveAt(Long.MAX_VALUE);
      Pipeline now = Pipeline.of(live.isPresent() ? live.get() : Configuration.load(against), acting);
      // They would go live behind what has been worked off; what was done until then is remembered, and nothing is done again.
      Pipeline then = Pipeline.of(settings, acting.acts(worked) ? acting.again(worked + 1) : acting);
      var before = terminal.starters().replayStamped(now, house.history(now.goLive()), worked);
      return new Preview(now.version(), before, then.version(), then.goLive(),
          terminal.starters().replayStamped(then, house.history(then.goLive()), worked), terminal.starters().targets(config));
    }
  }
}
