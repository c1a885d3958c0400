package dev.caravan.bench;

import dev.caravan.cli.CannotStart;
import dev.caravan.cli.Cli;
import dev.caravan.cli.Options;
import dev.caravan.cli.ReplayCommand;
import dev.caravan.cli.Starters;
import dev.caravan.cli.Terminal;
import dev.caravan.cli.WorkFolder;
import dev.caravan.config.Configuration;
import dev.caravan.engine.GoLive;
import dev.caravan.journal.Arrival;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How fast it is on this computer. */
@Command(name = "bench", sortOptions = false, description = "Measure speed on this computer with a generated market.",
    footerHeading = "%nExamples:%n",
    footer = {"  caravan bench", "  caravan bench replay --people 10000 --rounds 5 --json",
        "  caravan bench hosts --people 15100",
        "%nreplay: facts in memory through all rooms. ingest: facts into a new SQLite journal, alone and with who is who. hosts: one fact file through"
            + " each host at parallelism 1 and 2, reading included. The first round warms up and is not counted.",
        "matching: people to accounts by company name alone, right and fast; asks for --names and --against, two CSV"
            + " files that know companies by one id (examples/company-names). groups: how well buying groups are seen in generated"
            + " markets at several levels of noise; with --account-activity on a file of real activity; with --speed how fast. alarms: what is"
            + " really alerted and handed over, in generated markets or with --account-activity on a file of real activity, there beside"
            + " every rule of two conditions.",
        "rescore: all history decided anew, as when settings go live, from a new SQLite journal of --people with"
            + " --activities each; its files (some 1.5 KB a fact) lie in --work meanwhile. routing: --hand-offs to --reps, with"
            + " rules, limits, absences and response clocks. year: a year of a generated market"
            + " seen whole: everybody's next step month by month, with what nurture promises checked; exit code 1 if a promise"
            + " was not kept. freshness: from a form to the task, by the real routes in real time, with stand-ins whose syncs take"
            + " 5 to 30 s. truth: a demonstration, after which everything its Salesforce holds is read for contradictions;"
            + " exit code 1 if there are any."})
public final class BenchCommand implements Callable<Integer> {
  private static final int BATCH = 5_000;
  private static final long MIB = 1 << 20;

  @Parameters(arity = "0..*", paramLabel = "WHAT",
      description = "What to measure: ${COMPLETION-CANDIDATES} (default: replay and ingest).")
  List<What> what = List.of();

