package dev.caravan.desk;

import dev.caravan.desk.Desk.Drawer;
import dev.caravan.desk.Desk.Given;
import dev.caravan.desk.Desk.Rung;
import dev.caravan.engine.Cell;
import dev.caravan.engine.FactMessage;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.Handlers;
import dev.caravan.engine.Message;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Turn;
import dev.caravan.group.GroupToDesk;
import dev.caravan.lifecycle.LifecycleToDesk;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.routing.Case;
import dev.caravan.routing.Rep;
import dev.caravan.routing.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Key: a desk, the set of pools that share reps (there is one). Gives every hand-off an owner, in the order they were asked
 * for, so that turns are fair whatever came from where; lets what finds no room wait for it; and runs the response clocks:
 * remind, give to somebody else, tell who is above.
 */
public final class AssignStage implements Stage<Desk, Drawer> {
  private static final Set<String> STATUS = Set.of("accepted", "working", "rejected");
  /** What nobody but sales does. */
  private static final Set<String> SAID = Set.of("accepted", "working", "rejected", GroupToDesk.Answered.OPPORTUNITY);
  private static final String POOL = "p:";

  private final Routing routing;
  private final Owners owners;
  private final Notices notices;
  private final RepAlerts alerts;
  private final ResponseClock clock;
  private final PastAssignments pastAssignments;
  private final String version;
  private final GoLive goLive;
  private final Handlers<Desk, Drawer> handlers;

