package dev.caravan.group;

import dev.caravan.engine.GoLive;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.routing.Routing;
import java.util.List;
import java.util.Map;

/** When a group is handed over, when that ends, and what its members are told of it. */
final class GroupHandOffs {
  private final GroupRules rules;
  private final Routing routing;
  private final GroupAlerts alerts;
  private final GoLive goLive;

  GroupHandOffs(GroupRules rules, Routing routing, GroupAlerts alerts, GoLive goLive) {
    this.goLive = goLive;
    this.rules = rules;
    this.routing = routing;
    this.alerts = alerts;
  }

  /** From when on the group may be handed over again; none where it never was, then at once. */
  Moment mayAskFrom(GroupState state) {
    return state.sales().closedAt().plus(rules.coolDown());
  }

  /** Whether it is active, and nothing of it is with sales. */
  static boolean isFree(GroupState state) {
    GroupState.Sales sales = state.sales();
    return state.level().atLeast(Level.ACTIVE) && !sales.open() && sales.due().isNone() && !sales.hasDeal();
  }

  /** Whether somebody was not engaged when the last hand-off was closed. */
  static boolean isNew(Turn<GroupState, Entry> turn, String person) {
    GroupState.Sales sales = turn.head().sales();
    return sales.closedAt().isNone() || !sales.closing().people().contains(person);
  }

  /** Whether an engaged person or a role is new since the last hand-off was closed. */
  boolean isNews(Turn<GroupState, Entry> turn) {
    GroupState.Sales sales = turn.head().sales();
    if (sales.closedAt().isNone() || !isFree(turn.head())) {
      return false; // what was never handed over is when it rises, or somebody of it acts
    }
    Picture picture = alerts.picture(turn);
    return picture.engaged().stream().anyMatch(member -> !sales.closing().people().contains(member.person())
        || !sales.closing().roles().contains(picture.role(member)));
  }

  /**
   * Has the group handed over in an hour, so that a whole meeting is told; whether it will be. Unless somebody asks us, it must be
   * worth it. What comes of the time before Caravan went live waits until somebody releases it.
   *
   * @param happened when what made it so happened
   */
  boolean schedule(Turn<GroupState, Entry> turn, boolean handRaise, Moment happened) {
    GroupState state = turn.head();
    if (!isFree(state) || state.customer() && !handRaise || mayAskFrom(state).isAfter(turn.tick()) || !handRaise && !alerts.alarms(turn)) {
      return false;
    }
    if (!goLive.acts(turn.tick(), happened)) {
      turn.head(state.sales(state.sales().unreleased(turn.tick())));
      return false;
    }
    turn.head(state.sales(state.sales().scheduled(turn.tick() + rules.handOverAfter(), turn.tick())));
    return true;
  }

  /** What waits to be released goes out in its time after all: somebody asks us, or the group rises further. */
  void free(Turn<GroupState, Entry> turn) {
    GroupState.Sales sales = turn.head().sales();
    if (sales.isUnreleased()) {
      turn.head(turn.head().sales(sales.calledOff()));
    }
  }

  /** Somebody releases it: it goes out now. */
  void release(Turn<GroupState, Entry> turn) {
    if (turn.head().sales().isUnreleased() && goLive.acts(turn.tick())) {
      handOver(turn);
    }
  }

  /** Its time has come; while nobody acts yet it waits until somebody releases it. */
  void due(Turn<GroupState, Entry> turn) {
    if (goLive.acts(turn.tick())) {
      handOver(turn);
    } else {
      turn.head(turn.head().sales(turn.head().sales().unreleased(turn.tick())));
      tellMembers(turn);
    }
  }

  /** It was handed over in an earlier life of Caravan's: by other settings, or before the mode was changed. */
  void wasHandedOver(Turn<GroupState, Entry> turn, Decision.HandOff handOff) {
    GroupState state = turn.head();
    int round = Integer.parseInt(handOff.id().substring(handOff.id().lastIndexOf('/') + 1));
    if (round <= state.sales().round()) {
      return;
    }
    turn.head(state.sales(state.sales().handedOver(handOff.id(), round, handOff.person(), turn.tick(), expires(turn.tick()))));
    alerts.taken(turn);
    tellMembers(turn);
  }

  /** What was long ago and became known only now makes a group active for no time: then nobody is to be asked either. */
  void withdraw(Turn<GroupState, Entry> turn) {
    if (turn.head().sales().due().isKnown() && !turn.head().level().atLeast(Level.ACTIVE)) {
      callOff(turn);
    }
  }

