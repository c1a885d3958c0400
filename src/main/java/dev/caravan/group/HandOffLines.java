package dev.caravan.group;

import dev.caravan.engine.Cell;
import dev.caravan.model.Moment;
import dev.caravan.routing.Hold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the output files say of hand-offs: what one waits for, and how a group's stands. */
public final class HandOffLines {
  private HandOffLines() {}

  public static Map<String, Object> wait(String reason, Moment until) {
    var wait = new LinkedHashMap<String, Object>();
    wait.put("reason", reason);
    wait.put("until", moment(until));
    wait.put("event", Hold.of(reason).ends());
    return wait;
  }

  /**
   * Why an active group, or a renewal of its account, is not handed over; none where it is, was, or is not active.
   *
   * @param alarms whether the group is worth somebody's attention
   */
  static List<Map<String, Object>> waits(GroupState state, boolean alarms) {
    if (state.renewals().values().stream().anyMatch(Renewal::isUnreleased)) {
      return List.of(wait(Hold.RELEASE.code(), Moment.NONE));
    }
    boolean free = state.level().atLeast(Level.ACTIVE) && !state.sales().open() && !state.sales().isScheduled();
    Hold hold = !free ? null : state.sales().isUnreleased() ? Hold.RELEASE : state.sales().hasDeal() ? Hold.OPPORTUNITY
        : state.customer() ? Hold.CUSTOMER : alarms ? null : Hold.AS_USUAL;
    return hold == null ? List.of() : List.of(wait(hold.code(), Moment.NONE));
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

  public static Map<String, Object> line(@Nullable String id, String state, Moment since, Moment until, @Nullable String because) {
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
