package dev.caravan.group;

import dev.caravan.engine.GoLive;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Alerts of a group: raised when its level rises or a role is new, and worded with its hand-off where one waits. */
final class GroupAlerts {
  private final GroupRules rules;
  private final String version;
  private final GoLive goLive;

  GroupAlerts(GroupRules rules, String version, GoLive goLive) {
    this.goLive = goLive;
    this.rules = rules;
    this.version = version;
  }

  /** Alerts for a higher level at once, later for a higher one or a new role only after the cool-down. */
  void realert(Turn<GroupState, Entry> turn, String fact) {
    GroupState state = turn.head();
    boolean silent = !goLive.acts(turn.tick()) || state.sales().isUnreleased();
    boolean cool = silent || state.told().at().isEmpty() || turn.tick() >= state.told().last() + rules.coolDown();
    if (!cool || !alarms(turn)) {
      return;
    }
    Picture picture = picture(turn);
    if (!GroupTold.news(state, picture)) {
      return;
    }
    if (silent) {
      taken(turn);
      return;
    }
    var alerts = new ArrayList<>(state.told().at());
    alerts.add(turn.tick());
    boolean waits = state.sales().isScheduled();
    turn.head(state.told(new GroupState.Told(state.level(), picture.rolesThere(), alerts, waits)));
    if (!waits) {
      alert(turn, picture, fact);
      tellOwner(turn, picture);
    }
  }

  /** Who owns the account gets the last alert as a task; one that is worded with a hand-off is told by that. */
  void tellOwner(Turn<GroupState, Entry> turn, Picture picture) {
    GroupState state = turn.head();
    String id = "alert/" + turn.key() + "/" + state.told().at().size();
    String subject = state.accountName() + ": its buying group for " + state.solution().replace('-', ' ') + " is "
        + state.level().code() + ", " + (picture.engaged().size() == 1 ? "1 person" : picture.engaged().size() + " people");
    turn.send(Stages.ASSIGN, Stages.DESK, new GroupToDesk.Alerted(new Decision.HandOff(id, turn.key(), turn.tick(),
        because(state, "the group is " + state.level().code(), ""), "account", "", "", state.account(), state.solution(), "alert",
        subject, List.of(), rules.text(picture), Map.of()), state.owner()));
  }

  /** How the group looks counts as known without an alert: only what is more than that will be news. */
  void taken(Turn<GroupState, Entry> turn) {
    GroupState state = turn.head();
    turn.head(state.told(new GroupState.Told(state.level(), picture(turn).rolesThere(), state.told().at(), false)));
  }

  /** An alert went out in an earlier life of Caravan's. */
  void wasAlerted(Turn<GroupState, Entry> turn) {
    GroupState.Told told = turn.head().told();
    var at = new ArrayList<>(told.at());
    at.add(turn.tick());
    turn.head(turn.head().told(new GroupState.Told(told.level(), told.roles(), at, false)));
  }

  /** Puts the last alert into words: all who are there by now. */
  void alert(Turn<GroupState, Entry> turn, Picture picture, String fact) {
    GroupState state = turn.head();
    turn.decide(new Decision.Alert("alert/" + turn.key() + "/" + state.told().at().size(), turn.key(), turn.tick(),
        because(state, "the group is " + state.level().code(), fact), state.account(), state.solution(),
        state.level().code(), state.pattern(), rules.text(picture), state.told().last()));
  }

  /** Whether the group is worth somebody's attention now. */
  boolean alarms(Turn<GroupState, Entry> turn) {
    GroupState state = turn.head();
    return state.level().atLeast(Level.ACTIVE)
        && rules.alarms(state, state.coordinated() ? turn.entry("a:" + state.coordinatedAsset()) : null, turn.tick());
  }

  Picture picture(Turn<GroupState, Entry> turn) {
    GroupState state = turn.head();
    return rules.picture(state, turn.entries().tailMap("p:").values(),
        state.coordinated() ? turn.entry("a:" + state.coordinatedAsset()) : null);
  }

  Because because(GroupState state, String text, String fact) {
    return Because.of(state.numbers().isEmpty() ? text : text + ": " + state.numbers(), state.pattern(),
        rules.place(state.pattern()), version, fact);
  }
}
