package dev.caravan.engine;

import dev.caravan.routing.Case;
import dev.caravan.routing.Rep;
import dev.caravan.routing.Turns;
import dev.caravan.model.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A desk: who is there, whose turn it is by pool, when something rings, and what waits for room, by pool in its order.
 *
 * @param rings moments at which drawers named {@code t:<moment>} say what rings, in order
 */
record Desk(Map<String, Rep> reps, Map<String, Turns> turns, long[] rings, Map<String, List<String>> waiting) {
  static final Desk EMPTY = new Desk(Map.of(), Map.of(), new long[0], Map.of());
  private static final long MINUTE = 60_000L;

  Desk rep(Rep rep) {
    var more = new TreeMap<>(reps);
    more.put(rep.id(), rep);
    return new Desk(more, turns, rings, waiting);
  }

  Desk turns(String pool, Turns next) {
    var more = new TreeMap<>(turns);
    more.put(pool, next);
    return new Desk(reps, more, rings, waiting);
  }

  Desk waiting(String pool, List<String> line) {
    var more = new TreeMap<>(waiting);
    if (line.isEmpty()) {
      more.remove(pool);
    } else {
      more.put(pool, List.copyOf(line));
    }
    return new Desk(reps, turns, rings, more);
  }

  Desk waits(String pool, String handOff) {
    var line = new ArrayList<>(waiting.getOrDefault(pool, List.of()));
    line.add(handOff);
    return waiting(pool, line);
  }

  Desk waitsNoMore(String pool, String handOff) {
    var line = new ArrayList<>(waiting.getOrDefault(pool, List.of()));
    return line.remove(handOff) ? waiting(pool, line) : this;
  }

  /** To the full minute, so that what rings about the same time shares a drawer. */
  static long ringAt(long at) {
    return Math.floorDiv(at + MINUTE - 1, MINUTE) * MINUTE;
  }

  Desk rings(long at) {
    int found = Arrays.binarySearch(rings, at);
    if (found >= 0) {
      return this;
    }
    int place = -found - 1;
    var more = new long[rings.length + 1];
    System.arraycopy(rings, 0, more, 0, place);
    more[place] = at;
    System.arraycopy(rings, place, more, place + 1, rings.length - place);
    return new Desk(reps, turns, more, waiting);
  }

  Desk rang() {
    return new Desk(reps, turns, Arrays.copyOfRange(rings, 1, rings.length), waiting);
  }

  /**
   * What the desk keeps under a name: of a hand-off what became of it; else names of hand-offs.
   *
   * @param given one, or none
   * @param names what rings then ({@code t:}), or the last hand-off of somebody ({@code s:})
   */
  record Drawer(List<Given> given, List<String> names) {
    Drawer {
      given = List.copyOf(given);
      names = List.copyOf(names);
    }

    static Drawer of(Given given) {
      return new Drawer(List.of(given), List.of());
    }

    static Drawer of(List<String> names) {
      return new Drawer(List.of(), names);
    }
  }

  /** Steps of a response clock that have rung. */
  enum Rung { NOTHING, REMINDED, REASSIGNED, ESCALATED }

  /**
   * A hand-off, and what became of it.
   *
   * @param handOff without its text once it went to somebody
   * @param owner user id or queue, {@code ""} while it waits
   * @param pool from which it was taken, or for which it waits
   * @param askedAt when somebody was needed
   * @param at when it went to its owner
   * @param rung how far the clock has come
   * @param rings when the clock rings next, or the wait is looked at; 0 for never
   * @param answeredAt when the rep first acted, 0 for not yet
   * @param answer what they did
   * @param over why it is over, {@code ""} while it is not
   * @param had user ids of those who had it
   */
  record Given(Decision.HandOff handOff, Case about, String owner, String ownerName, String target, String pool, long askedAt,
      long at, Rung rung, long rings, long answeredAt, String answer, String over, List<String> had,
      List<Decision.Looked> looked) {
    Given {
      had = List.copyOf(had);
      looked = List.copyOf(looked);
    }

    /** How it stands, in a word. */
    String stands() {
      return !over.isEmpty() ? over : waits() ? "waiting" : answeredAt > 0 ? "answered" : switch (rung) {
        case NOTHING -> "open";
        case REMINDED -> "reminded";
        case REASSIGNED -> "reassigned";
        case ESCALATED -> "escalated";
      };
    }

    boolean isOpen() {
      return over.isEmpty();
    }

    boolean waits() {
      return owner.isEmpty();
    }

    Given rings(Rung step, long next) {
      return new Given(handOff, about, owner, ownerName, target, pool, askedAt, at, step, next, answeredAt, answer, over, had, looked);
    }

    Given answered(String what, long when) {
      return new Given(handOff, about, owner, ownerName, target, pool, askedAt, at, rung, 0, when, what, over, had, looked);
    }

    Given over(String why) {
      return new Given(handOff, about, owner, ownerName, target, pool, askedAt, at, rung, 0, answeredAt, answer, why, had, looked);
    }

    Given to(String user, String name, String how, List<Decision.Looked> why) {
      var all = new ArrayList<>(had);
      all.add(user);
      return new Given(handOff, about, user, name, how, pool, askedAt, at, rung, rings, answeredAt, answer, over, all, why);
    }
  }
}
