package dev.caravan.lifecycle;

import dev.caravan.engine.Cell;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.funnel.Funnel;
import dev.caravan.group.GroupToLifecycle;
import dev.caravan.group.Renewals;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.routing.Routing;
import java.util.Map;
import java.util.TreeMap;

/**
 * The renewal of a contract that names the person: it is their own hand-off from here on, or part of one that is open. It
 * is asked for once, so it waits for nothing but the touch guard.
 */
final class RenewalHandOffs {
  private final Funnel funnel;
  private final HandOffText text;
  private final Routing routing;
  private final Reaching reaching;
  private final GoLive goLive;

  RenewalHandOffs(Funnel funnel, HandOffText text, Routing routing, Reaching reaching, GoLive goLive) {
    this.goLive = goLive;
    this.funnel = funnel;
    this.text = text;
    this.routing = routing;
    this.reaching = reaching;
  }

  /** Renewals that name the person go out as soon as they may be reached. */
  Map<String, Deciding.Track> due(Turn<Deciding, DecideStage.Never> turn, Map<String, Deciding.Track> tracks) {
    if (!goLive.acts(turn.tick())) {
      return tracks;
    }
    Map<String, Deciding.Track> changed = tracks;
    for (GroupToLifecycle.RenewalHandOver waits : turn.head().renewals()) {
      changed = renewal(turn, waits, changed);
    }
    return changed;
  }

  /**
   * The same where the person's record was merged into another: nothing is known of them here but what the renewal says.
   * Gives back when the one that is out ends by itself, {@link Cell#NEVER} for none.
   */
  long ofMerged(Turn<Deciding, DecideStage.Never> turn) {
    Map<String, Deciding.Track> tracks = due(turn, turn.head().tracks());
    long next = Cell.NEVER;
    for (Map.Entry<String, Deciding.Track> each : tracks.entrySet()) {
      long ends = Way.handOffEnds(funnel, turn.head(), each.getKey(), each.getValue());
      if (ends <= turn.tick()) {
        tracks = with(tracks, each.getKey(), each.getValue().round(turn.tick(), 0, "expired", ""));
      } else {
        next = Math.min(next, ends);
      }
    }
    HandOffs.close(turn, tracks);
    turn.head(turn.head().tracks(tracks));
    return next;
  }

  private static Map<String, Deciding.Track> with(Map<String, Deciding.Track> tracks, String solution, Deciding.Track track) {
    var changed = new TreeMap<>(tracks);
    changed.put(solution, track);
    return changed;
  }

  private Map<String, Deciding.Track> renewal(Turn<Deciding, DecideStage.Never> turn, GroupToLifecycle.RenewalHandOver waits,
      Map<String, Deciding.Track> tracks) {
    Deciding now = turn.head();
    Decision.HandOff asked = waits.handOff();
    Deciding.Track track = tracks.getOrDefault(asked.solution(), Deciding.Track.NEW);
    String dealOwner = now.scored().account().deals().getOrDefault(asked.solution(), "");
    String open = track.handOff().isEmpty() ? now.openHandOff() : track.handOff();
    if (dealOwner.isEmpty() && open.isEmpty() && reaching.holds(now, turn.tick())) {
      return tracks;
    }
    Decision.HandOff task = text.ofRenewal(turn, asked, track);
    turn.head(now.renewed(waits));
    if (!dealOwner.isEmpty()) {
      turn.send(Stages.ASSIGN, Stages.DESK, new LifecycleToDesk.TellDealOwner(task, dealOwner));
      return tracks;
    }
    if (open.isEmpty()) {
      open = asked.id();
      reaching.handOver(turn, task, Asked.ofRenewal(now, task, waits.accountOwner()));
      turn.head(turn.head().handedOver(open, turn.head().round()));
    } else {
      turn.send(Stages.ASSIGN, Stages.DESK, new LifecycleToDesk.Appended(open, asked.id(), task));
    }
    if (!track.handOff().isEmpty()) {
      return tracks;
    }
    return with(tracks, asked.solution(),
        track.handedOver(open, Moment.of(turn.tick()), Moment.of(routing.escalatesAtLatest(Renewals.TRIGGER, turn.tick()))));
  }
}
