package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.connectors.salesforce.SalesforceWrite;
import dev.caravan.Extent;
import dev.caravan.cli.Starters;
import dev.caravan.config.Configuration;
import dev.caravan.outbox.Outbox;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.LoopbackServer;
import dev.caravan.sandbox.http.Request;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trouble at chosen requests of a run: the power fails while a write is under way, or its reply is lost. Each build
 * strikes the first request of each kind; {@code -Pfaults} every write, and the second of each kind.
 *
 * <p>While a request of a delivery waits for its reply, Caravan writes nothing of its own; so a copy of its files at
 * that moment, beside the stand-ins' logs before or after the write, is what a power cut would leave.
 */
class CrashPointsTest {

  @TempDir static Path folder;
  private static Path home;
  private static Path facts;
  private static Configuration configuration;
  private static final List<Moment> MOMENTS = new ArrayList<>();
  private static DemoData.Shown expected;
  private static boolean open;

  /** A request of a delivery: what lay on the disk then, and how long the stand-ins' logs were before and after it. */
  private static final class Moment {
    final String kind;
    final DemoData files;
    final Map<String, Long> before;
    Map<String, Long> after = Map.of();

    Moment(String kind, DemoData files, Map<String, Long> before) {
      this.kind = kind;
      this.files = files;
      this.before = before;
    }

    boolean wrote() {
      return !before.equals(after);
    }
  }

  @BeforeAll
  static void an_undisturbed_run_is_watched() throws Exception {
    home = Home.withoutPauses(folder.resolve("home"));
    facts = DemoData.smallMarket(folder.resolve("facts.ndjson"));
    configuration = Configuration.load(DemoSettings.write(Path.of("config"), folder.resolve("settings"), facts));
    DemoData data = DemoData.fresh(folder.resolve("undisturbed"), facts);
    walk(data, (request, delivering) -> {
      if (delivering) {
        remember(data, request);
      }
      return false;
    }, new Fault.Effect.DropBefore());
    expected = data.shown();
    if (open) {
      MOMENTS.get(MOMENTS.size() - 1).after = logs(data);
    }
  }

