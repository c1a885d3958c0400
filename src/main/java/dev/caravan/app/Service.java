package dev.caravan.app;

import dev.caravan.cli.CannotStart;
import dev.caravan.cli.Starters;
import dev.caravan.config.Configuration;
import dev.caravan.insight.RunReport;
import dev.caravan.outbox.Outbox;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The scheduled service with the real systems of {@code config/application.properties}. */
final class Service implements Starters.Command<Starters.RunOptions> {
  private static final int LOOKS_EVERY_SECONDS = 5;

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
    var watch = new SettingsWatch(home, options.config());
    Configuration configuration = Configuration.load(options.config()).orThrow();
    Properties settings = settings(options.config().resolve("application.properties"));
    Path data = options.dryRun() ? copy(options.data()) : options.data();
    try (var caravan = Caravan.open(new Caravan.Plan(data, home, configuration, settings, clock, knowing))) {
      if (!options.once() && !options.dryRun()) {
        caravan.start(true);
        out.println("Caravan is running over " + data + ". Stop it with Ctrl-C; nothing is lost by that.");
        out.flush();
        keepUp(caravan, watch, this::say);
        return 0;
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
    RunReport report = new OneRun(caravan, clock, this::say).carryOut(dryRun ? "dry run" : "sync", !dryRun,
        () -> Map.of("salesforce", caravan.salesforceUsage().made()));
    out.print(report.text());
    if (caravan.troubles().count() > 0) {
      out.println("Nothing was lost: the next run begins where this one stopped. `./caravan doctor` looks for the cause.");
    }
    if (dryRun) {
      List<Outbox.Entry> due = caravan.outbox().entries(List.of(Outbox.State.DUE), Integer.MAX_VALUE);
      out.println("Would be written: " + due.size());
      due.forEach(entry -> out.println("  " + entry.target() + "  " + entry.kind().code() + "  " + entry.id()));
    }
    out.flush();
    return caravan.troubles().count() > 0 ? 2 : report.hasFindings() ? 1 : 0;
  }

  /** Stays until the process is asked to end; takes in changed routes, tells of changed settings. */
  static void keepUp(Caravan caravan, SettingsWatch settings, Consumer<String> say) throws Exception {
    var stop = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      stop.countDown();
      try {
        // Ending is tidier than being cut off, though both lose nothing.
        if (!stopped.await(20, TimeUnit.SECONDS)) {
          say.accept("The routes did not stop in time; what they had in hand is done again at the next start");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }));
    try {
      while (!stop.await(LOOKS_EVERY_SECONDS, TimeUnit.SECONDS)) {
        RouteFolder.Change change = caravan.reloadRoutes();
        if (!(change instanceof RouteFolder.Change.Unchanged)) {
          say.accept(change.sentence());
        }
        settings.look().ifPresent(say);
      }
      caravan.close();
    } finally {
      stopped.countDown();
    }
  }

  private static Properties settings(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new CannotStart(file + ": no such file; it names the systems to connect, see docs/admin.md");
    }
    var settings = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      settings.load(reader);
    }
    return settings;
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
