package dev.caravan.host.embedded;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.States;
import dev.caravan.engine.KeyRun;
import dev.caravan.journal.Journal;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Outbox;
import dev.caravan.store.KeyedState;
import dev.caravan.store.SettingsHistory;
import dev.caravan.store.Store;
import dev.caravan.store.Tx;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine over one store: takes the next facts from the journal, and settles what the rooms made of them.
 *
 * <p>One batch at a time. {@link #settle} compares the position, then writes states, decisions and the new position in
 * one transaction; before it nothing is written, so a batch that is dropped anywhere is simply taken again.
 */
public final class EmbeddedHost {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedHost.class);

  private Pipeline engine;
  private final Store store;
  private final Journal journal;
  private final Outbox outbox;
  private final KeyedState states;
  private final SettingsHistory settings;
  private Workbench bench;
  private final int batch;
  /** Up to where the states in memory have come; what is beyond, somebody else has worked off. */
  private long reached;

  /**
   * A host; the caller holds the lock of the data directory.
   *
   * @param batch about how many facts are taken at a time
   */
  public EmbeddedHost(Pipeline engine, Store store, Journal journal, Outbox outbox, int batch) {
    this.engine = engine;
    this.store = store;
    this.journal = journal;
    this.outbox = outbox;
    this.states = KeyedState.in(store);
    this.settings = new SettingsHistory(store);
    this.bench = new Workbench(engine, states, Runtime.getRuntime().availableProcessors());
    this.batch = batch;
    this.reached = journal.position();
  }

  /** A room of the way, as a step of the route {@code process-facts}. */
  public static final class Room {
    private final EmbeddedHost host;
    private final List<Integer> stages;

    Room(EmbeddedHost host, List<Integer> stages) {
      this.host = host;
      this.stages = stages;
    }

    /** Takes a batch through this room. */
    public Work work(Work work) {
      Work done = work;
      for (int stage : stages) {
        done = host.bench.run(done, stage);
      }
      return done;
    }
  }

  /** The rooms by the names of their steps: enrich, score, group, decide. */
  public Map<String, Room> rooms() {
    List<List<Integer>> rooms = Pipeline.rooms();
    return Map.of("enrich", new Room(this, rooms.get(0)), "score", new Room(this, rooms.get(1)),
        "group", new Room(this, rooms.get(2)), "decide", new Room(this, rooms.get(3)));
  }

  /**
   * The next batch; empty when there is nothing to do, or while history is still being read: what happened first must
   * be worked off first. A stream that its system refuses keeps nobody waiting.
   */
  public Work next() {
    long from = journal.position();
    if (from != reached) {
      bench.forget();
      reached = from;
    }
    if (from == Long.MIN_VALUE && !journal.awaited().isEmpty()) {
      return bench.begin(List.of(), from, from, null);
    }
    List<Fact> facts = journal.next(batch);
    if (facts.isEmpty() && from != Long.MIN_VALUE) {
      takeInLate(from);
    }
    if (facts.isEmpty()) {
      return bench.begin(List.of(), from, from, null);
    }
    long until = facts.get(facts.size() - 1).head().recorded();
    Journal.Admission admission = journal.admit(facts);
    return bench.begin(admission.facts(), from, until, admission);
  }

  /**
   * Writes what a batch came to, all or nothing, and gives back how many facts it held.
   *
   * @throws IllegalStateException if somebody else has worked on from the same position
   */
  public int settle(Work work) {
    Journal.Admission admission = work.admission();
    if (work.isEmpty() || admission == null) {
      return 0;
    }
    List<KeyedState.Change> changes = bench.changes(work);
    try {
      store.write(tx -> {
        if (!journal.advance(tx, work.from(), work.until())) {
          throw new IllegalStateException("another engine has worked on these facts; stop one of the two");
        }
        journal.settleStamps(tx, admission);
        if (work.from() == Long.MIN_VALUE) {
          StateFormat.write(store, tx); // the first states there are
        }
        states.save(tx, changes);
        outbox.put(tx, Workbench.inOrder(work.decisions()), engine.goLive()::begins);
        admission.moved().forEach((system, people) -> outbox.again(tx, system, people));
        outbox.ended(tx, admission.losers()); // last, or the other record's score is due again
        journal.park(tx, parked(work.poisoned()));
        return null;
      });
    } catch (RuntimeException e) {
      bench.forget(); // whether it was committed is for the store to say
      throw e;
    }
    bench.settle(work);
    reached = work.until();
    return work.facts();
  }

  /**
   * Lets the engine's settings take the place of those that worked here before: all history up to the position goes
   * through the rooms anew, its states replace the kept ones, and what comes out otherwise waits in the outbox. All or
   * nothing; meanwhile what is kept stays as it is.
   *
   * @param also written in the same transaction: that these settings are the live ones now
   * @return what came of it
   * @throws IllegalStateException if somebody works on meanwhile
   */
  public Activated activate(Consumer<Tx> also) {
    long position = journal.position();
    if (position == Long.MIN_VALUE) {
      store.write(tx -> {
        also.accept(tx);
        return null;
      });
      return new Activated(0, Map.of(), Map.of());
    }
    return anew(engine, position, position, journal.all(Long.MIN_VALUE), also);
  }

  /**
   * Builds the states anew from the journal if they are kept in another format than this version reads. What comes out
   * otherwise waits in the outbox; all or nothing.
   *
   * @param by gives the engine of the settings by which they were kept
   * @return what came of it, as a sentence; empty where they are read as they are
   * @throws IllegalStateException if somebody works on meanwhile
   */
  public Optional<String> renewStates(Supplier<Pipeline> by) {
    if (StateFormat.isRead(store, journal)) {
      return Optional.empty();
    }
    String before = StateFormat.kept(store);
    long position = journal.position();
    Activated anew = anew(by.get(), position, position, journal.all(Long.MIN_VALUE), tx -> { });
    long differences = anew.differences().values().stream().mapToLong(Long::longValue).sum();
    return Optional.of("States were kept in format " + before + ", this version keeps format " + StateFormat.now() + ": they were built anew from "
        + anew.facts() + (anew.facts() == 1 ? " fact" : " facts") + " of the journal; " + (differences == 0 ? "nothing differs"
        : differences + (differences == 1 ? " difference waits" : " differences wait") + " to be delivered") + ".");
  }

  /**
   * History of a stream that was first read late is carried through in its place, together with all other, and is silent: from
   * here on the rooms act, and what Caravan did before is what is remembered. Who qualifies by it waits to be released.
   */
  private void takeInLate(long position) {
    journal.admitLate().ifPresent(late -> {
      Journal.Admission admission = late.admission();
      store.write(tx -> {
        journal.settleStamps(tx, admission);
        outbox.ended(tx, admission.losers());
        admission.moved().forEach((system, people) -> outbox.again(tx, system, people));
        return null;
      });
      if (engine.goLive().acts(late.until())) {
        engine = engine.from(engine.goLive().again(late.until() + 1));
        bench = new Workbench(engine, states, Runtime.getRuntime().availableProcessors());
      }
      Activated came = anew(engine, position, late.until(), journal.allWithLate(), tx -> {
        journal.takenIn(tx);
        settings.goesLive(tx, engine.version(), late.until() + 1, engine.goLive().at(), engine.goLive().history(), Map.of());
      });
      LOG.info("{} facts of streams that could not be read before were taken in; all history was decided anew, {} differences"
          + " wait to be delivered", admission.facts().size(),
          came.differences().values().stream().mapToLong(Long::longValue).sum());
    });
  }

  private Activated anew(Pipeline by, long position, long until, Iterable<Fact> history, Consumer<Tx> also) {
    var replay = new Replay(by);
    Outbox.Restatement anew = outbox.restatement(by.goLive().at());
    long facts = replay.carry(WithActs.of(history, outbox, by.goLive()), until, anew::add);
    var sizes = new TreeMap<String, Long>();
    var differences = new EnumMap<Decision.Kind, Long>(Decision.Kind.class);
    store.write(tx -> {
      if (!journal.advance(tx, position, until)) {
        throw new IllegalStateException("another engine has worked on these facts; stop one of the two");
      }
      states.clear(tx);
      StateFormat.write(store, tx);
      replay.states(some -> {
        states.save(tx, some);
        some.forEach(change -> sizes.merge(change.stage(), size(change), Long::sum));
      });
      journal.park(tx, parked(replay.poisoned()));
      anew.settle(tx, until, by.version(),
          some -> some.forEach(decision -> differences.merge(decision.kind(), 1L, Long::sum)));
      also.accept(tx);
      return null;
    });
    bench.forget();
    reached = until;
    return new Activated(facts, differences, sizes);
  }

  /**
   * What came of new settings.
   *
   * @param facts that went through the rooms anew
   * @param differences decisions that wait to be delivered now, by kind
   * @param stateBytes bytes of state now kept, by stage
   */
  public record Activated(long facts, Map<Decision.Kind, Long> differences, Map<String, Long> stateBytes) {
    public Activated {
      differences = Map.copyOf(differences);
      stateBytes = Map.copyOf(stateBytes);
    }
  }

  private static long size(KeyedState.Change change) {
    byte[] head = change.head();
    long size = head == null ? 0 : head.length;
    for (byte[] entry : change.entries().values()) {
      size += entry == null ? 0 : entry.length;
    }
    return size;
  }

  private static List<Journal.ParkedInput> parked(List<KeyRun.Poisoned> poisoned) {
    return poisoned.stream()
        .map(each -> new Journal.ParkedInput(each.stage(), each.key(), each.tick(), each.input(), each.reason())).toList();
  }

  /** Works off everything there is, without a route around it; returns how many facts. */
  public long workOff() {
    long facts = 0;
    while (true) {
      Work work = next();
      if (work.isEmpty()) {
        return facts;
      }
      facts += settle(bench.run(work));
    }
  }

  /** The states as settled. */
  public States states() {
    return bench;
  }

  public Pipeline engine() {
    return engine;
  }
}
