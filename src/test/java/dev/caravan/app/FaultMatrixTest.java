package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.Extent;
import dev.caravan.outbox.Outbox;
import dev.caravan.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every shape of call that a run makes, spoilt on the wire in every way there is: Caravan runs until it is at rest, and
 * both systems and the outbox are then as after an undisturbed run. {@code -Pfaults} goes through the whole matrix, each
 * build through a sample of it that is drawn by a seed.
 *
 * <p>{@code -Dcaravan.cells=PATTERN} goes through the cells whose name a pattern is found in.
 */
class FaultMatrixTest {
  private static final long SEED = Long.getLong("caravan.cells.seed", 20_261_201);
  private static final int SAMPLE = 8;
  /** Cells that are tried side by side; each has systems, a data directory and a clock of its own. */
  private static final int AT_ONCE = Integer.getInteger("caravan.cells.at-once", 2);
  private static final int MOST_RUNS = 8;
  private static final int LATER_RUNS = 3;
  /** How many differences a failure names. */
  private static final int SHOWN = 8;
  /** No measure of speed: what takes so long will never end. */
  private static final long HANGS_AFTER_S = 180;
  private static final int DEADLINE_S = 2;
  /** What a run calls. A new shape is added here, so that it is known to be in the matrix. */
  private static final String KNOWN = """
      eloqua DELETE /activities/exports/#
      eloqua DELETE /contacts/exports/#
      eloqua DELETE /contacts/imports/#
      eloqua DELETE /contacts/syncActions/#
      eloqua GET /assets/campaigns
      eloqua GET /assets/contact/fields
      eloqua GET /contacts/fields
      eloqua GET /contacts/lists
      eloqua GET /data/contacts
      eloqua GET /id
      eloqua GET /syncs/#/data: activities/exports
      eloqua GET /syncs/#/data: contacts/exports
      eloqua GET /syncs/#/logs: activities/exports
      eloqua GET /syncs/#/logs: contacts/exports
      eloqua GET /syncs/#/logs: contacts/imports
      eloqua GET /syncs/#/logs: contacts/syncActions
      eloqua GET /syncs/#: activities/exports
      eloqua GET /syncs/#: contacts/exports
      eloqua GET /syncs/#: contacts/imports
      eloqua GET /syncs/#: contacts/syncActions
      eloqua POST /activities/exports
      eloqua POST /contacts/exports
      eloqua POST /contacts/imports
      eloqua POST /contacts/imports/#/data
      eloqua POST /contacts/syncActions
      eloqua POST /contacts/syncActions/#/data
      eloqua POST /data/contacts
      eloqua POST /syncs: activities/exports
      eloqua POST /syncs: contacts/exports
      eloqua POST /syncs: contacts/imports
      eloqua POST /syncs: contacts/syncActions
      salesforce GET /services/data/
      salesforce GET /services/oauth2/revoke
      salesforce POST /composite: PATCH Buying_Group_Member__c by Caravan_Key__c
      salesforce POST /composite: PATCH Buying_Group__c by Caravan_Key__c
      salesforce POST /composite: PATCH Contact Lead
      salesforce POST /composite: PATCH Lead
      salesforce POST /composite: PATCH Lead by Caravan_Key__c
      salesforce POST /composite: PATCH Task
      salesforce POST /composite: PATCH Task by Caravan_Key__c
      salesforce POST /composite: POST CampaignMember
      salesforce POST /composite: describe
      salesforce POST /composite: query Buying_Group_Member__c
      salesforce POST /composite: query Campaign
      salesforce POST /composite: query CampaignMember
      salesforce POST /composite: query CampaignMember, query CampaignMemberStatus
      salesforce POST /composite: query Contact, query Lead
      salesforce POST /composite: query DuplicateRule
      salesforce POST /composite: query Lead
      salesforce POST /composite: query Lead, query Task
      salesforce POST /composite: query Task
      salesforce POST /composite: query User
      salesforce POST /composite: queryAll Account, queryAll Contact, queryAll Lead, queryAll OpportunityContactRoles, queryAll User
      salesforce POST /composite: queryAll Buying_Group_Member__c, queryAll Campaign, queryAll Contract, queryAll OpportunityContactRole, queryAll Task
      salesforce POST /services/oauth2/token
      """;
  private static final String EVERY = "every shape";
  private static final String ONLY = System.getProperty("caravan.cells", "");
  private static final String LOG = System.getProperty("caravan.cells.log", "");

  /** Which calls of a shape are hit. */
  private enum Strikes {
    /** The first one, once. */
    FIRST,
    /** A short outage: one that a seed draws, and the two after it. */
    THRICE
  }

