package dev.caravan.outbox;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.store.Store;
import dev.caravan.store.Tx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Takes decisions in, gives items out, and keeps the count.
 *
 * <p>SCORE and GROUP items, and a person's place in a programme (ENROLMENT and LEAVE, as one item of kind ENROLMENT
 * with {@code in} true or false), show a state: one item for each subject, replaced while it waits, not delivered again
 * while it equals what was sent last. All other kinds are events: kept once for ever by the decision's id.
 */
public interface Outbox {

  /** Which decision kinds a target gets. */
  record Target(String name, java.util.Set<Decision.Kind> kinds) {
    public Target {
      kinds = java.util.Set.copyOf(kinds);
    }
  }

  /** Where an item is. */
  enum State {
    DUE, IN_FLIGHT, SENT, UNCHANGED, HELD, PARKED;

    /** As in tables: {@code in_flight}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How many items of a target are where. */
  record Counts(long due, long inFlight, long sent, long unchanged, long held, long parked) {}

  /**
   * What became of the items of a target in a run: {@code input = sent + unchanged + held + parked}, where items that
   * still wait are held, reason {@code waiting}; {@code waiting} says how many of the held these are.
   */
  record Tally(long input, long sent, long unchanged, long held, long parked, long waiting) {}

  /** An item as a person looks at it; {@code reason} in the outside's own words, {@code dueAt} in epoch ms. */
  record Entry(String id, String target, Decision.Kind kind, String key, State state, int attempts, long dueAt,
      String problem, String reason, String remoteId) {}

  /** A stream (a target's items of one kind) that stands still until somebody mends the set-up. */
  record Stop(String target, Decision.Kind kind, String reason, long since) {}

  /** A decision as it was made; {@code at} in epoch ms. */
  record Decided(String id, String kind, String subject, long at, Because because, Map<String, Object> fields) {}

  /**
   * Opens the outbox for delivery; the caller holds the lock of the data directory. What an earlier process had in
   * flight is due again, uncertain; streams it stopped run again.
   *
   * @param jitter spreads retries
   */
  static Outbox open(Store store, InstantSource clock, List<Target> targets, RandomGenerator jitter) {
    var outbox = new JdbcOutbox(store, clock, targets, jitter);
    outbox.recover();
    return outbox;
  }

  /** Looks in beside whoever delivers: nothing can be put, taken or settled through it. */
  static Outbox beside(Store store, InstantSource clock) {
    return new JdbcOutbox(store, clock, List.of(), null);
  }

  /** Keeps decisions, and items of them for every target that wants their kind, in the caller's transaction. */
  void put(Tx tx, List<Decision> decisions);

  /**
   * Claims due items of some kinds, oldest first; they are in flight until settled or until the lease of five minutes
   * ends. Items whose lease has ended come again, uncertain. A stopped stream gives nothing.
   */
  List<Item> take(String target, List<Decision.Kind> kinds, int atMost);

  /**
   * Writes down what became of items, by item id, in one transaction.
   *
   * <p>Trouble of kind REMOTE or LIMIT is tried again for ever, 1 s to 10 min apart; DATA is parked after the tries its
   * delivery asks for, BUG at once; CONFIG puts the item back in line and stops its stream.
   */
  void settle(Map<String, Delivery> results);

  /** Items of a target by state. */
  Counts counts(String target);

  /**
   * What became of the items of every target since a run started (epoch ms). An item counts once: if it was put, taken,
   * settled or requeued since then, or if it is still in line. It counts as parked or held if that is where it is, as
   * held (waiting) if it is still in line, as sent if the outside took it since then, else as unchanged.
   */
  Map<String, Tally> report(long since);

  /** Items in some states, longest untouched first. */
  List<Entry> entries(Collection<State> states, int atMost);

  /** Streams that stand still. */
  List<Stop> stopped();

  /** Decisions about somebody or something, oldest first. */
  List<Decided> decisions(String subject);

  /** Puts parked or held items back in line and lets their streams run again; returns how many. */
  int requeue(List<String> ids, String by, String why);

  /** Puts a target's items about these subjects that are held for this reason back in line; returns how many. */
  int release(String target, String reason, Collection<String> subjects);

  /** Lets a target's stopped streams run again; returns how many. */
  int resume(String target);
}
