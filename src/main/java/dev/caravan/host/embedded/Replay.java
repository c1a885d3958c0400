package dev.caravan.host.embedded;

import dev.caravan.engine.Engine;
import dev.caravan.engine.KeyRun;
import dev.caravan.host.Outcome;
import dev.caravan.journal.Echoes;
import dev.caravan.journal.FrontDoor;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.store.KeyedState;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.ObjLongConsumer;

/** Facts in, decisions, people and groups out; nothing is kept, nothing is called. */
public final class Replay {
  private static final int BATCH = 20_000;

  private final Engine engine;
  private final Workbench bench;
  private final FrontDoor door = new FrontDoor();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<KeyRun.Poisoned> poisoned = new ArrayList<>();

  /** A replay on as many threads as there are cores. */
  public Replay(Engine engine) {
    this(engine, Runtime.getRuntime().availableProcessors());
  }

  /** A replay that works on so many keys at a time. */
  public Replay(Engine engine, int workers) {
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
        engine.people(bench, horizon), engine.groups(bench), bench);
  }

  /**
   * Carries facts through and stops on the way: just before each moment, when all that was recorded earlier has been
   * worked off, {@code stop} is shown the states. What comes after the last moment is not looked at.
   *
   * @param facts kept facts in any order, no two of one id
   */
  public void run(List<Fact> facts, SortedSet<Long> moments, ObjLongConsumer<Engine.States> stop) {
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
    var batch = new ArrayList<Fact>();
    for (Fact fact : facts) {
      if (fact.head().recorded() > horizon) {
        break;
      }
      if (batch.size() >= BATCH && fact.head().recorded() != batch.get(batch.size() - 1).head().recorded()) {
        stepStamped(batch);
        batch.clear();
      }
      batch.add(fact);
    }
    if (!batch.isEmpty()) {
      stepStamped(batch);
    }
    step(bench.begin(List.of(), Long.MIN_VALUE, horizon, null));
    return new Outcome(horizon, Workbench.inOrder(decisions), List.copyOf(poisoned), engine.people(bench, horizon),
        engine.groups(bench), bench);
  }

  private void stepStamped(List<Fact> batch) {
    step(bench.begin(List.copyOf(batch), Long.MIN_VALUE, batch.get(batch.size() - 1).head().recorded(), null));
  }

  /** All states, as bytes. */
  List<KeyedState.Change> states() {
    return bench.all();
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
