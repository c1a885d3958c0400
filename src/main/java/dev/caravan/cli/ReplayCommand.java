package dev.caravan.cli;

import dev.caravan.audit.ToldToNobody;
import dev.caravan.config.Configuration;
import dev.caravan.engine.GoLive;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Fact;
import dev.caravan.parse.Moments;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.routing.ForLive;
import dev.caravan.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Facts from files through the rooms, in memory; what came of it as files that are the same for the same facts. */
@Command(name = "replay", sortOptions = false,
    description = "Carry facts from files through the rooms, without connectors and without a store.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan replay --facts facts.ndjson --out out",
        "  caravan replay --facts history/ --config my-config --as-of 2026-03-02 --out out",
        "  caravan replay --facts history/ --host flink --parallelism 2 --out out",
        "%nWrites people.ndjson, groups.ndjson, hand-offs.ndjson, decisions.ndjson and report.json. Ends with how many"
            + " people qualified and are told to nobody. Rows that are no facts are set aside and listed in the report;"
            + " exit code 1 only if a room could not take a fact."})
public final class ReplayCommand implements Callable<Integer> {
  private static final int SHOWN_ASIDE = 5;
  private static final Pattern EMAIL = Pattern.compile("[^@ ,\\[\\]{}\"']+@[^@ ,\\[\\]{}\"']+");

  @Option(names = "--facts", required = true, paramLabel = "FILE_OR_DIR",
      description = "An NDJSON file of CloudEvents, or a folder of *.ndjson; .gz too.")
  Path facts = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR",
      description = "Folder for the results; made if missing.")
  Path out = Path.of("");

  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.AsOf asOf = new Options.AsOf();

  @Option(names = "--go-live", paramLabel = "TIME", converter = Options.Moment.class,
      description = "Before it nobody is handed over, told or enrolled (default: everything counts from the first fact on).")
  @Nullable Long goLive;

  @Option(names = "--host", paramLabel = "HOST", defaultValue = "embedded",
      description = "What carries the facts: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Host host = Host.embedded;

  @Option(names = "--parallelism", paramLabel = "N",
      description = "How many keys are worked on at a time (default: as many as there are cores).")
  int parallelism = Runtime.getRuntime().availableProcessors();

  @Mixin Options.Help help = new Options.Help();
  private final Terminal terminal;

  /** Hosts as they are typed. */
  enum Host { embedded, flink }

  ReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (parallelism < 1) {
      throw new CannotStart("--parallelism " + parallelism + ": at least 1 key must be worked on at a time");
    }
    Path work = Files.createTempDirectory("caravan-replay");
    try {
      return replay(settings(work));
    } finally {
      WorkFolder.remove(work);
    }
  }

  private int replay(Path settings) throws IOException {
    Configuration configuration = Configuration.load(settings);
    Pipeline engine = Pipeline.of(configuration, acting());
    ready(out);
    Starters.Carried carried = host == Host.flink ? onFlink(settings) : inMemory(engine);
    FactFiles.Counts counts = carried.counts();
    List<Arrival.SetAside> aside = carried.setAside();
    var files = new ReplayFiles(carried.replayed(), counts, aside, configuration, engine);
    ToldToNobody lost = files.write(out);
    terminal.say(Terminal.count(counts.read(), "row") + " read: " + Terminal.count(counts.kept(), "fact") + ", "
        + counts.repeated() + " repeated, " + counts.setAside() + " set aside.");
    aside.stream().limit(SHOWN_ASIDE).forEach(row ->
        terminal.say("  " + row.place() + ":" + row.line() + ": " + row.reason()));
    if (aside.size() > SHOWN_ASIDE) {
      terminal.say("  … the others are listed in report.json");
    }
    terminal.say(files.summary());
    terminal.say("Written to " + out + ".");
    LostPeople.tell(lost, out.resolve("report.json").toString(), terminal::say);
    return carried.replayed().poisoned().isEmpty() ? Cli.FINE : Cli.FINDINGS;
  }

  /**
   * The folder of the settings. As shipped, no pool has a member, and nobody would be handed anything; so where no settings are
   * named, the active users of the facts take turns, as they do in the demonstration.
   */
  private Path settings(Path work) throws IOException {
    boolean named = config.command.commandLine().getParseResult().hasMatchedOption("--config");
    boolean empty = ForLive.missing(Configuration.load(config.folder).file("routing")).stream()
        .anyMatch(each -> each.code().equals(ForLive.WITHOUT_MEMBERS));
    if (named || !empty) {
      return config.folder;
    }
    var users = new TreeSet<String>();
    FactFiles.read(facts, latest(), fact -> {
      if (fact instanceof Fact.User user && user.active() && EMAIL.matcher(user.email()).matches()) {
        users.add(user.email().toLowerCase(Locale.ROOT));
      } else if (fact instanceof Fact.User user) {
        users.remove(user.email().toLowerCase(Locale.ROOT));
      }
    }, row -> { });
    if (users.isEmpty()) {
      return config.folder;
    }
    terminal.note("Note: " + config.folder + " has pools without members; " + Terminal.count(users.size(), "active user")
        + " of the facts take turns in them. Name settings with --config to replay by them as they are.");
    return terminal.starters().staffed(config.folder, List.copyOf(users), work.resolve("config"));
  }

  private GoLive acting() {
    return goLive == null ? GoLive.FROM_THE_START : new GoLive(goLive);
  }

  private Starters.Carried inMemory(Pipeline engine) throws IOException {
    var read = new ArrayList<Fact>();
    var aside = new ArrayList<Arrival.SetAside>();
    FactFiles.Counts counts = read(terminal, facts, latest(), read, aside);
    try (Starters.Progress ignored = terminal.progress("Replaying", -1)) {
      return new Starters.Carried(counts, aside,
          terminal.starters().replay(engine, read, asOf.asked(), parallelism));
    }
  }

  private Starters.Carried onFlink(Path settings) throws IOException {
    try (Starters.Progress ignored = terminal.progress("Replaying on Flink", -1)) {
      return terminal.starters().replayOnFlink(settings, acting(), facts, asOf.asked(), latest(), parallelism);
    }
  }

  /** The last moment at which anything can have been recorded: now, or where somebody asks as of a later one, then. */
  private long latest() {
    return Moments.latest(Math.max(terminal.clock().millis(), asOf.asked().orElse(Long.MIN_VALUE)));
  }

  /** Finds out before the long work whether its result can be kept. */
  static void ready(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new CannotStart(folder + ": is a file; expected a folder for the results; name another with --out");
    }
    OwnerOnly.folder(folder);
    if (!Files.isWritable(folder)) {
      throw new CannotStart(folder + ": cannot be written; check who owns it, or name another folder with --out");
    }
  }

  public static FactFiles.Counts read(Terminal terminal, Path from, List<Fact> facts, List<Arrival.SetAside> aside)
      throws IOException {
    return read(terminal, from, Moments.latest(terminal.clock().millis()), facts, aside);
  }

  private static FactFiles.Counts read(Terminal terminal, Path from, long latest, List<Fact> facts, List<Arrival.SetAside> aside)
      throws IOException {
    try (Starters.Progress progress = terminal.progress("Reading", -1)) {
      return FactFiles.read(from, latest, fact -> {
        facts.add(fact);
        if (facts.size() % 10_000 == 0) {
          progress.step(facts.size());
        }
      }, aside::add);
    }
  }
}
