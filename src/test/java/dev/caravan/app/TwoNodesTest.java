package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.Extent;
import dev.caravan.config.Configuration;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.http.Fault;
import dev.caravan.sandbox.http.Request;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import dev.caravan.store.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two delivery nodes, processes of their own, over one outbox in PostgreSQL; one is killed, really killed, with items in
 * hand, while a system is taking a write.
 *
 * <p>{@code -Dcaravan.nodes.kills=N} says how often. Each time begins with the same outbox, filled by the engine and not
 * yet delivered, and with systems nobody has written to.
 */
class TwoNodesTest {
  private static final int KILLS = Integer.getInteger("caravan.nodes.kills", Extent.of(1, 3));
  private static final long SEED = Long.getLong("caravan.nodes.seed", 20_260_331);
  private static final long LONGEST_S = 120;
  private static final long NOT_YET = Long.MAX_VALUE;

  @TempDir static Path folder;
  private static Path facts;
  private static String prepared;
  private final List<Process> nodes = new ArrayList<>();

  /** What a delivery to its end comes to: what both systems show, and where every item is. */
  private record Outcome(DemoData.Shown shown, Map<String, String> items) {}

  /** Both systems over fresh logs, and an outbox nobody has delivered from. */
  private record Stage(DemoData data, EloquaStandIn eloqua, SalesforceStandIn salesforce, String url, Path config,
      AtomicInteger readings) implements AutoCloseable {
    static Stage fresh(String name) throws IOException, SQLException {
      DemoData data = DemoData.fresh(folder.resolve(name), facts);
      InstantSource clock = InstantSource.system();
      var eloqua = EloquaStandIn.open(data.facts(), data.log(DemoData.ELOQUA), clock, 0);
      var salesforce = SalesforceStandIn.open(data.facts(), data.log(DemoData.SALESFORCE), clock, 0);
      String url = Databases.copyOf(prepared);
      Path config = PostgresConfig.write(data.folder().resolve("settings"), facts,
          PostgresConfig.settings(eloqua, salesforce, url));
      return new Stage(data, eloqua, salesforce, url, config, new AtomicInteger());
    }

    void onWrite(Runnable then) {
      Fault nothing = new Fault(request -> {
        if (request.path().contains("/exports")) {
          readings.incrementAndGet();
        }
        if (writes(request)) {
          then.run();
        }
        return false;
      }, 1, new Fault.Effect.DropBefore());
      eloqua.server().add(nothing);
      salesforce.server().add(nothing);
    }

    private static boolean writes(Request request) {
      return !request.method().equals("GET") && !request.path().matches(".*(/token|/composite)");
    }

    @Override
    public void close() {
      eloqua.close();
      salesforce.close();
    }
  }

  @BeforeAll
  static void the_engine_fills_an_outbox() throws Exception {
    facts = folder.resolve("facts.ndjson");
    Market.generate(new MarketSettings(300, 3, MarketSettings.defaults().end(), 180, 0.5), facts,
        folder.resolve("truth.json"));
    prepared = Databases.freshDatabase();
    DemoData data = DemoData.fresh(folder.resolve("prepared"), facts);
    InstantSource clock = InstantSource.system();
    try (var eloqua = EloquaStandIn.open(data.facts(), data.log(DemoData.ELOQUA), clock, 0);
        var salesforce = SalesforceStandIn.open(data.facts(), data.log(DemoData.SALESFORCE), clock, 0);
        var caravan = Caravan.open(new Caravan.Plan(data.folder(), Path.of("."), 
            Configuration.load(DemoSettings.write(Path.of("config"), folder.resolve("settings"), facts)),
            PostgresConfig.settings(eloqua, salesforce, prepared), clock, Demo.atTheEnd(data.facts())))) {
      caravan.start(false);
      caravan.pollOnce(clock);
      assertThat(caravan.process()).isGreaterThan(1_000);
      assertThat(caravan.outbox().counts("salesforce").due()).isGreaterThan(200);
      assertThat(caravan.outbox().counts("eloqua").due()).isGreaterThan(200);
    }
    update(prepared, "UPDATE outbox SET due_at = " + NOT_YET);
    assertThat(data.writes()).isEmpty();
  }

  @AfterEach
  void no_process_is_left_behind() {
    nodes.forEach(Process::destroyForcibly);
  }

