package dev.caravan.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.audit.RecordTruth;
import dev.caravan.audit.ToldToNobody;
import dev.caravan.cli.CannotStart;
import dev.caravan.cli.Starters;
import dev.caravan.config.Configuration;
import dev.caravan.connectors.eloqua.EloquaConnector;
import dev.caravan.connectors.file.FileImport;
import dev.caravan.connectors.file.ImportMapping;
import dev.caravan.console.StatusPage;
import dev.caravan.insight.Business;
import dev.caravan.insight.RunReport;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.outbox.Mode;
import dev.caravan.parse.Moments;
import dev.caravan.sandbox.eloqua.Credentials;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.market.BusyDays;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import dev.caravan.sandbox.sales.Reps;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import dev.caravan.score.Explanation;
import dev.caravan.store.OwnerOnly;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The whole way on one machine: stand-ins of Eloqua and Salesforce with a market, and the real routes between them.
 *
 * <p>The market, what was written to the stand-ins, and Caravan's own data lie in the data directory, so that a second
 * run finds everything as the first one left it, however the first one ended.
 */
final class Demo implements Starters.Command<Starters.DemoOptions> {
  private static final String SANDBOX = "sandbox";
  private static final String CLOCK = "clock";
  private static final String TRUTH = "truth.json";
  private static final int BUSY = 14;
  private static final Duration TOKENS = Duration.ofDays(30);

  private final Path home;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Watched watched;

  Demo(Path home, PrintWriter out, PrintWriter err, Starters.Bars bars) {
    this.home = home;
    this.out = out;
    this.err = err;
    this.watched = new Watched(bars);
  }

  @Override
  public int run(Starters.DemoOptions options) throws Exception {
    var settings = new SettingsWatch(home, options.config(), InstantSource.system());
    Configuration.load(options.config()).orThrow();
    String name = options.facts().map(file -> String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9]+", "-"))
        .orElse(options.people() + "-" + options.seed());
    Path data = options.data().orElse(Path.of("data", "demo-" + name));
    Path practice = data.resolve(SANDBOX);
    OwnerOnly.folder(data);
    OwnerOnly.folder(practice);
    for (String kept : List.of("eloqua.log", "salesforce.log", "clock")) {
      OwnerOnly.file(practice.resolve(kept));
    }
    Path facts = market(options, practice);
    Configuration configuration = Configuration.load(DemoSettings.write(options.config(), data.resolve("config"), facts)).orThrow();
    Optional<BusyDays> days = BusyDays.read(practice.resolve(TRUTH));
    var clock = days.isPresent() ? RunningClock.keptIn(practice.resolve(CLOCK), days.get().from().toEpochMilli())
        : clock(practice, facts);
    clock.stand(); // the days are the same ones however long anything takes
    if (!isAhead(days, clock)) {
      clock.goOn();
    }
    say("Starting the stand-ins of Eloqua and Salesforce");
    try (var eloqua = watched.during("Opening Eloqua", () -> EloquaStandIn.openInTime(facts, practice.resolve("eloqua.log"), clock, 0));
        var salesforce = watched.during("Opening Salesforce",
            () -> SalesforceStandIn.openInTime(facts, practice.resolve("salesforce.log"), clock, 0));
        var caravan = Caravan.open(new Caravan.Plan(data, home, configuration, settings(eloqua, salesforce, days),
            clock, days.isEmpty() && options.once() ? atTheEnd(facts) : clock))) {
      caravan.activation().ifPresent(this::say);
      if (caravan.journal().position() != Long.MIN_VALUE) {
        clock.atLeast(caravan.journal().position() + 1_000);
      }
      var results = new DemoResults(data.resolve("results"), caravan, salesforce, configuration);
      int code = work(options, data, facts, days, eloqua, salesforce, caravan, clock, results);
      return options.once() ? code : keepRunning(options, data, eloqua, salesforce, caravan, clock, settings, results);
    }
  }

  /** Where a market has days that are lived, what came before them is history. */
  private static Properties settings(EloquaStandIn eloqua, SalesforceStandIn salesforce, Optional<BusyDays> days) {
    Properties settings = settings(eloqua, salesforce);
    days.ifPresent(each -> settings.setProperty(Launch.SINCE, each.from().toString()));
    return settings;
  }

