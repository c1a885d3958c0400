package dev.caravan.cli;

import dev.caravan.config.Configuration;
import dev.caravan.config.Diagnostic;
import dev.caravan.desk.DeskView;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.KeyRun;
import dev.caravan.pipeline.PersonView;
import dev.caravan.insight.Inquiry;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactFiles;
import dev.caravan.journal.Journal;
import dev.caravan.learn.Table;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.outbox.FloodGuard;
import dev.caravan.outbox.Mode;
import dev.caravan.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the commands cannot do themselves; handed over by whoever builds the program. */
public interface Starters {

  /** What a replay came to. */
  interface Replayed {
    /** The last moment seen, epoch ms. */
    long asOf();

    /** By time. */
    List<Decision> decisions();

    List<KeyRun.Poisoned> poisoned();

    /** Lines of {@code people.ndjson}, in any order. */
    Iterable<Map<String, Object>> people();

    /** Lines of {@code groups.ndjson}, in any order. */
    Iterable<Map<String, Object>> groups();

    /** A person by e-mail or id. */
    Optional<PersonView> person(String emailOrId);

    /** Who works on hand-offs, and what became of each. */
    DeskView desk();
  }

  /** The doors of a data directory, opened beside whoever works there. */
  interface House extends AutoCloseable {
    Journal journal();

    Outbox outbox();

    /**
     * How everybody stands as of the last moment worked off; empty if nothing has been, or the house last ran by other
     * settings than this engine's.
     */
    Optional<States> states(Pipeline engine);

    /** The settings live at a moment (epoch ms) with all they said, as of which a person is explained; empty if not kept. */
    Optional<Configuration> settingsAt(long moment);

    /** From when on the rooms acted by the settings that were live at a moment (epoch ms). */
    GoLive goLiveAt(long moment);

    /** All facts as they were worked off, with what was done until then, as an engine is told that goes live at a moment. */
    Iterable<Fact> history(GoLive goLive);

    /** Lets parked or held items go again, and writes down as a fact who ordered it and why; returns how many. */
    int requeue(List<String> ids, String by, String why);

    /** Lets stopped streams run again, and writes down as a fact who ordered it and why; returns how many. */
    int resume(List<Outbox.Stream> streams, String by, String why);

    /** Lets what a flood kept in line go, and writes down as a fact who ordered it and why; false if there is no flood of the kind. */
    boolean letGo(FloodGuard.Kind flood, String by, String why);

    /**
     * Writes down as facts who is released, by whose order and why; each takes effect as soon as it is worked off.
     *
     * @param command {@code release} or {@code release-consent}
     * @param about what each is about, as {@link Fact.Command#about} has it
     */
    void order(String command, List<Map<String, String>> about, String by, String why);

    /** How many calls Salesforce allows in 24 hours, as it said in the last single run; empty if it did not. */
    OptionalLong callsAllowed();

    /** What time it is there, epoch ms: the clock's, unless the data are of a demonstration with a time of its own. */
    long now();

    @Override
    void close();
  }

  /** Looks for mistakes in what lies around the settings: routes, Kamelets, mappings. */
  interface Check {
    List<Diagnostic> findings(Configuration configuration);
  }

  /** Options of {@code import}. */
  record ImportOptions(Path mapping, List<Path> files, Path data, Path config) {
    public ImportOptions {
      files = List.copyOf(files);
    }
  }

  /**
   * Options of {@code demo}.
   *
   * @param port of the console; empty for none asked for
   * @param facts facts to load in place of a generated market
   */
  record DemoOptions(boolean once, int people, long seed, Optional<Path> facts, Optional<Path> mapping,
      Optional<Path> data, OptionalInt port, boolean json, Path config) {}

  /** How far something is that takes its time, where somebody watches. */
  interface Bars {
    /** Nobody watches. */
    Bars NONE = (task, max) -> new Progress() {
      @Override
      public void step(long to) {
        // nobody to tell
      }

      @Override
      public void close() {
        // nothing to take away
      }
    };

