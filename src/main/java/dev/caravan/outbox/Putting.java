package dev.caravan.outbox;

import dev.caravan.model.Decision;
import dev.caravan.outbox.Outbox.State;
import dev.caravan.outbox.Outbox.Target;
import dev.caravan.store.Rows;
import dev.caravan.store.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Makes items of decisions. */
final class Putting {
  private final List<Target> targets;

  Putting(List<Target> targets) {
    this.targets = List.copyOf(targets);
  }

  private record Wish(Target target, Decision decision, Decision.Kind kind, String id) {}

  void put(Tx tx, List<Decision> decisions, Predicate<Decision> uncounted, long now) {
    Handle handle = tx.handle();
    trace(handle, decisions);
    List<Wish> wishes = new ArrayList<>();
    for (Target target : targets) {
      for (Decision decision : decisions) {
        target.item(decision).ifPresent(kind -> wishes.add(new Wish(target, decision, kind, target.name() + ":" + businessId(decision))));
      }
    }
    Map<String, Line> there = Line.byId(tx, wishes.stream().map(Wish::id).distinct().toList());
    Map<String, Line> changed = new LinkedHashMap<>();
    var counts = new FloodGuard.Count();
    var counted = new HashSet<String>();
    long seq = handle.createQuery("SELECT COALESCE(MAX(seq), 0) FROM outbox").mapTo(Long.class).one();
    for (Wish wish : wishes) {
      Decision decision = wish.decision();
      Line line = there.get(wish.id());
      Map<String, Object> payload = Payloads.of(decision);
      if (line == null) {
        line = new Line(wish.id(), wish.target().name(), wish.kind());
        line.about = decision.subject();
        line.handOff = handOff(decision);
        line.payload = Payloads.write(payload);
        line.payloadHash = Payloads.hash(payload);
        line.seq = ++seq;
        line.due(now);
        line.putAt = now;
        there.put(line.id, line);
      } else if (showsState(decision.kind())) {
        seq = replace(line, payload, now, seq);
      } else {
        continue;
      }
      line.touchedAt = now;
      line.guarded = FloodGuard.Kind.of(decision).map(FloodGuard.Kind::code).orElse("");
      if (line.guarded.isEmpty() && line.state == State.DUE && line.dueAt == FloodGuard.NEVER) {
        line.due(now); // the end of a place in a programme that was kept in line
      }
      changed.put(line.id, line);
      if (line.state == State.DUE && counted.add(decision.id()) && !uncounted.test(decision)) {
        FloodGuard.Kind.of(decision).ifPresent(kind -> counts.add(kind, decision.at()));
      }
    }
    Set<String> held = counts.settle(tx, now).stream().map(FloodGuard.Kind::code).collect(Collectors.toSet());
    changed.values().stream().filter(line -> line.state == State.DUE && held.contains(line.guarded)).forEach(line -> {
      line.dueAt = FloodGuard.NEVER;
      line.reason = FloodGuard.REASON;
    });
    Line.save(handle, changed.values());
  }

  /** Gives back the last place in line. */
  private static long replace(Line line, Map<String, Object> payload, long now, long seq) {
    String hash = Payloads.hash(payload);
    boolean same = hash.equals(line.payloadHash);
    line.payload = Payloads.write(payload);
    line.payloadHash = hash;
    // After a try whose end we do not know, the outside may show something else than what we sent last.
    boolean shown = hash.equals(line.sentHash) && !line.uncertain;
    switch (line.state) {
      case IN_FLIGHT:
        return seq;
      case SENT:
      case UNCHANGED:
        if (shown) {
          line.state = State.UNCHANGED;
          return seq;
        }
        line.due(now);
        line.seq = seq + 1;
        return line.seq;
      case DUE:
      case HELD:
      case PARKED:
        if (shown) {
          line.due(now);
          line.state = State.UNCHANGED;
        } else if (!same && line.state == State.DUE) {
          // Its place in line and its wait for the other side stay; what was wrong with the old payload is gone.
          line.refusals = 0;
        } else if (!same) {
          line.due(now);
          line.seq = seq + 1;
          return line.seq;
        }
        return seq;
    }
    throw new IllegalStateException("no such state: " + line.state);
  }

