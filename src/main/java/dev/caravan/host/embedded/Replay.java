package dev.caravan.host.embedded;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.engine.KeyRun;
import dev.caravan.host.Outcome;
import dev.caravan.journal.Echoes;
import dev.caravan.journal.FrontDoor;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.store.KeyedState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Facts in, decisions, people and groups out; nothing is kept, nothing is called. */
public final class Replay {
  private static final int BATCH = 20_000;

  private final Pipeline engine;
  private final Workbench bench;
  private final FrontDoor door = new FrontDoor();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<KeyRun.Poisoned> poisoned = new ArrayList<>();

  /** A replay on as many threads as there are cores. */
  public Replay(Pipeline engine) {
    this(engine, Runtime.getRuntime().availableProcessors());
  }

  /** A replay that works on so many keys at a time. */
  public Replay(Pipeline engine, int workers) {
    this.engine = engine;
    this.bench = new Workbench(engine, null, workers);
  }

  /**
   * Carries facts through to a horizon.
   *
   * @param facts kept facts in any order, no two of one id
   * @param asOf facts recorded later are not known yet; {@link Long#MAX_VALUE} for the last fact's time
   */
  public Outcome run(List<Fact> facts, long asOf) {
    List<Fact> known = known(facts, asOf);
    long horizon = asOf != Long.MAX_VALUE ? asOf : known.isEmpty() ? 0 : known.get(known.size() - 1).head().recorded();
    List<List<Fact>> batches = batches(known);
    CompletableFuture<Work> next = enter(batches, 0, horizon);
    for (int i = 0; i <= batches.size(); i++) {
      Work entered = next.join();
      next = enter(batches, i + 1, horizon); // comes through the door while this one goes through the stages
      step(entered);
    }
    return new Outcome(horizon, Workbench.inOrder(decisions), List.copyOf(poisoned),
        engine.people(bench, horizon), engine.groups(bench, horizon), bench);
  }

  /**
   * Carries facts through and stops on the way: just before each moment, when all that was recorded earlier has been
   * worked off, {@code stop} is shown the states. What comes after the last moment is not looked at.
   *
   * @param facts kept facts in any order, no two of one id
   */
  public void run(List<Fact> facts, SortedSet<Long> moments, ObjLongConsumer<States> stop) {
    List<Fact> known = moments.isEmpty() ? List.of() : known(facts, moments.last() - 1);
    int from = 0;
    for (long moment : moments) {
      int to = from;
      while (to < known.size() && known.get(to).head().recorded() < moment) {
        to++;
      }
      for (List<Fact> batch : batches(known.subList(from, to))) {
        step(bench.begin(door.admit(batch), Long.MIN_VALUE, batch.get(batch.size() - 1).head().recorded(), null));
      }
      from = to;
      step(bench.begin(List.of(), Long.MIN_VALUE, moment - 1, null));
      stop.accept(bench, moment);
    }
  }

  /** What was known by then, in order and without echoes. */
  private static List<Fact> known(List<Fact> facts, long asOf) {
    var known = new ArrayList<Fact>(facts.size());
    for (Fact fact : facts) {
      if (fact.head().recorded() <= asOf) {
        known.add(fact);
      }
    }
    known.sort(FrontDoor.CANONICAL);
    known.removeIf(new Echoes()::isEcho);
    return known;
  }

  /**
   * Carries facts through that were stamped before, with their merges among them, to a horizon.
   *
   * @param facts in the order in which they were worked off
   */
  public Outcome runStamped(Iterable<Fact> facts, long horizon) {
    carry(facts, horizon, decisions::addAll);
    return new Outcome(horizon, Workbench.inOrder(decisions), List.copyOf(poisoned), engine.people(bench, horizon),
        engine.groups(bench, horizon), bench);
  }

  /**
   * The same for a history too long to hold all that was ever decided in it: what a batch decides is handed on, in order.
   *
   * @return how many facts were carried through
   */
  long carry(Iterable<Fact> facts, long horizon, Consumer<List<Decision>> decided) {
    var pages = new Pages(facts.iterator(), horizon);
    long carried = 0;
    CompletableFuture<List<Fact>> next = CompletableFuture.supplyAsync(pages::next);
    while (true) {
      List<Fact> batch = next.join();
      boolean end = batch.isEmpty();
      if (!end) {
        next = CompletableFuture.supplyAsync(pages::next); // is read while this one goes through the stages
      }
      long until = end ? horizon : batch.get(batch.size() - 1).head().recorded();
      Work work = bench.run(bench.begin(batch, Long.MIN_VALUE, until, null));
      bench.settle(work);
      poisoned.addAll(work.poisoned());
      decided.accept(Workbench.inOrder(work.decisions()));
      if (end) {
        return carried;
      }
      carried += batch.size();
    }
  }

  /** Whole ticks, some ten thousand facts at a time, up to a horizon; empty at the end. */
  private static final class Pages {
    private final Iterator<Fact> facts;
    private final long horizon;
    private @Nullable Fact first;

    Pages(Iterator<Fact> facts, long horizon) {
      this.facts = facts;
      this.horizon = horizon;
    }

    List<Fact> next() {
      var batch = new ArrayList<Fact>(BATCH);
      if (first != null) {
        batch.add(first);
        first = null;
      }
      while (facts.hasNext()) {
        Fact fact = facts.next();
        if (fact.head().recorded() > horizon) {
          break;
        }
        if (batch.size() >= BATCH && fact.head().recorded() != batch.get(batch.size() - 1).head().recorded()) {
          first = fact;
          break;
        }
        batch.add(fact);
      }
      return batch;
    }
  }

  /** Inputs that made a stage throw. */
  List<KeyRun.Poisoned> poisoned() {
    return List.copyOf(poisoned);
  }

  /** All states, as bytes, some at a time, by stage and key in order. */
  void states(Consumer<List<KeyedState.Change>> some) {
    bench.all(some);
  }

  /** Whole ticks, some ten thousand facts at a time. */
  private static List<List<Fact>> batches(List<Fact> known) {
    var batches = new ArrayList<List<Fact>>();
    int from = 0;
    while (from < known.size()) {
      int to = Math.min(known.size(), from + BATCH);
      while (to < known.size() && known.get(to).head().recorded() == known.get(to - 1).head().recorded()) {
        to++;
      }
      batches.add(known.subList(from, to));
      from = to;
    }
    return batches;
  }

  /** A batch at the entrances of the stages; after the last one comes the time up to the horizon. */
  private CompletableFuture<Work> enter(List<List<Fact>> batches, int index, long horizon) {
    if (index >= batches.size()) {
      return CompletableFuture.completedFuture(bench.begin(List.of(), Long.MIN_VALUE, horizon, null));
    }
    List<Fact> batch = batches.get(index);
    long until = batch.get(batch.size() - 1).head().recorded();
    return CompletableFuture.supplyAsync(() -> bench.begin(door.admit(batch), Long.MIN_VALUE, until, null));
  }

  private void step(Work entered) {
    Work work = bench.run(entered);
    bench.settle(work);
    decisions.addAll(work.decisions());
    poisoned.addAll(work.poisoned());
  }
}
