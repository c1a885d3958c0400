package dev.caravan.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Decision.Kind;
import dev.caravan.store.Databases;
import dev.caravan.store.HandCrankedClock;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresOutboxTest extends OutboxContract {
  private static final HandCrankedClock CLOCK = new HandCrankedClock("2026-06-01T12:00:00Z");
  /** Enrolments are decided an hour apart, so that many are no flood. */
  private static final AtomicLong HOURS = new AtomicLong();

  @Override
  Store open(Path folder) {
    return Databases.postgres();
  }

  @Test
  void a_delivery_does_not_wait_for_the_engine_and_passes_over_what_that_is_changing() {
    String url = Databases.freshPostgres();
    try (Store first = Store.postgres(url, "postgres", ""); Store second = Store.postgres(url, "postgres", "")) {
      Outbox engine = worker(first, "engine");
      Outbox node = worker(second, "node");
      put(first, engine, score("dana", 1), score("lee", 1));
      first.write(tx -> {
        engine.put(tx, List.of(score("dana", 2), score("kim", 1)));
        List<Item> taken = node.take("crm", List.of(Kind.SCORE), 10);
        assertThat(taken).extracting(Item::key).containsExactly("lee");
        assertThat(node.settle(Map.of(taken.get(0).id(), new Delivery.Sent("1"))).settled()).isEqualTo(1);
        return true;
      });
      assertThat(node.take("crm", List.of(Kind.SCORE), 10)).extracting(item -> item.payload().get("interest"))
          .containsExactly(2L, 1L);
    }
  }

  @Test
  void several_workers_at_once_take_every_item_once_and_no_two_about_the_same() throws Exception {
    String url = Databases.freshPostgres();
    var inHand = ConcurrentHashMap.<String>newKeySet();
    var all = new HashSet<String>();
    var threads = Executors.newFixedThreadPool(4);
    try (Store store = Store.postgres(url, "postgres", "")) {
      Outbox engine = worker(store, "engine");
      IntStream.range(0, 60).forEach(i -> put(store, engine, score("p" + i, i), enrolment("p" + i, "one"),
          enrolment("p" + i, "two"), enrolment("p" + (i + 1) % 60, "three")));
      List<Future<HashSet<String>>> workers = IntStream.range(0, 4).mapToObj(n -> threads.submit(() -> {
        var mine = new HashSet<String>();
        try (Store own = Store.postgres(url, "postgres", "")) {
          Outbox outbox = worker(own, "w" + n);
          while (outbox.counts("crm").sent() < 240) {
            List<Item> items = outbox.take("crm", List.of(Kind.values()), 7);
            Set<String> about = new HashSet<>();
            items.forEach(item -> about.add(item.key()));
            about.forEach(key -> assertThat(inHand.add(key)).as("%s is in one hand", key).isTrue());
            items.forEach(item -> assertThat(mine.add(item.id())).isTrue());
            about.forEach(inHand::remove);
            outbox.settle(new Outbox.Results(items.isEmpty() ? "" : items.get(0).claim(), sent(items)));
          }
        }
        return mine;
      })).toList();
      for (Future<HashSet<String>> worker : workers) {
        worker.get().forEach(id -> assertThat(all.add(id)).as(id).isTrue());
      }
      assertThat(all).hasSize(240);
      assertThat(engine.take("crm", List.of(Kind.values()), 10)).isEmpty();
      assertThat(rows(store)).as("claims left behind").isZero();
    } finally {
      threads.shutdownNow();
    }
  }

  private static long rows(Store store) {
    return store.read(handle -> handle.createQuery("SELECT (SELECT COUNT(*) FROM outbox_busy)"
        + " + (SELECT COUNT(*) FROM outbox_claim)").mapTo(Long.class).one());
  }

  private static Map<String, Delivery> sent(List<Item> items) {
    var sent = new java.util.HashMap<String, Delivery>();
    items.forEach(item -> sent.put(item.id(), new Delivery.Sent("x")));
    return sent;
  }

  private static Outbox worker(Store store, String name) {
    return Outbox.open(store, CLOCK, List.of(new Outbox.Target("crm", Set.of(Kind.SCORE, Kind.ENROLMENT))),
        new Random(1), new Outbox.Worker(name, Duration.ofMinutes(5), false));
  }

  private static void put(Store store, Outbox outbox, Decision... decisions) {
    store.write(tx -> {
      outbox.put(tx, List.of(decisions));
      return true;
    });
  }

  private static Decision score(String person, long interest) {
    return new Decision.Score("score-" + person, person, 0, Because.of("", "", "", "", ""), "",
        Map.of("interest", interest));
  }

  private static Decision enrolment(String person, String programme) {
    return new Decision.Enrolment("in-" + person + programme, person, HOURS.addAndGet(3_600_000), Because.of("", "", "", "", ""), "", programme);
  }
}
