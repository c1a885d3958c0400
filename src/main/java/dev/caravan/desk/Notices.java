package dev.caravan.desk;

import dev.caravan.desk.Desk.Drawer;
import dev.caravan.desk.Desk.Given;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.Turn;
import dev.caravan.lifecycle.HandOffText;
import dev.caravan.lifecycle.LifecycleToDesk;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.routing.Rep;
import dev.caravan.routing.Routing;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What sales is told beside the hand-offs themselves: each is a task, or a word added to one. */
final class Notices {
  private static final String PLACE = "config/routing.yaml";
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm", Locale.ENGLISH);

  private final Routing routing;
  private final String version;
  private final GoLive goLive;

  Notices(Routing routing, String version, GoLive goLive) {
    this.goLive = goLive;
    this.routing = routing;
    this.version = version;
  }

  /** Puts a notice out; before Caravan is live nobody is told, and what was told in an earlier life is not told again. */
  void tell(Turn<Desk, Drawer> turn, Decision.Notice notice) {
    if (goLive.acts(turn.tick())) {
      turn.decide(notice);
    }
  }

  void reminder(Turn<Desk, Drawer> turn, Given given, long after) {
    unanswered(turn, given, "reminder", given.owner(), given.ownerName(), "Reminder: " + given.handOff().action(),
        given.ownerName() + " has not acted on it since " + at(turn, given, given.owner()) + ".", after);
  }

  void escalation(Turn<Desk, Drawer> turn, Given given, long after) {
    Routing.Choice to = routing.escalated(turn.head().reps());
    unanswered(turn, given, "escalation", to.owner(), to.ownerName(), "Nobody has acted: " + given.handOff().action(),
        given.ownerName() + " has it, and nobody has acted on it since " + at(turn, given, to.owner()) + ".", after);
  }

  private void unanswered(Turn<Desk, Drawer> turn, Given given, String what, String owner, String ownerName, String action,
      String text, long after) {
    Decision.HandOff of = given.handOff();
    var task = new Decision.HandOff(of.id() + "/" + what, of.subject(), turn.tick(), of.because(), of.of(), of.person(),
        of.email(), of.account(), of.solution(), of.trigger(), action, of.members(), text, of.profile());
    tell(turn, new Decision.Notice(what + "/" + of.id(), of.subject(), turn.tick(),
        Because.of("nobody acted within " + words(after), "response", PLACE, version, ""), task, what, of.id(),
        owner, ownerName, given.rings()));
  }

  /** Tells the new owner; the hand-off's own task and its lead are moved to them. */
  void reassignment(Turn<Desk, Drawer> turn, Given before, Given now, Routing.Choice to, long after) {
    Decision.HandOff of = now.handOff();
    tell(turn, new Decision.Notice("reassignment/" + of.id(), of.subject(), turn.tick(),
        Because.of(before.ownerName() + " did not act within " + words(after) + "; " + to.ownerName() + " " + to.why(), to.rule(),
            to.place(), version, ""), of, "reassignment", of.id(), to.owner(), to.ownerName(), now.rings()));
  }

  /** Somebody acted, or has it now: nothing reminds anybody of it any more. */
  void remindersClosed(Turn<Desk, Drawer> turn, Given given, String why) {
    if (given.rung() != Desk.Rung.NOTHING) {
      closed(turn, given, "reminders-closed", why);
    }
  }

  /** A hand-off is over, and its task with it, unless that goes on as part of another one's. */
  void over(Turn<Desk, Drawer> turn, Given given, String why) {
    if (given.waits()) {
      return; // nobody was told
    }
    if (why.startsWith("joined") || why.startsWith("merged")) {
      remindersClosed(turn, given, "It goes on as part of another hand-off");
      return;
    }
    closed(turn, given, "task-closed", switch (why) {
      case "expired" -> "Nobody acted on it in time";
      case "won" -> "The opportunity was won";
      case "lost" -> "The opportunity was lost";
      default -> "It is over: " + why.replace('-', ' ');
    });
  }

  private void closed(Turn<Desk, Drawer> turn, Given given, String what, String why) {
    Decision.HandOff of = given.handOff();
    tell(turn, new Decision.Notice(what + "/" + of.id() + "/" + turn.tick(), of.subject(), turn.tick(),
        Because.of(why, "response", PLACE, version, ""), HandOffText.worded(of, of.action(), why + "."), what, of.id(),
        given.owner(), given.ownerName(), Moment.NONE));
  }

  /** Whoever has a hand-off is told what it covers now too; where nobody has it yet, its text tells. */
  void appended(Turn<Desk, Drawer> turn, LifecycleToDesk.Appended more) {
    Given given = Drawers.given(turn, more.handOff());
    Decision.HandOff task = more.task();
    if (given == null || !given.isOpen() || given.appended().contains(more.what())) {
      return;
    }
    if (given.waits()) {
      turn.put(more.handOff(), Drawer.of(given.and(more.what(), task.text())));
      return;
    }
    turn.put(more.handOff(), Drawer.of(given.and(more.what(), "")));
    tell(turn, new Decision.Notice("appended/" + more.handOff() + "/" + more.what(), task.subject(), turn.tick(),
        Because.of(given.ownerName() + " has their open hand-off", "same-owner", PLACE, version, task.because().fact()), task,
        "appended", more.handOff(), given.owner(), given.ownerName(), Moment.NONE));
  }

  /** The owner of an open opportunity gets a word in place of a hand-off. */
  void tellDealOwner(Turn<Desk, Drawer> turn, LifecycleToDesk.TellDealOwner tell) {
    Decision.HandOff task = tell.task();
    Rep rep = turn.head().reps().get(tell.dealOwner());
    Routing.Choice last = rep != null && rep.active() ? null : routing.lastResort("its owner is not there");
    tell(turn, new Decision.Notice("notice/" + task.id(), task.subject(), turn.tick(),
        Because.of(rep == null || last != null ? "the owner of the open opportunity is not there" : rep.name()
            + " owns the open opportunity", "deal-owner", PLACE, version, task.because().fact()),
        task, "opportunity", task.person(), last == null ? tell.dealOwner() : last.owner(),
        last == null && rep != null ? rep.name() : last == null ? tell.dealOwner() : last.ownerName(), Moment.NONE));
  }

  /** Since when somebody has it, by the clock of who reads it. */
  private static String at(Turn<Desk, Drawer> turn, Given given, String reader) {
    ZoneId zone = zone(turn.head().reps().get(reader));
    String where = zone.equals(ZoneOffset.UTC) ? " UTC" : " (" + zone.getId().replaceFirst(".*/", "").replace('_', ' ') + ")";
    return MOMENT.withZone(zone).format(Instant.ofEpochMilli(given.at().ms())) + where;
  }

  /** Where somebody is; UTC for a queue. */
  static ZoneId zone(@Nullable Rep rep) {
    return rep == null || !ZoneId.getAvailableZoneIds().contains(rep.timeZone()) ? ZoneOffset.UTC : ZoneId.of(rep.timeZone());
  }

  private static String words(long duration) {
    return duration % Times.HOUR == 0 ? duration / Times.HOUR + " h" : duration / Times.MINUTE + " min";
  }
}
