package dev.caravan.journal;

import dev.caravan.model.Fact;
import dev.caravan.store.Store;
import dev.caravan.store.Tx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Keeps facts, gives them back in the order of knowing, and remembers how far each stream was read. */
public interface Journal {

  /** The journal kept in a store. */
  static Journal open(Store store, InstantSource clock) {
    return new JdbcJournal(store, clock, clock);
  }

  /**
   * A journal where facts become known by another clock than the one that times the reading: that of a market whose own
   * time stands still, so that what is decided does not hang on how long a run took. Whatever it shows, what is kept is
   * known after what has been worked off.
   */
  static Journal open(Store store, InstantSource clock, InstantSource knowing) {
    return new JdbcJournal(store, clock, knowing);
  }

  /**
   * Facts with the people they are about, and what became known of people by it; nothing of it is kept before
   * {@link #settleStamps}, and dropping it undoes it.
   *
   * @param facts the stamped facts in canonical order, with merges and the facts that follow again from them
   * @param ambiguous facts that named two people who must not become one
   */
  record Admission(List<Fact> facts, long ambiguous, Stamps stamps) {
    public Admission {
      facts = List.copyOf(facts);
    }

    /** People whose records in a system are others than before, by system: what was told to those may be due again. */
    public Map<String, Set<String>> moved() {
      return stamps.moved;
    }

    /** People who turned out to be somebody else. */
    public List<String> losers() {
      return stamps.merges.stream().map(FrontDoor.Merged::loser).toList();
    }
  }

  /**
   * Keeps an arrival and moves its cursor, in one transaction.
   *
   * <p>A fact whose (source, id) is known is repeated. A record fact (person, account, user, campaign, opportunity,
   * contract, lead status) whose content equals the newest one kept of the same record is repeated too: an echo of our
   * own write, or a touch that changed nothing. Facts get their {@code recorded} time here: their own
   * {@code recordedtime} or {@code time} while nothing has been given out for work yet (the back-fill), else the
   * clock's, always later than {@link #position} and than every tick {@link #next} gave out. The history of a stream that is
   * first read after that, such as one its system had refused, keeps its own times too, and waits for {@link #admitLate}.
   */
  Arrival.Receipt keep(Arrival arrival);

  /** Where the next poll of a stream goes on. */
  Optional<String> cursor(String stream);

  /** Announces a stream that must have been read to its end before the first work is done, unless its system refuses it. */
  void expect(String stream);

  /**
   * Announces all streams there are; others that were announced before are expected no more. Those that their system
   * refused are waited for until it does so again.
   */
  void expectOnly(Collection<String> streams);

  /**
   * Takes note that streams could not be read, until they are.
   *
   * @param why what the system said, without personal data
   * @param kind what kind of trouble it is
   */
  void notRead(Collection<String> streams, String why, UnreadStreams.Kind kind);

  /** How the expected streams are read, and others that could not be, by name. */
  List<Reading> readings();

  /** Expected streams that have not been read to their end since {@code since} (epoch ms; 0: ever). */
  List<String> behind(long since);

  /**
   * Streams whose history the first work waits for: expected, never read to their end, and not refused by their system
   * ({@link UnreadStreams.Kind#REFUSED}).
   */
  List<String> awaited();

  /** The last tick worked off; {@link Long#MIN_VALUE} before the first. */
  long position();

  /**
   * The next facts in canonical order (recorded, source, id), unstamped, all of the ticks they belong to; about
   * {@code atMost}, more if one tick holds more.
   */
  List<Fact> next(int atMost);

  /**
   * Tells who the facts of {@link #next} are about. One admission at a time: the next one builds on the settled one.
   */
  Admission admit(List<Fact> canonical);

  /** Keeps the people of an admission, in the transaction that settles what was made of its facts. */
  void settleStamps(Tx tx, Admission admission);

  /**
   * History that was read late.
   *
   * @param admission who it is about; people it shows to be one are so from {@code until} on
   * @param until a tick right behind what has been worked off, up to which all history is to be carried through
   */
  record Late(Admission admission, long until) {}

  /**
   * Tells who the history that was read late is about; empty while there is none, its stream is not at its end, or facts wait
   * to be worked off.
   */
  Optional<Late> admitLate();

  /** The history that was read late has been carried through, in the transaction that settles what came of it. */
  void takenIn(Tx tx);

  /** {@link #all} with the history that was read late among it, in its place. */
  Iterable<Fact> allWithLate();

  /**
   * All facts in canonical order from {@code recorded >= from} on, stamped as they were worked off, with the merges
   * where they were found; what has not been worked off yet comes last, unstamped. Read in pages, so it may be long.
   */
  Iterable<Fact> all(long from);

  /** Moves the position from {@code from} to {@code to}; false if somebody else moved it. */
  boolean advance(Tx tx, long from, long to);

  /** An input that made a stage throw; its key went on as if it had never come. */
  record ParkedInput(String stage, String key, long tick, String input, String reason) {}

  /** Keeps parked inputs, in the transaction that settles the batch they were in. */
  void park(Tx tx, List<ParkedInput> inputs);

  /** The inputs parked last, newest first. */
  List<ParkedInput> parked(int atMost);

  /** Facts kept so far by stream. */
  Map<String, Long> counts();

  /** How many kept facts of a source, whose ids begin so, happened in {@code [from, to)}, epoch ms. */
  long kept(String source, String idPrefix, long from, long to);

  /** When a fact happened and when it became known, epoch ms. */
  record Moments(long happened, long recorded) {}

  /** The moments of a fact that became known within the second that begins at {@code second} (epoch ms). */
  Optional<Moments> moments(String id, long second);

  /**
   * Until when (epoch ms) what records say of a person is as of their first reading, since it is not known what they said before;
   * empty where no record was there before it said so.
   */
  OptionalLong readFirst(String person);

  /** The rows set aside last, newest first. */
  List<Arrival.SetAside> setAside(int atMost);

  /** Runs and their counts. */
  Runs runs();

  /** What in the systems is not as the mappings want it. */
  Findings findings();

  /**
   * The CRM's id of a campaign that a source knows by an id of its own, as the source said last; empty where it said
   * nothing of the campaign, or that the CRM does not have it.
   */
  Optional<String> campaign(String source, String id);

  /** A user of the CRM by their id there, as what became known last says; empty where nothing did. */
  Optional<Fact.User> user(String id);

  /** Identities as settled so far. */
  People people();
}