  @Test
  void a_node_killed_with_items_in_hand_loses_nothing_and_doubles_nothing(TestReporter reporter) throws Exception {
    Outcome expected;
    var all = new AtomicInteger();
    try (Stage stage = Stage.fresh("one-node")) {
      stage.onWrite(all::incrementAndGet);
      begin(stage);
      var plan = new Caravan.Plan(stage.data().folder(), Path.of("."), Configuration.load(stage.config()),
          ApplicationProperties.load(stage.config(), Map.of()).asWritten(), InstantSource.system());
      try (var only = Caravan.open(plan.delivering())) {
        only.start(false);
        while (!isDone(stage)) {
          only.deliver();
        }
      }
      expected = outcome(stage);
    }
    for (String made : List.of("Task ", "Lead ", "CampaignMember ", "Buying_Group__c ", "Buying_Group_Member__c ")) {
      List<String> lines = expected.shown().salesforce().lines().filter(line -> line.startsWith(made)).toList();
      assertThat(lines).as(made).isNotEmpty().doesNotHaveDuplicates();
    }
    assertThat(expected.items().values()).contains("done").doesNotContain("due", "in_flight", "parked");

    var random = new SplittableRandom(SEED);
    int kills = 0;
    for (int attempt = 1; kills < KILLS; attempt++) {
      assertThat(attempt).as("a node that never has anything in hand").isLessThanOrEqualTo(KILLS * 3);
      int at = 1 + random.nextInt(all.get());
      try (Stage stage = Stage.fresh("killed-" + attempt)) {
        Process survivor = node(stage, "survivor");
        Process victim = node(stage, "victim");
        var seen = new AtomicInteger();
        var inHand = new AtomicInteger();
        stage.onWrite(() -> {
          if (seen.incrementAndGet() >= at && inHand.get() == 0) {
            inHand.set(killWithItemsInHand(stage, victim));
          }
        });
        Outcome outcome = toItsEnd(stage, survivor);
        String when = "seed " + SEED + ", killed from write " + at + " of " + all + " on, " + inHand + " items in hand";
        if (inHand.get() > 0) {
          kills++;
          assertThat(victim.waitFor()).as(said(stage, "victim")).isEqualTo(128 + 9);
          reporter.publishEntry("kill " + kills, when);
        } else {
          victim.destroyForcibly();
        }
        assertThat(outcome.shown().differences(expected.shown())).as(when).isEmpty();
        assertThat(outcome.items()).as(when).isEqualTo(expected.items());
      }
    }
  }

  /** Zero if there are none at the moment: then it lives on. */
  private static synchronized int killWithItemsInHand(Stage stage, Process victim) {
    int inHand = count(stage.url(), "SELECT COUNT(*) FROM outbox WHERE state = 'in_flight' AND claim LIKE '%-"
        + victim.pid() + "/%'");
    if (inHand > 0) {
      victim.destroyForcibly();
      victim.onExit().join();
    }
    return inHand;
  }

  private Process node(Stage stage, String name) throws Exception {
    var command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Djava.awt.headless=true",
        "-cp", System.getProperty("java.class.path"), "dev.caravan.app.Main", "run", "--deliver-only",
        "--data", stage.data().folder().resolve(name).toString(), "--config", stage.config().toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(stage.data().folder().resolve(name + ".txt").toFile()).start();
    nodes.add(process);
    return process;
  }

  /** Lets the nodes begin at the same time, when both are there, and waits until everything is delivered. */
  private Outcome toItsEnd(Stage stage, Process survivor) throws Exception {
    for (String name : List.of("survivor", "victim")) {
      wait(survivor, () -> said(stage, name).contains("Caravan is delivering from postgresql:"), stage);
    }
    begin(stage);
    wait(survivor, () -> isDone(stage), stage);
    survivor.destroy();
    assertThat(survivor.waitFor(LONGEST_S, TimeUnit.SECONDS)).isTrue();
    return outcome(stage);
  }

  private static void begin(Stage stage) throws SQLException {
    update(stage.url(), "UPDATE outbox SET due_at = 0 WHERE due_at = " + NOT_YET);
  }

  private static boolean isDone(Stage stage) {
    return count(stage.url(), "SELECT COUNT(*) FROM outbox WHERE state IN ('due', 'in_flight')") == 0;
  }

  private static Outcome outcome(Stage stage) throws SQLException {
    assertThat(stage.readings().get()).as("a delivery reads nothing").isZero();
    return new Outcome(stage.data().shown(), items(stage.url()));
  }

  private static void wait(Process survivor, BooleanSupplier until, Stage stage) throws Exception {
    long began = System.nanoTime();
    while (!until.getAsBoolean()) {
      assertThat(survivor.waitFor(50, TimeUnit.MILLISECONDS)).as(said(stage, "survivor")).isFalse();
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)).as(said(stage, "survivor"))
          .isLessThan(LONGEST_S);
    }
  }

  private static String said(Stage stage, String name) {
    try {
      Path file = stage.data().folder().resolve(name + ".txt");
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, "postgres", "");
  }

  private static void update(String url, String sql) throws SQLException {
    try (var connection = connect(url); var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static int count(String url, String sql) {
    try (var connection = connect(url); var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether an item was sent or found to be there already hangs on who looked first; where it ended does not. */
  private static Map<String, String> items(String url) throws SQLException {
    var items = new TreeMap<String, String>();
    try (var connection = connect(url); var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT id, CASE WHEN state IN ('sent', 'unchanged') THEN 'done' WHEN state ="
            + " 'held' THEN 'held: ' || reason ELSE state END FROM outbox")) {
      while (row.next()) {
        items.put(row.getString(1), row.getString(2));
      }
    }
    return items;
  }
}
