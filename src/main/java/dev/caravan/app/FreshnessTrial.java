package dev.caravan.app;

import dev.caravan.cli.CannotStart;
import dev.caravan.cli.Starters;
import dev.caravan.config.Configuration;
import dev.caravan.insight.FreshnessReport;
import dev.caravan.insight.FreshnessReport.Stamps;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Sends forms to a stand-in of Eloqua and waits for their tasks in one of Salesforce, through the house with its shipped
 * routes and settings, in real time. The people are new and ask for a quote, which nothing holds.
 */
final class FreshnessTrial {
  private static final Duration HISTORY = Duration.ofDays(3);
  private static final Duration FIRST_READING = Duration.ofMinutes(4);
  /** How long nothing happens before the first form: so long exports are counted. */
  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final Duration LAST_TASK = Duration.ofMinutes(4);
  private static final int REPS = 5;

  private final Path home;
  private final Starters.FreshnessOptions options;
  private final Consumer<String> say;
  private final InstantSource clock = InstantSource.system();

  FreshnessTrial(Path home, Starters.FreshnessOptions options, Consumer<String> say) {
    this.home = home;
    this.options = options;
    this.say = say;
  }

  Starters.Fresh measure() throws IOException {
    Path work = Files.createTempDirectory("caravan-freshness");
    try {
      // Syncs of the first reading take their time, too; the first form is sent when that is over.
      Instant first = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(FIRST_READING).plus(IDLE);
      Path facts = facts(work, first);
      try (var eloqua = EloquaStandIn.open(facts, null, clock, 0);
          var salesforce = SalesforceStandIn.open(facts, null, clock, 0);
          var caravan = Caravan.open(new Caravan.Plan(work.resolve("data"), home, Configuration.load(DemoSettings.write(options.config(), work.resolve("config"), facts)),
              Demo.settings(eloqua, salesforce), clock))) {
        eloqua.syncsTake(Duration.ofSeconds(options.shortest()), Duration.ofSeconds(options.longest()));
        return measure(caravan, eloqua, first);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("stopped before the measurement was over");
    } finally {
      remove(work);
    }
  }

  private Starters.Fresh measure(Caravan caravan, EloquaStandIn eloqua, Instant first) throws InterruptedException, IOException {
    try {
      caravan.start(true);
    } catch (RuntimeException | IOException e) {
      throw e;
    } catch (Exception e) {
      throw new CannotStart("the routes did not start: " + e.getMessage(), e);
    }
    say.accept("Reading both systems for the first time; forms are sent from " + first + " on");
    until(first.minus(IDLE));
    if (!caravan.journal().awaited().isEmpty()) {
      throw new CannotStart("the first reading took longer than 4 minutes: " + caravan.journal().awaited());
    }
    long exports = eloqua.exports();
    long swept = swept(caravan);
    say.accept("Counting exports while nothing happens");
    until(first);
    long run = eloqua.exports() - exports;
    long sweeps = swept(caravan) - swept;
    say.accept("Sending " + options.forms() + " forms within " + options.minutes() + " minutes");
    Instant last = first.plus(Duration.ofMinutes(options.minutes()));
    until(last);
    List<Stamps> stamps = stamps(caravan, first);
    while (stamps.size() < options.forms() && clock.instant().isBefore(last.plus(LAST_TASK))) {
      until(clock.instant().plusSeconds(1));
      stamps = stamps(caravan, first);
    }
    List<Long> lengths = stamps.stream().map(each -> each.accepted() - each.happened()).toList();
    long kept = caravan.journal().counts().entrySet().stream().filter(entry -> entry.getKey().startsWith("eloqua/activity."))
        .mapToLong(Map.Entry::getValue).sum();
    caravan.troubles().all().forEach(say);
    return new Starters.Fresh(options.forms(), stamps.size(), FreshnessReport.percentile(lengths, 50),
        FreshnessReport.percentile(lengths, 95), eloqua.activityRowsRead(), kept, run - sweeps, sweeps,
        IDLE.toSeconds());
  }

  private static List<Stamps> stamps(Caravan caravan, Instant first) {
    return FreshnessReport.stamps(caravan.journal(), caravan.outbox(), first.toEpochMilli()).stream()
        .filter(each -> each.happened() >= first.toEpochMilli()).toList();
  }

  /** How many types were swept so far. */
  private static long swept(Caravan caravan) {
    return Stream.of("form-submit", "unsubscribe", "subscribe", "external", "email-send", "email-open", "email-click",
        "web-visit", "page-view", "bounceback")
        .filter(kind -> caravan.journal().cursor("eloqua/activity." + kind + "/late").isPresent()).count();
  }

  private void until(Instant moment) throws InterruptedException {
    long left = Duration.between(clock.instant(), moment).toMillis();
    if (left > 0) {
      Thread.sleep(left);
    }
  }

  /** Reps, and people who did nothing until they ask for a quote. */
  private Path facts(Path work, Instant first) throws IOException {
    String before = first.minus(HISTORY).toString();
    var lines = new ArrayList<String>();
    for (int i = 0; i < REPS; i++) {
      String id = String.format("0055e000000000%dAAA", i);
      lines.add(fact("salesforce", "user-" + id + "@" + before, "user", id, before, "{\"name\":\"Rep " + i
          + "\",\"email\":\"rep" + i + "@caravan.example\",\"active\":true,\"time_zone\":\"UTC\"}"));
    }
    for (int i = 0; i < options.forms(); i++) {
      String email = "buyer" + i + "@company" + i + ".example";
      lines.add(fact("eloqua", "contact-" + (5_000 + i) + "@" + before, "person", email, before, "{\"ids\":{\"eloqua\":\""
          + (5_000 + i) + "\"},\"first_name\":\"Buyer\",\"last_name\":\"Number " + i + "\",\"company\":\"Company " + i + "\"}"));
    }
    long step = Duration.ofMinutes(options.minutes()).toMillis() / options.forms();
    for (int i = 0; i < options.forms(); i++) {
      // Not in step with the polls.
      Instant at = first.plusMillis(step * i + (i * 7_919L) % Math.max(1, step)).truncatedTo(ChronoUnit.SECONDS);
      lines.add(fact("eloqua", "FormSubmit-" + (9_000 + i), "activity.form-submit", "buyer" + i + "@company" + i + ".example",
          at.toString(), "{\"contact\":\"" + (5_000 + i) + "\",\"asset\":{\"type\":\"Form\",\"id\":\"77\",\"name\":"
              + "\"Customer care | Quote | Ask for a quote\"},\"fields\":{}}"));
    }
    return Files.write(work.resolve("facts.ndjson"), lines);
  }

  private static String fact(String source, String id, String type, String subject, String time, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"" + source + "\",\"type\":\"" + type + "\",\"subject\":\""
        + subject + "\",\"time\":\"" + time + "\",\"data\":" + data + "}";
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
