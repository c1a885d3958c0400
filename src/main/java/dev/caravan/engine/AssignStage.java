package dev.caravan.engine;

import dev.caravan.engine.Desk.Drawer;
import dev.caravan.engine.Desk.Given;
import dev.caravan.engine.Desk.Rung;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.routing.Rep;
import dev.caravan.routing.Routing;
import dev.caravan.routing.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Key: a desk, the set of pools that share reps (there is one). Gives every hand-off an owner, in the order they were asked
 * for, so that turns are fair whatever came from where; lets what finds no room wait for it; and runs the response clocks:
 * remind, give to somebody else, tell who is above.
 */
final class AssignStage implements Stage<Desk, Drawer> {
  static final String DESK = "desk";
  /** What {@link Messages.Answered} says of a new owner. */
  static final String OWNER = "owner";
  private static final Set<String> SAID = Set.of("accepted", "working", "rejected");
  private static final long EXPIRES_AFTER = 30 * Times.DAY;

  private final Routing routing;
  private final String version;

  AssignStage(Routing routing, String version) {
    this.routing = routing;
    this.version = version;
  }

  @Override
  public String name() {
    return "assign";
  }

  @Override
  public Class<Desk> headType() {
    return Desk.class;
  }

  @Override
  public Class<Drawer> entryType() {
    return Drawer.class;
  }

  @Override
  public Desk fresh(String key) {
    return Desk.EMPTY;
  }

  @Override
  public void take(Turn<Desk, Drawer> turn, Message message) {
    if (message instanceof Messages.UserSaid said) {
      user(turn, said.fact());
    } else if (message instanceof Messages.HandOver asked) {
      // A group's is given away when the tick is over: by then its members have told what of theirs is part of it.
      boolean group = asked.handOff().of().equals("group");
      var given = new Given(asked.handOff(), asked.about(), "", "", "waiting", "", turn.tick(), 0, Rung.NOTHING,
          group ? turn.tick() : 0, 0, "", "", List.of(), List.of());
      if (group) {
        keep(turn, given);
      } else {
        assign(turn, given, true);
      }
    } else if (message instanceof Messages.TellDealOwner tell) {
      tellDealOwner(turn, tell);
    } else if (message instanceof Messages.Answered answered) {
      answered(turn, answered);
    } else if (message instanceof Messages.JoinsGroup joins) {
      joins(turn, joins);
    } else if (message instanceof Messages.Closed closed) {
      Given given = given(turn, closed.handOff());
      if (given != null && given.isOpen()) {
        over(turn, given, closed.why());
        thereIsRoom(turn);
      }
    } else {
      throw new IllegalArgumentException("assign does not take " + message);
    }
    ring(turn);
  }

  @Override
  public void alarm(Turn<Desk, Drawer> turn) {
    while (turn.head().rings().length > 0 && turn.head().rings()[0] <= turn.tick()) {
      long at = turn.head().rings()[0];
      turn.head(turn.head().rang());
      Drawer due = turn.entry(drawer(at));
      turn.remove(drawer(at));
      for (String handOff : due == null ? List.<String>of() : due.names()) {
        Given given = given(turn, handOff);
        if (given != null && given.isOpen() && given.rings() == at) {
          if (given.waits() && given.pool().isEmpty()) {
            assign(turn, given, true);
          } else if (given.waits()) {
            again(turn, given);
          } else {
            rang(turn, given);
          }
        }
      }
    }
    ring(turn);
  }

  private static void ring(Turn<Desk, Drawer> turn) {
    long[] rings = turn.head().rings();
    turn.alarm(rings.length == 0 ? Cell.NEVER : rings[0]);
  }

  private static String drawer(long at) {
    return "t:" + at;
  }

  private static @Nullable Given given(Turn<Desk, Drawer> turn, String handOff) {
    Drawer found = turn.entry(handOff);
    return found == null || found.given().isEmpty() ? null : found.given().get(0);
  }

