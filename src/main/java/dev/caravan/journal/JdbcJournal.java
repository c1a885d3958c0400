package dev.caravan.journal;

import dev.caravan.model.Fact;
import dev.caravan.store.Rows;
import dev.caravan.store.Store;
import dev.caravan.store.Tx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.EmptyHandling;

/** {@link Journal} in the store. */
final class JdbcJournal implements Journal {
  private final Store store;
  private final InstantSource clock;
  private final InstantSource knowing;
  private final JdbcAliases people;
  private final Runs runs;
  private final Findings findings;

  JdbcJournal(Store store, InstantSource clock, InstantSource knowing) {
    this.store = store;
    this.clock = clock;
    this.knowing = knowing;
    this.people = new JdbcAliases(store);
    this.runs = new JdbcRuns(store, clock);
    this.findings = new JdbcFindings(store, clock);
  }

  /** How far facts were worked off, and how far they were given out for work. */
  private record Progress(long worked, long handed) {}

  @Override
  public Arrival.Receipt keep(Arrival arrival) {
    return store.write(tx -> {
      Handle handle = tx.handle();
      long now = clock.millis();
      // A tick that was given out is closed: what comes now comes after it.
      Progress progress = progress(handle);
      long closed = Math.max(progress.worked(), progress.handed());
      boolean backfill = closed == Long.MIN_VALUE;
      long known = Math.max(knowing.millis(), closed + 1);
      boolean first = !backfill && LateFacts.isFirstRead(handle, arrival.stream());
      Predicate<Fact> late = fact -> first && fact.head().recorded() <= closed;
      long latest = dev.caravan.parse.Moments.latest(known);
      // What claims a moment to come has happened by now at the latest.
      List<Fact> facts = arrival.facts().stream().map(fact -> happened(fact, known, latest)).toList();
      Keeper.Kept fresh = new Keeper(handle).keep(facts, fact -> backfill || late.test(fact) ? Math.min(fact.head().recorded(), known) : known,
          () -> wasRead(handle, arrival.stream()), arrival.lines().isKnown());
      LateFacts.note(handle, arrival.stream(), fresh.facts().stream().filter(late).toList());
      List<Arrival.SetAside> refused = fresh.otherwise().stream()
          .map(i -> new Arrival.SetAside(arrival.lines().place(), arrival.lines().of().get(i), Arrival.OTHERWISE)).toList();
      int kept = fresh.facts().size();
      int repeated = arrival.facts().size() - kept - refused.size();
      List<Arrival.SetAside> aside = Stream.concat(arrival.setAside().stream(), refused.stream()).toList();
      setAside(handle, arrival.stream(), aside, now);
      moveCursor(handle, arrival, new Arrival.Receipt(kept, repeated, aside.size()), now);
      if (arrival.upToDate()) {
        markRead(handle, arrival.stream(), now);
      }
      return new Arrival.Receipt(kept, repeated, aside.size(), refused);
    });
  }

  private static Fact happened(Fact fact, long known, long latest) {
    Fact.Head head = fact.head();
    return head.time() <= latest && head.recorded() <= latest ? fact : fact.with(new Fact.Head(head.source(), head.id(), head.subject(),
        head.time() > latest ? known : head.time(), Math.min(head.recorded(), known), head.person(), head.follows()));
  }

  /** Whether a stream was read to its end before. */
  private static boolean wasRead(Handle handle, String stream) {
    return handle.createQuery("SELECT COUNT(*) FROM stream WHERE name = :name AND up_to_date_at > 0").bind("name", stream)
        .mapTo(Integer.class).one() > 0;
  }

  private static void setAside(Handle handle, String stream, List<Arrival.SetAside> rows, long now) {
    Rows.batch(handle, "INSERT INTO set_aside (stream, place, line, reason, recorded) VALUES (?, ?, ?, ?, ?)"
        + " ON CONFLICT (stream, place, line, reason) DO NOTHING", rows, (statement, row) -> {
          statement.setString(1, stream);
          statement.setString(2, row.place());
          statement.setLong(3, row.line());
          statement.setString(4, row.reason());
          statement.setLong(5, now);
        });
  }

