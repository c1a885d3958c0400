package dev.caravan.host.embedded;

import dev.caravan.engine.Cell;
import dev.caravan.engine.Codec;
import dev.caravan.engine.Engine;
import dev.caravan.engine.Input;
import dev.caravan.engine.KeyRun;
import dev.caravan.engine.Stage;
import dev.caravan.journal.Journal;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.store.KeyedState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches through the stages, stage by stage: all inputs and alarms of one stage up to the batch's last tick, then
 * the next stage. Keys of a stage are independent and spread over the cores.
 *
 * <p>The result does not depend on how ticks are cut into batches, nor on the number of cores.
 */
final class Workbench implements Engine.States {
  private record Ring(long at, String key) {}

  private final Engine engine;
  private final List<Stage<?, ?>> stages;
  private final @Nullable KeyedState store;
  private final List<Shelf> shelves = new ArrayList<>();
  private final List<PriorityQueue<Ring>> rings = new ArrayList<>();
  private final int workers;

  /**
   * A workbench.
   *
   * @param store where states lie between processes; null to keep everything in memory only
   * @param workers how many keys are worked on at a time
   */
  Workbench(Engine engine, @Nullable KeyedState store, int workers) {
    this.engine = engine;
    this.stages = engine.stages();
    this.store = store;
    this.workers = workers;
    for (int i = 0; i < stages.size(); i++) {
      shelves.add(new Shelf());
      rings.add(new PriorityQueue<>(Comparator.comparingLong(Ring::at).thenComparing(Ring::key)));
    }
  }

  /** A batch of stamped facts in canonical order, all facts of their ticks. */
  Work begin(List<Fact> facts, long from, long until, Journal.@Nullable Admission admission) {
    var waiting = new ArrayList<List<Input>>();
    var drafts = new ArrayList<Map<String, Shelf.Draft>>();
    for (int i = 0; i < stages.size(); i++) {
      waiting.add(new ArrayList<>());
      drafts.add(Map.of());
    }
    long tick = Long.MIN_VALUE;
    int n = 0;
    for (Fact fact : facts) {
      if (fact.head().recorded() != tick) {
        tick = fact.head().recorded();
        n = 0;
      }
      List<Input> inputs = engine.enter(fact, n);
      n += inputs.size();
      inputs.forEach(input -> waiting.get(input.to()).add(input));
    }
    return new Work(from, until, facts.size(), admission, waiting, drafts, List.of(), List.of());
  }

  /** Runs one stage over a batch. */
  Work run(Work work, int index) {
    Map<String, List<Input>> byKey = new HashMap<>();
    for (Input input : work.waiting().get(index)) {
      byKey.computeIfAbsent(input.key(), key -> new ArrayList<>()).add(input);
    }
    for (String key : due(index, work.until())) {
      byKey.computeIfAbsent(key, none -> List.of());
    }
    load(index, byKey.keySet());
    var keys = new ArrayList<>(byKey.keySet());
    Map<String, Shelf.Draft> drafts = new HashMap<>(byKey.size() * 2);
    Shelf shelf = shelves.get(index);
    for (String key : keys) {
      drafts.put(key, new Shelf.Draft(key, shelf.get(key), name -> stored(index, name)));
    }
    int parts = keys.size() < 64 ? 1 : workers;
    List<KeyRun.Yield> yields = IntStream.range(0, parts).parallel().mapToObj(part -> {
      var yield = new KeyRun.Yield();
      for (int i = part; i < keys.size(); i += parts) {
        String key = keys.get(i);
        List<Input> inputs = byKey.getOrDefault(key, List.of());
        if (inputs.size() > 1) {
          inputs.sort(Input.CANONICAL);
        }
        Shelf.Draft draft = drafts.get(key);
        if (draft != null) {
          KeyRun.run(stages.get(index), index, key, draft, inputs, work.until(), yield);
        }
      }
      return yield;
    }).toList();
    var waiting = new ArrayList<>(work.waiting());
    waiting.set(index, List.of());
    var decisions = new ArrayList<>(work.decisions());
    var poisoned = new ArrayList<>(work.poisoned());
    for (KeyRun.Yield yield : yields) {
      yield.messages().forEach(message -> waiting.get(message.to()).add(message));
      decisions.addAll(yield.decisions());
      poisoned.addAll(yield.poisoned());
    }
    var allDrafts = new ArrayList<>(work.drafts());
    allDrafts.set(index, drafts);
    return new Work(work.from(), work.until(), work.facts(), work.admission(), waiting, allDrafts, decisions, poisoned);
  }

