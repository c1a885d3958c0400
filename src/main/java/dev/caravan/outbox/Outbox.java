package dev.caravan.outbox;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Outcome;
import dev.caravan.model.Tally;
import dev.caravan.store.Store;
import dev.caravan.store.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Takes decisions in, gives items out, and keeps the count.
 *
 * <p>SCORE, GROUP, TOUCH_LIMIT and CONSENT items, a person's place in a programme (ENROLMENT and LEAVE, as one item of kind
 * ENROLMENT with {@code in} true or false) and what it sends them next (TOUCH), show a state: one item for each subject,
 * replaced while it waits, not delivered again while it equals what was sent last. All other kinds are events: kept once for
 * ever by the decision's id.
 */
public interface Outbox {

  /** Which decision kinds a target gets. */
  record Target(String name, java.util.Set<Decision.Kind> kinds) {
    public Target {
      kinds = java.util.Set.copyOf(kinds);
    }

    /**
     * The kind of the item it gets of a decision, if it gets one. Alerts are what reps are told of groups (notices), to each by
     * name: that a group rose (a decision of kind ALERT) is no item of its own.
     */
    Optional<Decision.Kind> item(Decision decision) {
      Decision.Kind kind = decision.kind();
      boolean wanted = switch (kind) {
        // Who is told of one end is told of the other: an enrolment that is never taken back would be wrong.
        case ENROLMENT, LEAVE -> kinds.contains(Decision.Kind.ENROLMENT) || kinds.contains(Decision.Kind.LEAVE);
        case NOTICE -> kinds.contains(Decision.Kind.ASSIGNMENT);
        case ALERT -> false;
        case SCORE, STAGE, HAND_OFF, ASSIGNMENT, GROUP, TOUCH, TOUCH_LIMIT, CONSENT, RESPONSE -> kinds.contains(kind);
      };
      return wanted ? Optional.of(Putting.itemKind(kind)) : decision instanceof Decision.Notice notice && notice.isAlert()
          && kinds.contains(Decision.Kind.ALERT) ? Optional.of(Decision.Kind.ALERT) : Optional.empty();
    }

    /** The streams its items come in, by kind. */
    public List<Stream> streams() {
      return kinds.stream().map(Putting::itemKind).distinct().sorted().map(kind -> new Stream(name, kind)).toList();
    }
  }

  /** A target's items of one kind. */
  record Stream(String target, Decision.Kind kind) {
    static final java.util.Comparator<Stream> ORDER =
        java.util.Comparator.comparing(Stream::target).thenComparing(Stream::kind);

    /** As people type it: {@code salesforce/assignment}. */
    public String name() {
      return target + "/" + kind.code();
    }
  }

  /** Where an item is. */
  enum State {
    DUE, IN_FLIGHT, SENT, UNCHANGED, HELD, PARKED;

    /** As in tables: {@code in_flight}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this {@link #code}. */
    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** How a report counts it; {@code fresh} if the outside took it in the time reported on. */
    Outcome outcome(boolean fresh) {
      return switch (this) {
        case DUE, IN_FLIGHT -> Outcome.WAITING;
        case SENT, UNCHANGED -> fresh ? Outcome.SENT : Outcome.UNCHANGED;
        case HELD -> Outcome.HELD;
        case PARKED -> Outcome.PARKED;
      };
    }
  }

  /** How many items of a target are where. */
  record Counts(long due, long inFlight, long sent, long unchanged, long held, long parked) {}

  /** Items of a stream that are not delivered yet; {@code since} when the oldest is in line, epoch ms. */
  record Waiting(Stream stream, long items, long since) {}

  /**
   * A stream whose calls all failed as a whole when it was last tried.
   *
   * @param said why, as the last try told
   * @param since epoch ms
   */
  record Outage(Stream stream, String said, long since) {}

  /** An item as a person looks at it; {@code reason} in the outside's own words, {@code dueAt} in epoch ms. */
  record Entry(String id, String target, Decision.Kind kind, String key, State state, int attempts, long dueAt,
      String problem, String reason, String remoteId) {}

  /**
   * One person, group or hand-off in trouble at a target, for one cause.
   *
   * @param subject the stable person id, or {@code account|solution} of a group
   * @param reason in the outside's own words, which may quote what is wrong
   * @param remedy what a person is to do, {@code ""} where the words say it all
   * @param items parked for it, longest untouched first; requeued together
   * @param waiting items in line that come after these, and are not tried before
   */
  record Parked(String target, String subject, String reason, String remedy, List<Entry> items, long waiting) {
    public Parked {
      items = List.copyOf(items);
    }

    /** Their ids. */
    public List<String> ids() {
      return items.stream().map(Entry::id).toList();
    }
  }

  /** A stream that stands still until somebody mends the set-up. */
  record Stop(Stream stream, String reason, long since) {}

  /** A decision as it was made; {@code at} in epoch ms. */
  record Decided(String id, String kind, String subject, long at, Because because, Map<String, Object> fields) {}