  private static void moveCursor(Handle handle, Arrival arrival, Arrival.Receipt counts, long now) {
    handle.createUpdate("INSERT INTO stream (name, read_to, up_to_date_at, kept, repeated, set_aside)"
        + " VALUES (:name, :to, :at, :kept, :repeated, :aside) ON CONFLICT (name) DO UPDATE SET"
        + " read_to = CASE WHEN excluded.read_to = '' THEN stream.read_to ELSE excluded.read_to END,"
        + " up_to_date_at = CASE WHEN excluded.up_to_date_at = 0 THEN stream.up_to_date_at"
        + " ELSE excluded.up_to_date_at END,"
        + " kept = stream.kept + excluded.kept, repeated = stream.repeated + excluded.repeated,"
        + " set_aside = stream.set_aside + excluded.set_aside")
        .bind("name", arrival.stream()).bind("to", arrival.cursor()).bind("at", arrival.upToDate() ? now : 0)
        .bind("kept", counts.kept()).bind("repeated", counts.repeated()).bind("aside", counts.setAside()).execute();
  }

  /** The interval that runs in a stream, and those before it. */
  private record Rhythm(long from, Gaps gaps) {}

  /** The stream is read: what failed before is over, and the interval since the last reading is remembered. */
  private static void markRead(Handle handle, String stream, long now) {
    Rhythm rhythm = handle.createQuery("SELECT gap_from, gaps FROM stream WHERE name = :name").bind("name", stream)
        .map((row, context) -> new Rhythm(row.getLong(1), Gaps.parse(row.getString(2)))).one();
    if (Gaps.counts(rhythm.from(), now)) {
      handle.createUpdate("UPDATE stream SET gap_from = :now, gaps = :gaps WHERE name = :name").bind("now", now)
          .bind("gaps", rhythm.gaps().with(rhythm.from(), now).text()).bind("name", stream).execute();
    }
    handle.createUpdate("UPDATE stream SET failing_since = 0 WHERE name = :name AND failing_since <> 0")
        .bind("name", stream).execute();
  }

  private static Progress progress(Handle handle) {
    return handle.createQuery("SELECT worked, handed FROM progress WHERE one = 1")
        .map((row, context) -> new Progress(row.getLong(1), row.getLong(2))).one();
  }

  @Override
  public Optional<String> cursor(String stream) {
    return store.read(handle -> handle.createQuery("SELECT read_to FROM stream WHERE name = :name AND read_to <> ''")
        .bind("name", stream).mapTo(String.class).findOne());
  }

  @Override
  public void expect(String stream) {
    store.write(tx -> tx.handle().createUpdate("INSERT INTO stream (name, expected) VALUES (:name, 1)"
        + " ON CONFLICT (name) DO UPDATE SET expected = 1").bind("name", stream).execute());
  }

  @Override
  public void expectOnly(Collection<String> streams) {
    store.write(tx -> {
      // What was refused is tried again first; what is not expected any more does not fail.
      tx.handle().createUpdate("UPDATE stream SET expected = 0, refused = 0,"
          + " failing_since = CASE WHEN name IN (<streams>) THEN failing_since ELSE 0 END")
          .bindList(EmptyHandling.NULL_KEYWORD, "streams", List.copyOf(streams)).execute();
      return Rows.batch(tx.handle(), "INSERT INTO stream (name, expected) VALUES (?, 1)"
          + " ON CONFLICT (name) DO UPDATE SET expected = 1", List.copyOf(streams),
          (statement, stream) -> statement.setString(1, stream));
    });
  }

  @Override
  public void notRead(Collection<String> streams, String why, UnreadStreams.Kind kind) {
    store.write(tx -> Rows.batch(tx.handle(), "INSERT INTO stream (name, failing_since, failed_at, passes, refused, said)"
        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET failing_since = CASE WHEN stream.failing_since = 0"
        + " THEN excluded.failing_since ELSE stream.failing_since END, failed_at = excluded.failed_at,"
        + " passes = excluded.passes, refused = excluded.refused, said = excluded.said", List.copyOf(streams),
        (statement, stream) -> {
          long now = clock.millis();
          statement.setString(1, stream);
          statement.setLong(2, now);
          statement.setLong(3, now);
          statement.setInt(4, kind == UnreadStreams.Kind.PASSES ? 1 : 0);
          statement.setInt(5, kind == UnreadStreams.Kind.REFUSED ? 1 : 0);
          statement.setString(6, why);
        }));
  }