  /** Runs all stages. */
  Work run(Work work) {
    Work done = work;
    for (int stage = 0; stage < stages.size(); stage++) {
      done = run(done, stage);
    }
    return done;
  }

  /** What a batch decided, by time and subject; what one key decided stays in its order. */
  static List<Decision> inOrder(List<Decision> decisions) {
    var sorted = new ArrayList<>(decisions);
    sorted.sort(Comparator.comparingLong(Decision::at).thenComparing(Decision::subject));
    return sorted;
  }

  /** The states a batch changed, as bytes. */
  List<KeyedState.Change> changes(Work work) {
    var changes = new ArrayList<KeyedState.Change>();
    for (int i = 0; i < stages.size(); i++) {
      Stage<?, ?> stage = stages.get(i);
      for (var draft : work.drafts().get(i).entrySet()) {
        Record head = draft.getValue().newHead();
        if (head != null) {
          var entries = new TreeMap<String, byte @Nullable []>();
          draft.getValue().changes().forEach((name, entry) -> entries.put(name, entry == null ? null : encode(stage.entryType(), entry)));
          changes.add(new KeyedState.Change(stage.name(), draft.getKey(), encode(stage.headType(), head), draft.getValue().alarm(), entries));
        }
      }
    }
    return changes;
  }

  /** Makes a batch's drafts the states the next batch starts from. */
  void settle(Work work) {
    for (int i = 0; i < stages.size(); i++) {
      Shelf shelf = shelves.get(i);
      PriorityQueue<Ring> ring = rings.get(i);
      work.drafts().get(i).forEach((key, draft) -> {
        shelf.settle(key, draft);
        if (store == null && draft.alarm() != Cell.NEVER) {
          ring.add(new Ring(draft.alarm(), key));
        }
      });
    }
  }

  /** Forgets what is in memory: the store knows better. */
  void forget() {
    shelves.forEach(Shelf::forgetAll);
  }

  private Set<String> due(int index, long until) {
    var due = new TreeSet<String>();
    if (store != null) {
      String stage = stages.get(index).name();
      store.due(until).stream().filter(each -> each.stage().equals(stage)).forEach(each -> due.add(each.key()));
      return due;
    }
    PriorityQueue<Ring> ring = rings.get(index);
    while (!ring.isEmpty() && ring.peek().at() <= until) {
      Ring next = ring.poll();
      Shelf.Held held = shelves.get(index).get(next.key());
      if (held != null && held.alarm == next.at()) {
        due.add(next.key());
      }
    }
    return due;
  }

  private void load(int index, Set<String> keys) {
    if (store == null) {
      return;
    }
    Shelf shelf = shelves.get(index);
    var missing = keys.stream().filter(key -> shelf.get(key) == null).toList();
    if (missing.isEmpty()) {
      return;
    }
    Stage<?, ?> stage = stages.get(index);
    store.heads(stage.name(), missing).forEach((key, head) ->
        shelf.put(key, new Shelf.Held(Codec.of(stage.headType()).decode(head.bytes()), head.alarm(), true)));
  }

  private TreeMap<String, Record> stored(int index, String key) {
    var entries = new TreeMap<String, Record>();
    if (store != null) {
      Stage<?, ?> stage = stages.get(index);
      store.entries(stage.name(), key).forEach((name, bytes) -> entries.put(name, Codec.of(stage.entryType()).decode(bytes)));
    }
    return entries;
  }

  private static <T extends Record> byte[] encode(Class<T> type, Record value) {
    return Codec.of(type).encode(type.cast(value));
  }

  @Override
  public SortedMap<String, Record> heads(String stage) {
    int index = index(stage);
    load(index, store == null ? Set.of() : new TreeSet<>(store.keys(stage)));
    var heads = new TreeMap<String, Record>();
    shelves.get(index).all().forEach((key, held) -> {
      if (held.head != null) {
        heads.put(key, held.head);
      }
    });
    return heads;
  }

  @Override
  public SortedMap<String, Record> entries(String stage, String key) {
    int index = index(stage);
    return Collections.unmodifiableSortedMap(new TreeMap<>(new Shelf.Draft(key, shelves.get(index).get(key), name -> stored(index, name)).entries()));
  }

  private int index(String stage) {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).name().equals(stage)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no stage " + stage);
  }
}
