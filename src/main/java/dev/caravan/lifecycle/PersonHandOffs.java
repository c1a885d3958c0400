package dev.caravan.lifecycle;

import dev.caravan.funnel.Funnel;
import dev.caravan.group.GroupToLifecycle;
import dev.caravan.group.HandOffLines;
import dev.caravan.model.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the output files say of a person's hand-offs: what they wait for, and how theirs stands. */
final class PersonHandOffs {
  private PersonHandOffs() {}

  /** Why somebody is not with sales yet, with the moment or the event that ends it; none for no reason. */
  static List<Map<String, Object>> waits(Deciding deciding, String solution) {
    Deciding.Track track = deciding.tracks().getOrDefault(solution, Deciding.Track.NEW);
    var waits = new ArrayList<Map<String, Object>>();
    for (String reason : Shown.held(deciding, solution, track)) {
      waits.add(HandOffLines.wait(reason, track.held().contains(reason) ? track.heldUntil() : Moment.NONE));
    }
    return waits;
  }

  /** The hand-off of a person and solution: their own, their group's that covers them, or how the last one ended. */
  static List<Map<String, Object>> of(Funnel funnel, Deciding deciding, String solution) {
    Deciding.Track track = deciding.tracks().get(solution);
    if (track == null) {
      return List.of();
    }
    if (!track.handOff().isEmpty()) {
      boolean own = track.handOff().equals(deciding.openHandOff());
      Moment until = own ? Moment.of(Way.handOffEnds(funnel, deciding, solution, track)) : deciding.groups().values().stream()
          .filter(group -> group.handOff().equals(track.handOff())).map(GroupToLifecycle.GroupStands::next).findFirst().orElse(Moment.NONE);
      return List.of(HandOffLines.line(track.handOff(), "open", track.handedAt(), until, null));
    }
    return track.ready() || track.endedBy().isEmpty() ? List.of() : List.of(HandOffLines.line(null, "closed", track.roundSince(), Moment.NONE, track.endedBy()));
  }
}