  @Option(names = "--people", paramLabel = "N", defaultValue = "2000",
      description = "People of the market (default: ${DEFAULT-VALUE}).")
  int people = 2000;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1",
      description = "Which market (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(names = "--rounds", paramLabel = "N", defaultValue = "3",
      description = "How often each is measured; groups, alarms: how many markets (default: ${DEFAULT-VALUE}).")
  int rounds = 3;

  @Option(names = "--names", paramLabel = "FILE", description = "matching: names to look for.")
  @Nullable Path names;

  @Option(names = "--against", paramLabel = "FILE", description = "matching: the companies there are.")
  @Nullable Path against;

  @Option(names = "--accounts", paramLabel = "N", defaultValue = "1000",
      description = "matching: accounts to match people against (default: ${DEFAULT-VALUE}).")
  int accounts = 1000;

  @Option(names = "--activities", paramLabel = "N", defaultValue = "10",
      description = "rescore: what each person did, on average (default: ${DEFAULT-VALUE}).")
  int activities = 10;

  @Option(names = "--work", paramLabel = "DIR",
      description = "rescore: where the journal lies meanwhile (default: the system's folder for temporary files).")
  @Nullable Path work;

  @Option(names = "--account-activity", paramLabel = "FILE",
      description = "groups, alarms: a CSV file of real activity, occurred_at,account,person,category.")
  @Nullable Path accountActivity;

  @Option(names = "--chart", paramLabel = "FILE", description = "groups: where to draw what --account-activity came to, as SVG.")
  @Nullable Path chart;

  @Option(names = "--speed", description = "groups: how fast an activity is taken in, and how much is kept.")
  boolean speed;

  @Option(names = "--hand-offs", paramLabel = "N", defaultValue = "100000",
      description = "routing: how many hand-offs (default: ${DEFAULT-VALUE}).")
  long handOffs = 100_000;

  @Option(names = "--reps", paramLabel = "N", defaultValue = "50",
      description = "routing: how many reps share them (default: ${DEFAULT-VALUE}).")
  int reps = 50;

  @Option(names = "--minutes", paramLabel = "N", defaultValue = "10",
      description = "freshness: how long forms are sent, in real time (default: ${DEFAULT-VALUE}).")
  int minutes = 10;

  @Option(names = "--forms", paramLabel = "N", defaultValue = "40",
      description = "freshness: how many are sent (default: ${DEFAULT-VALUE}).")
  int forms = 40;

  @Mixin Options.Config config = new Options.Config();
  @Mixin Options.AsJson json = new Options.AsJson();
  @Mixin Options.Help help = new Options.Help();
  private final Terminal terminal;

  /** Things to measure, as they are typed. */
  enum What { replay, ingest, hosts, matching, groups, alarms, rescore, routing, year, freshness, truth }

  /** Runs a demonstration of its own, and counts what contradicts what in the end. */
  private int truth() throws IOException {
    Path data = Files.createTempDirectory("caravan-truth");
    try {
      var options = new Starters.DemoOptions(true, people, seed, Optional.empty(), Optional.empty(), Optional.of(data),
          OptionalInt.empty(), json.asked, config.folder);
      terminal.starters().demo(Starters.Bars.NONE).orElseThrow(() -> new CannotStart("no demonstration can be run here")).run(options);
      return Files.size(data.resolve("results/contradictions.ndjson")) == 0 ? Cli.FINE : Cli.FINDINGS;
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CannotStart("the demonstration ended early: " + e.getMessage());
    } finally {
      WorkFolder.remove(data);
    }
  }

  /** One round; gives the seconds it took. */
  private interface Round {
    double seconds() throws IOException;
  }

  public BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (rounds < 1) {
      throw new CannotStart("--rounds is " + rounds + "; expected at least 1");
    }
    Configuration configuration = Configuration.load(config.folder);
    var asked = new ArrayList<>(what.isEmpty() ? List.of(What.replay, What.ingest) : what);
    if (asked.removeIf(What.matching::equals)) {
      matching(configuration);
    }
    if (asked.removeIf(What.rescore::equals)) {
      rescore(configuration);
    }
    if (asked.removeIf(What.routing::equals)) {
      new RoutingBench(terminal).run(configuration, handOffs, reps, json.asked);
    }
    if (asked.removeIf(What.freshness::equals)) {
      FreshnessBench.run(terminal, new Starters.FreshnessOptions(minutes, forms, 5, 30, config.folder), json.asked);
    }
    if (asked.removeIf(What.groups::equals)) {
      groups(configuration);
    }
    if (asked.removeIf(What.alarms::equals)) {
      alarms();
    }
    int code = asked.removeIf(What.year::equals) ? year() : Cli.FINE;
    if (asked.removeIf(What.truth::equals)) {
      code = Math.max(code, truth());
    }
    if (asked.isEmpty()) {
      return code;
    }
    Path work = Files.createTempDirectory("caravan-bench");
    try {
      Path file = work.resolve("facts.ndjson");
      terminal.starters().market(file, people, seed);
      var facts = new ArrayList<Fact>();
      ReplayCommand.read(terminal, file, facts, new ArrayList<>());
      Path settings = staffed(terminal, config.folder, facts, work);
      Pipeline engine = Pipeline.of(Configuration.load(settings));
      var results = new ArrayList<BenchResult>();
      for (What each : asked) {
        switch (each) {
          case replay -> results.add(measure("replay", facts.size(), () -> replay(engine, facts)));
          case ingest -> {
            results.add(measure("ingest", facts.size(), () -> ingest(facts, Files.createTempDirectory(work, "ingest"))));
            results.add(measure("ingest, who is who", facts.size(), () -> whoIsWho(facts, Files.createTempDirectory(work, "people"))));
          }
          case hosts -> hosts(engine, settings, file, facts.size(), results);
          case matching, groups, alarms, rescore, routing, year, freshness, truth -> throw new IllegalStateException(each + " is measured apart");
        }
      }
      BenchResult.tell(terminal, json.asked, results, new BenchResult.Market(people, seed, facts.size(), rounds));
    } finally {
      WorkFolder.remove(work);
    }
    return code;
  }

  /** Settings in which the active users of a market act. */
  static Path staffed(Terminal terminal, Path config, List<Fact> facts, Path work) throws IOException {
    List<String> users = facts.stream().filter(fact -> fact instanceof Fact.User user && user.active()).map(fact -> ((Fact.User) fact).email())
        .distinct().sorted().toList();
    return terminal.starters().staffed(config, users, work.resolve("config"));
  }

  private int year() throws IOException {
    Path work = Files.createTempDirectory("caravan-bench");
    try {
      return new YearBench(terminal, config.folder).run(work, people, seed, json.asked);
    } finally {
      WorkFolder.remove(work);
    }
  }

  private void matching(Configuration configuration) throws IOException {
    if (names == null || against == null) {
      throw new CannotStart("matching needs --names and --against, two CSV files of companies under one id; a small pair"
          + " lies in examples/company-names");
    }
    MatchingBench.run(terminal, configuration, names, against, people, accounts, json.asked);
  }

  private void rescore(Configuration configuration) throws IOException {
    if (people < 20 || activities < 1) {
      throw new CannotStart("rescore needs --people 20 or more and --activities 1 or more");
    }
    Pipeline.of(configuration); // mistakes are told before the journal is filled, not after
    Path folder = work == null ? Files.createTempDirectory("caravan-rescore")
        : Files.createTempDirectory(Files.createDirectories(work), "caravan-rescore");
    Path settings = Files.createTempDirectory("caravan-bench");
    try {
      new RescoreBench(terminal).run(Configuration.load(terminal.starters().staffed(config.folder, RescoreFacts.users(), settings)), folder, people, activities, seed, json.asked);
    } finally {
      WorkFolder.remove(folder);
      WorkFolder.remove(settings);
    }
  }

  private void alarms() throws IOException {
    checkAccountActivity();
    Path work = Files.createTempDirectory("caravan-bench");
    try {
      new AlarmBench(terminal, config.folder, new AlarmBench.Asked(people, seed, rounds, accountActivity, json.asked)).run(work);
    } finally {
      WorkFolder.remove(work);
    }
  }

  private void checkAccountActivity() {
    if (accountActivity != null && !Files.isRegularFile(accountActivity)) {
      throw new CannotStart(accountActivity + ": no such file; check the path");
    }
  }

  private void groups(Configuration configuration) throws IOException {
    checkAccountActivity();
    Path work = Files.createTempDirectory("caravan-bench");
    try {
      new GroupBench(terminal, configuration,
          new GroupBench.Asked(people, seed, rounds, accountActivity, chart, speed, json.asked)).run(work);
    } finally {
      WorkFolder.remove(work);
    }
  }

  private BenchResult measure(String each, long facts, Round round) throws IOException {
    var perSecond = new ArrayList<Long>();
    long heap = 0;
    try (Starters.Progress progress = terminal.progress("Measuring " + each, rounds + 1L)) {
      for (int i = 0; i <= rounds; i++) {
        double seconds = round.seconds();
        if (i > 0) {
          perSecond.add(Math.round(facts / seconds));
        }
        Runtime runtime = Runtime.getRuntime();
        heap = Math.max(heap, (runtime.totalMemory() - runtime.freeMemory()) / MIB);
        progress.step(i + 1);
      }
    }
    perSecond.sort(Comparator.naturalOrder());
    return new BenchResult(each, facts, List.copyOf(perSecond), heap);
  }

  /** The same file through both hosts; that they decide the same is part of the measurement. */
  private void hosts(Pipeline engine, Path settings, Path file, long facts, List<BenchResult> results) throws IOException {
    var expected = new ArrayList<Decision>();
    for (int parallelism : new int[] {1, 2}) {
      results.add(measure("embedded, parallelism " + parallelism, facts, () -> {
        long start = System.nanoTime();
        var read = new ArrayList<Fact>();
        ReplayCommand.read(terminal, file, read, new ArrayList<>());
        var decisions = terminal.starters().replay(engine, read, OptionalLong.empty(), parallelism).decisions();
        double seconds = seconds(start);
        expected.clear();
        expected.addAll(decisions);
        return seconds;
      }));
    }
    for (int parallelism : new int[] {1, 2}) {
      results.add(measure("flink, parallelism " + parallelism, facts, () -> {
        long start = System.nanoTime();
        var decisions = terminal.starters().replayOnFlink(settings, GoLive.FROM_THE_START, file, OptionalLong.empty(), Long.MAX_VALUE, parallelism)
            .replayed().decisions();
        double seconds = seconds(start);
        if (!decisions.equals(expected)) {
          throw new IllegalStateException("the two hosts do not decide the same; compare the files of caravan replay");
        }
        return seconds;
      }));
    }
  }

  private double replay(Pipeline engine, List<Fact> facts) {
    long start = System.nanoTime();
    Starters.Replayed replayed = terminal.starters().replay(engine, facts, OptionalLong.empty());
    long lines = 0;
    for (Map<String, Object> ignored : replayed.people()) {
      lines++;
    }
    double seconds = seconds(start);
    if (lines == 0) {
      throw new CannotStart("the generated market made no people; try another --seed");
    }
    return seconds;
  }

  private double ingest(List<Fact> facts, Path data) {
    try (Starters.House house = terminal.starters().newHouse(data)) {
      long start = System.nanoTime();
      for (int from = 0; from < facts.size(); from += BATCH) {
        int to = Math.min(facts.size(), from + BATCH);
        house.journal().keep(new Arrival("bench", facts.subList(from, to), List.of(), String.valueOf(to),
            to == facts.size()));
      }
      return seconds(start);
    }
  }

  /** The same, and then whom the facts are about. */
  private double whoIsWho(List<Fact> facts, Path data) {
    try (Starters.Rescoring house = terminal.starters().rescoring(data)) {
      long start = System.nanoTime();
      for (int from = 0; from < facts.size(); from += BATCH) {
        house.keep(facts.subList(from, Math.min(facts.size(), from + BATCH)));
      }
      house.tellWhoIsWho();
      return seconds(start);
    }
  }

  private static double seconds(long start) {
    return Math.max(1e-6, (System.nanoTime() - start) / 1e9);
  }
}
