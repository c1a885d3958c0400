package dev.caravan.engine;

import dev.caravan.model.Decision;
import dev.caravan.routing.Routing;
import java.util.Map;
import java.util.TreeMap;

/**
 * The renewal of a contract that names the person: it is their own hand-off from here on, or part of one that is open. It
 * is asked for once, so it waits for nothing but the touch guard.
 */
final class RenewalHandOffs {
  private final HandOffText text;
  private final Routing routing;
  private final Reaching reaching;

  RenewalHandOffs(HandOffText text, Routing routing, Reaching reaching) {
    this.text = text;
    this.routing = routing;
    this.reaching = reaching;
  }

  /** Renewals that name the person go out as soon as they may be reached. */
  Map<String, Deciding.Track> due(Turn<Deciding, DecideStage.Never> turn, Map<String, Deciding.Track> tracks) {
    Map<String, Deciding.Track> changed = tracks;
    for (Messages.RenewalHandOver waits : turn.head().renewals()) {
      changed = renewal(turn, waits, changed);
    }
    return changed;
  }

  private Map<String, Deciding.Track> renewal(Turn<Deciding, DecideStage.Never> turn, Messages.RenewalHandOver waits,
      Map<String, Deciding.Track> tracks) {
    Deciding now = turn.head();
    Decision.HandOff asked = waits.handOff();
    Deciding.Track track = tracks.getOrDefault(asked.solution(), Deciding.Track.NEW);
    Decision.HandOff task = text.ofRenewal(turn, asked, track);
    String dealOwner = now.scored().account().deals().getOrDefault(asked.solution(), "");
    String open = track.handOff().isEmpty() ? now.openHandOff() : track.handOff();
    if (dealOwner.isEmpty() && open.isEmpty() && reaching.holds(now, turn.tick())) {
      return tracks;
    }
    turn.head(now.renewed(waits));
    if (!dealOwner.isEmpty()) {
      turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.TellDealOwner(task, dealOwner));
      return tracks;
    }
    if (open.isEmpty()) {
      open = asked.id();
      reaching.handOver(turn, task, Asked.ofRenewal(now, task, waits.accountOwner()));
      turn.head(turn.head().handedOver(open, turn.head().round()));
    } else {
      turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.Appended(open, asked.id(), task));
    }
    if (!track.handOff().isEmpty()) {
      return tracks;
    }
    var changed = new TreeMap<>(tracks);
    changed.put(asked.solution(), track.handedOver(open, turn.tick(), routing.escalatesAtLatest(Renewals.TRIGGER, turn.tick())));
    return changed;
  }
}