  private int work(Starters.DemoOptions options, Path data, Path facts, Optional<BusyDays> days, EloquaStandIn eloqua,
      SalesforceStandIn salesforce, Caravan caravan, RunningClock clock, DemoResults results) throws Exception {
    // Weeks pass in minutes: nobody waits for syncs, or logs in again for each day.
    eloqua.pollsUntilDone(0);
    salesforce.tokensLast(TOKENS);
    watched.during("Starting the routes", () -> {
      caravan.start(false);
      return 0;
    });
    long eloquaBefore = eloqua.writes();
    long salesforceBefore = salesforce.writes();
    var run = new OneRun(caravan, clock, this::say);
    Supplier<Map<String, Long>> calls =
        () -> new TreeMap<>(Map.of("eloqua", eloqua.server().requests(), "salesforce", salesforce.apiCalls()));
    RunReport report;
    if (isAhead(days, clock)) {
      long end = days.get().end().toEpochMilli();
      var reps = new Reps(salesforce, days.get().sales(), days.get().seed());
      DemoLoop.Ahead ahead = watched.during("Looking ahead", () -> DemoLoop.ahead(facts, clock.millis()));
      var loop = new DemoLoop(caravan, eloqua, salesforce, reps, clock, ahead.readings());
      report = run.around("demo", () -> live(loop, ahead.before(), clock, end), calls);
    } else {
      report = watched.during("Reading, deciding and delivering", () -> run.carryOut("demo", true, calls));
    }
    ToldToNobody lost = watched.during("Looking for people told to nobody", results::check);
    Optional<Business> business = days.isEmpty() ? Optional.empty()
        : Optional.of(watched.during("Counting business", () -> results.business(days.get().from().toEpochMilli())));
    RecordTruth.Verdict shown = watched.during("Reading what Salesforce shows", results::contradictions);
    if (options.json()) {
      var json = new LinkedHashMap<>(report.json());
      json.put("contradictions", shown.contradictions().size());
      json.put("told_to_nobody", lost.report());
      business.ifPresent(each -> json.put("business", each.json()));
      out.println(new ObjectMapper().writeValueAsString(json));
    } else {
      out.print(report.text());
      business.ifPresent(each -> out.print(each.text()));
      List<String> truths = results.truths(data.resolve(SANDBOX).resolve(TRUTH));
      if (!truths.isEmpty()) {
        out.println("Planted truths found");
        truths.forEach(out::println);
      }
      shown.lines().forEach(out::println);
      out.println("Written to the stand-ins in this run: Eloqua " + (eloqua.writes() - eloquaBefore) + ", Salesforce "
          + (salesforce.writes() - salesforceBefore));
      out.println("Look next: ./caravan explain PERSON --data " + data + "   ./caravan held --data " + data
          + "   and the planted truths in " + data.resolve(SANDBOX).resolve(TRUTH));
      results.tell(lost, out::println);
    }
    out.flush();
    return caravan.troubles().count() > 0 && caravan.journal().position() == Long.MIN_VALUE ? 2 : report.hasFindings() ? 1 : 0;
  }

  private static boolean isAhead(Optional<BusyDays> days, InstantSource clock) {
    return days.isPresent() && clock.instant().isBefore(days.get().end());
  }

  /** History first, then the days of which each is told once it is over. */
  private void live(DemoLoop loop, long facts, RunningClock clock, long end) throws Exception {
    loop.begin(watched, this::say, facts);
    long from = clock.millis();
    say("Living from " + Explanation.moment(from) + " to " + Explanation.moment(end) + ": reps answer, the market goes on");
    var over = new AtomicLong(Math.floorDiv(from, Times.DAY));
    watched.during("Living, hours", (end - from) / Times.HOUR, () -> (clock.millis() - from) / Times.HOUR, () -> {
      loop.until(end, moment -> {
        if (Math.floorDiv(moment, Times.DAY) > over.getAndSet(Math.floorDiv(moment, Times.DAY))) {
          say("  it is " + Explanation.moment(moment).replaceFirst(" [^ ]+ UTC$", ""));
        }
      });
      return 0;
    });
  }

  private int keepRunning(Starters.DemoOptions options, Path data, EloquaStandIn eloqua, SalesforceStandIn salesforce,
      Caravan caravan, RunningClock clock, SettingsWatch settings, DemoResults results) throws Exception {
    try (var window = new Window(() -> StatusPage.html(caravan.journal(), caravan.outbox(),
        List.of("salesforce", "eloqua")), options.port().orElse(0))) {
      clock.goOn();
      caravan.startSchedules();
      out.println("The console is at " + window.address() + ", for this machine only.");
      out.println("Caravan is running over " + data + " (Eloqua stand-in " + eloqua.base() + ", Salesforce stand-in " + salesforce.base() + ").");
      out.println("Look in: ./caravan explain PERSON --data " + data + "   ./caravan held --data " + data);
      out.println("Stop it with Ctrl-C; it then says whether somebody who qualified is told to nobody.");
      out.flush();
      Service.keepUp(caravan, settings, this::say, () -> {
        if (caravan.journal().position() != Long.MIN_VALUE) {
          results.tell(results.check(), out::println);
          out.flush();
        }
      });
      return 0;
    }
  }