  public AssignStage(Routing routing, String version, GoLive goLive) {
    this.routing = routing;
    this.goLive = goLive;
    this.owners = new Owners(routing);
    this.notices = new Notices(routing, version, goLive);
    this.alerts = new RepAlerts(routing, notices, version, goLive);
    this.clock = new ResponseClock(routing, owners, notices);
    this.pastAssignments = new PastAssignments(owners, alerts);
    this.version = version;
    handlers = handling();
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
  public Handlers<Desk, Drawer> handlers() {
    return handlers;
  }

  @Override
  public void take(Turn<Desk, Drawer> turn, Message message) {
    Stage.super.take(turn, message);
    ring(turn);
  }

  private Handlers<Desk, Drawer> handling() {
    return new Handlers<Desk, Drawer>()
        .on(FactMessage.UserSaid.class, (turn, said) -> there(turn, turn.head().user(said.fact())))
        .on(FactMessage.TeamSaid.class, (turn, said) -> there(turn, turn.head().team(said.fact().head().subject(), Set.copyOf(said.fact().members()))))
        .on(LifecycleToDesk.HandOver.class, (turn, asked) -> handOver(turn, asked.handOff(), asked.about(), asked.held()))
        .on(GroupToDesk.AccountHandOver.class, (turn, asked) -> handOver(turn, asked.handOff(), asked.about(), false))
        .on(LifecycleToDesk.JoinsGroup.class, this::joins)
        .on(LifecycleToDesk.GoesOn.class, Drawers::goesOn)
        .on(LifecycleToDesk.JoinsOther.class, (turn, joins) -> joinsOther(turn, joins.handOff(), joins.other()))
        .on(LifecycleToDesk.JoinsNext.class, this::joinsNext)
        .on(FactMessage.Done.class, (turn, done) -> pastAssignments.done(turn, done.act()))
        .on(LifecycleToDesk.Appended.class, notices::appended)
        .on(LifecycleToDesk.TellDealOwner.class, notices::tellDealOwner)
        .on(GroupToDesk.Alerted.class, alerts::tell)
        .on(FactMessage.AlertAnswered.class, (turn, answered) -> alerts.answered(turn, answered.fact()))
        .on(GroupToDesk.Answered.class, this::answered)
        .on(GroupToDesk.Closed.class, this::closed);
  }

  private void closed(Turn<Desk, Drawer> turn, GroupToDesk.Closed closed) {
    Drawers.ending(turn, closed.handOff()).stream().filter(Given::isOpen).forEach(each -> over(turn, each, closed.why()));
    thereIsRoom(turn);
  }

  @Override
  public void alarm(Turn<Desk, Drawer> turn) {
    while (turn.head().rings().length > 0 && turn.head().rings()[0] <= turn.tick()) {
      long at = turn.head().rings()[0];
      Drawers.rang(turn, at, name -> {
        if (name.startsWith(RepAlerts.DIGEST)) {
          alerts.digest(turn, name.substring(RepAlerts.DIGEST.length()));
        } else if (name.startsWith(POOL)) {
          look(turn, name.substring(POOL.length()), at);
        } else {
          rings(turn, name, at);
        }
      });
    }
    ring(turn);
  }

  private void handOver(Turn<Desk, Drawer> turn, Decision.HandOff handOff, Case about, boolean held) {
    Given before = Drawers.given(turn, handOff.id());
    if (before != null && !before.isOpen()) {
      return; // it ended while it was held
    }
    if (before != null && !before.waits()) {
      turn.put(handOff.id(), Drawer.of(before.about(about))); // given to somebody in an earlier life
      return;
    }
    Given given = before == null ? Given.asked(handOff, about, turn.tick())
        : before.released(handOff, about, turn.tick());
    if (held) {
      Drawers.keep(turn, given); // until the person may be reached: it comes again then
    } else if (!goLive.acts(turn.tick())) {
      later(turn, given);
    } else if (handOff.of().equals("group")) {
      // It is given away when the tick is over: by then its members have told what of theirs is part of it.
      Drawers.keep(turn, given.rings(Rung.NOTHING, Moment.of(turn.tick())));
    } else {
      assign(turn, given, owners.choose(turn, given, Set.of(), true));
    }
  }

  private void rings(Turn<Desk, Drawer> turn, String handOff, long at) {
    Given given = Drawers.given(turn, handOff);
    if (given != null && given.isOpen() && given.rings().equals(Moment.of(at))) {
      if (!goLive.acts(turn.tick())) {
        later(turn, given);
      } else if (given.waits() && given.pool().isEmpty()) {
        Drawers.joining(turn, handOff).stream().filter(Given::isOpen).forEach(own -> over(turn, own, Joined.over(handOff)));
        assign(turn, given, owners.choose(turn, given, Set.of(), true));
        thereIsRoom(turn);
      } else if (given.waits()) {
        again(turn, given);
      } else if (clock.rang(turn, given)) {
        thereIsRoom(turn);
      }
    }
  }

  /** Nobody is asked, told or timed yet: it is looked at as soon as Caravan is live. */
  private void later(Turn<Desk, Drawer> turn, Given given) {
    boolean known = goLive.acts(goLive.at());
    Drawers.keep(turn, given.rings(given.rung(), known ? Moment.of(Desk.ringAt(goLive.at())) : Moment.NONE));
  }

  private static void ring(Turn<Desk, Drawer> turn) {
    turn.alarm(turn.head().rings().length == 0 ? Cell.NEVER : turn.head().rings()[0]);
  }

  private void there(Turn<Desk, Drawer> turn, Desk now) {
    if (!now.equals(turn.head())) {
      turn.head(now);
      thereIsRoom(turn);
      List.copyOf(now.lines().keySet()).forEach(pool -> lookLater(turn, pool));
    }
  }

  // Who gets it

  private void assign(Turn<Desk, Drawer> turn, Given asked, Routing.Choice choice) {
    if (!goLive.acts(turn.tick())) {
      later(turn, asked);
      return;
    }
    Decision.HandOff handOff = asked.handOff();
    if (choice.waits()) {
      boolean inLine = asked.place() > 0 && asked.pool().equals(choice.pool());
      if (!inLine) {
        Drawers.leave(turn, asked);
      }
      long number = inLine ? asked.place() : Drawers.join(turn, choice.pool(), handOff.id());
      Drawers.keep(turn, asked.waits(choice.pool(), number, until(turn, asked, choice), choice.looked()));
      if (turn.head().line(choice.pool()).rings().isNone()) {
        lookLater(turn, choice.pool());
      }
      return;
    }
    Drawers.leave(turn, asked);
    owners.gave(turn, choice);
    Rep rep = turn.head().reps().get(choice.owner());
    long remind = routing.clock(handOff.trigger()).remind();
    Moment respondBy = remind == 0 ? Moment.NONE : Moment.of(routing.after(rep, turn.tick(), remind));
    boolean early = asked.answeredAt().isKnown();
    Given given = asked.given(choice, turn.tick(), early ? Moment.NONE : Desk.ringAt(respondBy));
    if (early && handOff.of().equals("group")) {
      Owners.relieve(turn, choice.owner()); // a group that was answered takes nobody's room
    }
    Drawers.keep(turn, given);
    Drawers.remember(turn, handOff.subject(), handOff.id());
    var parts = new ArrayList<>(Drawers.joined(turn, handOff.id()));
    parts.addAll(Drawers.joined(turn, handOff.subject()));
    turn.decide(new Decision.Assignment("assignment/" + handOff.id(), handOff.subject(), turn.tick(),
        Because.of(choice.ownerName() + " " + choice.why(), choice.rule(), choice.place(), version, handOff.because().fact()),
        Joined.told(handOff, parts), choice.owner(), choice.target(), choice.ownerName(), respondBy, choice.looked()));
    parts.forEach(own -> Joined.notice(own, given, turn.tick(), version).ifPresent(notice -> notices.tell(turn, notice)));
  }

  /**
   * A member's own is over, and told with the group's; where that has somebody already, it goes to them now. A group's that is
   * not here yet waits until the person it names may be reached: until then the rep of the member's acts on it, and is timed.
   */
  private void joins(Turn<Desk, Drawer> turn, LifecycleToDesk.JoinsGroup joins) {
    Given own = Drawers.given(turn, joins.handOff());
    if (own == null || !own.isOpen()) {
      return;
    }
    Given group = Drawers.given(turn, joins.group());
    if (group == null || group.isHeld()) {
      Drawers.joins(turn, joins.group(), joins.handOff());
      return;
    }
    over(turn, own, Joined.over(joins.group()));
    if (group.waits()) {
      Drawers.joins(turn, joins.group(), joins.handOff());
    } else if (group.isOpen()) {
      Joined.notice(own, group, turn.tick(), version).ifPresent(notice -> notices.tell(turn, notice));
    }
    thereIsRoom(turn);
  }

  /** One of two open hand-offs of one person is over, and told with the other; its task goes to whoever has that. */
  private void joinsOther(Turn<Desk, Drawer> turn, String handOff, String into) {
    Given own = Drawers.given(turn, handOff);
    Given other = Drawers.given(turn, into);
    if (own == null || !own.isOpen() || other == null || !other.isOpen()) {
      return;
    }
    over(turn, own, Joined.merged(into));
    if (other.waits()) {
      Drawers.joins(turn, into, handOff);
      assign(turn, other, owners.choose(turn, other, Set.of(), true)); // who had the one may take both
    } else if (own.waits()) {
      notices.appended(turn, Joined.more(own, into));
    } else {
      Joined.notice(own, other, turn.tick(), version).ifPresent(notice -> notices.tell(turn, notice));
    }
    thereIsRoom(turn);
  }

  /** What decide kept of the person does not go on, so nobody would end their hand-off: it is part of the other one's next. */
  private void joinsNext(Turn<Desk, Drawer> turn, LifecycleToDesk.JoinsNext joins) {
    Given own = Drawers.given(turn, joins.handOff());
    if (own == null || !own.isOpen()) {
      return;
    }
    Given theirs = Drawers.last(turn, joins.person(), joins.handOff());
    if (theirs != null && theirs.isOpen()) {
      joinsOther(turn, joins.handOff(), theirs.handOff().id());
      return;
    }
    over(turn, own, "merged");
    Drawers.joins(turn, joins.person(), joins.handOff());
    thereIsRoom(turn);
  }

  /** When the patience of who waits ends. */
  private static long until(Turn<Desk, Drawer> turn, Given asked, Routing.Choice waits) {
    return Desk.ringAt(Math.max(turn.tick() + 1, asked.askedAt() + waits.until()));
  }

  /** Somebody's patience has ended. */
  private void again(Turn<Desk, Drawer> turn, Given waits) {
    Routing.Choice asked = owners.choose(turn, waits, Set.of(), true);
    if (asked.waits() && turn.tick() >= waits.askedAt() + asked.until()) {
      assign(turn, waits, owners.choose(turn, waits, Set.of(), false));
    }
    thereIsRoom(turn);
    Given still = Drawers.given(turn, waits.handOff().id());
    if (still != null && still.isOpen() && still.waits()) {
      Drawers.keep(turn, still.rings(Rung.NOTHING, Moment.of(until(turn, still, asked))));
    }
  }

  /** There may be room in a pool without anything having happened: somebody's work, or a day, begins. */
  private void look(Turn<Desk, Drawer> turn, String pool, long at) {
    Desk.Line line = turn.head().line(pool);
    if (line.rings().equals(Moment.of(at)) && !line.isEmpty()) {
      turn.head(turn.head().line(pool, new Desk.Line(line.first(), line.next(), Moment.NONE)));
      thereIsRoom(turn, pool);
      lookLater(turn, pool);
    }
  }

  private void lookLater(Turn<Desk, Drawer> turn, String pool) {
    Desk.Line line = turn.head().line(pool);
    if (line.isEmpty()) {
      return;
    }
    long room = routing.room(pool, turn.head().reps().values(), turn.tick());
    long next = Desk.ringAt(Math.max(turn.tick() + 1, room));
    if (line.rings().isNone() || line.rings().isAfter(next)) {
      turn.head(turn.head().line(pool, new Desk.Line(line.first(), line.next(), Moment.of(next))));
      Drawers.rings(turn, next, POOL + pool);
    }
  }

  private void thereIsRoom(Turn<Desk, Drawer> turn) {
    if (goLive.acts(turn.tick()) && !turn.head().lines().isEmpty()) {
      List.copyOf(turn.head().lines().keySet()).forEach(pool -> thereIsRoom(turn, pool));
    }
  }

  /** Whoever waits longest is asked for first; the others wait on as soon as one finds no room. */
  private void thereIsRoom(Turn<Desk, Drawer> turn, String pool) {
    for (Given first = Drawers.first(turn, pool); first != null; first = Drawers.first(turn, pool)) {
      Routing.Choice choice = owners.choose(turn, first, Set.of(), true);
      if (choice.waits() && choice.pool().equals(pool)) {
        return;
      }
      assign(turn, first, choice); // or an earlier rule's pool is worth waiting for by now
    }
  }

  // What sales does

  private void answered(Turn<Desk, Drawer> turn, GroupToDesk.Answered said) {
    Given given = Drawers.given(turn, said.handOff());
    if (given == null || given.isHeld()) {
      Drawers.joining(turn, said.handOff()).forEach(own ->
          answered(turn, new GroupToDesk.Answered(own.handOff().id(), said.what(), said.by())));
    }
    if (given == null || !given.isOpen()) {
      return;
    }
    if (given.waits()) {
      Drawers.answeredEarly(turn, given, said.what(), SAID, STATUS);
      return;
    }
    Rep owner = turn.head().reps().get(given.owner());
    if (said.what().equals(GroupToDesk.Answered.OWNER)) {
      if (said.by().isEmpty() || said.by().equals(given.owner())) {
        return; // what we wrote ourselves comes back
      }
      Owners.relieve(turn, given.owner());
      owners.gave(turn, said.by());
      Rep newOwner = turn.head().reps().get(said.by());
      String name = newOwner == null ? said.by() : newOwner.name();
      var looked = new ArrayList<>(given.looked());
      looked.add(new Decision.Looked("changed-in-the-crm", "", true, name + " took it over"));
      given = given.to(said.by(), name, "by-hand", looked);
    } else if (!SAID.contains(said.what()) && (owner == null || !said.by().equals(owner.id())
        && !said.by().equalsIgnoreCase(owner.email()) && !said.by().equals(owner.name()))) {
      return; // somebody else reached them, or a campaign did
    }
    boolean first = given.answeredAt().isNone();
    if (first) {
      notices.remindersClosed(turn, given, given.ownerName() + " has acted on it");
    }
    given = first ? given.answered(said.what(), turn.tick()) : given;
    Drawers.keep(turn, STATUS.contains(said.what()) ? given.said(said.what()) : given);
    if (first && given.handOff().of().equals("group")) {
      Owners.relieve(turn, given.owner()); // a group is nobody's to close: its answer makes room
    }
    thereIsRoom(turn);
  }

  private void over(Turn<Desk, Drawer> turn, Given given, String why) {
    notices.over(turn, given, why);
    if (given.waits()) {
      Drawers.leave(turn, given);
      Drawers.joined(turn, given.handOff().id());
    } else if (given.answeredAt().isNone() || !given.handOff().of().equals("group")) {
      Owners.relieve(turn, given.owner());
    }
    Drawers.keep(turn, given.over(why));
  }
}
