package dev.caravan.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Decision.Kind;
import dev.caravan.model.Tally;
import dev.caravan.store.HandCrankedClock;
import dev.caravan.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class OutboxProperties {
  private static final Because WHY = Because.of("", "", "", "", "");
  private static Path folder;
  private static Store store;

  @BeforeContainer
  static void openTheStore() throws IOException {
    folder = Files.createTempDirectory("outbox");
    store = Store.sqlite(folder.resolve("caravan.db"));
  }

  @AfterContainer
  static void closeTheStore() throws IOException {
    store.close();
    try (var files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** A made-up outside that shows what it was last sent, against which the outbox is held. */
  @Property(tries = 40)
  void whatever_happens_counts_add_up_and_the_outside_ends_as_decided(@ForAll long seed) {
    store.write(tx -> {
      Claims.clear(tx.handle());
      return tx.handle().execute("DELETE FROM outbox");
    });
    var random = new Random(seed);
    var clock = new HandCrankedClock("2026-06-01T12:00:00Z");
    long since = clock.millis();
    Outbox outbox = open(clock);
    Map<String, Long> decided = new HashMap<>();
    Map<String, Object> outside = new HashMap<>();
    List<Item> flying = new ArrayList<>();
    for (int step = 0; step < 60; step++) {
      switch (random.nextInt(6)) {
        case 0, 1 -> put(outbox, clock, decided, "p" + random.nextInt(4), random.nextInt(3));
        case 2 -> flying.addAll(outbox.take("crm", List.of(Kind.SCORE), 1 + random.nextInt(3)));
        case 3, 4 -> {
          if (!flying.isEmpty()) {
            Item item = flying.remove(random.nextInt(flying.size()));
            outbox.settle(Map.of(item.id(), answer(item, random, outside)));
          }
        }
        default -> {
          // Who is not heard of for longer than the lease writes no more, though some of it had arrived.
          flying.forEach(item -> arrive(item, random.nextBoolean(), outside));
          flying.clear();
          if (random.nextBoolean()) {
            outbox = open(clock);
          }
          clock.turn(Duration.ofMinutes(6 + random.nextInt(6)));
        }
      }
      Tally tally = outbox.report(since).get("crm");
      assertThat(tally.input()).isEqualTo(decided.size());
      assertThat(tally.waiting()).isEqualTo(outbox.waiting().stream().mapToLong(Outbox.Waiting::items).sum());
    }
    flying.forEach(item -> arrive(item, true, outside));
    outbox = open(clock);
    for (int round = 0; round < 3; round++) {
      clock.turn(Duration.ofMinutes(11));
      outbox.requeue(outbox.entries(List.of(Outbox.State.values()), 100).stream().map(Outbox.Entry::id).toList(),
          "", "");
      for (Item item : outbox.take("crm", List.of(Kind.SCORE), 100)) {
        arrive(item, true, outside);
        outbox.settle(Map.of(item.id(), new Delivery.Sent("x")));
      }
    }
    assertThat(outside).containsExactlyInAnyOrderEntriesOf(decided);
  }

  /** Two workers who crash, hang and answer late; before each write they ask whether the items are still theirs. */
  @Property(tries = 40)
  void whatever_two_workers_do_no_record_is_in_two_hands_and_the_outside_ends_as_decided(@ForAll long seed) {
    store.write(tx -> {
      Claims.clear(tx.handle());
      return tx.handle().execute("DELETE FROM outbox");
    });
    var random = new Random(seed);
    var clock = new HandCrankedClock("2026-06-01T12:00:00Z");
    Map<String, Long> decided = new HashMap<>();
    Map<String, Object> outside = new HashMap<>();
    List<Outbox> workers = new ArrayList<>(List.of(worker(clock, "0"), worker(clock, "1")));
    List<List<Item>> flying = List.of(new ArrayList<>(), new ArrayList<>());
    for (int step = 0; step < 80; step++) {
      int who = random.nextInt(2);
      switch (random.nextInt(8)) {
        case 0, 1 -> put(workers.get(who), clock, decided, "p" + random.nextInt(5), random.nextInt(3));
        case 2, 3 -> flying.get(who).addAll(workers.get(who).take("crm", List.of(Kind.SCORE), 1 + random.nextInt(3)));
        case 4, 5 -> {
          if (!flying.get(who).isEmpty()) {
            Item item = flying.get(who).remove(random.nextInt(flying.get(who).size()));
            boolean ours = workers.get(who).renew(item.claim());
            Delivery answer = ours ? answer(item, random, outside) : new Delivery.TryLater(Problem.REMOTE, "lease ended");
            var settled = workers.get(who).settle(new Outbox.Results(item.claim(), Map.of(item.id(), answer)));
            assertThat(settled.settled()).isEqualTo(ours ? 1 : 0);
          }
        }
        case 6 -> {
          flying.get(who).clear();
          workers.set(who, worker(clock, who + "-" + step));
        }
        default -> clock.turn(Duration.ofMinutes(random.nextInt(6)));
      }
      List<String> inHand = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        for (Item item : flying.get(i)) {
          if (isHeld(item.claim())) {
            inHand.add(item.key());
          }
        }
      }
      assertThat(inHand).doesNotHaveDuplicates();
    }
    for (int round = 0; round < 3; round++) {
      clock.turn(Duration.ofMinutes(11));
      Outbox last = workers.get(round % 2);
      last.requeue(last.entries(List.of(Outbox.State.values()), 100).stream().map(Outbox.Entry::id).toList(), "", "");
      for (Item item : last.take("crm", List.of(Kind.SCORE), 100)) {
        arrive(item, true, outside);
        last.settle(Map.of(item.id(), new Delivery.Sent("x")));
      }
    }
    assertThat(outside).containsExactlyInAnyOrderEntriesOf(decided);
    assertThat(workers.get(0).counts("crm").inFlight()).isZero();
  }

  private static boolean isHeld(String claim) {
    return store.read(handle -> handle.createQuery("SELECT COUNT(*) FROM outbox_claim WHERE claim = :claim")
        .bind("claim", claim).mapTo(Integer.class).one()) == 1;
  }

  private static Outbox worker(HandCrankedClock clock, String name) {
    return Outbox.open(store, clock, List.of(new Outbox.Target("crm", Set.of(Kind.SCORE))), new Random(1),
        new Outbox.Worker(name, Outbox.Worker.LEASE, false));
  }

  private static Outbox open(HandCrankedClock clock) {
    return Outbox.open(store, clock, List.of(new Outbox.Target("crm", Set.of(Kind.SCORE))), new Random(1));
  }

  private static void put(Outbox outbox, HandCrankedClock clock, Map<String, Long> decided, String person, long value) {
    decided.put(person, value);
    Decision score = new Decision.Score("score-" + person, person, clock.millis(), WHY, "", Map.of("interest", value));
    store.write(tx -> {
      outbox.put(tx, List.of(score));
      return null;
    });
  }

  private static void arrive(Item item, boolean does, Map<String, Object> outside) {
    if (does) {
      outside.put(item.key(), item.payload().get("interest"));
    }
  }

  private static Delivery answer(Item item, Random random, Map<String, Object> outside) {
    return switch (random.nextInt(6)) {
      case 0 -> new Delivery.Refused(Problem.DATA, "no", random.nextInt(2));
      case 1 -> new Delivery.Held("for a reason");
      case 2 -> {
        arrive(item, random.nextBoolean(), outside);
        yield new Delivery.TryLater(Problem.REMOTE, "time-out");
      }
      case 3 -> new Delivery.TryLater(Problem.LIMIT, "429");
      default -> {
        arrive(item, true, outside);
        yield new Delivery.Sent("x");
      }
    };
  }
}
