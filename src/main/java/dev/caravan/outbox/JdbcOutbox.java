package dev.caravan.outbox;

import dev.caravan.model.Decision;
import dev.caravan.model.Outcome;
import dev.caravan.model.Tally;
import dev.caravan.store.Rows;
import dev.caravan.store.Store;
import dev.caravan.store.Tx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Outbox} in the store. */
final class JdbcOutbox implements Outbox {
  private static final int TRIES = 10;
  private static final Logger LOG = LoggerFactory.getLogger(JdbcOutbox.class);

  private final Store store;
  private final InstantSource clock;
  private final List<Target> targets;
  private final Putting putting;
  private final @Nullable RandomGenerator jitter;
  private final Claims claims;
  private final HouseMode mode;

  /** Without jitter it only looks in. */
  JdbcOutbox(Store store, InstantSource clock, List<Target> targets, @Nullable RandomGenerator jitter, Worker worker, Mode atMost) {
    this.mode = new HouseMode(store, atMost);
    this.store = store;
    this.clock = clock;
    this.targets = List.copyOf(targets);
    this.putting = new Putting(targets);
    this.jitter = jitter;
    this.claims = new Claims(worker.name(), worker.lease().toMillis());
  }

  private RandomGenerator delivering() {
    if (jitter == null) {
      throw new IllegalStateException("this outbox was opened to look in, not to deliver; open it with its targets");
    }
    return jitter;
  }

  /** What others have in hand is left to them, until their leases end. */
  void recover(boolean alone) {
    store.write(tx -> {
      if (alone) {
        tx.handle().createUpdate("UPDATE outbox SET state = 'due', uncertain = 1, due_at = :now, claim = ''"
            + " WHERE state = 'in_flight'").bind("now", clock.millis()).execute();
        Claims.clear(tx.handle());
        FloodGuard.keep(tx, FloodGuard.openKinds(tx.handle()));
      }
      // A start is a new try: who starts it after a mend must not wait for the pause of an earlier try to end.
      tx.handle().createUpdate("UPDATE outbox SET due_at = :now WHERE id IN (SELECT id FROM outbox WHERE state = 'due'"
          + " AND due_at > :now AND problem IN ('REMOTE', 'LIMIT') ORDER BY id" + tx.locked() + ")")
          .bind("now", clock.millis()).execute();
      return Streams.resumeAll(tx.handle());
    });
  }

  @Override
  public void put(Tx tx, List<Decision> decisions, Predicate<Decision> uncounted) {
    delivering();
    putting.put(tx, decisions, uncounted, clock.millis());
  }

  @Override
  public Restatement restatement(long actsFrom) {
    delivering();
    return new Restating(putting, clock, actsFrom);
  }

  @Override
  public Iterable<Decision> done(long before) {
    return () -> new PastDecisions(store, before);
  }

  @Override
  public List<Item> take(String target, List<Decision.Kind> kinds, int atMost) {
    delivering();
    for (int left = TRIES;; left--) {
      try {
        return claimed(target, kinds, atMost);
      } catch (Store.Trouble e) {
        // Two workers came upon the same people in different orders: the database let the other one go on.
        if (e.kind() != Store.Trouble.Kind.DEADLOCK || left == 1) {
          throw e;
        }
      }
    }
  }

  private List<Item> claimed(String target, List<Decision.Kind> kinds, int atMost) {
    return store.writeBeside(tx -> {
      long now = clock.millis();
      claims.takeBack(tx, target, now);
      List<Decision.Kind> running = Streams.running(tx.handle(), target, mode.written(tx.handle(), kinds));
      if (running.isEmpty()) {
        return List.of();
      }
      List<Line> lines = claims.take(tx, target, running, atMost, now);
      List<Item> items = new ArrayList<>(lines.size());
      for (Line line : lines) {
        items.add(line.item(line.attempts));
        line.state = State.IN_FLIGHT;
        line.attempts++;
        line.flightHash = line.payloadHash;
        line.touchedAt = now;
      }
      Line.save(tx.handle(), lines);
      return items;
    });
  }

  @Override
  public boolean renew(String claim) {
    delivering();
    long now = clock.millis();
    return claims.isFresh(claim, now) || store.writeBeside(tx -> claims.renew(tx, claim, now));
  }

  @Override
  public Settled settle(Map<String, Delivery> deliveries) {
    Map<String, Map<String, Delivery>> byClaim = new TreeMap<>();
    deliveries.forEach((item, delivery) ->
        byClaim.computeIfAbsent(claims.of(item), claim -> new HashMap<>()).put(item, delivery));
    int settled = 0;
    List<String> lost = new ArrayList<>();
    for (var one : byClaim.entrySet()) {
      Settled some = settle(new Results(one.getKey(), one.getValue()));
      settled += some.settled();
      lost.addAll(some.lost());
    }
    return new Settled(settled, lost);
  }