  /** One cell of the matrix. */
  private record Cell(String shape, WireFault fault, Strikes strikes) {
    @Override
    public String toString() {
      return shape + " | " + fault + " | " + strikes.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Spoils the calls of a cell. */
  private static final class Plan implements FaultProxy.Script {
    private final Cell cell;
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<String, Integer> struck = new HashMap<>();

    Plan(Cell cell) {
      this.cell = cell;
    }

    @Override
    public synchronized @Nullable WireFault at(String shape, boolean stale) {
      if (!cell.shape().equals(EVERY) && !shape.equals(cell.shape())) {
        return null;
      }
      int times = cell.strikes() == Strikes.THRICE ? 3 : 1;
      boolean strikes = asked.merge(shape, 1, Integer::sum) >= from(shape) && struck.getOrDefault(shape, 0) < times
          && (stale || cell.fault() != WireFault.STALE);
      if (strikes) {
        struck.merge(shape, 1, Integer::sum);
      }
      return strikes ? cell.fault() : null;
    }

    private int from(String shape) {
      int calls = SHAPES.getOrDefault(shape, 1);
      // One of the first half: how often a run asks whether something is done differs from run to run.
      int drawn = 1 + new SplittableRandom(SEED ^ (shape + cell).hashCode()).nextInt(Math.max(1, calls / 2));
      return cell.strikes() == Strikes.THRICE ? drawn : 1;
    }

    synchronized List<String> unstruck() {
      return SHAPES.keySet().stream().filter(shape -> cell.shape().equals(EVERY) || shape.equals(cell.shape()))
          .filter(shape -> !struck.containsKey(shape) && (cell.fault() != WireFault.STALE || SHAPES.getOrDefault(shape, 1) > 1))
          .toList();
    }
  }

  /** What a run of the whole came to. */
  private record End(DemoData.Shown shown, List<String> outbox) {
    List<String> differences(End expected) {
      var all = new ArrayList<String>();
      outbox.stream().filter(line -> !expected.outbox.contains(line)).forEach(line -> all.add("outbox has " + line));
      expected.outbox.stream().filter(line -> !outbox.contains(line)).forEach(line -> all.add("outbox lacks " + line));
      all.addAll(shown.differences(expected.shown));
      return all;
    }
  }

  @TempDir static Path folder;
  private static Path home;
  private static Path facts;
  private static End expected;
  /** How often each shape is called in an undisturbed run. */
  private static final Map<String, Integer> SHAPES = new TreeMap<>();
  private static final AtomicInteger DIRECTORIES = new AtomicInteger();

  @BeforeAll
  static void an_undisturbed_run_teaches_the_shapes() throws Exception {
    home = Home.withoutPauses(folder.resolve("home"));
    facts = DemoData.fiftyPeople(folder.resolve("facts.ndjson"));
    try (var house = new House((shape, stale) -> null)) {
      Shell.Said said = house.run();
      assertThat(said.code()).as(said.out() + said.err()).isIn(0, 1);
      assertThat(house.troubles(said)).isEmpty();
      expected = house.end();
      house.calls().forEach(shape -> SHAPES.merge(shape, 1, Integer::sum));
    }
    assertThat(expected.shown().eloqua()).contains("member caravan-");
    assertThat(expected.shown().salesforce()).contains("Task ", "Lead ", "Buying_Group__c ");
  }

  @Test
  void every_shape_of_call_is_in_the_matrix() {
    assertThat(SHAPES.keySet()).containsExactlyInAnyOrderElementsOf(KNOWN.lines().toList());
  }

  @Test
  void a_call_beyond_its_deadline_is_said_by_the_run_the_list_of_runs_and_the_doctor() throws Exception {
    var slow = new AtomicBoolean(true);
    try (var house = new House((shape, stale) -> slow.get() && shape.contains("queryAll") ? WireFault.SLOW : null)) {
      house.deadline = 1;
      Shell.Said said = house.run();
      assertThat(said.code()).isEqualTo(1);
      assertThat(house.troubles(said)).singleElement().asString()
          .contains("Salesforce, a composite query: no whole reply within 1 s (caravan.salesforce.deadline-seconds)");
      assertThat(house.place.type("runs").out()).contains("no whole reply within 1 s");
      assertThat(house.place.type("doctor").out()).contains("no whole reply within 1 s");

      slow.set(false);
      house.deadline = 120;
      assertThat(house.troubles(house.run())).isEmpty();
      assertThat(house.end().differences(expected)).isEmpty();
    }
  }

  @Test
  void whatever_happens_to_a_call_nothing_is_lost_and_nothing_is_doubled(TestReporter reporter) throws Exception {
    var table = new TreeMap<String, Map<WireFault, String>>();
    var failures = new ArrayList<String>();
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      Map<Cell, Future<String>> tried = new LinkedHashMap<>();
      chosen().forEach(cell -> tried.put(cell, workers.submit(() -> tried(cell))));
      for (Map.Entry<Cell, Future<String>> each : tried.entrySet()) {
        Cell cell = each.getKey();
        String problem = each.getValue().get();
        table.computeIfAbsent(cell.shape(), none -> new EnumMap<>(WireFault.class)).merge(cell.fault(),
            problem.isEmpty() ? "." : "X", String::concat);
        if (!problem.isEmpty()) {
          failures.add(cell + ": " + problem);
        }
      }
    } finally {
      workers.shutdownNow();
    }
    reporter.publishEntry("matrix", text(table));
    assertThat(failures).isEmpty();
  }