  /** Keeps a hand-off, and sees to it that it rings. */
  private static void keep(Turn<Desk, Drawer> turn, Given given) {
    String id = given.handOff().id();
    turn.put(id, Drawer.of(given));
    if (given.rings() > 0 && given.isOpen()) {
      String name = drawer(given.rings());
      Drawer there = turn.entry(name);
      var names = new ArrayList<String>(there == null ? List.of() : there.names());
      if (!names.contains(id)) {
        names.add(id);
        turn.put(name, Drawer.of(names));
        turn.head(turn.head().rings(given.rings()));
      }
    }
  }

  // Who is there

  private static void rep(Turn<Desk, Drawer> turn, String id, java.util.function.UnaryOperator<Rep> change) {
    Rep rep = turn.head().reps().get(id);
    if (rep != null) {
      turn.head(turn.head().rep(change.apply(rep)));
    }
  }

  private void user(Turn<Desk, Drawer> turn, Fact.User user) {
    var shown = new Rep(user.head().subject(), user.name(), user.email().toLowerCase(Locale.ROOT), user.active(), user.timeZone());
    Rep before = turn.head().reps().get(shown.id());
    Rep now = before == null ? shown : before.shownAs(shown);
    if (!now.equals(before)) {
      turn.head(turn.head().rep(now));
      thereIsRoom(turn);
    }
  }

  // Who gets it

  private void assign(Turn<Desk, Drawer> turn, Given asked, boolean patient) {
    Decision.HandOff handOff = asked.handOff();
    Routing.Choice choice = choose(turn, asked, Set.of(), patient);
    if (choice.waits()) {
      long until = asked.askedAt() + choice.until();
      long room = routing.room(choice.pool(), turn.head().reps().values(), turn.tick());
      keep(turn, new Given(handOff, asked.about(), "", "", "waiting", choice.pool(), asked.askedAt(), 0, Rung.NOTHING,
          Desk.ringAt(Math.max(turn.tick() + 1, Math.min(until, room))), 0, "", "", List.of(), choice.looked()));
      if (!turn.head().waiting().getOrDefault(choice.pool(), List.of()).contains(handOff.id())) {
        turn.head(turn.head().waits(choice.pool(), handOff.id()));
      }
      return;
    }
    if (!asked.pool().isEmpty()) {
      turn.head(turn.head().waitsNoMore(asked.pool(), handOff.id()));
    }
    take(turn, choice);
    Rep rep = turn.head().reps().get(choice.owner());
    Routing.Clock clock = routing.clock(handOff.trigger());
    long respondBy = clock.remind() == 0 ? 0 : routing.after(rep, turn.tick(), clock.remind());
    var given = new Given(slim(handOff), asked.about(), choice.owner(), choice.ownerName(), choice.target(),
        choice.pool(), asked.askedAt(), turn.tick(), Rung.NOTHING, respondBy == 0 ? 0 : Desk.ringAt(respondBy), 0, "", "",
        List.of(choice.owner()), choice.looked());
    keep(turn, given);
    remember(turn, handOff);
    List<Given> parts = parts(turn, handOff.id());
    turn.decide(new Decision.Assignment("assignment/" + handOff.id(), handOff.subject(), turn.tick(),
        Because.of(choice.ownerName() + " " + choice.why(), choice.rule(), choice.place(), version, handOff.because().fact()),
        Joined.told(handOff, parts), choice.owner(), choice.target(), choice.ownerName(), respondBy, choice.looked()));
    parts.forEach(own -> Joined.notice(own, given, turn.tick(), version).ifPresent(turn::decide));
  }

  private Routing.Choice choose(Turn<Desk, Drawer> turn, Given asked, Set<String> not, boolean patient) {
    Desk desk = turn.head();
    return routing.choose(asked.about(), before(turn, asked.handOff()), desk.reps(),
        pool -> desk.turns().getOrDefault(pool, Turns.NONE), not, patient, turn.tick());
  }