  @Override
  public Settled settle(Results results) {
    if (results.byItem().isEmpty()) {
      return new Settled(0, List.of());
    }
    var settling = new Settling(delivering(), clock.millis());
    Settled settled = store.writeBeside(tx -> {
      claims.lock(tx, results.claim());
      Map<String, String> behind = behind(results.byItem());
      Set<String> concerned = new HashSet<>(results.byItem().keySet());
      concerned.addAll(behind.values());
      Map<String, Line> lines = Line.byId(tx, concerned);
      List<Line> changed = new ArrayList<>();
      List<String> lost = new ArrayList<>();
      // In one order, so that the same results draw the same jitter.
      new TreeMap<>(results.byItem()).forEach((id, delivery) -> {
        Line line = lines.get(id);
        if (line == null) {
          throw new IllegalArgumentException("an item is settled that the outbox does not hold");
        }
        if (settling.settle(line, delivery, results.claim())) {
          changed.add(line);
        } else {
          lost.add(id);
        }
      });
      behind.forEach((id, before) -> {
        Line line = lines.get(id);
        Line first = lines.get(before);
        if (line != null && first != null && !lost.contains(id)) {
          settling.behind(line, first);
        }
      });
      Settling.kept(changed, FloodGuard.openKinds(tx.handle()));
      Line.save(tx.handle(), changed);
      if (!changed.isEmpty()) {
        claims.release(tx, changed.get(0).target, results.claim(), changed.stream().map(line -> line.id).toList());
      }
      Streams.settled(tx.handle(), settling, clock.millis());
      return new Settled(changed.size(), lost);
    });
    if (!settled.lost().isEmpty()) {
      LOG.warn("{}", settled.sentence());
    }
    return settled;
  }

  /** Items that were not tried, with the ones they come after. */
  private static Map<String, String> behind(Map<String, Delivery> deliveries) {
    Map<String, String> behind = new TreeMap<>();
    deliveries.forEach((id, delivery) -> {
      if (delivery instanceof Delivery.Behind waits) {
        behind.put(id, waits.item());
      }
    });
    return behind;
  }

  @Override
  public Counts counts(String target) {
    Map<String, Long> byState = new TreeMap<>();
    return store.read(handle -> {
      Rows.each(handle, "SELECT state, COUNT(*) FROM outbox WHERE target = ? GROUP BY state", List.of(target),
          row -> byState.put(row.getString(1), row.getLong(2)));
      return new Counts(of(byState, State.DUE), of(byState, State.IN_FLIGHT), of(byState, State.SENT),
          of(byState, State.UNCHANGED), of(byState, State.HELD), of(byState, State.PARKED));
    });
  }

  private static long of(Map<String, Long> byState, State state) {
    return byState.getOrDefault(state.code(), 0L);
  }

  @Override
  public Map<String, Tally> report(long since) {
    return store.read(handle -> {
      Map<String, Map<Outcome, Long>> found = new TreeMap<>();
      targets.forEach(target -> found.put(target.name(), new EnumMap<>(Outcome.class)));
      Rows.each(handle, "SELECT target, state, CASE WHEN sent_at >= ? THEN 1 ELSE 0 END AS fresh, COUNT(*) FROM outbox"
          + " WHERE touched_at >= ? OR state IN ('due', 'in_flight') GROUP BY target, state, fresh",
          List.of(since, since), row -> found.computeIfAbsent(row.getString(1), none -> new EnumMap<>(Outcome.class))
              .merge(State.of(row.getString(2)).outcome(row.getInt(3) == 1), row.getLong(4), Long::sum));
      Map<String, Tally> report = new TreeMap<>();
      found.forEach((target, counts) -> report.put(target, Tally.of(counts)));
      return report;
    });
  }

  @Override
  public Mode mode() {
    return store.read(mode::of);
  }

  @Override
  public void enter(Mode entered) {
    delivering();
    mode.enter(entered);
  }

  @Override
  public List<Waiting> waiting() {
    return mode.inLine(true);
  }

  @Override
  public List<Waiting> withheld() {
    return mode.inLine(false);
  }

  @Override
  public List<Outage> outages() {
    return store.read(Streams::outages);
  }

