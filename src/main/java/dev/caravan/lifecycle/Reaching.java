package dev.caravan.lifecycle;

import dev.caravan.engine.Cell;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.routing.Case;
import dev.caravan.routing.TouchGuard;
import dev.caravan.score.Explanation;
import dev.caravan.score.ScoreToLifecycle;
import dev.caravan.score.Scores;
import java.util.List;

/**
 * The only way out to a person: keeps count of what reached them, whoever it came from, says whether one more may go now,
 * and lets it go. Who is at their limit is put on a list that campaigns exclude.
 */
final class Reaching {
  private static final long REPLY_WITHIN = Times.DAY;
  private static final long MAIL_WITHIN = Times.DAY;

  private final TouchGuard guard;
  private final String version;
  private final GoLive goLive;

  Reaching(TouchGuard guard, String version, GoLive goLive) {
    this.goLive = goLive;
    this.guard = guard;
    this.version = version;
  }

  // What may go

  /** Whether one more touch would be too many now. */
  boolean holds(Deciding now, long tick) {
    return guard.fullUntil(now.touches().newest(), limit(now)) > tick;
  }

  /** From when on one more touch would not be too many: this tick, or later. */
  long mayFrom(Deciding now, long tick) {
    return Math.max(tick, guard.fullUntil(now.touches().newest(), limit(now)));
  }

  /** Whether acting on it now would be a reply to what the person asked us. */
  static boolean isReply(Scores.Solution solution, long tick) {
    return solution.handRaisedAt().isAfter(tick - REPLY_WITHIN);
  }

  private int limit(Deciding now) {
    List<Scores.Solution> solutions = now.scored().scores().solutions();
    for (int i = 0; i < solutions.size(); i++) {
      if (!solutions.get(i).posture().equals("exploring")) {
        return guard.limit(false);
      }
    }
    return guard.limit(true);
  }

  // What goes

  /** Asks sales to act on the person. */
  void handOver(Turn<Deciding, ?> turn, Decision.HandOff handOff, Case about) {
    turn.reach(handOff);
    turn.send(Stages.ASSIGN, Stages.DESK, new LifecycleToDesk.HandOver(handOff, about, false));
    handedOver(turn);
  }

  /** Tells the desk of a hand-off that waits until the person may be reached; it comes again, counted, when it goes. */
  static void announce(Turn<Deciding, ?> turn, Decision.HandOff handOff, Case about) {
    turn.send(Stages.ASSIGN, Stages.DESK, new LifecycleToDesk.HandOver(handOff, about, true));
  }

  /** Puts the person on a programme; it mails nothing before it is told what. */
  void enrol(Turn<Deciding, ?> turn, Decision.Enrolment enrolment) {
    turn.reach(enrolment);
  }

  /** Tells their programme what to mail them next. */
  void touch(Turn<Deciding, ?> turn, Decision.Touch touch) {
    turn.reach(touch);
    wasMailed(turn);
  }

  // What went, from wherever

  /** A hand-off of theirs went out in an earlier life of Caravan's; the desk, which may have given it away, is told what it is about. */
  void wasHandedOver(Turn<Deciding, ?> turn, Decision.HandOff handOff, Case about) {
    turn.send(Stages.ASSIGN, Stages.DESK, new LifecycleToDesk.HandOver(handOff, about, false));
    handedOver(turn);
  }

  private void handedOver(Turn<Deciding, ?> turn) {
    Touches before = turn.head().touches();
    turn.head(turn.head().touches(before.handedOver(guard.with(before.newest(), turn.tick(), turn.tick()), turn.tick())));
  }

  /** A programme touched them in an earlier life of Caravan's. */
  void wasMailed(Turn<Deciding, ?> turn) {
    Touches before = turn.head().touches();
    turn.head(turn.head().touches(before.mailing(guard.with(before.newest(), turn.tick(), turn.tick()), turn.tick())));
  }

