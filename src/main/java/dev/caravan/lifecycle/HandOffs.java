package dev.caravan.lifecycle;

import dev.caravan.engine.GoLive;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.group.GroupToDesk;
import dev.caravan.group.GroupToLifecycle;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.routing.Hold;
import dev.caravan.routing.Routing;
import dev.caravan.score.ScoreToLifecycle;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks sales to act for a person, holds it with a reason, and tells the desk what came of it. */
final class HandOffs {
  /** Ends of rounds that are no reasons sales gave. */
  /** What holds somebody who has qualified without saying anything of their interest: it is not asked again after. */
  private static final Set<Hold> KEEPS_QUALIFIED = EnumSet.of(Hold.TOUCH_GUARD, Hold.GROUP, Hold.RELEASE);

  private final ScoringModel model;
  private final Way way;
  private final HandOffText text;
  private final Routing routing;
  private final Reaching reaching;
  private final GoLive goLive;

  HandOffs(ScoringModel model, Way way, HandOffText text, Routing routing, Reaching reaching, GoLive goLive) {
    this.goLive = goLive;
    this.model = model;
    this.way = way;
    this.text = text;
    this.routing = routing;
    this.reaching = reaching;
  }

  /** A hand-off that covers no solution any more is over. */
  static void close(Turn<Deciding, DecideStage.Never> turn, Map<String, Deciding.Track> tracks) {
    String open = turn.head().openHandOff();
    if (open.isEmpty()) {
      return;
    }
    for (Deciding.Track track : tracks.values()) {
      if (track.handOff().equals(open)) {
        return;
      }
    }
    String why = "over";
    for (Deciding.Track track : tracks.values()) {
      why = track.roundSince().equals(Moment.of(turn.tick())) && !track.endedBy().isEmpty() ? GroupToDesk.Closed.how(track.endedBy()) : why;
    }
    turn.send(Stages.ASSIGN, Stages.DESK, new GroupToDesk.Closed(open, why));
    turn.head(turn.head().handedOver("", turn.head().round()));
  }

  /** An open hand-off for a solution whose group is handed over goes on as part of the group's. */
  Map<String, Deciding.Track> joined(Turn<Deciding, DecideStage.Never> turn, Map<String, Deciding.Track> tracks) {
    Deciding now = turn.head();
    String open = now.openHandOff();
    if (open.isEmpty()) {
      return tracks;
    }
    for (GroupToLifecycle.GroupStands group : now.groups().values()) {
      Deciding.Track own = group.handOff().isEmpty() ? null : tracks.get(group.solution());
      if (own != null && own.handOff().equals(open)) {
        turn.send(Stages.ASSIGN, Stages.DESK, new LifecycleToDesk.JoinsGroup(open, group.handOff()));
        turn.head(now.handedOver("", now.round()));
        Moment acted = now.sales().begun();
        var changed = new TreeMap<>(tracks);
        changed.replaceAll((solution, track) -> !track.handOff().equals(open) ? track
            : track.handedOver(group.handOff(), acted.isAfter(track.handedAt()) ? track.handedAt() : Moment.of(turn.tick()), Moment.NONE));
        return changed;
      }
    }
    return tracks;
  }

  /** The desk hears of it where something of the person's, or of a group of theirs, waits for an answer. */
  static void answered(Turn<Deciding, DecideStage.Never> turn, Deciding now, String what, String by) {
    if (!now.openHandOff().isEmpty()) {
      turn.send(Stages.ASSIGN, Stages.DESK, new GroupToDesk.Answered(now.openHandOff(), what, by));
    }
    for (GroupToLifecycle.GroupStands group : now.groups().values()) {
      if (!group.handOff().isEmpty()) {
        turn.send(Stages.ASSIGN, Stages.DESK, new GroupToDesk.Answered(group.handOff(), what, by));
      }
    }
  }

  /** Sales did something about the person: what they were handed over for does not expire before that is as long ago. */
  static Deciding acted(Deciding now, long when) {
    String open = now.openHandOff();
    if (open.isEmpty()) {
      return now; // that of a group ends with the group's
    }
    var tracks = new TreeMap<>(now.tracks());
    tracks.replaceAll((solution, track) -> track.handOff().equals(open) ? track.acted(when) : track);
    return now.tracks(tracks);
  }