  private static synchronized void remember(DemoData data, Request request) {
    String kind = kind(request);
    Map<String, Long> logs = logs(data);
    if (open && !MOMENTS.isEmpty()) {
      MOMENTS.get(MOMENTS.size() - 1).after = logs;
    }
    open = isKept(request, kind);
    if (!open) {
      return;
    }
    try {
      MOMENTS.add(new Moment(kind, data.copyTo(folder.resolve("moment-" + MOMENTS.size())), logs));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looking at the same thing again changes nothing on either side. */
  private static boolean isKept(Request request, String kind) {
    Stream<Moment> before = MOMENTS.stream().filter(moment -> moment.kind.equals(kind));
    return request.method().equals("GET") ? before.findAny().isEmpty() : Extent.FULL || before.noneMatch(Moment::wrote);
  }

  private static Map<String, Long> logs(DemoData data) {
    var sizes = new TreeMap<String, Long>();
    for (String log : List.of(DemoData.ELOQUA, DemoData.SALESFORCE)) {
      try {
        sizes.put(log, Files.size(data.log(log)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sizes;
  }

  /** Method and path, without the numbers of single records. */
  private static String kind(Request request) {
    return SalesforceWrite.of(request).map(write -> write.method() + " " + write.path())
        .orElseGet(() -> request.method() + " " + request.path().replaceAll("/\\d+(?=/|$)", "/#"));
  }

  @Test
  void there_is_something_to_compare_and_nothing_in_it_is_double() {
    assertThat(MOMENTS.stream().filter(Moment::wrote).count()).isGreaterThan(6);
    for (String made : List.of("Task ", "Lead ", "CampaignMember ", "Buying_Group__c ", "Buying_Group_Member__c ")) {
      List<String> lines = expected.salesforce().lines().filter(line -> line.startsWith(made)).toList();
      assertThat(lines).as(made).isNotEmpty().doesNotHaveDuplicates();
    }
    assertThat(expected.eloqua()).contains("member caravan-");
  }

  @Test
  void power_that_fails_right_after_a_write_was_applied_doubles_nothing() throws Exception {
    for (Moment moment : MOMENTS) {
      if (moment.wrote()) {
        goesOn(moment, moment.after, "right after ");
      }
    }
  }

  @Test
  void power_that_fails_right_before_a_request_of_any_kind_loses_nothing() throws Exception {
    var seen = new TreeSet<String>();
    for (Moment moment : MOMENTS) {
      if (seen.add(moment.kind)) {
        goesOn(moment, moment.before, "right before ");
      }
    }
    assertThat(seen).hasSizeGreaterThan(8);
  }

  private static void goesOn(Moment moment, Map<String, Long> logs, String when) throws Exception {
    Path last = folder.resolve("undisturbed").resolve("sandbox");
    DemoData data = moment.files.copyTo(Files.createTempDirectory(folder, "goes-on").resolve("data"));
    for (var log : logs.entrySet()) {
      byte[] whole = Files.readAllBytes(last.resolve(log.getKey()));
      Files.write(data.log(log.getKey()), Arrays.copyOf(whole, log.getValue().intValue()));
    }
    String said = demo(data);
    assertThat(data.shown().differences(expected)).as("power failed %s%s: %s", when, moment.kind, said).isEmpty();
  }

  /** Which request of its kind is struck. */
  static List<Integer> nth() {
    return Extent.of(List.of(1), List.of(1, 2));
  }

  static List<Arguments> nthAndSide() {
    return nth().stream().flatMap(nth -> Stream.of("after", "before").map(side -> Arguments.of(nth, side))).toList();
  }

  @ParameterizedTest
  @MethodSource("nthAndSide")
  void a_reply_lost_at_the_nth_delivery_of_each_kind_changes_nothing(int nth, String side) throws Exception {
    DemoData data = DemoData.fresh(folder.resolve("lost-" + side + "-" + nth), facts);
    var counts = new ConcurrentHashMap<String, AtomicInteger>();
    var struck = new AtomicInteger();

    walk(data, (request, delivering) -> {
      boolean strikes = delivering
          && counts.computeIfAbsent(kind(request), none -> new AtomicInteger()).incrementAndGet() == nth;
      struck.addAndGet(strikes ? 1 : 0);
      return strikes;
    }, side.equals("after") ? new Fault.Effect.DropAfter() : new Fault.Effect.DropBefore());

    assertThat(struck.get()).isGreaterThan(5);
    assertThat(data.shown().differences(expected)).as(counts.keySet().toString()).isEmpty();
    quiet(data);
  }

  @ParameterizedTest
  @MethodSource("nth")
  void a_reply_lost_while_reading_only_costs_another_run(int nth) throws Exception {
    DemoData data = DemoData.fresh(folder.resolve("unread-" + nth), facts);
    var counts = new ConcurrentHashMap<String, AtomicInteger>();

    walk(data, (request, delivering) -> !delivering
        && counts.computeIfAbsent(kind(request), none -> new AtomicInteger()).incrementAndGet() == nth,
        new Fault.Effect.DropAfter());
    demo(data);

    assertThat(data.shown().differences(expected)).isEmpty();
    quiet(data);
  }

  /** One more run over it writes nothing. */
  private static void quiet(DemoData data) throws Exception {
    List<String> before = data.writes();
    demo(data);
    assertThat(data.writes()).isEqualTo(before);
  }

  private static String demo(DemoData data) throws Exception {
    var said = new StringWriter();
    var demo = new Demo(home, new PrintWriter(said), new PrintWriter(said), Starters.Bars.NONE);
    int code = demo.run(new Starters.DemoOptions(true, 160, 3, Optional.empty(), Optional.empty(),
        Optional.of(data.folder()), OptionalInt.empty(), true, Path.of("config")));
    assertThat(code).as(said.toString()).isIn(0, 1);
    return said.toString();
  }

  /** Whether a fault strikes a request. */
  private interface Strike {
    boolean at(Request request, boolean delivering);
  }

  /** Polls, works and delivers until there is nothing left, with a fault on the way; waits are passed over. */
  private static void walk(DemoData data, Strike strike, Fault.Effect effect) throws Exception {
    RunningClock clock = Demo.clock(data.practice(), data.facts());
    var delivering = new java.util.concurrent.atomic.AtomicBoolean();
    Predicate<Request> when = request -> strike.at(request, delivering.get());
    try (var eloqua = EloquaStandIn.open(data.facts(), data.log(DemoData.ELOQUA), clock, 0);
        var salesforce = SalesforceStandIn.open(data.facts(), data.log(DemoData.SALESFORCE), clock, 0);
        var caravan = Caravan.open(new Caravan.Plan(data.folder(), home, configuration,
            RunPlace.quick(eloqua, salesforce), clock, Demo.atTheEnd(data.facts())))) {
      Consumer<LoopbackServer> arm = server -> server.add(new Fault(when, Integer.MAX_VALUE, effect));
      arm.accept(eloqua.server());
      arm.accept(salesforce.server());
      caravan.start(false);
      while (true) {
        long kept = facts(caravan);
        caravan.pollOnce(clock);
        long worked = facts(caravan) - kept + caravan.process();
        delivering.set(true);
        worked += deliver(caravan, clock);
        delivering.set(false);
        if (worked == 0) {
          return;
        }
      }
    }
  }

  private static long deliver(Caravan caravan, RunningClock clock) {
    long all = 0;
    while (true) {
      all += caravan.deliver();
      assertThat(caravan.outbox().stopped()).isEmpty();
      var due = caravan.outbox().entries(List.of(Outbox.State.DUE), 10_000).stream().mapToLong(Outbox.Entry::dueAt).min();
      if (due.isEmpty()) {
        return all;
      }
      clock.atLeast(due.getAsLong());
    }
  }

  private static long facts(Caravan caravan) {
    return caravan.journal().counts().values().stream().mapToLong(Long::longValue).sum();
  }
}