    /** A bar; {@code max} -1 if it is not known. */
    Progress progress(String task, long max);
  }

  /**
   * Options of {@code run}.
   *
   * @param deliverOnly whether this process delivers beside the one that reads and decides
   */
  record RunOptions(boolean once, boolean dryRun, boolean deliverOnly, Path data, Path config) {}

  /** Where a command speaks. */
  interface Console extends Bars {
    /** A line of the result, to standard output. */
    void say(String line);

    /** A result as indented JSON: maps, lists, texts, numbers and truths. */
    void json(Object result);

    /** A line about the way, to standard error. */
    void note(String line);

    /** A bar on standard error, where somebody watches; {@code max} -1 if it is not known. */
    @Override
    Progress progress(String task, long max);
  }

  /** How far something long has come. */
  interface Progress extends AutoCloseable {
    void step(long to);

    @Override
    void close();
  }

  /** Runs a command to its end. */
  interface Command<O> {
    /**
     * The exit code.
     *
     * @throws CannotStart for what a person must put right
     */
    int run(O options) throws Exception;
  }

  /** Takes files into the journal, and tells how far it is. */
  interface Importer {
    /** The exit code. */
    int run(ImportOptions options, Console console) throws IOException;
  }

  /** Options of {@code learn}. */
  record LessonOptions(Path mapping, List<Path> files, Path config) {
    public LessonOptions {
      files = List.copyOf(files);
    }
  }

  /** What is to be learned from; {@code rows = table's rows + open + setAside}. */
  record Lesson(Table table, long rows, long open, long setAside) {}

  /** Reads leads with their outcome out of files. */
  interface Teacher {
    /**
     * The leads.
     *
     * @throws CannotStart if the mapping does not say which leads were won
     */
    Lesson read(LessonOptions options, Console console) throws IOException;
  }

  /**
   * Carries facts through an engine in memory.
   *
   * @param asOf facts recorded later are unknown; empty: the last fact's time
   * @param parallelism how many keys are worked on at a time
   */
  Replayed replay(Pipeline engine, List<Fact> facts, OptionalLong asOf, int parallelism);

  /** As {@link #replay}, on as many cores as there are. */
  default Replayed replay(Pipeline engine, List<Fact> facts, OptionalLong asOf) {
    return replay(engine, facts, asOf, Runtime.getRuntime().availableProcessors());
  }

  /**
   * The same with facts whose people were told before, as a journal gives them.
   *
   * @param until facts recorded later, and all behind the first of them, are left out
   */
  Replayed replayStamped(Pipeline engine, Iterable<Fact> facts, long until);

  /** Who is told of which decisions, by the properties of a settings folder. */
  List<Outbox.Target> targets(Path config);

  /** Whether alerts are mailed, and through what, for people. */
  String mail(Path config);

  /** What a host that reads the files itself came to. */
  record Carried(FactFiles.Counts counts, List<Arrival.SetAside> setAside, Replayed replayed) {}

  /** Told what was known just before a moment; who is asked for by e-mail or id. */
  interface Stop {
    void at(long moment, Function<String, Optional<PersonView>> people);
  }

  /** Carries facts through an engine in memory, and stops on the way just before each of some moments. */
  void replay(Pipeline engine, List<Fact> facts, SortedSet<Long> stops, Stop stop);

  /**
   * Carries facts from files through the rooms of a configuration, on Flink.
   *
   * @throws CannotStart if Flink is not on the class path
   */
  Carried replayOnFlink(Path config, GoLive goLive, Path facts, OptionalLong asOf, long latest, int parallelism) throws IOException;

  /**
   * Opens the data of a directory: those in it, else those in the database the settings name.
   *
   * @throws CannotStart if there are none, or they cannot be read
   */
  House house(Path data, Path config);

  /** The database that holds the data, if they are not in the directory itself; without secrets. */
  default Optional<String> database(Path data, Path config) {
    return Optional.empty();
  }

