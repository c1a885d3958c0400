package dev.caravan.app;

import dev.caravan.cli.BeforeLive;
import dev.caravan.cli.CannotStart;
import dev.caravan.cli.Starters;
import dev.caravan.config.ConfigException;
import dev.caravan.config.Configuration;
import dev.caravan.config.Diagnostic;
import dev.caravan.config.Diagnostics;
import dev.caravan.insight.RunReport;
import dev.caravan.insight.Withheld;
import dev.caravan.journal.People;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Mode;
import dev.caravan.outbox.Outbox;
import dev.caravan.routefolder.RouteFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The scheduled service with the real systems of {@code config/application.properties}. */
final class Service implements Starters.Command<Starters.RunOptions> {
  private static final int LOOKS_EVERY_SECONDS = 5;
  private static final int DELIVERS_EVERY_SECONDS = 1;

  private final Path home;
  private final InstantSource clock;
  private final InstantSource knowing;
  private final PrintWriter out;
  private final PrintWriter err;

  Service(Path home, InstantSource clock, InstantSource knowing, PrintWriter out, PrintWriter err) {
    this.home = home;
    this.clock = clock;
    this.knowing = knowing;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(Starters.RunOptions options) throws Exception {
    var watch = new SettingsWatch(home, options.config(), clock);
    Configuration configuration = Configuration.load(options.config()).orThrow();
    ApplicationProperties settings = ApplicationProperties.load(options.config(), System.getenv());
    refuse(PropertyMistakes.ofFile(settings, home, clock));
    if (options.deliverOnly()) {
      refuse(PropertyMistakes.all(settings, home, clock));
      return deliverOnly(options, configuration, settings);
    }
    Mode mode = Launch.from(settings).mode();
    List<Diagnostic> open = BeforeLive.of(configuration, mode).refuses();
    if (!open.isEmpty()) {
      throw new CannotStart("the settings are not ready for caravan.mode = " + mode.code() + ":\n" + Diagnostics.render(open)
          + "\nSee what they would change with \"caravan preview --config " + options.config()
          + "\"; until then run with caravan.mode = shadow, which writes nothing.");
    }
    refuse(PropertyMistakes.all(settings, home, clock));
    if (options.dryRun() && !StoreSettings.from(settings).isFile()) {
      throw new CannotStart("--dry-run works on a copy of the data, which it can make of a SQLite file only, and"
          + " caravan.store names PostgreSQL; copy the database with its own tools, and point caravan.store to the copy");
    }
    Path data = options.dryRun() ? copy(options.data()) : options.data();
    try (var caravan = Caravan.open(new Caravan.Plan(data, home, configuration, settings.asWritten(), clock, knowing))) {
      caravan.activation().ifPresent(this::say);
      if (!options.once() && !options.dryRun()) {
        caravan.start(true);
        running(caravan, "Caravan is running over " + where(settings, data));
        return keepUp(caravan, watch, this::say, () -> lastWords(caravan)) ? 0 : 2;
      }
      return once(caravan, options.dryRun());
    } finally {
      if (options.dryRun()) {
        delete(data);
      }
    }
  }

  /** One round over a house that was just opened; returns the exit code. */
  int once(Caravan caravan, boolean dryRun) throws Exception {
    caravan.start(false);
    int code = tell(caravan, new OneRun(caravan, clock, this::say)
        .carryOut(dryRun ? "dry run" : "sync", !dryRun, () -> calls(caravan)));
    if (dryRun) {
      Map<Boolean, List<Outbox.Entry>> due = caravan.outbox().entries(List.of(Outbox.State.DUE), Integer.MAX_VALUE).stream()
          .collect(Collectors.partitioningBy(entry -> caravan.outbox().mode().writes(entry.kind())));
      list(caravan, "Would be written: ", due.getOrDefault(true, List.of()));
      if (caravan.outbox().mode() != Mode.LIVE) {
        list(caravan, "Would be written if caravan.mode were live: ", due.getOrDefault(false, List.of()));
      }
    }
    out.flush();
    return code;
  }

  private void list(Caravan caravan, String what, List<Outbox.Entry> entries) {
    out.println(what + entries.size());
    entries.forEach(entry -> out.println("  " + entry.target() + "  " + entry.kind().code() + "  "
        + record(caravan.journal().people(), entry)));
  }

  /** The record an item is for, without saying whose it is. */
  private static String record(People people, Outbox.Entry entry) {
    boolean group = entry.kind() == Decision.Kind.GROUP || entry.key().indexOf('|') > 0;
    return group ? "buying group " + entry.key() : people.records(entry.key(), entry.target()).orElse("no record yet");
  }

  private int deliverOnly(Starters.RunOptions options, Configuration configuration, ApplicationProperties settings)
      throws Exception {
    if (options.dryRun()) {
      throw new CannotStart("--deliver-only and --dry-run: a delivery that writes nothing is none; name one of the two");
    }
    var plan = new Caravan.Plan(options.data(), home, configuration, settings.asWritten(), clock).delivering();
    try (var caravan = Caravan.open(plan)) {
      caravan.start(false);
      if (!options.once()) {
        running(caravan, "Caravan is delivering from " + where(settings, options.data()));
        var watch = new BlockedNotifier(caravan);
        untilStopped(caravan, this::say, DELIVERS_EVERY_SECONDS, goOn -> {
          caravan.deliver(goOn);
          watch.look().forEach(this::say);
          return true;
        }, () -> lastWords(caravan));
        return 0;
      }
      int code = tell(caravan, new OneRun(caravan, clock, this::say).deliver(() -> calls(caravan)));
      out.flush();
      return code;
    }
  }

  private static Map<String, Long> calls(Caravan caravan) {
    return Map.of("salesforce", caravan.salesforceUsage().made());
  }

  private static String where(ApplicationProperties settings, Path data) {
    StoreSettings store = StoreSettings.from(settings);
    return store.isFile() ? data.toString() : store.shown();
  }

  private void running(Caravan caravan, String what) {
    Mode mode = caravan.outbox().mode();
    out.println(what + (mode == Mode.LIVE ? "" : " in mode " + mode.code()) + ". Stop it with Ctrl-C; nothing is lost by that.");
    out.flush();
  }

  private void lastWords(Caravan caravan) {
    Withheld.of(caravan.outbox()).lines().forEach(out::println);
    out.flush();
  }

  private int tell(Caravan caravan, RunReport report) {
    out.print(report.text());
    if (caravan.troubles().count() > 0) {
      out.println("Nothing was lost: the next run begins where this one stopped. `./caravan doctor` looks for the cause.");
    }
    return caravan.troubles().count() > 0 ? 2 : report.hasFindings() ? 1 : 0;
  }

  /**
   * Stays until the process is asked to end; takes in changed routes, tells of changed settings, and says what goes
   * wrong. Gives back false if another engine has taken over.
   *
   * @param last what is done when the routes are at rest, before the process ends
   */
  static boolean keepUp(Caravan caravan, SettingsWatch settings, Consumer<String> say, Last last) throws Exception {
    var watch = new BlockedNotifier(caravan);
    return untilStopped(caravan, say, LOOKS_EVERY_SECONDS, goOn -> {
      watch.look().forEach(say);
      if (!caravan.isInCharge()) {
        say.accept("Another engine has taken over this database while it could not be reached from here; this one ends");
        return false;
      }
      RouteFolder.Change change = caravan.reloadRoutes();
      if (!(change instanceof RouteFolder.Change.Unchanged)) {
        say.accept(change.sentence());
      }
      settings.look().ifPresent(say);
      return true;
    }, last);
  }

  /** What is done again and again; false ends it. */
  private interface Round {
    boolean done(BooleanSupplier goOn) throws Exception;
  }

  /** What is done once, at the end. */
  interface Last {
    void done() throws Exception;
  }

  private static boolean untilStopped(Caravan caravan, Consumer<String> say, int everySeconds, Round round, Last last)
      throws Exception {
    var stop = new CountDownLatch(1);
    var atRest = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      stop.countDown();
      try {
        // Ending is tidier than being cut off, though both lose nothing.
        if (atRest.await(20, TimeUnit.SECONDS)) {
          ended.await(60, TimeUnit.SECONDS);
        } else {
          say.accept("The routes did not stop in time; what they had in hand is done again at the next start");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }));
    boolean goesOn = true;
    try {
      while (goesOn && !stop.await(everySeconds, TimeUnit.SECONDS)) {
        goesOn = round.done(() -> stop.getCount() > 0);
      }
      caravan.rest();
      atRest.countDown();
      last.done();
      caravan.close();
      return goesOn;
    } finally {
      atRest.countDown();
      ended.countDown();
    }
  }

  private static void refuse(List<Diagnostic> mistakes) {
    if (!mistakes.isEmpty()) {
      throw new ConfigException(mistakes);
    }
  }

  /** A data directory of its own for a dry run, beside whoever works in the real one. */
  private static Path copy(Path data) throws IOException {
    Path copy = Files.createTempDirectory("caravan-dry-run");
    if (Files.isDirectory(data)) {
      try (var files = Files.list(data)) {
        for (Path file : files.filter(each -> each.getFileName().toString().startsWith("caravan.db")).toList()) {
          Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return copy;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void say(String what) {
    err.println(what);
    err.flush();
  }
}