  /** A mail was sent; the first within a day of a programme's touch is that one. */
  void mailed(Turn<Deciding, ?> turn, long time) {
    Touches before = turn.head().touches();
    boolean ours = before.mail().isBy(time) && !before.mail().plus(MAIL_WITHIN).isBy(time - 1);
    long[] others = ours ? guard.without(before.newest(), before.mail().ms()) : before.newest();
    touched(turn, new Touches(guard.with(others, time, turn.tick()), ours ? Moment.NONE : before.mail(), before.task(),
        before.call(), before.limited(), before.changes()));
  }

  /**
   * Sales reached the person, or somebody is to: a task and the call it asks for are one touch. Our own task is no other
   * than its hand-off.
   */
  void touched(Turn<Deciding, ?> turn, Fact.Touch touch) {
    Touches before = turn.head().touches();
    long time = touch.head().time();
    boolean task = touch.channel().equals("task");
    if (task && before.task().isBy(time) && before.task().plus(guard.within()).isAfter(time)) {
      turn.head(turn.head().touches(new Touches(before.newest(), before.mail(), Moment.NONE, before.call(), before.limited(),
          before.changes())));
      return;
    }
    boolean asked = touch.channel().equals("call") && before.call().isBy(time);
    long[] others = asked ? guard.without(before.newest(), before.call().ms()) : before.newest();
    touched(turn, new Touches(guard.with(others, time, turn.tick()), before.mail(), before.task(),
        asked ? Moment.NONE : task ? Moment.of(time) : before.call(), before.limited(), before.changes()));
  }

  private void touched(Turn<Deciding, ?> turn, Touches now) {
    turn.head(turn.head().touches(now));
    if (!now.limited()) {
      limit(turn);
    }
  }

  // People who turn out to be one

  /** What reached either of them; only this person is on the list. */
  Touches both(Touches ours, Touches theirs, long tick) {
    long[] newest = ours.newest();
    for (long touch : theirs.newest()) {
      newest = guard.with(newest, touch, tick);
    }
    return new Touches(newest, ours.mail().orLater(theirs.mail()), ours.task().orLater(theirs.task()),
        ours.call().orLater(theirs.call()), ours.limited(), ours.changes());
  }

  // Who is at their limit

  /** The person goes on under another name: takes this one off the list. */
  void forget(Turn<Deciding, ?> turn) {
    Touches off = turn.head().touches().listed(false);
    if (goLive.acts(turn.tick())) {
      list(turn, "goes on as another person", false, off.changes());
    }
    turn.head(turn.head().touches(off));
  }

  private void list(Turn<Deciding, ?> turn, String why, boolean in, int changes) {
    ScoreToLifecycle.Scored scored = turn.head().scored();
    turn.decide(new Decision.TouchLimit("touch-limit/" + turn.key() + "/" + changes, turn.key(), turn.tick(),
        Because.of(why, "touches", "config/routing.yaml", version, scored.fact()), scored.email(), guard.list(), in));
  }

  /**
   * Puts the person on the list or takes them off, and wakes up when they may be reached again; gives back when that is,
   * {@link Cell#NEVER} if they may be.
   */
  long limit(Turn<Deciding, ?> turn) {
    Deciding now = turn.head();
    Touches touches = now.touches();
    long until = guard.fullUntil(touches.newest(), limit(now));
    boolean full = until > turn.tick();
    if (full) {
      turn.alarmBy(until);
    }
    if (full == touches.limited() || now.scored().email().isEmpty() || !goLive.acts(turn.tick())) {
      return full ? until : Cell.NEVER; // whom we cannot name, nobody mails
    }
    Touches listed = touches.listed(full);
    list(turn, full ? "reached as often as may be until " + Explanation.moment(until) : "may be reached again", full, listed.changes());
    turn.head(now.touches(listed));
    return full ? until : Cell.NEVER;
  }
}
