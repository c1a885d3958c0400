package dev.caravan.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.caravan.pipeline.Portion;
import dev.caravan.pipeline.ReleaseList;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Outbox;
import dev.caravan.sandbox.eloqua.EloquaStandIn;
import dev.caravan.sandbox.sales.Reps;
import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * The last days of a market as a closed loop: Caravan reads, decides and delivers, reps act on what they got, the market goes
 * on. Time goes from one event to the next and stands in between, so that nobody waits and the same market lives the same days.
 *
 * <p>Who qualified by history is released in portions, one at the beginning of each working day.
 *
 * <p>Each system is read as late as it would be by the shipped schedules: forms and whatever else asks for an answer half a
 * minute after they happened, what reps do within {@link #REPS}, and before any clock is looked at; what only adds points is read
 * {@link #OFTEN} apart.
 */
final class DemoLoop {
  /** What is read only up to so long ago, and how often, at the shipped schedules. */
  private static final long LAG = 20_000;
  private static final long SOON = 30_000;
  private static final long REPS = Duration.ofMinutes(5).toMillis();
  private static final long SECOND = 1_000;
  private static final int ROUNDS = 5;
  private static final long OFTEN = Duration.ofHours(6).toMillis();
  /** How often Caravan looks at its clocks while a rep is asked; it does each minute, which would bring nothing else. */
  private static final long CLOCKS = Duration.ofMinutes(15).toMillis();
  private static final long QUIET_CLOCKS = Duration.ofHours(1).toMillis();
  /** What is read soon: who did this waits for an answer, or may not be asked any more. */
  private static final Set<String> AWAITED = Set.of("eloqua/activity.form-submit", "eloqua/activity.external",
      "eloqua/activity.subscribe", "eloqua/activity.unsubscribe", "eloqua/contact");

  private static final String BY = "demonstration";
  private static final String WHY = "the day's portion";

  private final Caravan caravan;
  private final EloquaStandIn eloqua;
  private final SalesforceStandIn salesforce;
  private final Reps reps;
  private final RunningClock clock;
  /** When Caravan would read what somebody waits for, and what reps did. */
  private final TreeSet<Long> readings;
  private final TreeSet<Long> readingsOfReps = new TreeSet<>();

  DemoLoop(Caravan caravan, EloquaStandIn eloqua, SalesforceStandIn salesforce, Reps reps, RunningClock clock,
      TreeSet<Long> readings) {
    this.caravan = caravan;
    this.eloqua = eloqua;
    this.salesforce = salesforce;
    this.reps = reps;
    this.clock = clock;
    this.readings = readings;
  }

  /** Reads what there is so far, and decides and delivers what follows from it. */
  void begin(Watched watched, Consumer<String> say, long facts) throws Exception {
    clock.standAt(clock.millis());
    say.accept("Reading both systems");
    long before = kept();
    watched.during("Reading", facts, () -> kept() - before, () -> {
      caravan.pollOnce(clock);
      return 0;
    });
    long arrived = kept() - before;
    say.accept(arrived + " new facts; carrying them through the rooms");
    var worked = new AtomicLong();
    watched.during("Carrying through", arrived, worked::get, () -> caravan.process(worked::set));
    caravan.tick();
    say.accept("Delivering");
    long due = due();
    watched.during("Delivering", due, () -> due - due(), this::deliver);
  }

  private long kept() {
    return caravan.journal().counts().values().stream().mapToLong(Long::longValue).sum();
  }

  private long due() {
    return caravan.outbox().waiting().stream().mapToLong(Outbox.Waiting::items).sum();
  }

  /**
   * Lives until a moment.
   *
   * @param at told of each moment that was reached
   */
  void until(long end, LongConsumer at) throws Exception {
    long all = clock.millis();
    while (clock.millis() < end && caravan.troubles().count() == 0) {
      long now = clock.millis();
      long often = after(all, OFTEN);
      long asked = next(readings, now);
      long worked = next(readingsOfReps, now);
      long portion = caravan.host().engine().dayBegins(now);
      long next = Collections.min(List.of(end, often, asked, worked, portion, after(now, reps.areAsked(clock.instant()) ? CLOCKS : QUIET_CLOCKS)));
      Instant act = reps.next().orElse(Instant.MAX);
      if (act.isBefore(Instant.ofEpochMilli(next))) {
        long moment = Math.max(now, act.toEpochMilli());
        clock.standAt(moment);
        reps.act(clock.instant());
        readingsOfReps.add(after(moment, REPS));
        continue;
      }
      clock.standAt(next);
      eloqua.timePasses();
      salesforce.timePasses();
      if (next == portion) {
        release();
      }
      if (next == often) {
        all = next;
        round(stream -> true);
      } else if (next == asked) {
        round(stream -> AWAITED.contains(stream) || isCrm(stream));
      } else if (next == worked) {
        round(DemoLoop::isCrm);
      } else {
        caravan.tick();
        deliver();
      }
      at.accept(next);
    }
    // What is written comes back as records that changed; until nothing is left to do.
    long left = 1;
    for (int i = 0; i < ROUNDS && left > 0 && caravan.troubles().count() == 0; i++) {
      clock.standAt(clock.millis() + SECOND);
      left = round(stream -> true);
    }
  }

  /** At the beginning of each working day a portion of those who qualified by history, as "caravan release --portion" takes it. */
  private void release() {
    caravan.tick();
    long worked = caravan.journal().position();
    List<ReleaseList.Row> rows = Portion.USUAL.of(caravan.host().engine().releases(caravan.host().states(), worked),
        caravan.journal().all(Portion.dayOf(clock.millis())));
    new Orders(caravan.store(), clock).now(Fact.Command.RELEASE, rows.stream().map(Portion::order).toList(), worked, BY, WHY);
  }

  /** Reads some streams, decides and delivers; gives back how much was read and delivered. */
  private long round(Predicate<String> streams) throws Exception {
    caravan.pollOnce(clock, streams);
    long done = caravan.process();
    caravan.tick();
    return done + deliver();
  }

  /** What a programme sends next is mailed as soon as it is delivered. */
  private long deliver() {
    long delivered = caravan.deliver();
    eloqua.mailProgrammes();
    return delivered;
  }

  private static boolean isCrm(String stream) {
    return stream.startsWith("salesforce/");
  }

  private static long next(TreeSet<Long> moments, long now) {
    Long next = moments.higher(now);
    return next == null ? Long.MAX_VALUE : next;
  }

  /** The next moment of a schedule that runs so often. */
  private static long after(long now, long often) {
    return (now / often + 1) * often;
  }

  /**
   * What happens in a market from a moment on.
   *
   * @param before how many facts there are that happened earlier
   * @param readings when what asks for an answer, or is of a record, would be read
   */
  record Ahead(long before, TreeSet<Long> readings) {}

  static Ahead ahead(Path facts, long from) throws IOException {
    var readings = new TreeSet<Long>();
    long before = 0;
    var json = new JsonFactory();
    try (BufferedReader lines = Files.newBufferedReader(facts)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        var fact = Happened.of(json, line);
        before += fact.at() <= from ? 1 : 0;
        if (fact.at() > from && fact.isAwaited()) {
          readings.add(after(fact.at() + LAG, SOON));
        }
      }
    }
    return new Ahead(before, readings);
  }

  /** What a line of a fact file is about, and when it happened. */
  private record Happened(String type, long at) {
    static Happened of(JsonFactory json, String line) throws IOException {
      String type = "";
      try (JsonParser parser = json.createParser(line)) {
        while (parser.nextToken() != null) {
          if (parser.currentToken() == JsonToken.START_OBJECT && parser.currentName() != null) {
            parser.skipChildren();
          } else if ("type".equals(parser.currentName())) {
            type = parser.getText();
          } else if ("time".equals(parser.currentName())) {
            return new Happened(type, Instant.parse(parser.nextTextValue()).toEpochMilli());
          }
        }
      }
      return new Happened(type, 0);
    }

    boolean isAwaited() {
      return switch (type) {
        case "activity.form-submit", "activity.unsubscribe", "activity.subscribe", "activity.event", "person", "opportunity" -> true;
        default -> false;
      };
    }
  }
}