  /** Writes down that somebody was given one. */
  private void take(Turn<Desk, Drawer> turn, Routing.Choice choice) {
    if (!choice.pool().isEmpty()) {
      turn.head(turn.head().turns(choice.pool(), choice.turns()));
    }
    rep(turn, choice.owner(), rep -> routing.given(rep, turn.tick()));
  }

  private static void remember(Turn<Desk, Drawer> turn, Decision.HandOff handOff) {
    turn.put("s:" + handOff.subject(), Drawer.of(List.of(handOff.id())));
  }

  /** Who has, or had, a hand-off of the same subject, or of the person a group names. */
  private static Routing.Before before(Turn<Desk, Drawer> turn, Decision.HandOff handOff) {
    Given own = last(turn, handOff.subject(), handOff.id());
    Given of = own == null && !handOff.person().equals(handOff.subject()) ? last(turn, handOff.person(), handOff.id()) : own;
    if (of == null || of.waits()) {
      return Routing.Before.NOTHING;
    }
    return of.isOpen() || of.over().equals(Joined.over(handOff.id())) ? new Routing.Before(of.owner(), "", 0)
        : new Routing.Before("", of.owner(), of.at());
  }

  private static @Nullable Given last(Turn<Desk, Drawer> turn, String subject, String not) {
    Drawer last = turn.entry("s:" + subject);
    return last == null || last.names().isEmpty() || last.names().get(0).equals(not) ? null : given(turn, last.names().get(0));
  }

  /** What is kept of a hand-off once its text has been told. */
  private static Decision.HandOff slim(Decision.HandOff of) {
    return new Decision.HandOff(of.id(), of.subject(), of.at(), of.because(), of.of(), of.person(), of.email(), of.account(),
        of.solution(), of.trigger(), of.action(), of.members(), "", of.profile());
  }

  // What becomes part of a group's

  /** A member's own is over, and told with the group's; where that has somebody already, it goes to them now. */
  private void joins(Turn<Desk, Drawer> turn, Messages.JoinsGroup joins) {
    Given own = given(turn, joins.handOff());
    if (own == null || !own.isOpen()) {
      return;
    }
    over(turn, own, Joined.over(joins.group()));
    Given group = given(turn, joins.group());
    if (group == null || group.waits()) {
      var names = new ArrayList<>(names(turn, Joined.drawer(joins.group())));
      names.add(joins.handOff());
      turn.put(Joined.drawer(joins.group()), Drawer.of(names));
    } else if (group.isOpen()) {
      Joined.notice(own, group, turn.tick(), version).ifPresent(turn::decide);
    }
    thereIsRoom(turn);
  }

  /** What joined a group's hand-off before somebody had it; it is told once. */
  private static List<Given> parts(Turn<Desk, Drawer> turn, String group) {
    List<String> names = names(turn, Joined.drawer(group));
    if (names.isEmpty()) {
      return List.of();
    }
    turn.remove(Joined.drawer(group));
    var parts = new ArrayList<Given>();
    for (String name : names) {
      Given own = given(turn, name);
      if (own != null) {
        parts.add(own);
      }
    }
    return parts;
  }

  private static List<String> names(Turn<Desk, Drawer> turn, String drawer) {
    Drawer there = turn.entry(drawer);
    return there == null ? List.of() : there.names();
  }

  // What waits

  private void again(Turn<Desk, Drawer> turn, Given waits) {
    Routing.Choice asked = choose(turn, waits, Set.of(), true);
    long until = asked.waits() ? waits.askedAt() + asked.until() : Cell.NEVER;
    if (turn.tick() >= until) {
      assign(turn, waits, false);
    }
    thereIsRoom(turn);
    Given still = given(turn, waits.handOff().id());
    if (still != null && still.isOpen() && still.waits()) {
      long room = routing.room(still.pool(), turn.head().reps().values(), turn.tick());
      keep(turn, still.rings(Rung.NOTHING, Desk.ringAt(Math.max(turn.tick() + 1, Math.min(until, room)))));
    }
  }

