package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cli.Cli;
import dev.caravan.config.ConfigFile;
import dev.caravan.config.Configuration;
import dev.caravan.config.Signatures;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.market.MarketSettings;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import dev.caravan.sandbox.salesforce.Shape;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Two systems full of a market, a data directory, and settings as an admin has them. */
final class RunPlace implements AutoCloseable {
  /** What is kept becomes known now, however long a run takes. */
  static final InstantSource END = InstantSource.fixed(MarketSettings.defaults().end().plusSeconds(1));

  final EloquaStandIn eloqua;
  final SalesforceStandIn salesforce;
  final Path data;
  private final Path config;
  private final AtomicLong ms = new AtomicLong(END.millis());
  /** Goes on with every look at it, so that what was read before is told from what is read after. */
  final InstantSource clock = () -> Instant.ofEpochMilli(ms.getAndIncrement());

  private final InstantSource knowing;
  private final Path home;

  RunPlace(Path folder, Path facts) throws IOException {
    this(folder, facts, Home.SHIPPED, false);
  }

  /** A place whose Salesforce is not as Caravan wants it. */
  static RunPlace inAnOrg(Path folder, Path facts, Shape... shapes) throws IOException {
    return new RunPlace(folder, facts, Home.withoutPauses(folder.resolve("home")), false, shapes);
  }

  /** A place with a folder of routes and connectors that others share. */
  static RunPlace at(Path home, Path folder, Path facts) throws IOException {
    return new RunPlace(folder, facts, home, false, Shape.READY);
  }

  /** A place where what failed is tried again at once. */
  static RunPlace withoutPauses(Path folder, Path facts) throws IOException {
    return new RunPlace(folder, facts, Home.withoutPauses(folder.resolve("home")), false);
  }

  /** A place where what waited {@link #later} also becomes known later, so that clocks ring. */
  static RunPlace whereTimePasses(Path folder, Path facts) throws IOException {
    return new RunPlace(folder, facts, Home.SHIPPED, true);
  }

  /** A place as {@link #runOnce} leaves it that was over the small market, and over nothing before. */
  static RunPlace afterARun(Path folder) throws IOException {
    for (Path file : AfterARun.FILES) {
      Path copy = folder.resolve(AfterARun.FOLDER.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    var place = new RunPlace(folder, folder.resolve(AfterARun.FACTS), Home.SHIPPED, false);
    place.ms.set(AfterARun.ENDED);
    return place;
  }

  /** Made once a JVM, since such a run takes seconds. */
  private static final class AfterARun {
    static final String FACTS = "facts.ndjson";
    static final Path FOLDER;
    static final List<Path> FILES;
    static final long ENDED;

    static {
      try {
        FOLDER = Files.createTempDirectory("after-a-run");
        try (var place = new RunPlace(FOLDER, DemoData.smallMarket(FOLDER.resolve(FACTS)))) {
          Shell.Said said = place.runOnce();
          assertThat(said.code()).as(said.out() + said.err()).isIn(0, 1);
          ENDED = place.ms.get();
        }
        try (Stream<Path> files = Files.walk(FOLDER)) {
          FILES = files.filter(Files::isRegularFile).filter(file -> !file.startsWith(FOLDER.resolve("config"))).toList();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(AfterARun::forget));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void forget() {
      try (Stream<Path> files = Files.walk(FOLDER)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private RunPlace(Path folder, Path facts, Path home, boolean timePasses, Shape... shapes) throws IOException {
    this.home = home;
    knowing = timePasses ? clock : END;
    Files.createDirectories(folder);
    eloqua = EloquaStandIn.open(facts, folder.resolve(DemoData.ELOQUA), clock, 0);
    salesforce = SalesforceStandIn.open(facts, folder.resolve(DemoData.SALESFORCE), clock, 0, shapes);
    data = folder.resolve("data");
    List<String> users = DemoSettings.users(facts);
    config = DemoSettings.write(Path.of("config"), folder.resolve("config"),
        users.isEmpty() ? List.of("nobody@caravan.example") : users);
  }

  /** The settings of the demonstration, looking at once whether a sync is done: stand-ins take no time for it here. */
  static Properties quick(EloquaStandIn eloqua, SalesforceStandIn salesforce) {
    Properties settings = Demo.settings(eloqua, salesforce);
    settings.setProperty("caravan.eloqua.sync-poll-delay", "5");
    return settings;
  }

  /** Types {@code caravan run --once}; what is given takes the place of a right setting. */
  Shell.Said runOnce(String... nameAndValue) throws IOException {
    Properties settings = quick(eloqua, salesforce);
    for (int i = 0; i < nameAndValue.length; i += 2) {
      settings.setProperty(nameAndValue[i], nameAndValue[i + 1]);
    }
    try (Writer file = Files.newBufferedWriter(config.resolve("application.properties"))) {
      settings.store(file, null);
    }
    var out = new StringWriter();
    var err = new StringWriter();
    var cabinet = new Cabinet(clock, knowing, home, new PrintWriter(out), new PrintWriter(err));
    int code = new Cli(cabinet, new PrintWriter(out), new PrintWriter(err), false, clock)
        .run("run", "--once", "--data", data.toString(), "--config", config.toString());
    return new Shell.Said(code, out.toString(), err.toString());
  }

  /** What {@link #runOnce} does once it has opened the house. */
  Shell.Said runOnce(Caravan caravan) throws Exception {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = new Service(home, clock, knowing, new PrintWriter(out), new PrintWriter(err)).once(caravan, false);
    return new Shell.Said(code, out.toString(), err.toString());
  }

  /** Types a command about the data of this place. */
  Shell.Said type(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var all = new java.util.ArrayList<>(java.util.List.of(words));
    all.addAll(java.util.List.of("--data", data.toString(), "--config", config.toString()));
    int code = new Cli(new Cabinet(clock, knowing, Path.of("."), new PrintWriter(out), new PrintWriter(err)),
        new PrintWriter(out), new PrintWriter(err), false, clock).run(all.toArray(String[]::new));
    return new Shell.Said(code, out.toString(), err.toString());
  }

  /** The folder of its settings: those of the demonstration. */
  Path config() {
    return config;
  }

  /** The house that {@link #runOnce} would open. */
  Caravan open() throws IOException {
    return Caravan.open(new Caravan.Plan(data, home, Configuration.load(config),
        quick(eloqua, salesforce), clock, knowing));
  }

  /** Has any three people of a fortnight alarm, as a small market has few who come more often than is usual. */
  void alarmsWhateverIsUsual() throws IOException {
    Path groups = config.resolve("groups.yaml");
    String text = Files.readString(groups).replace("    level: active\n", "    level: active\n    alarms: true\n");
    for (Signatures.Role role : Signatures.Role.values()) {
      text = Signatures.sign(ConfigFile.of("groups.yaml", text), role, "Lee");
    }
    Files.writeString(groups, text);
  }

  /** What waits for a while has waited. */
  void later(Duration duration) {
    ms.addAndGet(duration.toMillis());
  }

  DemoData.Shown shown() {
    return new DemoData.Shown(eloqua.snapshot(), salesforce.snapshot());
  }

  long writes() {
    return eloqua.writes() + salesforce.writes();
  }

  @Override
  public void close() throws IOException {
    eloqua.close();
    salesforce.close();
  }
}
