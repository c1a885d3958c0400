package dev.caravan.outbox;

import dev.caravan.outbox.Outbox.State;
import dev.caravan.outbox.Outbox.Stream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What the end of a try does to a line. */
final class Settling {
  private static final long FIRST_WAIT_MS = 1_000;
  private static final long LONGEST_WAIT_MS = 600_000;
  /** Tries of a record that is said to be wrong and yet to get better by itself. */
  private static final int DATA_RETRIES = 7;

  private final RandomGenerator jitter;
  private final long now;
  private final Map<Stream, String> stops = new LinkedHashMap<>();
  private final Set<Stream> reached = new HashSet<>();
  private final Map<Stream, Failure> failures = new LinkedHashMap<>();

  Settling(RandomGenerator jitter, long now) {
    this.jitter = jitter;
    this.now = now;
  }

  /**
   * Calls of a stream that failed as a whole.
   *
   * @param said the first reason
   * @param oldest since when the oldest of the items waits
   */
  record Failure(String said, long oldest) {}

  /** Streams that must stand still, each with the first reason. */
  Map<Stream, String> stops() {
    return stops;
  }

  /** Streams for which the outside answered. */
  Set<Stream> reached() {
    return reached;
  }

  /** Streams for which it did not, whatever was tried. */
  Map<Stream, Failure> failures() {
    var all = new LinkedHashMap<>(failures);
    all.keySet().removeAll(reached);
    return all;
  }

  /** False if the line is no longer with this claim and nothing is changed. */
  boolean settle(Line line, Delivery delivery, String claim) {
    boolean taken = delivery instanceof Delivery.Sent || delivery instanceof Delivery.Unchanged;
    boolean last = line.claim.equals(claim) && !claim.isEmpty();
    // Our lease ended before the answer came: that the outside took it is true all the same, until others try.
    boolean late = line.state == State.DUE && line.uncertain && !line.flightHash.isEmpty();
    if (!last || line.state != State.IN_FLIGHT && !(late && taken)) {
      return false;
    }
    note(line, delivery);
    line.touchedAt = now;
    line.claim = "";
    if (delivery instanceof Delivery.Sent sent) {
      line.sentAt = now;
      reached(line, State.SENT, sent.remoteId());
    } else if (delivery instanceof Delivery.Unchanged unchanged) {
      reached(line, State.UNCHANGED, unchanged.remoteId());
    } else if (delivery instanceof Delivery.TryLater later) {
      failed(line, later.problem(), later.why(), DATA_RETRIES, true);
    } else if (delivery instanceof Delivery.Refused refused) {
      failed(line, refused.problem(), refused.why(), refused.retries(), false);
      line.ofRecord = line.state == State.PARKED && refused.ofRecord();
      line.remedy = line.state == State.PARKED ? refused.remedy() : "";
    } else if (delivery instanceof Delivery.Held held) {
      if (line.newerWaits()) {
        line.due(now);
      } else {
        line.state = State.HELD;
        line.attempts--;
        line.problem = "";
        line.reason = held.reason();
      }
    } else if (delivery instanceof Delivery.Behind) {
      line.state = State.DUE;
      line.attempts--;
    }
    return true;
  }

  /** Keeps lines in line that were in flight when a flood began, and did not come through: they wait for a person like the others. */
  static void kept(Iterable<Line> lines, java.util.Set<String> floods) {
    for (Line line : lines) {
      if (line.state == State.DUE && floods.contains(line.guarded)) {
        line.dueAt = FloodGuard.NEVER;
        line.reason = FloodGuard.REASON;
        line.problem = "";
      }
    }
  }

  /** Puts a line that was not tried where the one before it is: it is due no sooner. */
  void behind(Line line, Line before) {
    line.dueAt = before.state == State.DUE ? Math.max(now, before.dueAt) : now;
    line.problem = "";
    line.reason = "comes after what was decided earlier about the same person or hand-off";
  }

  private void note(Line line, Delivery delivery) {
    Stream stream = line.stream();
    if (delivery instanceof Delivery.TryLater later && !later.reached() && later.problem() != Problem.CONFIG) {
      failures.merge(stream, new Failure(later.why(), line.since),
          (first, next) -> new Failure(first.said(), Math.min(first.oldest(), next.oldest())));
    } else if (!(delivery instanceof Delivery.Held) && !(delivery instanceof Delivery.Behind)) {
      reached.add(stream);
    }
  }

  private void reached(Line line, State state, String remoteId) {
    line.sentHash = line.flightHash;
    line.uncertain = false;
    boolean newer = line.newerWaits();
    line.due(now);
    line.state = newer ? State.DUE : state;
    line.flightHash = "";
    line.remoteId = remoteId.isEmpty() ? line.remoteId : remoteId;
  }

  private void failed(Line line, Problem problem, String why, int retries, boolean passes) {
    line.problem = problem.name();
    line.reason = why;
    switch (problem) {
      case CONFIG -> {
        stops.putIfAbsent(line.stream(), why);
        line.state = State.DUE;
        line.dueAt = now;
        line.attempts--;
      }
      case REMOTE, LIMIT -> {
        // A limit is told before anything is done; anything else may have been done before the answer was lost.
        line.uncertain |= problem == Problem.REMOTE;
        later(line);
      }
      case DATA, BUG -> {
        line.refusals++;
        if (line.newerWaits()) {
          line.due(now);
        } else if (line.refusals > (problem == Problem.BUG && !passes ? 0 : retries)) {
          line.state = State.PARKED;
        } else {
          later(line);
        }
      }
    }
  }

  /** Twice as long after every try, less up to a half, so that what failed together does not come back together. */
  private void later(Line line) {
    long wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS << Math.min(20, Math.max(0, line.attempts)));
    line.state = State.DUE;
    line.dueAt = now + Math.max(FIRST_WAIT_MS, wait - (long) (wait / 2 * jitter.nextDouble()));
  }
}