  /** Whoever waits longest is asked for first; the others wait on as soon as one finds no room. */
  private void thereIsRoom(Turn<Desk, Drawer> turn) {
    for (String pool : List.copyOf(turn.head().waiting().keySet())) {
      while (true) {
        List<String> line = turn.head().waiting().getOrDefault(pool, List.of());
        Given first = line.isEmpty() ? null : given(turn, line.get(0));
        if (first == null || choose(turn, first, Set.of(), true).waits()) {
          break;
        }
        assign(turn, first, true);
      }
    }
  }

  // The clock

  private void answered(Turn<Desk, Drawer> turn, Messages.Answered said) {
    Given given = given(turn, said.handOff());
    if (given == null || !given.isOpen() || given.waits()) {
      return;
    }
    Rep owner = turn.head().reps().get(given.owner());
    if (said.what().equals(OWNER)) {
      if (said.by().isEmpty() || said.by().equals(given.owner())) {
        return; // what we wrote ourselves comes back
      }
      rep(turn, given.owner(), Rep::relieved);
      rep(turn, said.by(), rep -> routing.given(rep, turn.tick()));
      Rep newOwner = turn.head().reps().get(said.by());
      String name = newOwner == null ? said.by() : newOwner.name();
      var looked = new ArrayList<>(given.looked());
      looked.add(new Decision.Looked("changed-in-the-crm", "", true, name + " took it over"));
      given = given.to(said.by(), name, "by-hand", looked);
    } else if (!SAID.contains(said.what()) && (owner == null || !said.by().equals(owner.id())
        && !said.by().equalsIgnoreCase(owner.email()) && !said.by().equals(owner.name()))) {
      return; // somebody else reached them, or a campaign did
    }
    boolean first = given.answeredAt() == 0;
    keep(turn, first ? given.answered(said.what(), turn.tick()) : given);
    if (first && given.handOff().of().equals("group")) {
      rep(turn, given.owner(), Rep::relieved); // a group is nobody's to close: its answer makes room
    }
    thereIsRoom(turn);
  }

  private static void over(Turn<Desk, Drawer> turn, Given given, String why) {
    if (given.waits()) {
      turn.head(turn.head().waitsNoMore(given.pool(), given.handOff().id()));
      turn.remove(Joined.drawer(given.handOff().id()));
    } else if (given.answeredAt() == 0 || !given.handOff().of().equals("group")) {
      rep(turn, given.owner(), Rep::relieved);
    }
    keep(turn, given.over(why));
  }

  private void rang(Turn<Desk, Drawer> turn, Given given) {
    Routing.Clock clock = routing.clock(given.handOff().trigger());
    switch (given.rung()) {
      case NOTHING -> {
        Given next = rings(turn, given, Rung.REMINDED, clock);
        keep(turn, next);
        notice(turn, next, "reminder", given.owner(), given.ownerName(), "Reminder: " + given.handOff().action(),
            given.ownerName() + " has not acted on it since " + Times.text(given.at()) + ".", clock.remind());
      }
      case REMINDED -> {
        if (clock.reassign() > 0) {
          reassign(turn, given, clock);
        } else {
          escalate(turn, given, clock);
        }
      }
      case REASSIGNED -> escalate(turn, given, clock);
      case ESCALATED -> {
        over(turn, given, "expired");
        thereIsRoom(turn);
      }
    }
  }

  /** The step a clock has come to, and when the next one rings, in the hours of who has it now. */
  private Given rings(Turn<Desk, Drawer> turn, Given given, Rung step, Routing.Clock clock) {
    long passed = step == Rung.REMINDED ? clock.remind() : clock.reassign();
    long next = step == Rung.REMINDED && clock.reassign() > 0 ? clock.reassign() : clock.escalate();
    long at = next == 0 ? 0 : routing.after(turn.head().reps().get(given.owner()), turn.tick(), next - passed);
    return given.rings(step, at == 0 ? 0 : Desk.ringAt(at));
  }

