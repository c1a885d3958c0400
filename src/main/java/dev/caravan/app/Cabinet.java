package dev.caravan.app;

import dev.caravan.bench.BenchCommand;
import dev.caravan.cli.CannotStart;
import dev.caravan.cli.Starters;
import dev.caravan.cli.Terminal;
import dev.caravan.config.ConfigException;
import dev.caravan.config.Configuration;
import dev.caravan.config.Diagnostic;
import dev.caravan.config.Diagnostics;
import dev.caravan.connectors.eloqua.EloquaMapping;
import dev.caravan.connectors.mail.MailSettings;
import dev.caravan.connectors.salesforce.SalesforceMapping;
import dev.caravan.desk.DeskView;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.KeyRun;
import dev.caravan.engine.States;
import dev.caravan.host.Outcome;
import dev.caravan.host.ReplayHost;
import dev.caravan.host.embedded.Replay;
import dev.caravan.insight.Inquiry;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Mode;
import dev.caravan.outbox.Outbox;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.pipeline.PersonView;
import dev.caravan.routefolder.RouteFolder;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import dev.caravan.store.DataDirectory;
import dev.caravan.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the commands are given. */
final class Cabinet implements Starters {
  private final InstantSource clock;
  private final InstantSource knowing;
  private final Path home;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * What the commands are given.
   *
   * @param home folder that holds {@code routes/} and {@code connectors/}
   */
  Cabinet(InstantSource clock, Path home, PrintWriter out, PrintWriter err) {
    this(clock, clock, home, out, err);
  }

  /** Where the facts of {@code run} become known by another clock, as {@link Caravan.Plan} says. */
  Cabinet(InstantSource clock, InstantSource knowing, Path home, PrintWriter out, PrintWriter err) {
    this.clock = clock;
    this.knowing = knowing;
    this.home = home;
    this.out = out;
    this.err = err;
  }

  @Override
  public Optional<Command<DemoOptions>> demo(Bars bars) {
    return Optional.of(new Demo(home, out, err, bars));
  }

  @Override
  public Optional<Command<RunOptions>> service() {
    return Optional.of(new Service(home, clock, knowing, out, err));
  }

  @Override
  public Fresh freshness(FreshnessOptions options, Consumer<String> say) throws IOException {
    return new FreshnessTrial(home, options, say).measure();
  }

  /** A replay and the engine it went through. */
  private record InMemory(Pipeline engine, Outcome outcome) implements Replayed {
    @Override
    public long asOf() {
      return outcome.asOf();
    }

    @Override
    public List<Decision> decisions() {
      return outcome.decisions();
    }

    @Override
    public List<KeyRun.Poisoned> poisoned() {
      return outcome.poisoned();
    }

    @Override
    public Iterable<Map<String, Object>> people() {
      return outcome.people();
    }

    @Override
    public Iterable<Map<String, Object>> groups() {
      return outcome.groups();
    }

    @Override
    public Optional<PersonView> person(String emailOrId) {
      return engine.person(outcome.states(), emailOrId, outcome.asOf());
    }

    @Override
    public DeskView desk() {
      return engine.desk(outcome.states(), outcome.asOf());
    }
  }

  @Override
  public Replayed replay(Pipeline engine, List<Fact> facts, OptionalLong asOf, int parallelism) {
    return new InMemory(engine, new Replay(engine, parallelism).run(facts, asOf.orElse(Long.MAX_VALUE)));
  }

  @Override
  public Replayed replayStamped(Pipeline engine, Iterable<Fact> facts, long until) {
    return new InMemory(engine, new Replay(engine).runStamped(facts, until));
  }

  @Override
  public List<Outbox.Target> targets(Path config) {
    return Targets.of(ApplicationProperties.load(config, System.getenv()));
  }

  @Override
  public String mail(Path config) {
    return MailSettings.from(ApplicationProperties.load(config, System.getenv())::get).sentence();
  }

  @Override
  public Carried replayOnFlink(Path config, GoLive goLive, Path facts, OptionalLong asOf, long latest, int parallelism) throws IOException {
    ReplayHost.Carried carried;
    try {
      carried = flink().replay(config, goLive, facts, asOf.orElse(Long.MAX_VALUE), latest, parallelism);
    } catch (ReplayHost.BrokenOff e) {
      throw new CannotStart(e.getMessage() + "; nothing was written; try again with a lower --parallelism or more memory"
          + " (CARAVAN_JAVA_OPTS=-Xmx…)", e);
    }
    return new Carried(carried.counts(), carried.setAside(),
        new InMemory(Pipeline.of(Configuration.load(config), goLive), carried.outcome()));
  }

  private static ReplayHost flink() {
    try {
      return ServiceLoader.load(ReplayHost.class).findFirst().orElseThrow();
    } catch (ServiceConfigurationError | NoClassDefFoundError | NoSuchElementException e) {
      throw new CannotStart("Flink is not on the class path; start with ./caravan, which fetches it for --host flink,"
          + " or put the jars of Flink 2.2 there", e);
    }
  }

  @Override
  public void replay(Pipeline engine, List<Fact> facts, SortedSet<Long> stops, Stop stop) {
    new Replay(engine).run(facts, stops, (states, moment) -> {
      var held = new Held(states, new HashMap<>());
      stop.at(moment, who -> engine.person(held, who, moment - 1));
    });
  }

  /** States that are not to change for a while: each stage's are looked up once, however many people are asked for. */
  private record Held(States states, Map<String, SortedMap<String, Record>> known) implements States {
    @Override
    public SortedMap<String, Record> heads(String stage) {
      return known.computeIfAbsent(stage, states::heads);
    }

