package dev.caravan.engine;

import dev.caravan.funnel.Funnel;
import dev.caravan.group.GroupState;
import dev.caravan.group.Level;
import dev.caravan.group.Renewal;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the output files say of hand-offs: what a person waits for, and how their hand-off, or a group's, stands. */
final class HandOffLines {
  private HandOffLines() {}

  /** Why somebody is not with sales yet, with the moment or the event that ends it; none for no reason. */
  static List<Map<String, Object>> waits(Deciding deciding, String solution) {
    Deciding.Track track = deciding.tracks().getOrDefault(solution, Deciding.Track.NEW);
    var waits = new ArrayList<Map<String, Object>>();
    for (String reason : Shown.held(deciding, solution, track)) {
      waits.add(wait(reason, track.held().contains(reason) ? track.heldUntil() : Moment.NONE));
    }
    return waits;
  }

  private static Map<String, Object> wait(String reason, Moment until) {
    var wait = new LinkedHashMap<String, Object>();
    wait.put("reason", reason);
    wait.put("until", moment(until));
    wait.put("event", Hold.of(reason).ends());
    return wait;
  }

  /** Why an active group, or a renewal of its account, is not handed over; none where it is, was, or is not active. */
  static List<Map<String, Object>> waits(GroupState state) {
    if (state.renewals().values().stream().anyMatch(Renewal::isUnreleased)) {
      return List.of(wait(Hold.RELEASE.code(), Moment.NONE));
    }
    boolean free = state.level().atLeast(Level.ACTIVE) && !state.sales().open() && !state.sales().isScheduled();
    Hold hold = !free ? null : state.sales().isUnreleased() ? Hold.RELEASE : state.sales().hasDeal() ? Hold.OPPORTUNITY : state.customer() ? Hold.CUSTOMER : null;
    return hold == null ? List.of() : List.of(wait(hold.code(), Moment.NONE));
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
          .filter(group -> group.handOff().equals(track.handOff())).map(Messages.GroupStands::next).findFirst().orElse(Moment.NONE);
      return List.of(line(track.handOff(), "open", track.handedAt(), until, null));
    }
    return track.ready() || track.endedBy().isEmpty() ? List.of() : List.of(line(null, "closed", track.roundSince(), Moment.NONE, track.endedBy()));
  }

  /** The hand-off of a group: scheduled, open, or how the last one ended. */
  static List<Map<String, Object>> of(GroupState state) {
    GroupState.Sales sales = state.sales();
    var lines = new ArrayList<Map<String, Object>>();
    if (sales.open()) {
      lines.add(line(sales.handOff(), "open", sales.askedAt(), sales.expires(), null));
    } else if (sales.isScheduled()) {
      lines.add(line(null, "scheduled", sales.askedAt(), sales.due(), null));
    } else if (sales.closedAt().isKnown()) {
      lines.add(line(sales.round() == 0 ? null : "hand-off/" + state.account() + "|" + state.solution() + "/" + sales.round(), "closed", sales.closedAt(), Moment.NONE,
          sales.closing().how()));
    }
    return lines;
  }

  private static Map<String, Object> line(@Nullable String id, String state, Moment since, Moment until, @Nullable String because) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", id);
    line.put("state", state);
    line.put("since", moment(since));
    line.put("until", moment(until));
    line.put("because", because);
    return line;
  }

  private static @Nullable String moment(Moment at) {
    return at.isNone() || at.ms() == Cell.NEVER ? null : at.text();
  }
}