  /** Who works with these data at the moment, as a sentence; empty for nobody. */
  Optional<String> worker(Path data, Path config) throws IOException;

  /** Mistakes in the settings folder beside the configuration. */
  default List<Diagnostic> aroundSettings(Path config) {
    return List.of();
  }

  /** How much is written, by a settings folder; nothing where it says so wrongly. */
  default Mode mode(Path config) {
    return Mode.SHADOW;
  }

  /** What the settings leave to the environment, and the environment of this process does not give. */
  default List<Diagnostic> missingInEnvironment(Path config) {
    return List.of();
  }

  /** Asks each system what it lacks, without writing anything; of one that cannot be reached, why. */
  default List<Inquiry> inquire(Path data, Path config) {
    return List.of();
  }

  /** Opens a new data directory, for measurements. */
  House newHouse(Path data);

  /**
   * What it came to when settings went live.
   *
   * @param facts that were decided anew
   * @param differences that wait to be delivered, by kind
   * @param stateBytes kept, by stage
   */
  record Rescored(long facts, Map<String, Long> differences, Map<String, Long> stateBytes) {
    public Rescored {
      differences = Map.copyOf(differences);
      stateBytes = Map.copyOf(stateBytes);
    }
  }

  /** New data over which settings go live, for measurements. */
  interface Rescoring extends AutoCloseable {
    void keep(List<Fact> facts);

    /** Lets the kept facts come through the front door, and no further. */
    void tellWhoIsWho();

    Rescored goLive(Configuration settings);

    @Override
    void close();
  }

  /** Opens new data in an empty directory, for measurements. */
  Rescoring rescoring(Path data);

  /**
   * A copy of settings in which users, by e-mail, act wherever the settings leave that open, for measurements: as shipped all pools are
   * empty, and most of routing would have nothing to do.
   */
  default Path staffed(Path config, List<String> users, Path to) throws IOException {
    return config;
  }

  /** Commands beside those that are always there. */
  default List<Object> more(Terminal terminal) {
    return List.of();
  }

  /** Writes the facts of a generated market to a file; returns how many. */
  default long market(Path facts, int people, long seed) throws IOException {
    return market(facts, people, seed, 1);
  }

  /** The same, with so many times the usual reading; what was planted is told in {@code truth.json} beside the file. */
  long market(Path facts, int people, long seed, double noise) throws IOException;

  /**
   * How a measurement of freshness is made: real routes, real time, stand-ins whose syncs take a while.
   *
   * @param minutes how long forms are sent; the measurement lasts a few minutes longer
   * @param forms how many are sent, spread evenly
   * @param shortest seconds a sync takes at least
   * @param longest seconds a sync takes at most
   */
  record FreshnessOptions(int minutes, int forms, int shortest, int longest, Path config) {}

  /**
   * What it came to.
   *
   * @param forms sent
   * @param tasks accepted by the CRM for them
   * @param p50 from form to task, ms
   * @param p95 from form to task, ms
   * @param rowsRead of activities
   * @param rowsNew of these
   * @param exports run by polls while nothing happened, sweeps left out
   * @param sweeps run meanwhile
   * @param seconds that was counted over
   */
  record Fresh(int forms, int tasks, long p50, long p95, long rowsRead, long rowsNew, long exports, long sweeps, long seconds) {}

  /** Measures how long it takes from a form to a task; takes as long as it says. */
  Fresh freshness(FreshnessOptions options, Consumer<String> say) throws IOException;

  /** Further checks of {@code validate}. */
  default List<Check> checks() {
    return List.of();
  }

  default Optional<Importer> importer() {
    return Optional.empty();
  }

  default Optional<Teacher> teacher() {
    return Optional.empty();
  }

  default Optional<Command<DemoOptions>> demo(Bars bars) {
    return Optional.empty();
  }

  default Optional<Command<RunOptions>> service() {
    return Optional.empty();
  }
}
