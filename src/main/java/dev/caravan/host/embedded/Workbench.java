package dev.caravan.host.embedded;

import dev.caravan.engine.Cell;
import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.engine.Input;
import dev.caravan.engine.KeyRun;
import dev.caravan.engine.Stage;
import dev.caravan.journal.Journal;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.store.KeyedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches through the stages, stage by stage: all inputs and alarms of one stage up to the batch's last tick, then
 * the next stage. Keys of a stage are independent and spread over the cores.
 *
 * <p>The result does not depend on how ticks are cut into batches, nor on the number of cores.
 */
final class Workbench implements States {
  /** More parts than workers, so that nobody waits for the one with the largest keys. */
  private static final int PARTS_A_WORKER = 4;
  /** Fewer inputs than these are done before a second worker has woken up. */
  private static final int WORTH_SHARING = 64;
  /** States turned into bytes at a time. */
  private static final int PORTION = 10_000;

  private record Ring(long at, String key) {}

  private final Pipeline engine;
  private final List<Stage<?, ?>> stages;
  private final @Nullable KeyedState store;
  private final List<Shelf> shelves = new ArrayList<>();
  private final List<PriorityQueue<Ring>> rings = new ArrayList<>();
  private final int parts;

  /**
   * A workbench.
   *
   * @param store where states lie between processes; null to keep everything in memory only
   * @param workers how many keys are worked on at a time
   */
  Workbench(Pipeline engine, @Nullable KeyedState store, int workers) {
    this.engine = engine;
    this.stages = engine.stages();
    this.store = store;
    this.parts = workers * PARTS_A_WORKER;
    for (int i = 0; i < stages.size(); i++) {
      shelves.add(new Shelf());
      rings.add(new PriorityQueue<>(Comparator.comparingLong(Ring::at)));
    }
  }

  /** A batch of stamped facts in canonical order, all facts of their ticks. */
  Work begin(List<Fact> facts, long from, long until, Journal.@Nullable Admission admission) {
    var waiting = new Waiting(stages.size(), parts);
    List<List<Shelf.Draft>> drafts = Collections.nCopies(stages.size(), List.of());
    long tick = Long.MIN_VALUE;
    int n = 0;
    for (Fact fact : facts) {
      if (fact.head().recorded() != tick) {
        tick = fact.head().recorded();
        n = 0;
      }
      List<Input> inputs = engine.enter(fact, n);
      n += inputs.size();
      inputs.forEach(waiting::add);
    }
    return new Work(from, until, facts.size(), admission, waiting, drafts, List.of(), List.of());
  }

  /** The keys one worker takes on, and what they made. */
  private static final class Part {
    final List<Input> inputs;
    final List<String> due = new ArrayList<>();
    final List<Shelf.Draft> drafts = new ArrayList<>();
    final KeyRun.Yield yield = new KeyRun.Yield();
    final Waiting sent;

    Part(List<Input> inputs, Waiting sent) {
      this.inputs = inputs;
      this.sent = sent;
    }
  }

  /** Runs one stage over a batch. */
  Work run(Work work, int index) {
    List<String> due = due(index, work.until());
    List<Part> all = split(work.waiting(), index, due);
    if (store != null) {
      var keys = new HashSet<>(due);
      all.forEach(part -> part.inputs.forEach(input -> keys.add(input.key())));
      load(index, keys);
    }
    each(all, part -> run(index, part, work.until()));
    Waiting waiting = work.waiting().without(index);
    var decisions = new ArrayList<>(work.decisions());
    var poisoned = new ArrayList<>(work.poisoned());
    var drafts = new ArrayList<Shelf.Draft>();
    for (Part part : all) {
      waiting.addAll(part.sent);
      decisions.addAll(part.yield.decisions());
      poisoned.addAll(part.yield.poisoned());
      drafts.addAll(part.drafts);
    }
    var allDrafts = new ArrayList<>(work.drafts());
    allDrafts.set(index, drafts);
    return new Work(work.from(), work.until(), work.facts(), work.admission(), waiting, allDrafts, decisions, poisoned);
  }

  private static void each(List<Part> all, Consumer<Part> work) {
    int size = 0;
    for (Part part : all) {
      size += part.inputs.size() + part.due.size();
    }
    (size < WORTH_SHARING ? all.stream() : all.parallelStream()).forEach(work);
  }

  private List<Part> split(Waiting waiting, int index, List<String> due) {
    var all = new ArrayList<Part>(parts);
    for (int i = 0; i < parts; i++) {
      all.add(new Part(waiting.of(index, i), new Waiting(stages.size(), parts)));
    }
    for (String key : due) {
      all.get(Waiting.part(key, parts)).due.add(key);
    }
    return all;
  }