  @Override
  public List<Reading> readings() {
    return store.read(handle -> {
      List<Reading> found = new ArrayList<>();
      Rows.each(handle, "SELECT name, up_to_date_at, gaps, failing_since, failed_at, passes, refused, said FROM stream"
          + " WHERE expected = 1 OR failing_since > 0 ORDER BY name", List.of(), row -> found.add(new Reading(row.getString(1),
              row.getLong(2), Gaps.parse(row.getString(3)).usual(), new Reading.Trouble(row.getLong(4), row.getLong(5),
                  kind(row.getInt(6) == 1, row.getInt(7) == 1), row.getString(8)))));
      return found;
    });
  }

  private static UnreadStreams.Kind kind(boolean passes, boolean refused) {
    return passes ? UnreadStreams.Kind.PASSES : refused ? UnreadStreams.Kind.REFUSED : UnreadStreams.Kind.STOPS;
  }

  @Override
  public List<String> awaited() {
    return store.read(handle -> handle.createQuery("SELECT name FROM stream WHERE expected = 1 AND up_to_date_at = 0"
        + " AND NOT (failing_since > 0 AND refused = 1) ORDER BY name").mapTo(String.class).list());
  }

  @Override
  public List<String> behind(long since) {
    return store.read(handle -> handle.createQuery("SELECT name FROM stream WHERE expected = 1"
        + " AND (up_to_date_at = 0 OR up_to_date_at < :since) ORDER BY name").bind("since", since)
        .mapTo(String.class).list());
  }

  @Override
  public long position() {
    return store.read(JdbcJournal::progress).worked();
  }

  @Override
  public List<Fact> next(int atMost) {
    // In a writer's turn: no fact of an open tick can be on its way in when the tick is closed.
    return store.write(tx -> {
      Progress progress = progress(tx.handle());
      long border = FactRows.border(tx.handle(), progress.worked(), atMost);
      if (border == Long.MIN_VALUE) {
        return List.of();
      }
      if (border > progress.handed()) {
        tx.handle().createUpdate("UPDATE progress SET handed = :border WHERE one = 1").bind("border", border)
            .execute();
      }
      return FactRows.between(tx.handle(), progress.worked(), border);
    });
  }

  @Override
  public Admission admit(List<Fact> canonical) {
    var door = new FrontDoor(people, loser -> store.read(handle -> FactRows.earlier(handle, loser)));
    List<Fact> admitted = door.admit(canonical);
    return new Admission(admitted, door.ambiguous(), new Stamps(door, Stamps.of(canonical, admitted)));
  }

  @Override
  public void settleStamps(Tx tx, Admission admission) {
    JdbcAliases.settle(tx, admission.stamps());
  }

  @Override
  public Optional<Late> admitLate() {
    List<Fact> facts = store.read(LateFacts::complete);
    return facts.isEmpty() ? Optional.empty() : lateTick().map(tick -> {
      Admission admission = admit(facts);
      // Who turns out to be somebody else does so now: what they did since stands under who they were.
      return new Late(new Admission(admission.facts(), admission.ambiguous(), admission.stamps().mergingBefore(tick.head())),
          tick.head().recorded());
    });
  }

  /** A tick of its own right behind what has been worked off; none while other facts wait. */
  private Optional<Fact.Tick> lateTick() {
    return store.write(tx -> {
      Progress progress = progress(tx.handle());
      if (FactRows.border(tx.handle(), progress.worked(), 1) != Long.MIN_VALUE) {
        return Optional.<Fact.Tick>empty();
      }
      long at = Math.max(progress.worked(), progress.handed()) + 1;
      var tick = new Fact.Tick(new Fact.Head(FrontDoor.SOURCE, "late-history-" + at, "time", at, at, ""));
      new Keeper(tx.handle()).keep(List.of(tick), fact -> at, () -> true, false);
      tx.handle().createUpdate("UPDATE progress SET handed = :at WHERE one = 1").bind("at", at).execute();
      return Optional.of(tick);
    });
  }

  @Override
  public void takenIn(Tx tx) {
    LateFacts.forget(tx.handle());
  }

  @Override
  public Iterable<Fact> all(long from) {
    return () -> new HistoryPages(store, from, false);
  }

  @Override
  public Iterable<Fact> allWithLate() {
    return () -> new HistoryPages(store, Long.MIN_VALUE, true);
  }

