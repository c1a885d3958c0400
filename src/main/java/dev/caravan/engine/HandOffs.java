package dev.caravan.engine;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.routing.Routing;
import dev.caravan.score.Explanation;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Asks sales to act for a person, holds it with a reason, and tells the desk what came of it. */
final class HandOffs {
  /** Ends of rounds that are no reasons sales gave. */
  private static final Set<String> ENDS = Set.of("won", "lost", "expired", "group");

  private final ScoringModel model;
  private final Way way;
  private final Shown shown;
  private final Routing routing;
  private final Reaching reaching;
  private final String version;

  HandOffs(ScoringModel model, Way way, Shown shown, Routing routing, Reaching reaching, String version) {
    this.model = model;
    this.way = way;
    this.shown = shown;
    this.routing = routing;
    this.reaching = reaching;
    this.version = version;
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
      why = track.roundSince() == turn.tick() && !track.endedBy().isEmpty() ? over(track.endedBy()) : why;
    }
    turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.Closed(open, why));
    turn.head(turn.head().handedOver("", turn.head().round()));
  }

  private static String over(String by) {
    return ENDS.contains(by) ? by : "given back: " + by;
  }

  /** An open hand-off for a solution whose group is handed over goes on as part of the group's (SPEC 5.7). */
  Map<String, Deciding.Track> joined(Turn<Deciding, DecideStage.Never> turn, Map<String, Deciding.Track> tracks) {
    Deciding now = turn.head();
    String open = now.openHandOff();
    if (open.isEmpty()) {
      return tracks;
    }
    for (Messages.GroupStands group : now.groups().values()) {
      Deciding.Track own = group.handOff().isEmpty() ? null : tracks.get(group.solution());
      if (own != null && own.handOff().equals(open)) {
        turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.JoinsGroup(open, group.handOff()));
        turn.head(now.handedOver("", now.round()));
        long acted = Math.max(now.sales().acceptedAt(), now.sales().workingAt());
        var changed = new TreeMap<>(tracks);
        changed.replaceAll((solution, track) -> !track.handOff().equals(open) ? track
            : track.handedOver(group.handOff(), acted > track.handedAt() ? track.handedAt() : turn.tick(),
                routing.escalates("group", turn.tick())));
        return changed;
      }
    }
    return tracks;
  }

  /** The desk hears of it where something of the person's, or of a group of theirs, waits for an answer. */
  static void answered(Turn<Deciding, DecideStage.Never> turn, Deciding now, String what, String by) {
    if (!now.openHandOff().isEmpty()) {
      turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.Answered(now.openHandOff(), what, by));
    }
    for (Messages.GroupStands group : now.groups().values()) {
      if (!group.handOff().isEmpty()) {
        turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.Answered(group.handOff(), what, by));
      }
    }
  }

  /** Sales did something about the person: what they were handed over for does not expire before that is as long ago. */
  static Deciding acted(Deciding now, long when) {
    if (now.openHandOff().isEmpty()) {
      return now;
    }
    var tracks = new TreeMap<>(now.tracks());
    tracks.replaceAll((solution, track) -> track.handOff().isEmpty() ? track : track.acted(when));
    return now.tracks(tracks);
  }

  /** The desk hears that sales works on an opportunity for what the person, or a group of theirs, was handed over for. */
  static void opened(Turn<Deciding, DecideStage.Never> turn, Deciding now, String solution) {
    Deciding.Track track = now.tracks().get(solution);
    if (track != null && !track.handOff().isEmpty()) {
      turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.Answered(track.handOff(), AssignStage.OPPORTUNITY, ""));
    }
    for (Messages.GroupStands group : now.groups().values()) {
      if (!group.handOff().isEmpty() && group.solution().equals(solution)) {
        turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.Answered(group.handOff(), AssignStage.OPPORTUNITY, ""));
      }
    }
  }

  /** Hand-offs of groups that name the person go out as soon as they may be reached, unless they are over by then. */
  void ofGroups(Turn<Deciding, DecideStage.Never> turn) {
    if (turn.head().waiting().isEmpty()) {
      return;
    }
    var still = new ArrayList<Messages.GroupHandOver>();
    for (Messages.GroupHandOver waits : turn.head().waiting()) {
      Deciding now = turn.head();
      Decision.HandOff asked = waits.handOff();
      Messages.GroupStands group = now.groups().get(asked.account() + "|" + asked.solution());
      // Of somebody who left it a group says that it sleeps; its hand-off is not over by that.
      boolean over = group != null && !group.handOff().equals(asked.id()) && !group.level().equals("dormant");
      if (over) {
        turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.Closed(asked.id(), "over"));
        continue;
      }
      Scores.Solution solution = Asked.about(now, asked.solution());
      if (!Reaching.isReply(solution, turn.tick()) && reaching.holds(now, turn.tick())) {
        still.add(waits);
      } else {
        reaching.handOver(turn, new Decision.HandOff(asked.id(), asked.subject(), turn.tick(), asked.because(), asked.of(),
            asked.person(), asked.email(), asked.account(), asked.solution(), asked.trigger(), asked.action(), asked.members(),
            asked.text(), asked.profile()), Asked.ofGroup(now, asked, waits.accountOwner()));
      }
    }
    turn.head(turn.head().waiting(List.copyOf(still)));
  }

  /** The hand-off of one solution, as far as a qualified person has none. */
  Deciding.Track on(Turn<Deciding, DecideStage.Never> turn, Scores.Solution solution, Deciding.Track track) {
    if (!track.ready() || !track.handOff().isEmpty()) {
      return track.held().isEmpty() ? track : track.held(List.of());
    }
    boolean raised = way.raised(turn.head(), solution, track, turn.tick());
    String hold = hold(turn, solution, raised);
    if (hold.equals("opportunity") && !track.held().contains(hold)) {
      tellDealOwner(turn, solution, track);
    }
    if (!hold.isEmpty()) {
      return track.held(List.of(hold));
    }
    String id = handOver(turn, solution, raised, track);
    return track.handedOver(id, turn.tick(), routing.escalates(raised ? "hand-raise" : "mql", turn.tick()));
  }

  /** Why a qualified person is not handed over now; {@code ""} if they may be. */
  private String hold(Turn<Deciding, DecideStage.Never> turn, Scores.Solution solution, boolean raised) {
    Deciding now = turn.head();
    Messages.Scored scored = now.scored();
    if (!scored.scores().disqualified().isEmpty()) {
      return "disqualified";
    }
    if (scored.emailOut() && scored.phoneOut() && !Way.asked(solution, turn.tick())) {
      return "no-consent";
    }
    if (scored.account().isCustomerOf(solution.solution()) && !raised
        && !way.renewalDue(now, solution.solution(), turn.tick())) {
      return "customer";
    }
    if (!raised && (scored.account().deals().containsKey(solution.solution()) || Way.open(now, solution.solution()) != null)) {
      return "opportunity";
    }
    Messages.GroupStands group = now.groups().get(scored.account().id() + "|" + solution.solution());
    if (group != null && (group.level().equals("active") || group.level().equals("hot") || !group.handOff().isEmpty())) {
      return "group";
    }
    if (solution.posture().equals("exploring") && !raised) {
      return "exploring";
    }
    if (!raised && solution.tenths() < model.mqlTenths()) {
      return "interest-fell";
    }
    // Appending to an open hand-off reaches nobody anew.
    return now.openHandOff().isEmpty() && !Reaching.isReply(solution, turn.tick()) && reaching.holds(now, turn.tick())
        ? Reaching.HELD : "";
  }

  /** Asks sales to act; a second solution is appended to the hand-off that is already open. */
  private String handOver(Turn<Deciding, DecideStage.Never> turn, Scores.Solution solution, boolean raised, Deciding.Track track) {
    Deciding now = turn.head();
    Messages.Scored scored = now.scored();
    var lines = new ArrayList<String>();
    if (scored.emailOut()) {
      lines.add("Do not e-mail: this person has opted out of e-mail.");
    }
    if (scored.phoneOut()) {
      lines.add("Do not phone unless they asked you to: this person has opted out of phone calls.");
    }
    lines.add(scored.name() + (scored.title().isEmpty() ? "" : ", " + scored.title())
        + (scored.account().id().isEmpty() ? "" : ", " + scored.account().name()) + ": "
        + (raised ? "asked us about " : "qualified for ") + model.solutionName(solution.solution()) + ".");
    lines.addAll(track.before());
    lines.add(Explanation.full(scored.scores(), solution, shown.situation(now, solution, track.stage(), List.of(), turn.tick())));
    String open = now.openHandOff();
    int round = now.round() + 1;
    String id = open.isEmpty() ? "hand-off/" + turn.key() + "/" + round : open + "/appended/" + solution.solution();
    String trigger = raised ? "hand-raise" : "mql";
    String name = model.solutionName(solution.solution());
    String action = open.isEmpty() ? raised ? "Answer the request now" : "Call and find out what they are comparing"
        : raised ? "They ask about " + name + " too: answer the request now" : "They qualified for " + name + " too";
    var handOff = new Decision.HandOff(id, turn.key(), turn.tick(),
        because(raised ? "the person asked us" : "interest reached " + Explanation.tenths(model.mqlTenths()) + " points", trigger, "config/scoring.yaml", scored.fact()),
        "person", turn.key(), scored.email(), scored.account().id(), solution.solution(), trigger, action,
        List.of(scored.email()), String.join("\n", lines), Newcomer.profile(scored.name(),
            scored.company().isEmpty() ? scored.account().value("name") : scored.company(), scored.title()));
    if (!open.isEmpty()) {
      turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.Appended(open, handOff));
      return open;
    }
    reaching.handOver(turn, handOff, Asked.ofPerson(now, solution, trigger, track.scenario(), round));
    turn.head(turn.head().handedOver(id, round));
    return id;
  }

  /** Somebody who could be handed over has a part in what sales works on already: its owner gets a word instead. */
  private void tellDealOwner(Turn<Deciding, DecideStage.Never> turn, Scores.Solution solution, Deciding.Track track) {
    Deciding now = turn.head();
    Messages.Scored scored = now.scored();
    String owner = scored.account().deals().getOrDefault(solution.solution(), "");
    if (owner.isEmpty()) {
      return;
    }
    String name = model.solutionName(solution.solution());
    turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.TellDealOwner(new Decision.HandOff(
        "note/" + turn.key() + "/" + solution.solution() + "/" + turn.tick(), turn.key(), turn.tick(),
        because("qualified while an opportunity is open", "opportunity", "config/routing.yaml", scored.fact()), "person",
        turn.key(), scored.email(), scored.account().id(), solution.solution(), "mql",
        "Take this into your open opportunity for " + name, List.of(scored.email()),
        scored.name() + " of " + scored.account().name() + " qualified for " + name + ", for which you have an open opportunity."
            + "\n" + Explanation.full(scored.scores(), solution, shown.situation(now, solution, track.stage(), List.of(), turn.tick())),
        Newcomer.profile(scored.name(), scored.company().isEmpty() ? scored.account().value("name") : scored.company(),
            scored.title())), owner));
  }

  private Because because(String text, String rule, String place, String fact) {
    return Because.of(text, rule, place, version, fact);
  }
}