  /** The desk hears that sales works on an opportunity for what the person, or a group of theirs, was handed over for. */
  static void opened(Turn<Deciding, DecideStage.Never> turn, Deciding now, String solution) {
    Deciding.Track track = now.tracks().get(solution);
    if (track != null && !track.handOff().isEmpty()) {
      turn.send(Stages.ASSIGN, Stages.DESK, new GroupToDesk.Answered(track.handOff(), GroupToDesk.Answered.OPPORTUNITY, ""));
    }
    for (GroupToLifecycle.GroupStands group : now.groups().values()) {
      if (!group.handOff().isEmpty() && group.solution().equals(solution)) {
        turn.send(Stages.ASSIGN, Stages.DESK, new GroupToDesk.Answered(group.handOff(), GroupToDesk.Answered.OPPORTUNITY, ""));
      }
    }
  }

  /** A group's hand-off names the person: the desk has it at once, and gives it away as soon as they may be reached. */
  void ofGroup(Turn<Deciding, DecideStage.Never> turn, GroupToLifecycle.GroupHandOver asked) {
    Deciding now = turn.head();
    turn.head(now.waits(asked));
    Reaching.announce(turn, asked.handOff(), Asked.ofGroup(now, asked.handOff(), asked.accountOwner()));
  }

  /** Hand-offs of groups that name the person go out as soon as they may be reached, unless they are over by then. */
  void ofGroups(Turn<Deciding, DecideStage.Never> turn) {
    if (turn.head().waiting().isEmpty()) {
      return;
    }
    var still = new ArrayList<GroupToLifecycle.GroupHandOver>();
    for (GroupToLifecycle.GroupHandOver waits : turn.head().waiting()) {
      Deciding now = turn.head();
      Decision.HandOff asked = waits.handOff();
      GroupToLifecycle.GroupStands group = now.groups().get(asked.account() + "|" + asked.solution());
      // Somebody who left it is told that nothing was asked yet; its hand-off is not over by that.
      boolean over = group != null && group.asking() != GroupToLifecycle.GroupStands.Asking.NOT_YET
          && !group.handOff().equals(asked.id());
      if (over) {
        turn.send(Stages.ASSIGN, Stages.DESK, new GroupToDesk.Closed(asked.id(), "over"));
        continue;
      }
      Scores.Solution solution = Asked.about(now, asked.solution());
      if (!goLive.acts(turn.tick()) || !Reaching.isReply(solution, turn.tick()) && reaching.holds(now, turn.tick())) {
        still.add(waits);
      } else {
        reaching.handOver(turn, HandOffText.at(HandOffText.naming(asked, now.scored()), turn.tick()), Asked.ofGroup(now, asked, waits.accountOwner()));
      }
    }
    turn.head(turn.head().waiting(List.copyOf(still)));
  }

  /** The hand-off of one solution, as far as a qualified person has none. */
  Deciding.Track on(Turn<Deciding, DecideStage.Never> turn, Scores.Solution solution, Deciding.Track track) {
    if (!track.handOff().isEmpty()) {
      return track.free();
    }
    if (!track.ready()) {
      return unqualified(turn, solution, track);
    }
    Deciding now = turn.head();
    boolean raised = way.qualifiesByHandRaise(now, solution, track, turn.tick());
    Hold hold = hold(turn, solution, track, raised);
    if (hold == Hold.OPPORTUNITY && !track.isHeld(hold) && goLive.acts(turn.tick()) && !track.unreleased()) {
      String owner = now.scored().account().deals().getOrDefault(solution.solution(), "");
      if (!owner.isEmpty()) {
        turn.send(Stages.ASSIGN, Stages.DESK, new LifecycleToDesk.TellDealOwner(text.ofOpportunity(turn, solution, track), owner));
      }
    }
    if (hold == Hold.GROUP) {
      return withGroup(turn, solution, track, raised);
    }
    if (hold != null) {
      return track.held(hold, hold == Hold.TOUCH_GUARD ? Moment.of(reaching.mayFrom(now, turn.tick())) : Moment.NONE);
    }
    String id = handOver(turn, solution, raised, track);
    return track.handedOver(id, Moment.of(turn.tick()),
        Moment.of(routing.escalatesAtLatest(raised ? "hand-raise" : "mql", turn.tick())));
  }

  /** Who asked us and does not fit is listed until the request is as old as requests count; anybody else waits for nothing. */
  private Deciding.Track unqualified(Turn<Deciding, DecideStage.Never> turn, Scores.Solution solution, Deciding.Track track) {
    if (!way.raisedHandInRound(solution, track, turn.tick())) {
      return track.free();
    }
    boolean disqualified = !turn.head().scored().scores().disqualified().isEmpty();
    return track.held(disqualified ? Hold.DISQUALIFIED : Hold.POOR_FIT, Way.handRaiseCountsUntil(solution));
  }

