package dev.caravan.desk;

import dev.caravan.desk.Desk.Drawer;
import dev.caravan.desk.Desk.Given;
import dev.caravan.engine.Turn;
import dev.caravan.lifecycle.LifecycleToDesk;
import dev.caravan.model.Decision;
import dev.caravan.routing.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a desk finds what it keeps: hand-offs by id, what rings in the same minute, and the lines of who waits. What is put
 * down or taken up costs the same however much lies there.
 */
final class Drawers {
  private Drawers() {}

  static @Nullable Given given(Turn<Desk, Drawer> turn, String handOff) {
    Drawer found = turn.entry(handOff);
    return found == null || found.given().isEmpty() ? null : found.given().get(0);
  }

  /** Keeps a hand-off, and sees to it that it rings. */
  static void keep(Turn<Desk, Drawer> turn, Given given) {
    String id = given.handOff().id();
    turn.put(id, Drawer.of(given));
    if (given.rings().isKnown() && given.isOpen()) {
      rings(turn, given.rings().ms(), id);
    }
  }

  // What rings

  private static String moment(long at) {
    return "t:" + at;
  }

  static void rings(Turn<Desk, Drawer> turn, long at, String name) {
    String moment = moment(at);
    Drawer there = turn.entry(moment);
    if (there == null) {
      turn.head(turn.head().rings(at));
      turn.put(moment, Drawer.of(name));
    } else if (there.isFull()) {
      int behind = there.behind() + 1;
      turn.put(moment + "/" + behind, there);
      turn.put(moment, new Drawer(List.of(), List.of(name), behind));
    } else if (!there.names().contains(name)) {
      turn.put(moment, there.with(name));
    }
  }

  /** Takes up all that rings at the desk's first moment, in the order it was put down. */
  static void rang(Turn<Desk, Drawer> turn, long at, Consumer<String> each) {
    turn.head(turn.head().rang());
    String moment = moment(at);
    Drawer last = turn.entry(moment);
    if (last == null) {
      return;
    }
    var names = new ArrayList<String>();
    for (int i = 1; i <= last.behind(); i++) {
      Drawer full = turn.entry(moment + "/" + i);
      names.addAll(full == null ? List.of() : full.names());
      turn.remove(moment + "/" + i);
    }
    names.addAll(last.names());
    turn.remove(moment);
    names.forEach(each);
  }

  // Who waits

  private static String waiting(String pool, long number) {
    return "w:" + pool + "/" + number;
  }

  /** Puts a hand-off at the end of a pool's line; gives back its number. */
  static long join(Turn<Desk, Drawer> turn, String pool, String handOff) {
    Desk.Line line = turn.head().line(pool);
    turn.put(waiting(pool, line.next()), Drawer.of(handOff));
    turn.head(turn.head().line(pool, new Desk.Line(line.first(), line.next() + 1, line.rings())));
    return line.next();
  }

  static void leave(Turn<Desk, Drawer> turn, Given given) {
    if (given.place() > 0) {
      turn.remove(waiting(given.pool(), given.place()));
    }
  }

  /** Who has waited longest for a pool; null for nobody, then there is no line any more. */
  static @Nullable Given first(Turn<Desk, Drawer> turn, String pool) {
    Desk.Line line = turn.head().line(pool);
    long number = line.first();
    Given found = null;
    while (number < line.next() && found == null) {
      Drawer there = turn.entry(waiting(pool, number));
      found = there == null ? null : given(turn, there.names().get(0));
      number += found == null ? 1 : 0;
    }
    if (number != line.first()) {
      turn.head(turn.head().line(pool, new Desk.Line(number, line.next(), line.rings())));
    }
    return found;
  }

  // What becomes part of another one, by its id, or of a person's next, by theirs

  /** Keeps that a hand-off is to be told with another one. */
  static void joins(Turn<Desk, Drawer> turn, String other, String handOff) {
    Drawer there = turn.entry(joined(other));
    turn.put(joined(other), there == null ? Drawer.of(handOff) : there.with(handOff));
  }

  /** What joined a group's hand-off before somebody had it. */
  static List<Given> joining(Turn<Desk, Drawer> turn, String group) {
    Drawer there = turn.entry(joined(group));
    if (there == null) {
      return List.of();
    }
    var parts = new ArrayList<Given>();
    for (String name : there.names()) {
      Given own = given(turn, name);
      if (own != null) {
        parts.add(own);
      }
    }
    return parts;
  }

  /** What ends with a hand-off: itself, and what joined it before somebody had it. */
  static List<Given> ending(Turn<Desk, Drawer> turn, String handOff) {
    Given given = given(turn, handOff);
    List<Given> ends = new ArrayList<>(given == null ? List.of() : List.of(given));
    if (given == null || given.isHeld()) {
      ends.addAll(joined(turn, handOff));
    }
    return ends;
  }

  /** Takes that up: it is told once. */
  static List<Given> joined(Turn<Desk, Drawer> turn, String group) {
    List<Given> parts = joining(turn, group);
    if (!parts.isEmpty()) {
      turn.remove(joined(group));
    }
    return parts;
  }

  private static String joined(String group) {
    return "j:" + group;
  }

  // Of whom

  static void remember(Turn<Desk, Drawer> turn, String subject, String handOff) {
    turn.put("s:" + subject, Drawer.of(handOff));
  }

  /** Who has, or had, a hand-off of the same subject, or of the person a group names. */
  static Routing.Before before(Turn<Desk, Drawer> turn, Decision.HandOff handOff) {
    Given own = last(turn, handOff.subject(), handOff.id());
    Given of = own == null && !handOff.person().equals(handOff.subject()) ? last(turn, handOff.person(), handOff.id()) : own;
    if (of == null || of.waits()) {
      return Routing.Before.NOTHING;
    }
    return of.isOpen() || Joined.isPartOf(of, handOff) ? new Routing.Before(of.owner(), "", 0)
        : new Routing.Before("", of.owner(), of.at().ms());
  }

  /** The last hand-off of somebody, if it is not the one asked about. */
  static @Nullable Given last(Turn<Desk, Drawer> turn, String subject, String not) {
    Drawer last = turn.entry("s:" + subject);
    return last == null || last.names().isEmpty() || last.names().get(0).equals(not) ? null : given(turn, last.names().get(0));
  }

  /** Its person is known by another id from now on; who has it, and how long they take, stays. */
  static void goesOn(Turn<Desk, Drawer> turn, LifecycleToDesk.GoesOn goesOn) {
    Given last = last(turn, goesOn.other(), goesOn.handOff());
    Given open = goesOn.handOff().isEmpty() ? null : given(turn, goesOn.handOff());
    for (Given theirs : Stream.of(last, open).filter(Objects::nonNull).toList()) {
      turn.put(theirs.handOff().id(), Drawer.of(theirs.of(goesOn.person())));
    }
    // What is open says who has them; what is over does so only where they had none themselves.
    if (open != null && !open.waits()) {
      remember(turn, goesOn.person(), goesOn.handOff());
    } else if (last != null && last(turn, goesOn.person(), "") == null) {
      remember(turn, goesOn.person(), last.handOff().id());
    }
  }

  /** Sales acted before anybody had it: whoever gets it is not reminded. A call or a task may have been about something else. */
  static void answeredEarly(Turn<Desk, Drawer> turn, Given given, String what, Set<String> said, Set<String> status) {
    if (said.contains(what)) {
      Given early = given.answeredAt().isNone() ? given.answered(what, turn.tick()).rings(given.rung(), given.rings()) : given;
      turn.put(given.handOff().id(), Drawer.of(status.contains(what) ? early.said(what) : early));
    }
  }
}
