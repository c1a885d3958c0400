package dev.caravan.outbox;

import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import dev.caravan.outbox.Outbox.State;
import dev.caravan.store.Rows;
import dev.caravan.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** One row of the outbox while it is being changed. */
final class Line {
  private static final String COLUMNS = "id, target, kind, about, payload, payload_hash, flight_hash, sent_hash, state,"
      + " seq, attempts, refusals, uncertain, due_at, claim, problem, reason, remote_id, sent_at, touched_at,"
      + " hand_off, of_record, remedy, since, put_at, guarded";

  final String id;
  final String target;
  final Decision.Kind kind;
  String about = "";
  String payload = "";
  /** Of what it shows now, of what the last take gave out, and of what the outside shows as far as we know. */
  String payloadHash = "";
  String flightHash = "";
  String sentHash = "";
  State state = State.DUE;
  long seq;
  int attempts;
  int refusals;
  boolean uncertain;
  long dueAt;
  /** Under which the last take gave it out; stays when the lease runs out, so that a late answer is told apart. */
  String claim = "";
  String problem = "";
  String reason = "";
  String remoteId = "";
  long sentAt;
  long touchedAt;
  /** Which hand-off it is about, {@code ""} for none: what is about one is written in the order of its decisions. */
  String handOff = "";
  /** While parked, whether it is the record that is wrong, and what is to be done. */
  boolean ofRecord;
  String remedy = "";
  /** In line since; a further try does not change it. */
  long since;
  /** When it was first put in line. */
  long putAt;
  /** To which kind of {@link FloodGuard} it belongs, {@code ""} for none. */
  String guarded = "";

  Line(String id, String target, Decision.Kind kind) {
    this.id = id;
    this.target = target;
    this.kind = kind;
  }

  Outbox.Stream stream() {
    return new Outbox.Stream(target, kind);
  }

  private Line(ResultSet row) throws SQLException {
    this(row.getString(1), row.getString(2), kind(row.getString(3)));
    about = row.getString(4);
    payload = row.getString(5);
    payloadHash = row.getString(6);
    flightHash = row.getString(7);
    sentHash = row.getString(8);
    state = State.of(row.getString(9));
    seq = row.getLong(10);
    attempts = row.getInt(11);
    refusals = row.getInt(12);
    uncertain = row.getInt(13) != 0;
    dueAt = row.getLong(14);
    claim = row.getString(15);
    problem = row.getString(16);
    reason = row.getString(17);
    remoteId = row.getString(18);
    sentAt = row.getLong(19);
    touchedAt = row.getLong(20);
    handOff = row.getString(21);
    ofRecord = row.getInt(22) != 0;
    remedy = row.getString(23);
    since = row.getLong(24);
    putAt = row.getLong(25);
    guarded = row.getString(26);
  }

  static Decision.Kind kind(String code) {
    return Decision.Kind.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Where a person, or the next newer payload, lets it start afresh. */
  void due(long now) {
    state = State.DUE;
    dueAt = now;
    since = now;
    attempts = 0;
    refusals = 0;
    problem = "";
    reason = "";
    ofRecord = false;
    remedy = "";
  }

  boolean newerWaits() {
    return !payloadHash.equals(flightHash);
  }

  Outbox.Entry entry() {
    return new Outbox.Entry(id, target, kind, about, state, attempts, dueAt, problem, reason, remoteId);
  }

  Passage passage() {
    Map<String, Object> fields = Payloads.read(payload);
    String fact = fields.get("because") instanceof Map<?, ?> because && because.get("fact") instanceof String id ? id : "";
    return new Passage(fact, Times.parse(String.valueOf(fields.get("at"))), putAt, sentAt);
  }

  Item item(int triesBefore) {
    return new Item(id, target, kind, about, Payloads.read(payload), triesBefore, uncertain, claim, remoteId);
  }

  /** Lines to change, locked in order of id, so that two who want the same ones never wait for each other. */
  static Map<String, Line> byId(Tx tx, Collection<String> ids) {
    Map<String, Line> found = new HashMap<>();
    Rows.eachIn(tx.handle(), "SELECT " + COLUMNS + " FROM outbox WHERE id IN ({keys}) ORDER BY id" + tx.locked(),
        List.of(), new TreeSet<>(ids), row -> {
          var line = new Line(row);
          found.put(line.id, line);
        });
    return found;
  }

  /** Lines that meet a condition. */
  static List<Line> where(Handle handle, String condition, List<?> parameters) {
    var found = new java.util.ArrayList<Line>();
    Rows.each(handle, "SELECT " + COLUMNS + " FROM outbox WHERE " + condition, parameters,
        row -> found.add(new Line(row)));
    return found;
  }

  /** Adds lines of some keys to those found, by id; {@code {keys}} stands after the parameters {@code before} it. */
  static void in(Handle handle, String condition, List<?> before, Collection<String> keys, Map<String, Line> into) {
    Rows.eachIn(handle, "SELECT " + COLUMNS + " FROM outbox WHERE " + condition, before, keys, row -> {
      var line = new Line(row);
      into.put(line.id, line);
    });
  }

  static void save(Handle handle, Collection<Line> lines) {
    Rows.batch(handle, "INSERT INTO outbox (" + COLUMNS + ") VALUES (?" + ", ?".repeat(25) + ")"
        + " ON CONFLICT (id) DO UPDATE SET payload = excluded.payload, payload_hash = excluded.payload_hash,"
        + " flight_hash = excluded.flight_hash, sent_hash = excluded.sent_hash, state = excluded.state,"
        + " seq = excluded.seq, attempts = excluded.attempts, refusals = excluded.refusals,"
        + " uncertain = excluded.uncertain, due_at = excluded.due_at, claim = excluded.claim,"
        + " problem = excluded.problem, reason = excluded.reason,"
        + " remote_id = excluded.remote_id, sent_at = excluded.sent_at, touched_at = excluded.touched_at,"
        + " hand_off = excluded.hand_off, of_record = excluded.of_record, remedy = excluded.remedy, since = excluded.since,"
        + " guarded = excluded.guarded",
        lines, (statement, line) -> {
          int at = 0;
          statement.setString(++at, line.id);
          statement.setString(++at, line.target);
          statement.setString(++at, line.kind.code());
          statement.setString(++at, line.about);
          statement.setString(++at, line.payload);
          statement.setString(++at, line.payloadHash);
          statement.setString(++at, line.flightHash);
          statement.setString(++at, line.sentHash);
          statement.setString(++at, line.state.code());
          statement.setLong(++at, line.seq);
          statement.setInt(++at, line.attempts);
          statement.setInt(++at, line.refusals);
          statement.setInt(++at, line.uncertain ? 1 : 0);
          statement.setLong(++at, line.dueAt);
          statement.setString(++at, line.claim);
          statement.setString(++at, line.problem);
          statement.setString(++at, line.reason);
          statement.setString(++at, line.remoteId);
          statement.setLong(++at, line.sentAt);
          statement.setLong(++at, line.touchedAt);
          statement.setString(++at, line.handOff);
          statement.setInt(++at, line.ofRecord ? 1 : 0);
          statement.setString(++at, line.remedy);
          statement.setLong(++at, line.since);
          statement.setLong(++at, line.putAt);
          statement.setString(++at, line.guarded);
        });
  }
}