  /**
   * While their group's hand-off is open or about to go out, a member raises none. Who had qualified when it went out, or is
   * with sales because of it, was told with it; who asks us later is told as a line more in it, and waits for its end.
   */
  private Deciding.Track withGroup(Turn<Deciding, DecideStage.Never> turn, Scores.Solution solution, Deciding.Track track,
      boolean raised) {
    Deciding now = turn.head();
    GroupToLifecycle.GroupStands group = java.util.Objects.requireNonNull(now.group(solution.solution()));
    if (group.isOpen() && (group.since().equals(Moment.of(turn.tick())) || way.isWithSales(track))) {
      return track.handedOver(group.handOff(), Moment.of(turn.tick()), Moment.NONE);
    }
    if (group.isOpen() && raised && solution.handRaisedAt().isAfter(group.since())) {
      String what = "asked/" + turn.key() + "/" + solution.handRaisedAt().ms();
      turn.send(Stages.ASSIGN, Stages.DESK,
          new LifecycleToDesk.Appended(group.handOff(), what, appended(turn, group.handOff(), what, solution, true, track)));
    }
    return track.held(Hold.GROUP, group.next());
  }

  /** Why a qualified person is not handed over now; null if they may be. */
  private @Nullable Hold hold(Turn<Deciding, DecideStage.Never> turn, Scores.Solution solution, Deciding.Track track, boolean raised) {
    Deciding now = turn.head();
    ScoreToLifecycle.Scored scored = now.scored();
    if (!scored.scores().disqualified().isEmpty()) {
      return Hold.DISQUALIFIED;
    }
    if (scored.emailOut() && scored.phoneOut() && !Way.raisedHandLately(solution, turn.tick())) {
      return Hold.NO_CONSENT;
    }
    if (scored.account().isCustomerOf(solution.solution()) && !raised
        && !way.renewalDue(now, solution.solution(), turn.tick())) {
      return Hold.CUSTOMER;
    }
    if (!raised && (scored.account().deals().containsKey(solution.solution()) || Way.open(now, solution.solution()) != null)) {
      return Hold.OPPORTUNITY;
    }
    GroupToLifecycle.GroupStands group = now.group(solution.solution());
    if (group != null && group.speaksForMembers()) {
      return Hold.GROUP;
    }
    if (solution.posture().equals("exploring") && !raised) {
      return Hold.EXPLORING;
    }
    boolean kept = track.waitedIn(KEEPS_QUALIFIED) && goLive.acts(turn.tick()); // before, who stands there now is what counts
    if (!raised && solution.tenths() < model.mqlTenths() && !kept) {
      return Hold.INTEREST_FELL;
    }
    if (!goLive.acts(turn.tick()) || track.unreleased() && !goLive.acts(turn.tick(), solution.handRaisedAt())) {
      return Hold.RELEASE;
    }
    // Appending to an open hand-off reaches nobody anew.
    return now.openHandOff().isEmpty() && !Reaching.isReply(solution, turn.tick()) && reaching.holds(now, turn.tick())
        ? Hold.TOUCH_GUARD : null;
  }

  /** Asks sales to act; a second solution is appended to the hand-off that is already open. */
  private String handOver(Turn<Deciding, DecideStage.Never> turn, Scores.Solution solution, boolean raised, Deciding.Track track) {
    Deciding now = turn.head();
    String open = now.openHandOff();
    if (!open.isEmpty()) {
      turn.send(Stages.ASSIGN, Stages.DESK,
          new LifecycleToDesk.Appended(open, solution.solution(),
          appended(turn, open, solution.solution(), solution, raised, track)));
      return open;
    }
    int round = now.round() + 1;
    String id = "hand-off/" + turn.key() + "/" + round;
    String trigger = raised ? "hand-raise" : "mql";
    reaching.handOver(turn, text.of(turn, id, solution, raised, track,
        raised ? model.asked(solution) : "find out what they are comparing"),
        Asked.ofPerson(now, solution, trigger, track.scenario(), round, way.isFitUnknown(now.scored().scores())));
    turn.head(turn.head().handedOver(id, round));
    return id;
  }

  /** What a line more in an open hand-off says. */
  private Decision.HandOff appended(Turn<Deciding, DecideStage.Never> turn, String open, String what, Scores.Solution solution,
      boolean raised, Deciding.Track track) {
    return text.of(turn, open + "/appended/" + what, solution, raised, track, (raised ? model.asked(solution) : "qualified")
        + " for " + model.solutionName(solution.solution()) + " too");
  }
}