  private Path market(Starters.DemoOptions options, Path practice) throws Exception {
    Path facts = practice.resolve("facts.ndjson");
    if (Files.exists(facts)) {
      return facts;
    }
    Path draft = practice.resolve("facts.draft");
    if (options.facts().isPresent()) {
      Path given = options.facts().get();
      if (!Files.exists(given)) {
        throw new CannotStart(given + ": no such file; expected facts, one CloudEvents JSON object a line");
      }
      if (options.mapping().isPresent()) {
        say("Turning " + given.getFileName() + " into facts");
        Path mapping = options.mapping().get();
        var report = new FileImport(ImportMapping.load(mapping, mapping.toString()), new FileImport.Watcher() {
          @Override
          public void found(String file, String sentence) {
            say(file + ": " + sentence + ".");
          }

          @Override
          public void setAside(Arrival.SetAside row) {
            say(row.place() + ":" + row.line() + ": " + row.reason());
          }
        }).toFacts(List.of(given), draft);
        say(report.rows() + " rows, " + report.good() + " good, " + report.setAside() + " set aside");
      } else {
        Files.copy(given, draft, StandardCopyOption.REPLACE_EXISTING);
      }
    } else {
      say("Making a market of " + options.people() + " people");
      try {
        OwnerOnly.file(practice.resolve(TRUTH));
        var settings = MarketSettings.defaults().withPeople(options.people()).withSeed(options.seed()).withBusy(BUSY);
        watched.during("Making a market", () -> Market.generate(settings, draft, practice.resolve(TRUTH)));
      } catch (IllegalArgumentException e) {
        throw new CannotStart(String.valueOf(e.getMessage()), e);
      }
    }
    OwnerOnly.file(draft);
    Files.move(draft, facts, StandardCopyOption.ATOMIC_MOVE);
    return facts;
  }

  /**
   * A single run decides as of the market's last moment, however long it takes and however often it is cut short; what
   * it wrote comes back known right after.
   */
  static InstantSource atTheEnd(Path facts) throws IOException {
    return InstantSource.fixed(Instant.ofEpochMilli(lastMoment(facts) + 1_000));
  }

  /** Goes on where the last run's stood: what that one left due must be due in this one. */
  static RunningClock clock(Path practice, Path facts) throws IOException {
    return RunningClock.keptIn(practice.resolve(CLOCK), lastMoment(facts) + 1_000);
  }

  /** The time it is in the data of a demonstration; empty if a directory holds none. */
  static OptionalLong timeIn(Path data) throws IOException {
    return RunningClock.shownIn(data.resolve(SANDBOX).resolve(CLOCK));
  }

  /**
   * When the last of the facts happened or became known, in whatever order they stand; epoch ms. What lies ahead of the machine's
   * clock has not happened, and what cannot be read counts for nothing.
   */
  private static long lastMoment(Path facts) throws IOException {
    long latest = Moments.latest(InstantSource.system().millis());
    var last = new AtomicLong(Moments.EARLIEST);
    try (FactFiles.Rows rows = FactFiles.rows(facts, latest)) {
      for (Object row = rows.next(); row != FactFiles.Rows.END; row = rows.next()) {
        if (row instanceof Fact fact) {
          last.accumulateAndGet(Math.min(latest, Math.max(fact.head().time(), fact.head().recorded())), Math::max);
        }
      }
    }
    return last.get();
  }

  static Properties settings(EloquaStandIn eloqua, SalesforceStandIn salesforce) {
    Properties settings = EloquaConnector.forStandIn(eloqua.base().toString(), Credentials.TEST.site(), Credentials.TEST.user(), Credentials.TEST.password());
    // All of a practice market is new: nobody has worked on it before.
    settings.setProperty(Launch.MODE, Mode.LIVE.code());
    settings.setProperty(Launch.SINCE, Instant.EPOCH.toString());
    settings.setProperty("caravan.salesforce.login-url", salesforce.base().toString());
    settings.setProperty("caravan.salesforce.client-id", SalesforceStandIn.CLIENT_ID);
    settings.setProperty("caravan.salesforce.client-secret", SalesforceStandIn.CLIENT_SECRET);
    return settings;
  }

  private void say(String what) {
    err.println(what);
    err.flush();
  }
}
