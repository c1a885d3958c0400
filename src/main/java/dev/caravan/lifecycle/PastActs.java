package dev.caravan.lifecycle;

import dev.caravan.engine.Cell;
import dev.caravan.engine.Turn;
import dev.caravan.group.Renewals;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.nurture.Memory;
import dev.caravan.nurture.Nurture;
import dev.caravan.routing.Routing;
import java.util.TreeMap;

/**
 * What decide takes over of what Caravan did about a person before it went live by these settings: the only memory of acts
 * where history is decided anew. What this engine decided itself is not told to it again.
 */
final class PastActs {
  private final Nurture nurture;
  private final Routing routing;
  private final Reaching reaching;

  PastActs(Nurture nurture, Routing routing, Reaching reaching) {
    this.nurture = nurture;
    this.routing = routing;
    this.reaching = reaching;
  }

  void done(Turn<Deciding, DecideStage.Never> turn, Decision act) {
    Deciding now = turn.head();
    Deciding.Nurtured nurtured = now.nurtured();
    if (act instanceof Decision.HandOff handOff) {
      handedOver(turn, handOff);
    } else if (act instanceof Decision.Notice notice) {
      appended(turn, notice);
    } else if (act instanceof Decision.Enrolment enrolment) {
      turn.head(now.nurtured(new Deciding.Nurtured(enrolment.programme(), "", number(act), nurtured.memory(),
          nurture.due(enrolment.programme(), nurtured.memory(), turn.tick()), "")));
    } else if (act instanceof Decision.Leave leave && leave.programme().equals(nurtured.programme())) {
      turn.head(now.nurtured(new Deciding.Nurtured("", "", nurtured.enrolments(), nurtured.memory(), Cell.NEVER, "")));
    } else if (act instanceof Decision.Touch touch) {
      Memory memory = nurtured.memory().sent(touch.programme(), touch.content(), turn.tick());
      reaching.wasMailed(turn);
      turn.head(turn.head().nurtured(nurtured.memory(memory, nurtured.programme().isEmpty() ? Cell.NEVER
          : nurture.due(nurtured.programme(), memory, turn.tick()))));
    } else if (act instanceof Decision.TouchLimit limit) {
      turn.head(now.touches(now.touches().listed(limit.in())));
    }
  }

  private void handedOver(Turn<Deciding, DecideStage.Never> turn, Decision.HandOff handOff) {
    Deciding now = turn.head();
    if (handOff.of().equals("group")) {
      reaching.wasHandedOver(turn, handOff, Asked.ofGroup(now, handOff, now.scored().account().value("owner")));
      return;
    }
    boolean renewal = handOff.trigger().equals(Renewals.TRIGGER);
    Deciding.Track track = now.tracks().getOrDefault(handOff.solution(), Deciding.Track.NEW);
    covers(turn, handOff.solution(), track, handOff.id(), Moment.of(routing.escalatesAtLatest(handOff.trigger(), turn.tick())));
    turn.head(turn.head().handedOver(handOff.id(), renewal ? now.round() : Math.max(now.round(), number(handOff))));
    reaching.wasHandedOver(turn, handOff, renewal
        ? Asked.ofRenewal(now, handOff, now.scored().account().value("owner"))
        : Asked.ofPerson(now, Asked.about(now, handOff.solution()), handOff.trigger(), track.scenario(), number(handOff), false));
  }

  /** An open hand-off of theirs covers another solution too. */
  private static void appended(Turn<Deciding, DecideStage.Never> turn, Decision.Notice notice) {
    Deciding now = turn.head();
    String solution = notice.task().solution();
    Deciding.Track track = now.tracks().getOrDefault(solution, Deciding.Track.NEW);
    if (notice.about().equals(now.openHandOff()) && track.handOff().isEmpty()) {
      Moment above = now.tracks().values().stream().filter(each -> each.handOff().equals(notice.about()))
          .map(Deciding.Track::toldAbove).reduce(Moment.NONE, Moment::orLater);
      covers(turn, solution, track, notice.about(), above);
    }
  }

  private static void covers(Turn<Deciding, DecideStage.Never> turn, String solution, Deciding.Track track, String handOff,
      Moment above) {
    var tracks = new TreeMap<>(turn.head().tracks());
    tracks.put(solution, track.qualified(Deciding.Readiness.READY).handedOver(handOff, Moment.of(turn.tick()), above));
    turn.head(turn.head().tracks(tracks));
  }

  /** The number at the end of an id. */
  private static int number(Decision act) {
    return Integer.parseInt(act.id().substring(act.id().lastIndexOf('/') + 1));
  }
}