  @Override
  public boolean advance(Tx tx, long from, long to) {
    return tx.handle().createUpdate("UPDATE progress SET worked = :to, handed = CASE WHEN handed < :to THEN :to"
        + " ELSE handed END WHERE one = 1 AND worked = :from").bind("to", to).bind("from", from).execute() == 1;
  }

  @Override
  public Optional<String> campaign(String source, String id) {
    // Its facts are called campaign-<id>@<when>; A comes right behind @.
    return store.read(handle -> handle.createQuery("SELECT subject FROM fact WHERE source = :source AND id >= :from"
        + " AND id < :to ORDER BY position DESC LIMIT 1").bind("source", source).bind("from", "campaign-" + id + "@")
        .bind("to", "campaign-" + id + "A").mapTo(String.class).findOne()).filter(subject -> !subject.equals(id));
  }

  @Override
  public Optional<Fact.User> user(String id) {
    return store.read(handle -> FactRows.user(handle, id));
  }

  @Override
  public Map<String, Long> counts() {
    return store.read(handle -> {
      Map<String, Long> counts = new LinkedHashMap<>();
      Rows.each(handle, "SELECT name, kept FROM stream ORDER BY name", List.of(),
          row -> counts.put(row.getString(1), row.getLong(2)));
      return counts;
    });
  }

  @Override
  public long kept(String source, String idPrefix, long from, long to) {
    // What happened is known later: the index of knowing keeps the search to the last hours.
    return store.read(handle -> handle.createQuery("SELECT COUNT(*) FROM fact WHERE recorded >= :from AND source = :source"
        + " AND happened >= :from AND happened < :to AND id >= :first AND id < :last").bind("source", source)
        .bind("from", from).bind("to", to).bind("first", idPrefix)
        .bind("last", idPrefix.substring(0, idPrefix.length() - 1) + (char) (idPrefix.charAt(idPrefix.length() - 1) + 1)).mapTo(Long.class).one());
  }

  @Override
  public Optional<Moments> moments(String id, long second) {
    return store.read(handle -> handle.createQuery("SELECT happened, recorded FROM fact WHERE recorded >= :from"
        + " AND recorded < :to AND id = :id ORDER BY recorded LIMIT 1").bind("from", second).bind("to", second + 1_000)
        .bind("id", id).map((row, context) -> new Moments(row.getLong(1), row.getLong(2))).findOne());
  }

  @Override
  public OptionalLong readFirst(String person) {
    long last = store.read(handle -> handle.createQuery("SELECT COALESCE(MAX(happened), 0) FROM fact WHERE person = :person"
        + " AND type = 'person' AND recorded < happened").bind("person", person).mapTo(Long.class).one());
    return last == 0 ? OptionalLong.empty() : OptionalLong.of(last);
  }

  @Override
  public List<Arrival.SetAside> setAside(int atMost) {
    return store.read(handle -> handle
        .createQuery("SELECT place, line, reason FROM set_aside ORDER BY id DESC LIMIT :n").bind("n", atMost)
        .map((row, context) -> new Arrival.SetAside(row.getString(1), row.getLong(2), row.getString(3))).list());
  }

  @Override
  public void park(Tx tx, List<ParkedInput> inputs) {
    if (inputs.isEmpty()) {
      return;
    }
    Rows.batch(tx.handle(), "INSERT INTO parked_input (stage, name, tick, input, reason) VALUES (?, ?, ?, ?, ?)"
        + " ON CONFLICT (stage, name, tick, input) DO NOTHING", inputs, (statement, parked) -> {
          statement.setString(1, parked.stage());
          statement.setString(2, parked.key());
          statement.setLong(3, parked.tick());
          statement.setString(4, parked.input());
          statement.setString(5, parked.reason());
        });
  }

  @Override
  public List<ParkedInput> parked(int atMost) {
    return store.read(handle -> handle
        .createQuery("SELECT stage, name, tick, input, reason FROM parked_input ORDER BY id DESC LIMIT :n")
        .bind("n", atMost)
        .map((row, context) -> new ParkedInput(row.getString(1), row.getString(2), row.getLong(3), row.getString(4),
            row.getString(5))).list());
  }

  @Override
  public Runs runs() {
    return runs;
  }

  @Override
  public Findings findings() {
    return findings;
  }

  @Override
  public People people() {
    return people;
  }
}
