package dev.caravan.desk;

import dev.caravan.desk.Desk.Alerted;
import dev.caravan.desk.Desk.Drawer;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.Turn;
import dev.caravan.group.GroupToDesk;
import dev.caravan.model.AlertAnswer;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.routing.Rep;
import dev.caravan.routing.Routing;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
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
  /** How long an account sleeps where nobody says until when. */
  private static final long SNOOZE = 14 * Times.DAY;
  private static final int DAY_ALONE = "2026-03-02".length();

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

  void tell(Turn<Desk, Drawer> turn, GroupToDesk.Alerted asked) {
    if (!goLive.acts(turn.tick())) {
      return;
    }
    Rep owner = turn.head().reps().get(asked.owner());
    Routing.Choice last = owner != null && owner.active() ? null : routing.lastResort("nobody owns the account");
    String to = last == null ? asked.owner() : last.owner();
    Rep rep = last == null ? owner : null;
    Decision.HandOff task = asked.task();
    Alerted today = of(turn, to).on(routing.day(rep, turn.tick()));
    if (today.sleeps(account(task.subject()), turn.tick())) {
      return;
    }
    if (today.told() >= AT_ONCE) {
      turn.head(turn.head().alerted(to, today.at(new Desk.More(task.id(), task.subject(), task.action()))));
      Drawers.rings(turn, Desk.ringAt(routing.nextMorning(rep, turn.tick())), DIGEST + to);
      return;
    }
    turn.head(turn.head().alerted(to, today.one()));
    told(turn, new Decision.Notice("notice/" + task.id(), task.subject(), turn.tick(),
        Because.of(last == null ? owner(rep) + " owns the account" : "nobody who is there owns the account", last == null ? "owner"
            : last.rule(), last == null ? "config/routing.yaml" : last.place(), version, task.because().fact()),
        task, "alert", task.id(), to, last == null ? owner(rep) : last.ownerName(), Moment.NONE), List.of(task.subject()));
  }

  /** What a rep did not get at once. */
  void digest(Turn<Desk, Drawer> turn, String to) {
    Alerted kept = of(turn, to);
    if (kept.more().isEmpty() || !goLive.acts(turn.tick())) {
      return;
    }
    turn.head(turn.head().alerted(to, kept.nothingMore()));
    List<Desk.More> more = kept.more().stream().filter(each -> !kept.sleeps(account(each.group()), turn.tick())).toList();
    if (more.isEmpty()) {
      return;
    }
    Rep rep = turn.head().reps().get(to);
    List<String> lines = more.stream().map(Desk.More::says).toList();
    String id = "digest/" + to + "/" + turn.tick();
    var because = Because.of("a rep gets " + AT_ONCE + " alerts a day at once, and the others together", "digest",
        "config/routing.yaml", version, "");
    // Its members are the alerts it tells.
    var task = new Decision.HandOff(id, to, turn.tick(), because, "account", "", "", "", "", "alert",
        lines.size() == 1 ? lines.get(0) : lines.size() + " more buying groups moved", more.stream().map(Desk.More::alert).toList(),
        String.join("\n", lines), Map.of());
    told(turn, new Decision.Notice("notice/" + id, to, turn.tick(), because, task, "digest", id, to,
        rep == null ? to : rep.name(), Moment.NONE), more.stream().map(Desk.More::group).toList());
  }

  /** Tells somebody, and remembers whom and of which groups, for their answer. */
  private void told(Turn<Desk, Drawer> turn, Decision.Notice notice, List<String> groups) {
    remember(turn, notice.about(), notice.owner(), groups);
    notices.tell(turn, notice);
  }

  /** What was told in an earlier life of Caravan's can be answered, too. */
  void wasTold(Turn<Desk, Drawer> turn, Decision.Notice notice) {
    remember(turn, notice.about(), notice.owner(), notice.what().equals("alert") ? List.of(notice.subject())
        : notice.task().members().stream().map(RepAlerts::group).toList());
  }

  private static void remember(Turn<Desk, Drawer> turn, String alert, String to, List<String> groups) {
    var names = new ArrayList<String>();
    names.add(to);
    names.addAll(groups);
    turn.put(alert, new Drawer(List.of(), names, 0));
  }

  /** A rep who snoozes an alert hears nothing of its accounts for a while; what else they say of one is for reports. */
  void answered(Turn<Desk, Drawer> turn, AlertAnswer answer) {
    Drawer told = turn.entry(answer.head().subject());
    if (told == null || told.names().isEmpty() || !answer.answer().equals("snooze")) {
      return;
    }
    String to = told.names().get(0);
    long until = until(answer, turn.head().reps().get(to));
    for (String group : told.names().subList(1, told.names().size())) {
      turn.head(turn.head().alerted(to, of(turn, to).snoozes(account(group), until, turn.tick())));
    }
  }

  /** A day is meant as it begins where the rep is. */
  private static long until(AlertAnswer answer, @Nullable Rep rep) {
    try {
      return answer.until().isEmpty() ? answer.head().time() + SNOOZE : answer.until().length() > DAY_ALONE ? Times.parse(answer.until())
          : LocalDate.parse(answer.until()).atStartOfDay(Notices.zone(rep)).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      return answer.head().time() + SNOOZE;
    }
  }

  private static Alerted of(Turn<Desk, Drawer> turn, String to) {
    return turn.head().alerted().getOrDefault(to, Alerted.NONE);
  }

  private static String account(String group) {
    return group.indexOf('|') < 0 ? group : group.substring(0, group.indexOf('|'));
  }

  /** The group of an alert, by its id {@code alert/<group>/<number>}. */
  private static String group(String alert) {
    int last = alert.lastIndexOf('/');
    return alert.substring(Math.min(alert.indexOf('/') + 1, last), last);
  }

  private static String owner(@Nullable Rep rep) {
    return rep == null ? "" : rep.name();
  }
}