  private static void callOff(Turn<GroupState, Entry> turn) {
    GroupState state = turn.head();
    turn.head(state.sales(state.sales().calledOff()).told(state.told().taken(state.level())));
    tellMembers(turn);
  }

  /** The moment a hand-off made at this tick expires, unless somebody acts on it before. */
  long expires(long tick) {
    return routing.expires("group", tick);
  }

  /** The open hand-off is over; who is engaged by now has been told with it. */
  void close(Turn<GroupState, Entry> turn, String how, String because) {
    GroupState state = turn.head();
    if (state.sales().open()) {
      turn.send(Stages.ASSIGN, Stages.DESK, new GroupToDesk.Closed(state.sales().handOff(), GroupToDesk.Closed.how(how)));
    }
    Picture picture = alerts.picture(turn);
    turn.head(state.sales(state.sales().closed(turn.tick(), because, new GroupState.Closing(how,
        picture.engaged().stream().map(Entry.Member::person).toList(), picture.rolesThere()))));
  }

  /** Hands the group over, unless who made it has left since; an alert that waited for the whole meeting goes first. */
  void handOver(Turn<GroupState, Entry> turn) {
    GroupState state = turn.head();
    Picture picture = alerts.picture(turn);
    List<Entry.Member> members = picture.byArrival();
    if (members.isEmpty() || !state.level().atLeast(Level.ACTIVE)) {
      callOff(turn); // who made it has left since
      return;
    }
    if (state.told().owed()) {
      alerts.alert(turn, picture, "");
    }
    int round = state.sales().round() + 1;
    String id = "hand-off/" + turn.key() + "/" + round;
    Entry.Member named = members.get(0);
    var handOff = new Decision.HandOff(id, turn.key(), turn.tick(),
        alerts.because(state, "the group is " + state.level().code(), ""), "group", named.person(), named.who().email(),
        state.account(), state.solution(), "group",
        subject(named, state, rules.nextAction(state)), members.stream().map(Entry.Member::shownAs).toList(),
        GroupTold.warning(named) + rules.text(picture),
        Map.of());
    turn.send(Stages.DECIDE, named.person(), new GroupToLifecycle.GroupHandOver(handOff, state.owner()));
    // What the group became while the hand-off waited is told with it, and alerted no more.
    turn.head(state.sales(state.sales().handedOver(id, round, named.person(), turn.tick(),
            expires(turn.tick())))
        .told(new GroupState.Told(state.level(), picture.rolesThere(), state.told().at(), false)));
    tellMembers(turn);
  }

  /** {@code Lena Marsh, Halden Health: offer a comparison}. */
  private static String subject(Entry.Member named, GroupState state, String advice) {
    return named.who().name() + ", " + state.accountName() + ": "
        + (advice.isEmpty() ? "their buying group" : Character.toLowerCase(advice.charAt(0)) + advice.substring(1));
  }

  /** Tells everybody in the group how its hand-off stands. */
  static void tellMembers(Turn<GroupState, Entry> turn) {
    GroupRules.inOrder(turn.entries().tailMap("p:").values()).forEach(member -> tell(turn, member.person()));
  }

  static void tell(Turn<GroupState, Entry> turn, String person) {
    GroupState state = turn.head();
    turn.send(Stages.DECIDE, person, stands(state));
  }

  private static GroupToLifecycle.GroupStands stands(GroupState state) {
    GroupState.Sales sales = state.sales();
    String level = state.level().code();
    if (sales.open()) {
      return new GroupToLifecycle.GroupStands(state.account(), state.solution(), level, sales.handOff(),
          GroupToLifecycle.GroupStands.Asking.OPEN, sales.askedAt(), sales.expires(), "");
    }
    if (sales.isScheduled()) {
      return new GroupToLifecycle.GroupStands(state.account(), state.solution(), level, "",
          GroupToLifecycle.GroupStands.Asking.SCHEDULED, sales.askedAt(), sales.due(), "");
    }
    return new GroupToLifecycle.GroupStands(state.account(), state.solution(), level, "", sales.closedAt().isKnown()
        ? GroupToLifecycle.GroupStands.Asking.CLOSED : GroupToLifecycle.GroupStands.Asking.NOT_YET, sales.closedAt(), Moment.NONE, sales.closing().how());
  }
}