  private void reassign(Turn<Desk, Drawer> turn, Given given, Routing.Clock clock) {
    Routing.Choice choice = choose(turn, given, Set.copyOf(given.had()), false);
    var looked = new ArrayList<>(given.looked());
    looked.add(new Decision.Looked("response-clock", "", false, given.ownerName() + " did not act in time"));
    looked.addAll(choice.looked());
    if (choice.target().equals("queue")) {
      // Nobody acts sooner because a queue owns it: it stays, and is told further up in its time.
      looked.set(looked.size() - 1, new Decision.Looked(choice.rule(), choice.place(), false,
          "nobody else could take it; it stays with " + given.ownerName()));
      keep(turn, rings(turn, given.to(given.owner(), given.ownerName(), given.target(), looked), Rung.REASSIGNED, clock));
      return;
    }
    rep(turn, given.owner(), Rep::relieved);
    take(turn, choice);
    Given next = rings(turn, given.to(choice.owner(), choice.ownerName(), choice.target(), looked), Rung.REASSIGNED, clock);
    keep(turn, next);
    turn.decide(new Decision.Notice("reassignment/" + given.handOff().id(), given.handOff().subject(), turn.tick(),
        Because.of(given.ownerName() + " did not act within " + words(clock.reassign()) + "; " + choice.ownerName() + " "
            + choice.why(), choice.rule(), choice.place(), version, ""), given.handOff(), "reassignment",
        given.handOff().id(), choice.owner(), choice.ownerName(), next.rings()));
    thereIsRoom(turn);
  }

  private void escalate(Turn<Desk, Drawer> turn, Given given, Routing.Clock clock) {
    if (clock.escalate() == 0) {
      keep(turn, given.rings(Rung.ESCALATED, expires(turn.tick())));
      return;
    }
    Routing.Choice to = routing.escalated(turn.head().reps());
    Given next = given.rings(Rung.ESCALATED, expires(turn.tick()));
    keep(turn, next);
    notice(turn, next, "escalation", to.owner(), to.ownerName(), "Nobody has acted: " + given.handOff().action(),
        given.ownerName() + " has it, and nobody has acted on it since " + Times.text(given.at()) + ".", clock.escalate());
  }

  private void notice(Turn<Desk, Drawer> turn, Given given, String what, String owner, String ownerName, String action,
      String text, long after) {
    Decision.HandOff of = given.handOff();
    var task = new Decision.HandOff(of.id() + "/" + what, of.subject(), turn.tick(), of.because(), of.of(), of.person(),
        of.email(), of.account(), of.solution(), of.trigger(), action, of.members(), text, of.profile());
    turn.decide(new Decision.Notice(what + "/" + of.id(), of.subject(), turn.tick(),
        Because.of("nobody acted within " + words(after), "response", "config/routing.yaml", version, ""), task, what, of.id(),
        owner, ownerName, given.rung() == Rung.ESCALATED ? 0 : given.rings()));
  }

  /** To the full hour: many wait for it. */
  private static long expires(long at) {
    return Math.floorDiv(at + EXPIRES_AFTER + Times.HOUR - 1, Times.HOUR) * Times.HOUR;
  }

  private static String words(long duration) {
    return duration % Times.HOUR == 0 ? duration / Times.HOUR + " h" : duration / Times.MINUTE + " min";
  }

  /** The owner of an open opportunity gets a word in place of a hand-off. */
  private void tellDealOwner(Turn<Desk, Drawer> turn, Messages.TellDealOwner tell) {
    Decision.HandOff task = tell.task();
    Rep rep = turn.head().reps().get(tell.dealOwner());
    Routing.Choice last = rep != null && rep.active() ? null : routing.lastResort("its owner is not there");
    turn.decide(new Decision.Notice("notice/" + task.id(), task.subject(), turn.tick(),
        Because.of(rep == null || last != null ? "the owner of the open opportunity is not there" : rep.name()
            + " owns the open opportunity", "deal-owner", "config/routing.yaml", version, task.because().fact()),
        task, "opportunity", task.person(), last == null ? tell.dealOwner() : last.owner(),
        last == null && rep != null ? rep.name() : last == null ? tell.dealOwner() : last.ownerName(), 0));
  }
}
