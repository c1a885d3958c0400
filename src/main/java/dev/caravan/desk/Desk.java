package dev.caravan.desk;

import dev.caravan.lifecycle.HandOffText;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import dev.caravan.routing.Case;
import dev.caravan.routing.Rep;
import dev.caravan.routing.Routing;
import dev.caravan.routing.Turns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A desk: who is there, whose turn it is by pool, when something rings, and who waits for room, by pool, and what alerts each got today.
 *
 * @param teams ids of users by the queue, role or permission set they are in
 * @param rings moments at which drawers named {@code t:<moment>} say what rings, in order
 */
public record Desk(Map<String, Rep> reps, Map<String, Turns> turns, long[] rings, Map<String, Line> lines, Map<String, Alerted> alerted,
    Map<String, Set<String>> teams) {
  public static final Desk EMPTY = new Desk(Map.of(), Map.of(), new long[0], Map.of(), Map.of(), Map.of());
  private static final long MINUTE = 60_000L;

  /**
   * Who waits for room in a pool: drawers named {@code w:<pool>/<number>}, some of which may be gone.
   *
   * @param first the lowest number that may be there
   * @param next the number the next one gets
   * @param rings when the pool is looked at next; none where that is not set yet
   */
  record Line(long first, long next, Moment rings) {
    static final Line NOBODY = new Line(1, 1, Moment.NONE);

    boolean isEmpty() {
      return first == next;
    }
  }

  /** An alert somebody has not got yet: its id, the group ({@code account|solution}), and its subject. */
  record More(String alert, String group, String says) {}

  /**
   * Alerts of one day that somebody got.
   *
   * @param day of their own calendar, counted from 1970
   * @param told how many they got at once
   * @param more the others, which they get together
   * @param snoozed accounts they want to hear nothing of, and until when, epoch ms
   */
  record Alerted(long day, int told, List<More> more, Map<String, Long> snoozed) {
    static final Alerted NONE = new Alerted(0, 0, List.of(), Map.of());

    Alerted {
      more = List.copyOf(more);
      snoozed = Map.copyOf(snoozed);
    }

    /** The same, or nothing yet where another day has begun; what they have not got yet goes on. */
    Alerted on(long today) {
      return today == day ? this : new Alerted(today, 0, more, snoozed);
    }

    Alerted one() {
      return new Alerted(day, told + 1, more, snoozed);
    }

    Alerted at(More next) {
      var all = new ArrayList<>(more);
      all.add(next);
      return new Alerted(day, told, all, snoozed);
    }

    Alerted nothingMore() {
      return new Alerted(day, told, List.of(), snoozed);
    }

    boolean sleeps(String account, long now) {
      return snoozed.getOrDefault(account, 0L) > now;
    }

    /** With an account snoozed; those whose time is over are forgotten. */
    Alerted snoozes(String account, long until, long now) {
      var all = new TreeMap<>(snoozed);
      all.values().removeIf(each -> each <= now);
      all.put(account, until);
      return new Alerted(day, told, more, all);
    }
  }

  Desk alerted(String owner, Alerted now) {
    var all = new TreeMap<>(alerted);
    all.put(owner, now);
    return new Desk(reps, turns, rings, lines, all, teams);
  }

  Desk rep(Rep rep) {
    var more = new TreeMap<>(reps);
    more.put(rep.id(), rep);
    return new Desk(more, turns, rings, lines, alerted, teams);
  }

  /** The same once the CRM has shown a user. */
  Desk user(Fact.User user) {
    var shown = new Rep(user.head().subject(), user.name(), user.email().toLowerCase(Locale.ROOT), user.active(), user.timeZone());
    Rep before = reps.get(shown.id());
    Rep now = before == null ? shown.in(teamsOf(shown.id(), teams)) : before.shownAs(shown);
    return now.equals(before) ? this : rep(now);
  }

  /** The same once it is known who is in a team. */
  Desk team(String name, Set<String> members) {
    var more = new TreeMap<>(teams);
    more.put(name, Set.copyOf(members));
    var all = new TreeMap<>(reps);
    all.replaceAll((id, rep) -> rep.in(teamsOf(id, more)));
    return new Desk(all, turns, rings, lines, alerted, more);
  }

  private static Set<String> teamsOf(String id, Map<String, Set<String>> teams) {
    return teams.entrySet().stream().filter(team -> team.getValue().contains(id)).map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  Desk turns(String pool, Turns next) {
    var more = new TreeMap<>(turns);
    more.put(pool, next);
    return new Desk(reps, more, rings, lines, alerted, teams);
  }

  Line line(String pool) {
    return lines.getOrDefault(pool, Line.NOBODY);
  }

  Desk line(String pool, Line line) {
    var more = new TreeMap<>(lines);
    if (line.isEmpty()) {
      more.remove(pool);
    } else {
      more.put(pool, line);
    }
    return new Desk(reps, turns, rings, more, alerted, teams);
  }

  /** To the full minute, so that what rings about the same time shares a drawer. */
  static long ringAt(long at) {
    return Math.floorDiv(at + MINUTE - 1, MINUTE) * MINUTE;
  }

  static Moment ringAt(Moment at) {
    return at.isNone() ? at : Moment.of(ringAt(at.ms()));
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
    return new Desk(reps, turns, more, lines, alerted, teams);
  }

  Desk rang() {
    return new Desk(reps, turns, Arrays.copyOfRange(rings, 1, rings.length), lines, alerted, teams);
  }

  /**
   * What the desk keeps under a name: of a hand-off what became of it; else names of hand-offs.
   *
   * @param given one, or none
   * @param names what rings then ({@code t:}), who waits ({@code w:}), what joined a group's ({@code j:}), or the last hand-off of somebody ({@code s:})
   * @param behind how many full drawers, named {@code <name>/1} and on, go before this one
   */
  public record Drawer(List<Given> given, List<String> names, int behind) {
    private static final int FULL = 64;

    public Drawer {
      given = List.copyOf(given);
      names = List.copyOf(names);
    }

    static Drawer of(Given given) {
      return new Drawer(List.of(given), List.of(), 0);
    }

    static Drawer of(String name) {
      return new Drawer(List.of(), List.of(name), 0);
    }

    boolean isFull() {
      return names.size() >= FULL;
    }

    Drawer with(String name) {
      var more = new ArrayList<>(names);
      more.add(name);
      return new Drawer(given, more, behind);
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
   * @param at when it went to its owner; none while it waits
   * @param rung how far the clock has come
   * @param rings when the clock rings next, or the wait is looked at; none for never
   * @param answeredAt when the rep first acted
   * @param answer what they did
   * @param over why it is over, {@code ""} while it is not
   * @param had user ids of those who had it
   * @param looked what routing looked at, in order
   * @param place its number in the line of {@code pool}, 0 while it waits in none
   * @param said what sales last said of it: accepted, working or rejected; {@code ""} for nothing
   * @param appended what was appended to it: solutions, and requests of members of a group ({@code asked/…})
   */
  public record Given(Decision.HandOff handOff, Case about, String owner, String ownerName, String target, String pool, long askedAt,
      Moment at, Rung rung, Moment rings, Moment answeredAt, String answer, String over, List<String> had,
      List<Decision.Looked> looked, long place, String said, List<String> appended) {
    public Given {
      had = List.copyOf(had);
      looked = List.copyOf(looked);
      appended = List.copyOf(appended);
    }

    /** Somebody is needed. */
    public static Given asked(Decision.HandOff handOff, Case about, long when) {
      return new Given(handOff, about, "", "", "waiting", "", when, Moment.NONE, Rung.NOTHING, Moment.NONE, Moment.NONE, "", "",
          List.of(), List.of(), 0, "", List.of());
    }

    /** How it stands, in a word. */
    public String stands() {
      return !over.isEmpty() ? over : waits() ? "waiting" : answeredAt.isKnown() ? "answered" : switch (rung) {
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

    /** Whether the person it names may not be reached yet: the touch guard has it, and no pool is asked. */
    boolean isHeld() {
      return isOpen() && waits() && pool.isEmpty() && rings.isNone();
    }

    /** It may be given away from now on, as it is told now; what was added to it while it waited stays. */
    Given released(Decision.HandOff now, Case facts, long when) {
      String added = handOff.text().startsWith(now.text()) ? handOff.text() : now.text();
      Decision.HandOff told = HandOffText.worded(now, now.action(), added);
      return new Given(told, facts, "", "", "waiting", "", when, Moment.NONE, Rung.NOTHING, Moment.NONE, answeredAt, answer, over, had, looked, 0,
          said, appended);
    }

    Given waits(String forPool, long number, long next, List<Decision.Looked> why) {
      return new Given(handOff, about, "", "", "waiting", forPool, askedAt, Moment.NONE, Rung.NOTHING, Moment.of(next), answeredAt, answer, "",
          had, why, number, said, appended);
    }

    /** It went to somebody; its text has been told, and is not kept. */
    Given given(Routing.Choice to, long when, Moment next) {
      Decision.HandOff slim = HandOffText.worded(handOff, handOff.action(), "");
      return new Given(slim, about, to.owner(), to.ownerName(), to.target(), to.pool(), askedAt, Moment.of(when), Rung.NOTHING, next,
          answeredAt, answer, "", List.of(to.owner()), to.looked(), 0, said, appended);
    }

    /** With what routing may ask about it. */
    Given about(Case known) {
      return new Given(handOff, known, owner, ownerName, target, pool, askedAt, at, rung, rings, answeredAt, answer, over, had,
          looked, place, said, appended);
    }

    /** Its person turned out to be another one. */
    Given of(String person) {
      return new Given(handOff.naming(person), about, owner, ownerName, target, pool, askedAt, at, rung, rings, answeredAt,
          answer, over, had, looked, place, said, appended);
    }

    Given rings(Rung step, Moment next) {
      return new Given(handOff, about, owner, ownerName, target, pool, askedAt, at, step, next, answeredAt, answer, over, had,
          looked, place, said, appended);
    }

    Given answered(String what, long when) {
      return new Given(handOff, about, owner, ownerName, target, pool, askedAt, at, rung, Moment.NONE, Moment.of(when), what, over, had, looked,
          place, said, appended);
    }

    Given said(String what) {
      return new Given(handOff, about, owner, ownerName, target, pool, askedAt, at, rung, rings, answeredAt, answer, over, had,
          looked, place, what, appended);
    }

    Given over(String why) {
      return new Given(handOff, about, owner, ownerName, target, pool, askedAt, at, rung, Moment.NONE, answeredAt, answer, why, had,
          looked, place, said, appended);
    }

    Given to(String user, String name, String how, List<Decision.Looked> why) {
      var all = new ArrayList<>(had);
      all.add(user);
      return new Given(handOff, about, user, name, how, pool, askedAt, at, rung, rings, answeredAt, answer, over, all, why,
          place, said, appended);
    }

    /**
     * With something more that it covers.
     *
     * @param what a solution, or the request of a member of a group
     * @param text is added to what its rep will be told, {@code ""} where that is told by a notice
     */
    Given and(String what, String text) {
      var all = new ArrayList<>(appended);
      all.add(what);
      Decision.HandOff more = text.isEmpty() ? handOff
          : HandOffText.worded(handOff, handOff.action(), handOff.text() + "\n\n" + text);
      return new Given(more, about, owner, ownerName, target, pool, askedAt, at, rung, rings, answeredAt, answer, over, had,
          looked, place, said, all);
    }
  }
}