  @Override
  public List<Entry> entries(Collection<State> states, int atMost) {
    if (states.isEmpty()) {
      return List.of();
    }
    List<Object> parameters = new ArrayList<>(states.stream().map(State::code).toList());
    parameters.add(atMost);
    return store.read(handle -> Line.where(handle, "state IN (?" + ", ?".repeat(states.size() - 1)
        + ") ORDER BY touched_at, id LIMIT ?", parameters)).stream()
        .map(Line::entry).toList();
  }

  @Override
  public List<Parked> parked(int atMost) {
    return store.read(handle -> ParkedCases.read(handle, atMost));
  }

  @Override
  public void entries(Decision.Kind kind, Consumer<Entry> each) {
    store.read(handle -> Line.where(handle, "kind = ? ORDER BY id", List.of(kind.code())))
        .forEach(line -> each.accept(line.entry()));
  }

  @Override
  public void passages(String target, long since, Consumer<Passage> each) {
    for (Line line : store.read(handle -> Line.where(handle, "target = ? AND kind = ? AND sent_at >= ? AND put_at > 0 ORDER BY id",
        List.of(target, Decision.Kind.ASSIGNMENT.code(), Math.max(1, since))))) {
      each.accept(line.passage());
    }
  }

  @Override
  public Map<String, Long> inHand() {
    return store.read(handle -> {
      Map<String, Long> found = new TreeMap<>();
      Rows.each(handle, "SELECT claim, COUNT(*) FROM outbox WHERE state = 'in_flight' GROUP BY claim", List.of(),
          row -> found.merge(Claims.worker(row.getString(1)), row.getLong(2), Long::sum));
      return found;
    });
  }

  @Override
  public List<Stop> stopped() {
    return store.read(Streams::stopped);
  }

  @Override
  public FloodGuard floods() {
    return FloodGuard.of(store);
  }

  @Override
  public List<Decided> decisions(String subject) {
    List<Decided> found = new ArrayList<>();
    decisions("subject = ? ORDER BY decided, id", List.of(subject), found::add);
    return found;
  }

  @Override
  public void decisions(Collection<String> kinds, Consumer<Decided> each) {
    if (!kinds.isEmpty()) {
      decisions("kind IN (?" + ", ?".repeat(kinds.size() - 1) + ") ORDER BY id", List.copyOf(kinds), each);
    }
  }

  private void decisions(String condition, List<String> parameters, Consumer<Decided> each) {
    store.read(handle -> {
      Rows.each(handle, "SELECT id, kind, subject, decided, because, fields FROM decision WHERE " + condition, parameters,
          row -> each.accept(new Decided(row.getString(1), row.getString(2), row.getString(3), row.getLong(4),
              Payloads.because(row.getString(5)), Payloads.read(row.getString(6)))));
      return true;
    });
  }

  @Override
  public int requeue(List<String> ids, String by, String why) {
    return store.write(tx -> {
      long now = clock.millis();
      List<Line> lines = Line.byId(tx, ids).values().stream()
          .filter(line -> line.state == State.PARKED || line.state == State.HELD)
          .sorted(Comparator.comparingLong(line -> line.seq)).toList();
      for (Line line : lines) {
        line.due(now);
        line.reason = "requeued by " + by + ": " + why;
        line.touchedAt = now;
        Streams.resume(tx.handle(), line.stream());
      }
      Line.save(tx.handle(), lines);
      return lines.size();
    });
  }

  @Override
  public int release(String target, String reason, Collection<String> subjects) {
    Set<String> wanted = Set.copyOf(subjects);
    return store.writeBeside(tx -> {
      long now = clock.millis();
      List<Line> lines = Line.where(tx.handle(), "target = ? AND state = 'held' AND reason = ? ORDER BY id" + tx.locked(),
          List.of(target, reason)).stream().filter(line -> wanted.contains(line.about)).toList();
      for (Line line : lines) {
        line.due(now);
        line.touchedAt = now;
      }
      Line.save(tx.handle(), lines);
      return lines.size();
    });
  }

  @Override
  public int again(String target, Set<Decision.Kind> kinds, Collection<String> people) {
    return people.isEmpty() ? 0 : store.write(tx -> new Redelivery(tx, clock.millis()).again(target, kinds, people));
  }

  @Override
  public int again(Tx tx, String target, Collection<String> people) {
    return people.isEmpty() ? 0
        : new Redelivery(tx, clock.millis()).again(target, java.util.EnumSet.allOf(Decision.Kind.class), people);
  }

  @Override
  public void ended(Tx tx, Collection<String> people) {
    if (!people.isEmpty()) {
      new Redelivery(tx, clock.millis()).ended(targets, people);
    }
  }

  @Override
  public boolean resume(Stream stream) {
    return store.write(tx -> Streams.resume(tx.handle(), stream));
  }
}