  /**
   * Who delivers.
   *
   * @param name for people: shown where items are in hand, and unlike that of any other worker
   * @param lease how long items are kept for a worker that is not heard of
   * @param alone whether nobody else can be delivering from this store: the caller holds the lock of the data directory
   */
  record Worker(String name, Duration lease, boolean alone) {
    /** What a delivery that hangs costs; longer than any call to a system takes. */
    public static final Duration LEASE = Duration.ofMinutes(5);

    public Worker {
      if (lease.toMillis() < 1_000) {
        throw new IllegalArgumentException("a lease of " + lease.toMillis() + " ms; expected 1,000 or more");
      }
    }
  }

  /**
   * What became of the items of one take.
   *
   * @param claim as the items carry it
   * @param byItem by item id
   */
  record Results(String claim, Map<String, Delivery> byItem) {
    public Results {
      byItem = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(byItem));
    }
  }

  /**
   * What came of answers.
   *
   * @param settled how many items they were written down for
   * @param lost ids of items that were no longer with this claim: what the next holder makes of them counts
   */
  record Settled(int settled, List<String> lost) {
    public Settled {
      lost = List.copyOf(lost);
    }

    /** For people. */
    public String sentence() {
      return lost.isEmpty() ? settled + " items settled" : settled + " items settled; the lease of " + lost.size()
          + " more had ended before the answer came, and whoever has them now settles them; if this is seen often, calls"
          + " take longer than caravan.delivery.lease allows";
    }
  }

  /**
   * Opens the outbox for delivery by one process; the caller holds the lock of the data directory. What an earlier
   * process had in flight is due again, uncertain; streams it stopped run again, and what was to be tried again later is
   * tried at once.
   *
   * @param jitter spreads retries
   */
  static Outbox open(Store store, InstantSource clock, List<Target> targets, RandomGenerator jitter) {
    return open(store, clock, targets, jitter, new Worker("process " + ProcessHandle.current().pid(), Worker.LEASE, true));
  }

  /**
   * Opens the outbox for delivery. Where others deliver too, what they have in flight stays theirs until their leases
   * end, by clocks that agree; streams that were stopped run again.
   *
   * @param jitter spreads retries
   */
  static Outbox open(Store store, InstantSource clock, List<Target> targets, RandomGenerator jitter, Worker worker) {
    return open(store, clock, targets, jitter, worker, Mode.LIVE);
  }

  /** The same, for a worker that may write no more than {@code atMost}, whatever the {@link #mode} of the house is. */
  static Outbox open(Store store, InstantSource clock, List<Target> targets, RandomGenerator jitter, Worker worker, Mode atMost) {
    var outbox = new JdbcOutbox(store, clock, targets, jitter, worker, atMost);
    outbox.recover(worker.alone());
    return outbox;
  }

  /** Looks in beside whoever delivers: nothing can be put, taken or settled through it. */
  static Outbox beside(Store store, InstantSource clock) {
    return new JdbcOutbox(store, clock, List.of(), null, new Worker("", Worker.LEASE, false), Mode.LIVE);
  }

  /** Keeps decisions, and items of them for every target that wants their kind, in the caller's transaction. */
  default void put(Tx tx, List<Decision> decisions) {
    put(tx, decisions, each -> false);
  }

  /** The same, where the {@link FloodGuard} does not count some of them. */
  void put(Tx tx, List<Decision> decisions, Predicate<Decision> uncounted);

  /**
   * Keeps what changed now that all history was decided anew, up to a moment (epoch ms): states that differ from what was told last,
   * also whether somebody still has a place, and events that never happened before. Gives back the decisions kept.
   */
  default List<Decision> restate(Tx tx, List<Decision> anew, long at, String version) {
    Restatement restatement = restatement(Long.MIN_VALUE);
    restatement.add(anew);
    var kept = new java.util.ArrayList<Decision>();
    restatement.settle(tx, at, version, kept::addAll);
    return List.copyOf(kept);
  }

  /**
   * The same for a history too long to hold all that was ever decided in it.
   *
   * @param actsFrom from when on it was acted, epoch ms: of what was done before nothing is decided anew, so places in programmes
   *     and on lists that nothing was decided of stay as they are
   */
  Restatement restatement(long actsFrom);

  /** What was done about people and groups before a moment (epoch ms), in its order: hand-offs, tasks, programmes, alerts. */
  Iterable<Decision> done(long before);

  /** Takes in what is decided anew, in its order; of each state it holds the newest only. */
  interface Restatement {
    void add(Collection<Decision> decisions);

    /**
     * As {@link Outbox#restate}; may be called once.
     *
     * @param kept is told the decisions kept, some thousand at a time
     */
    void settle(Tx tx, long at, String version, Consumer<List<Decision>> kept);
  }

  /**
   * What {@link #restate} would keep, where {@code before} is all that was decided until now.
   *
   * @param actsFrom as for {@link #restatement}
   */
  static List<Decision> differences(List<Decision> before, List<Decision> anew, long actsFrom, long at, String version) {
    return Anew.differences(before, anew, actsFrom, at, version);
  }

  /** An item that decisions would make due; {@code about} as in {@link Entry#key}. */
  record Due(String id, String target, Decision.Kind kind, String about) {}

  /** The items that {@link #put} would make of decisions, each once, by id. */
  static List<Due> items(List<Target> targets, List<Decision> decisions) {
    var items = new java.util.TreeMap<String, Due>();
    for (Target target : targets) {
      for (Decision decision : decisions) {
        target.item(decision).ifPresent(kind -> {
          String id = target.name() + ":" + Putting.businessId(decision);
          items.put(id, new Due(id, target.name(), kind, decision.subject()));
        });
      }
    }
    return List.copyOf(items.values());
  }

  /**
   * Claims due items of some kinds, oldest first; they are in flight until settled or until the lease ends. Items whose
   * lease has ended come again, uncertain. A stopped stream gives nothing, and of what is about one person, group or
   * hand-off, only one claim at a time gets any: what a second delivery wrote to the same record could be overtaken.
   *
   * <p>Nothing comes before what it follows: a task about a hand-off waits for what was decided earlier about that
   * hand-off, be it put off or parked; nobody enters a programme before what they said of consent and the programme
   * they leave have been told; and where a record was found wrong, what else of its kind is for it waits. Nobody is given
   * what the {@link #mode} does not write, whichever route asks.
   */
  List<Item> take(String target, List<Decision.Kind> kinds, int atMost);

  /**
   * Asked before each call to the outside that changes something: whether the items of a claim are still ours, for most
   * of a lease from now. If not, others may be at them; write nothing more, and leave them.
   */
  boolean renew(String claim);

  /**
   * Writes down what became of items of one take, in one transaction. An answer to an item that has gone to another
   * worker changes nothing; that the outside took it counts while nobody else has tried.
   *
   * <p>Trouble of kind REMOTE or LIMIT is tried again for ever, 1 s to 10 min apart; DATA is parked after the tries its
   * delivery asks for, BUG at once; CONFIG puts the item back in line and stops its stream.
   */
  Settled settle(Results results);

  /** The same by item id, each under the claim by which this outbox gave it out last. */
  Settled settle(Map<String, Delivery> deliveries);

  /** Items of a target by state. */
  Counts counts(String target);

  /**
   * What became of the items of every target since a run started (epoch ms). An item counts once: if it was put, taken,
   * settled or requeued since then, or if it is still in line. It counts as waiting if it is still in line, as parked or
   * held if that is where it is, as sent if the outside took it since then, else as unchanged.
   */
  Map<String, Tally> report(long since);

  /** What is not delivered yet and may be, by stream; streams without such items are left out. */
  List<Waiting> waiting();

  /** What is in line and not given out because the {@link #mode} does not write it, likewise. */
  List<Waiting> withheld();

  /** How much is written from here. Until an engine has said so for its house, everything. */
  Mode mode();

  /** The mode of the house from now on, which everybody who delivers from this store keeps to. Only its engine says so. */
  void enter(Mode mode);

  /** Streams that could not be reached when they were last tried. */
  List<Outage> outages();

  /** Items in some states, longest untouched first. */
  List<Entry> entries(Collection<State> states, int atMost);

  /** Who and what is parked, one for each subject and cause, of so many items, longest untouched first. */
  List<Parked> parked(int atMost);

  /** Each item of a kind, by id. */
  void entries(Decision.Kind kind, Consumer<Entry> each);

  /** Hand-offs a target accepted since a moment (epoch ms), by item. */
  void passages(String target, long since, Consumer<Passage> each);

  /** How many items are in flight at which worker, by its name. */
  Map<String, Long> inHand();

  /** Streams that stand still. */
  List<Stop> stopped();

  /** Who keeps too much at once in line. */
  FloodGuard floods();

  /** Decisions about somebody or something, oldest first. */
  List<Decided> decisions(String subject);

  /** Each decision of some kinds, as {@link Decision.Kind#code}, by id. */
  void decisions(Collection<String> kinds, Consumer<Decided> each);

  /** Puts parked or held items back in line and lets their streams run again; returns how many. */
  int requeue(List<String> ids, String by, String why);

  /** Puts a target's items about these subjects that are held for this reason back in line; returns how many. */
  int release(String target, String reason, Collection<String> subjects);

  /**
   * Puts what a target shows of these people in line again, although it was told: it was told to records that others have taken
   * the place of. With it what was held for want of a record or parked because of one, and groups that name them. Returns how
   * many items.
   */
  default int again(String target, Collection<String> people) {
    return again(target, EnumSet.allOf(Decision.Kind.class), people);
  }

  /** The same for items of some kinds. */
  int again(String target, Set<Decision.Kind> kinds, Collection<String> people);

  /** The same in the caller's transaction. */
  int again(Tx tx, String target, Collection<String> people);

  /** Takes out of line what shows a state of people who turned out to be somebody else: that is told of the other one. */
  void ended(Tx tx, Collection<String> people);

  /** Lets a stopped stream run again, also while another process delivers; false if it does not stand still. */
  boolean resume(Stream stream);
}