  private void run(int index, Part part, long until) {
    Stage<?, ?> stage = stages.get(index);
    Shelf shelf = shelves.get(index);
    var byKey = new HashMap<String, List<Input>>();
    for (Input input : part.inputs) {
      byKey.computeIfAbsent(input.key(), key -> new ArrayList<>(4)).add(input);
    }
    for (String key : part.due) {
      byKey.putIfAbsent(key, List.of());
    }
    byKey.forEach((key, inputs) -> {
      if (inputs.size() > 1) {
        inputs.sort(Input.CANONICAL);
      }
      var draft = new Shelf.Draft(key, shelf.get(key), name -> stored(index, name));
      KeyRun.run(stage, index, key, draft, inputs, until, part.yield);
      part.drafts.add(draft);
    });
    part.yield.messages().forEach(part.sent::add);
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
    sorted.sort((a, b) -> a.at() != b.at() ? Long.compare(a.at(), b.at()) : a.subject().compareTo(b.subject()));
    return sorted;
  }

  /** The states a batch changed, as bytes. */
  List<KeyedState.Change> changes(Work work) {
    var changes = new ArrayList<KeyedState.Change>();
    for (int i = 0; i < stages.size(); i++) {
      Stage<?, ?> stage = stages.get(i);
      for (Shelf.Draft draft : work.drafts().get(i)) {
        Record head = draft.newHead();
        if (head != null) {
          var entries = new TreeMap<String, byte @Nullable []>();
          draft.changes().forEach((name, entry) -> entries.put(name, entry == null ? null : encode(stage.entryType(), entry)));
          changes.add(new KeyedState.Change(stage.name(), draft.key(), encode(stage.headType(), head), draft.alarm(), entries));
        }
      }
    }
    return changes;
  }

  /** Every state in memory, as bytes, by stage and key in order, some thousand at a time. */
  void all(Consumer<List<KeyedState.Change>> some) {
    for (int i = 0; i < stages.size(); i++) {
      Stage<?, ?> stage = stages.get(i);
      Shelf shelf = shelves.get(i);
      String[] keys = shelf.all().keySet().toArray(String[]::new);
      Arrays.parallelSort(keys);
      for (int from = 0; from < keys.length; from += PORTION) {
        some.accept(Arrays.asList(keys).subList(from, Math.min(keys.length, from + PORTION)).parallelStream()
            .map(key -> change(stage, key, shelf.get(key))).filter(Objects::nonNull).toList());
      }
    }
  }

  private KeyedState.@Nullable Change change(Stage<?, ?> stage, String key, Shelf.@Nullable Held held) {
    Record head = held == null ? null : held.head;
    if (held == null || head == null) {
      return null;
    }
    var entries = new TreeMap<String, byte @Nullable []>();
    if (held.entries != null) {
      held.entries.forEach((name, entry) -> entries.put(name, encode(stage.entryType(), entry)));
    }
    return new KeyedState.Change(stage.name(), key, encode(stage.headType(), head), held.alarm, entries);
  }

  /** Makes a batch's drafts the states the next batch starts from. */
  void settle(Work work) {
    for (int i = 0; i < stages.size(); i++) {
      Shelf shelf = shelves.get(i);
      PriorityQueue<Ring> ring = rings.get(i);
      for (Shelf.Draft draft : work.drafts().get(i)) {
        boolean set = shelf.settle(draft);
        if (store == null && set) {
          ring.add(new Ring(draft.alarm(), draft.key()));
        }
      }
    }
  }

  /** Forgets what is in memory: the store knows better. */
  void forget() {
    shelves.forEach(Shelf::forgetAll);
  }

  /** Keys whose alarm is due; one may be named twice. */
  private List<String> due(int index, long until) {
    if (store != null) {
      String stage = stages.get(index).name();
      return store.due(until).stream().filter(each -> each.stage().equals(stage)).map(KeyedState.Due::key).toList();
    }
    var due = new ArrayList<String>();
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
        shelf.put(key, new Shelf.Held(engine.codecs().of(stage.headType()).decode(head.bytes()), head.alarm(), true)));
  }

  private TreeMap<String, Record> stored(int index, String key) {
    var entries = new TreeMap<String, Record>();
    if (store != null) {
      Stage<?, ?> stage = stages.get(index);
      store.entries(stage.name(), key).forEach((name, bytes) -> entries.put(name, engine.codecs().of(stage.entryType()).decode(bytes)));
    }
    return entries;
  }

  private <T extends Record> byte[] encode(Class<T> type, Record value) {
    return engine.codecs().of(type).encode(type.cast(value));
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
    load(index, Set.of(key));
    var draft = new Shelf.Draft(key, shelves.get(index).get(key), name -> stored(index, name));
    return Collections.unmodifiableSortedMap(new TreeMap<>(draft.entries()));
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
