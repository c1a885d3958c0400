package dev.caravan.desk;

import dev.caravan.desk.Desk.Drawer;
import dev.caravan.desk.Desk.Given;
import dev.caravan.engine.Turn;
import dev.caravan.routing.Rep;
import dev.caravan.routing.Routing;
import dev.caravan.routing.Turns;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Chooses who owns a hand-off, and keeps how much each rep has. */
public final class Owners {
  private final Routing routing;

  public Owners(Routing routing) {
    this.routing = routing;
  }

  /**
   * Who would own a hand-off now; the desk stays as it is until {@link #gave}.
   *
   * @param not reps who are not to get it
   * @param patient whether it may wait for room; else whoever comes last gets it
   */
  public Routing.Choice choose(Turn<Desk, Drawer> turn, Given asked, Set<String> not, boolean patient) {
    Desk desk = turn.head();
    return routing.choose(asked.about(), Drawers.before(turn, asked.handOff()), desk.reps(),
        pool -> desk.turns().getOrDefault(pool, Turns.NONE), not, patient, turn.tick());
  }

  /** Writes down that somebody was given one, and whose turn is next. */
  public void gave(Turn<Desk, Drawer> turn, Routing.Choice choice) {
    if (!choice.pool().isEmpty()) {
      turn.head(turn.head().turns(choice.pool(), choice.turns()));
    }
    gave(turn, choice.owner());
  }

  /** The pool that a rule of routing gives to; {@code ""} where it gives to none, or is none any more. */
  String poolOf(String rule) {
    return routing.poolOf(rule);
  }

  /** Writes down that somebody was given one in an earlier life, in their turn of a pool where they are in it still. */
  public void gave(Turn<Desk, Drawer> turn, String rep, String pool) {
    Rep known = turn.head().reps().get(rep);
    Integer weight = known == null || pool.isEmpty() ? null : routing.weights(known).get(pool);
    if (weight != null) {
      Turns before = turn.head().turns().getOrDefault(pool, Turns.NONE);
      turn.head(turn.head().turns(pool, before.next(Map.of(rep, weight)).turns()));
    }
    gave(turn, rep);
  }

  /** Writes down that somebody has one, whoever gave it. */
  public void gave(Turn<Desk, Drawer> turn, String rep) {
    change(turn, rep, before -> routing.given(before, turn.tick()));
  }

  /** Writes down that somebody has one less. */
  static void relieve(Turn<Desk, Drawer> turn, String rep) {
    change(turn, rep, Rep::relieved);
  }

  private static void change(Turn<Desk, Drawer> turn, String id, UnaryOperator<Rep> change) {
    Rep rep = turn.head().reps().get(id);
    if (rep != null) {
      turn.head(turn.head().rep(change.apply(rep)));
    }
  }
}