    @Override
    public SortedMap<String, Record> entries(String stage, String key) {
      return states.entries(stage, key);
    }
  }

  @Override
  public List<Inquiry> inquire(Path data, Path config) {
    return new Inquiries(home, clock).ask(data, config);
  }

  @Override
  public List<Object> more(Terminal terminal) {
    return List.of(new BenchCommand(terminal));
  }

  @Override
  public Path staffed(Path config, List<String> users, Path to) throws IOException {
    return DemoSettings.write(config, to, users);
  }

  /** The store of a data directory. */
  static Path database(Path data) {
    return data.resolve("caravan.db");
  }

  /** A directory with a store of its own is what it is, whatever the settings say: that of a demonstration, for one. */
  private static StoreSettings store(Path data, Path config) {
    return Files.exists(database(data)) ? new StoreSettings("", "", "", Outbox.Worker.LEASE)
        : StoreSettings.of(config, System.getenv());
  }

  @Override
  public House house(Path data, Path config) {
    if (store(data, config).isFile() && !Files.exists(database(data))) {
      throw new CannotStart(data + ": no data there; name the right folder with --data, or run something first");
    }
    return anyHouse(data, config);
  }

  /** The same, made if it is not there. */
  House anyHouse(Path data, Path config) {
    return open(() -> store(data, config).open(data), clockOf(data));
  }

  @Override
  public House newHouse(Path data) {
    return open(() -> Store.sqlite(database(data)), clock);
  }

  @Override
  public Rescoring rescoring(Path data) {
    return new dev.caravan.app.Rescoring(data, clock);
  }

  /** A demonstration has a time of its own, also for whoever looks in. */
  private InstantSource clockOf(Path data) {
    try {
      OptionalLong time = Demo.timeIn(data);
      return time.isEmpty() ? clock : InstantSource.fixed(Instant.ofEpochMilli(time.getAsLong()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private House open(Supplier<Store> store, InstantSource clock) {
    try {
      return new OpenHouse(store.get(), clock);
    } catch (Store.Trouble e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Optional<String> database(Path data, Path config) {
    StoreSettings settings = store(data, config);
    return settings.isFile() ? Optional.empty() : Optional.of(settings.shown());
  }

  @Override
  public Optional<String> worker(Path data, Path config) throws IOException {
    StoreSettings settings = store(data, config);
    if (!settings.isFile()) {
      try (Store store = settings.open(data); Store.Seat ignored = store.takeSeat("a look at who works here")) {
        return Optional.empty();
      } catch (IllegalStateException | Store.Trouble e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
    try (DataDirectory ignored = DataDirectory.lock(data)) {
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<Diagnostic> aroundSettings(Path config) {
    var all = new Diagnostics();
    all.addAll(PropertyMistakes.ofFile(ApplicationProperties.load(config, System.getenv()), home, clock));
    for (String name : environments(config)) {
      var chosen = new HashMap<>(System.getenv());
      chosen.put(ApplicationProperties.CHOSEN, name);
      all.addAll(PropertyMistakes.ofFile(ApplicationProperties.load(config, chosen), home, clock));
    }
    return all.all();
  }

  /** The environments a settings folder has properties for. */
  private static List<String> environments(Path config) {
    Path folder = config.resolve(ApplicationProperties.FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).filter(name -> name.endsWith(ApplicationProperties.ENDING))
          .map(name -> name.substring(0, name.length() - ApplicationProperties.ENDING.length())).sorted().toList();
    } catch (IOException e) {
      throw new CannotStart(folder + ": cannot be read; check who owns it", e);
    }
  }

  @Override
  public Mode mode(Path config) {
    return Mode.of(ApplicationProperties.load(config, System.getenv()).get(Launch.MODE)).orElse(Mode.SHADOW);
  }

  @Override
  public List<Diagnostic> missingInEnvironment(Path config) {
    return PropertyMistakes.all(ApplicationProperties.load(config, System.getenv()), home, clock).stream()
        .filter(mistake -> mistake.code().equals(PropertyMistakes.ENVIRONMENT)).toList();
  }

  @Override
  public long market(Path facts, int people, long seed, double noise) throws IOException {
    MarketSettings settings;
    try {
      settings = MarketSettings.defaults().withPeople(people).withSeed(seed).withNoise(noise);
    } catch (IllegalArgumentException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
    Path truth = facts.resolveSibling("truth.json");
    return Market.generate(settings, facts, truth).facts();
  }

  @Override
  public Optional<Importer> importer() {
    return Optional.of(new Import(this));
  }

  @Override
  public Optional<Teacher> teacher() {
    return Optional.of(new Lessons());
  }

  /** Routes, Kamelets and the mappings of both systems. */
  @Override
  public List<Check> checks() {
    return checks(home);
  }

  static List<Check> checks(Path home) {
    return List.of(
        configuration -> new RouteFolder(home.resolve("routes"), home.resolve("connectors")).check(Caravan.BEANS),
        configuration -> mapping(home, "salesforce", SalesforceMapping::read),
        configuration -> mapping(home, "eloqua", EloquaMapping::load));
  }

  private static List<Diagnostic> mapping(Path home, String system, BiConsumer<Path, String> reader) {
    String shown = "connectors/" + system + "/mapping.yaml";
    try {
      reader.accept(home.resolve(shown), shown);
      return List.of();
    } catch (ConfigException e) {
      return e.diagnostics();
    }
  }

  /** The clock of commands. */
  InstantSource clock() {
    return clock;
  }
}