  private static String tried(Cell cell) throws Exception {
    long begun = System.nanoTime();
    String problem = problem(cell);
    note(cell, problem, (System.nanoTime() - begun) / 1_000_000);
    return problem;
  }

  /** Writes down at once how a cell ended, since the whole takes hours. */
  private static synchronized void note(Cell cell, String problem, long ms) throws IOException {
    if (!LOG.isEmpty()) {
      Files.writeString(Path.of(LOG), (problem.isEmpty() ? "holds " : "FAILS ") + ms + " ms: " + cell
          + (problem.isEmpty() ? "\n" : ": " + problem + "\n"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** A line a shape, a column a fault: a point for each cell that holds, an X for each that does not. */
  private static String text(Map<String, Map<WireFault, String>> table) {
    var text = new StringBuilder();
    for (WireFault fault : WireFault.values()) {
      text.append(String.format(Locale.ROOT, "%-13s", fault));
    }
    table.forEach((shape, cells) -> {
      text.append('\n');
      for (WireFault fault : WireFault.values()) {
        text.append(String.format(Locale.ROOT, "%-13s", cells.getOrDefault(fault, "")));
      }
      text.append(shape);
    });
    return text.toString();
  }

  private static List<Cell> chosen() {
    var cells = new ArrayList<Cell>();
    SHAPES.forEach((shape, calls) -> {
      for (WireFault fault : WireFault.values()) {
        if (fault == WireFault.STALE && calls < 2) {
          continue; // there is no reply before the only one
        }
        cells.add(new Cell(shape, fault, Strikes.FIRST));
        cells.add(new Cell(shape, fault, Strikes.THRICE));
      }
    });
    if (Extent.FULL || !ONLY.isEmpty()) {
      for (WireFault fault : WireFault.values()) {
        cells.add(new Cell(EVERY, fault, Strikes.FIRST));
      }
    }
    cells.removeIf(cell -> !Pattern.compile(ONLY).matcher(cell.toString()).find());
    if (Extent.FULL || !ONLY.isEmpty()) {
      return cells;
    }
    var random = new SplittableRandom(SEED);
    var sample = new ArrayList<Cell>();
    while (sample.size() < SAMPLE) {
      sample.add(cells.remove(random.nextInt(cells.size())));
    }
    return sample;
  }

  /** What is wrong after the calls of a cell were spoilt; empty if nothing is. */
  private static String problem(Cell cell) throws Exception {
    var plan = new Plan(cell);
    try (var house = new House(plan)) {
      var problems = new ArrayList<String>();
      if (cell.fault() == WireFault.SLOW) {
        house.deadline = DEADLINE_S;
      }
      boolean atRest = false;
      int most = cell.shape().equals(EVERY) ? 4 * MOST_RUNS : MOST_RUNS;
      for (int run = 1; run <= most && !atRest; run++) {
        Shell.Said said = house.run();
        List<String> troubles = house.troubles(said);
        if (said.out().contains("should not have happened") || said.code() < 0 || said.code() > 2) {
          problems.add("run " + run + " ended with " + said.code() + ": " + said.out() + said.err());
        }
        Line line = house.line();
        List<String> stopped = house.resume(line);
        boolean person = !stopped.isEmpty() || said.code() == 2;
        if (person && !cell.fault().isSetting()) {
          problems.add("run " + run + " wants a person: " + stopped + " " + troubles);
        }
        if (person) {
          if (said.code() == 0 || troubles.isEmpty() || !cell.shape().equals(EVERY) && troubles.size() > Math.max(1, stopped.size())) {
            problems.add("run " + run + " ended with " + said.code() + " and names " + troubles + ", stopped " + stopped + ": " + said.out() + said.err());
          }
        }
        // What is asked only of what was read before may come in a later run only.
        boolean struck = run >= LATER_RUNS || plan.unstruck().isEmpty();
        atRest = struck && said.code() < 2 && troubles.isEmpty() && stopped.isEmpty() && !house.waits(line);
        if (run == most && !atRest) {
          problems.add("not at rest after " + run + " runs: " + troubles);
        }
      }
      if (!plan.unstruck().isEmpty()) {
        problems.add("never struck: " + plan.unstruck());
      }
      List<String> differences = house.end().differences(expected);
      problems.addAll(differences.subList(0, Math.min(SHOWN, differences.size())));
      if (house.broken() != null) {
        problems.add("the proxy: " + house.broken());
      }
      return String.join("\n    ", problems);
    } catch (Hanging e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** A run that does not end, with what its threads did. */
  private static final class Hanging extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Hanging(Map<Thread, StackTraceElement[]> threads) {
      super("no end after " + HANGS_AFTER_S + " s\n" + dump(threads));
    }

    private static String dump(Map<Thread, StackTraceElement[]> threads) {
      var text = new StringBuilder();
      threads.forEach((thread, stack) -> {
        text.append(thread.getName()).append(' ').append(thread.getState()).append('\n');
        for (StackTraceElement element : stack) {
          text.append("    ").append(element).append('\n');
        }
      });
      return text.toString();
    }
  }

  /** What is in line after a run: the streams that stand still, and whether nothing waits. */
  private record Line(List<String> stopped, boolean isEmpty) {}

  /** Both systems behind proxies, and a data directory. */
  private static final class House implements AutoCloseable {
    final RunPlace place;
    final FaultProxy eloqua;
    final FaultProxy salesforce;
    int deadline = 120;

    House(FaultProxy.Script script) throws IOException {
      place = RunPlace.at(home, folder.resolve("cell-" + DIRECTORIES.incrementAndGet()), facts);
      int heldBackMs = (DEADLINE_S + 3) * 1_000;
      eloqua = new FaultProxy("eloqua", place.eloqua.base(), script, heldBackMs);
      salesforce = new FaultProxy("salesforce", place.salesforce.base(), script, heldBackMs);
    }

    Shell.Said run() throws Exception {
      var task = new FutureTask<>(() -> place.runOnce("caravan.eloqua.login-url", eloqua.base().toString(),
          "caravan.salesforce.login-url", salesforce.base().toString(), "caravan.eloqua.deadline-seconds",
          Integer.toString(deadline), "caravan.salesforce.deadline-seconds", Integer.toString(deadline)));
      var thread = new Thread(task, "the run");
      thread.setDaemon(true);
      thread.start();
      try {
        return task.get(HANGS_AFTER_S, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new Hanging(Thread.getAllStackTraces());
      } catch (ExecutionException e) {
        throw new IllegalStateException("the run threw", e.getCause());
      }
    }

    List<String> troubles(Shell.Said said) {
      return said.out().lines().filter(line -> line.startsWith("Trouble: ")).toList();
    }

    Line line() throws Exception {
      return look(outbox -> new Line(outbox.stopped().stream().map(stop -> stop.stream().name()).toList(),
          outbox.entries(List.of(Outbox.State.DUE, Outbox.State.IN_FLIGHT), 1).isEmpty()));
    }

    /** Lets the streams run again that stand still, as a person does, and names them. */
    List<String> resume(Line line) {
      for (String stream : line.stopped()) {
        Shell.Said said = place.type("resume", stream, "--why", "it was mended");
        assertThat(said.code()).as(said.err()).isZero();
      }
      return line.stopped();
    }

    /** Whether something is still in line; then it is as late as the last of it needs. */
    boolean waits(Line line) {
      if (!line.isEmpty()) {
        place.later(Duration.ofMinutes(11));
      }
      return !line.isEmpty();
    }

    End end() throws Exception {
      return new End(place.shown(), look(outbox -> outbox.entries(List.of(Outbox.State.values()), Integer.MAX_VALUE).stream()
          .map(entry -> entry.id() + " " + entry.kind() + " " + entry.key() + " " + (entry.state() == Outbox.State.UNCHANGED
              ? Outbox.State.SENT : entry.state()) + " " + entry.problem() + " " + entry.reason()).sorted().toList()));
    }

    private <T> T look(java.util.function.Function<Outbox, T> at) throws Exception {
      try (Store store = Store.sqlite(Cabinet.database(place.data))) {
        return at.apply(Outbox.beside(store, place.clock));
      }
    }

    List<String> calls() {
      var calls = new ArrayList<>(eloqua.seen());
      calls.addAll(salesforce.seen());
      return calls;
    }

    @Nullable Exception broken() {
      return eloqua.broken() != null ? eloqua.broken() : salesforce.broken();
    }

    @Override
    public void close() throws IOException {
      eloqua.close();
      salesforce.close();
      place.close();
    }
  }
}