  /** Keeps that decisions were made, and why. */
  static void trace(Handle handle, Collection<Decision> decisions) {
    Rows.batch(handle, "INSERT INTO decision (id, kind, subject, decided, because, fields) VALUES (?, ?, ?, ?, ?, ?)"
        + " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, subject = excluded.subject,"
        + " decided = excluded.decided, because = excluded.because, fields = excluded.fields", decisions,
        (statement, decision) -> {
          statement.setString(1, decision.id());
          statement.setString(2, decision.kind().code());
          statement.setString(3, decision.subject());
          statement.setLong(4, decision.at());
          statement.setString(5, Payloads.write(Payloads.because(decision.because())));
          statement.setString(6, Payloads.write(decision.fields()));
        });
  }

  static boolean showsState(Decision.Kind kind) {
    return switch (kind) {
      case SCORE, GROUP, ENROLMENT, LEAVE, TOUCH, TOUCH_LIMIT, CONSENT -> true;
      case STAGE, HAND_OFF, ASSIGNMENT, ALERT, NOTICE, RESPONSE -> false;
    };
  }

  /**
   * Every state as it was told last, whatever became of its items: where {@code says} knows its business id, its hash goes
   * into {@code hashes}; the others come back whole.
   */
  static Collection<Anew.Told> told(Handle handle, Predicate<String> says, Map<String, String> hashes) {
    Map<String, Anew.Told> others = new LinkedHashMap<>();
    Rows.each(handle, "SELECT id, target, kind, about, payload_hash, payload FROM outbox"
        + " WHERE kind IN ('score', 'group', 'enrolment', 'touch', 'touch-limit', 'consent') ORDER BY id", List.of(), row -> {
          String id = row.getString(1).substring(row.getString(2).length() + 1);
          if (says.test(id)) {
            hashes.put(id, row.getString(5));
          } else {
            others.put(id, new Anew.Told(Line.kind(row.getString(3)), row.getString(4), Payloads.read(row.getString(6))));
          }
        });
    return others.values();
  }

  /** Which of these decisions were made before. */
  static Set<String> made(Handle handle, Collection<String> ids) {
    Set<String> made = new HashSet<>();
    Rows.eachIn(handle, "SELECT id FROM decision WHERE id IN ({keys})", List.of(), ids,
        row -> made.add(row.getString(1)));
    return made;
  }

  static Decision.Kind itemKind(Decision.Kind kind) {
    return switch (kind) {
      case LEAVE -> Decision.Kind.ENROLMENT;
      case NOTICE -> Decision.Kind.ASSIGNMENT; // a task too, about the same person: it waits its turn behind the other
      case SCORE, STAGE, HAND_OFF, ASSIGNMENT, ENROLMENT, ALERT, GROUP, TOUCH, TOUCH_LIMIT, CONSENT, RESPONSE ->
          kind;
    };
  }

  /** The hand-off a task is about. A word about one names it; what joins a group's changes the task of its own. */
  private static String handOff(Decision decision) {
    if (decision instanceof Decision.Assignment assignment) {
      return assignment.handOff().id();
    }
    if (decision instanceof Decision.Notice notice) {
      return notice.what().equals("joined") || notice.what().equals("opportunity") ? notice.task().id() : notice.about();
    }
    return "";
  }

  static String businessId(Decision decision) {
    if (decision instanceof Decision.Enrolment enrolment) {
      return "programme:" + enrolment.subject() + "|" + enrolment.programme();
    }
    if (decision instanceof Decision.Leave leave) {
      return "programme:" + leave.subject() + "|" + leave.programme();
    }
    return showsState(decision.kind()) ? decision.kind().code() + ":" + decision.subject() : decision.id();
  }
}
