package dev.caravan.engine;

import dev.caravan.engine.Desk.Alerted;
import dev.caravan.engine.Desk.Drawer;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.routing.Rep;
import dev.caravan.routing.Routing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts of buying groups as sales gets them: a task to who owns the account, or to whom routing sends what nobody owns. It asks
 * for no call. A rep gets {@link #AT_ONCE} a day, and the others together in the next morning.
 */
final class RepAlerts {
  /** How drawers name a rep whose other alerts are due. */
  static final String DIGEST = "digest:";
  /** Alerts a day and rep that go out at once. */
  private static final int AT_ONCE = 5;

  private final Routing routing;
  private final Notices notices;
  private final String version;
  private final GoLive goLive;

  RepAlerts(Routing routing, Notices notices, String version, GoLive goLive) {
    this.routing = routing;
    this.notices = notices;
    this.version = version;
    this.goLive = goLive;
  }

  void tell(Turn<Desk, Drawer> turn, Messages.Alerted asked) {
    if (!goLive.acts(turn.tick())) {
      return;
    }
    Rep owner = turn.head().reps().get(asked.owner());
    Routing.Choice last = owner != null && owner.active() ? null : routing.lastResort("nobody owns the account");
    String to = last == null ? asked.owner() : last.owner();
    Rep rep = last == null ? owner : null;
    Alerted today = turn.head().alerted().getOrDefault(to, Alerted.NONE).on(routing.day(rep, turn.tick()));
    if (today.told() >= AT_ONCE) {
      turn.head(turn.head().alerted(to, today.at(asked.task().action())));
      Drawers.rings(turn, Desk.ringAt(routing.nextMorning(rep, turn.tick())), DIGEST + to);
      return;
    }
    turn.head(turn.head().alerted(to, new Alerted(today.day(), today.told() + 1, today.more())));
    notices.tell(turn, new Decision.Notice("notice/" + asked.task().id(), asked.task().subject(), turn.tick(),
        Because.of(last == null ? owner(rep) + " owns the account" : "nobody who is there owns the account", last == null ? "owner"
            : last.rule(), last == null ? "config/routing.yaml" : last.place(), version, asked.task().because().fact()),
        asked.task(), "alert", asked.task().id(), to, last == null ? owner(rep) : last.ownerName(), Moment.NONE));
  }

  /** What a rep did not get at once. */
  void digest(Turn<Desk, Drawer> turn, String to) {
    Alerted kept = turn.head().alerted().getOrDefault(to, Alerted.NONE);
    if (kept.more().isEmpty() || !goLive.acts(turn.tick())) {
      return;
    }
    Rep rep = turn.head().reps().get(to);
    List<String> lines = kept.more();
    String id = "digest/" + to + "/" + turn.tick();
    var because = Because.of("a rep gets " + AT_ONCE + " alerts a day at once, and the others together", "digest",
        "config/routing.yaml", version, "");
    var task = new Decision.HandOff(id, to, turn.tick(), because, "account", "", "", "", "", "alert",
        lines.size() == 1 ? lines.get(0) : lines.size() + " more buying groups moved", List.of(), String.join("\n", lines), Map.of());
    turn.head(turn.head().alerted(to, new Alerted(kept.day(), kept.told(), List.of())));
    notices.tell(turn, new Decision.Notice("notice/" + id, to, turn.tick(), because, task, "digest", id, to,
        rep == null ? to : rep.name(), Moment.NONE));
  }

  private static String owner(@Nullable Rep rep) {
    return rep == null ? "" : rep.name();
  }
}
