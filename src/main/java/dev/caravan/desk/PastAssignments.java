package dev.caravan.desk;

import dev.caravan.desk.Desk.Drawer;
import dev.caravan.desk.Desk.Given;
import dev.caravan.desk.Desk.Rung;
import dev.caravan.engine.Turn;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.routing.Case;
import dev.caravan.routing.Routing;
import dev.caravan.routing.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the desk takes over of what it gave away and told before Caravan went live by these settings. */
final class PastAssignments {
  /** Until decide says more, in the same tick. */
  private static final Case UNKNOWN = new Case(Map.of(), 0, -1, "", "", "", false, "", "");

  private final Owners owners;
  private final RepAlerts alerts;

  PastAssignments(Owners owners, RepAlerts alerts) {
    this.owners = owners;
    this.alerts = alerts;
  }

  void done(Turn<Desk, Drawer> turn, Decision act) {
    if (act instanceof Decision.Assignment assignment) {
      assigned(turn, assignment);
    } else if (act instanceof Decision.Notice notice && notice.isAlert()) {
      alerts.wasTold(turn, notice);
    } else if (act instanceof Decision.Notice notice) {
      Given given = Drawers.given(turn, notice.about());
      if (given != null && given.isOpen()) {
        told(turn, given, notice);
      }
    }
  }

  private void assigned(Turn<Desk, Drawer> turn, Decision.Assignment assignment) {
    Decision.HandOff handOff = assignment.handOff();
    Given before = Drawers.given(turn, handOff.id());
    if (before != null && (!before.isOpen() || !before.waits())) {
      return;
    }
    Given asked = before == null ? Given.asked(handOff, UNKNOWN, turn.tick()) : before;
    String pool = assignment.target().equals("pool") ? owners.poolOf(assignment.because().rule()) : "";
    owners.gave(turn, assignment.owner(), pool);
    Drawers.keep(turn, asked.given(new Routing.Choice(assignment.target(), assignment.owner(),
        assignment.ownerName(), assignment.because().rule(), assignment.because().place(), assignment.because().text(), pool,
        Turns.NONE, 0, assignment.looked()), turn.tick(), 
        asked.answeredAt().isNone() ? Desk.ringAt(assignment.respondBy()) : Moment.NONE));
    Drawers.remember(turn, handOff.subject(), handOff.id());
  }

  private void told(Turn<Desk, Drawer> turn, Given given, Decision.Notice notice) {
    Moment rings = notice.respondBy();
    switch (notice.what()) {
      case "reminder" -> Drawers.keep(turn, given.rings(Rung.REMINDED, rings));
      case "escalation" -> Drawers.keep(turn, given.rings(Rung.ESCALATED, Moment.NONE));
      case "reassignment" -> {
        Owners.relieve(turn, given.owner());
        owners.gave(turn, notice.owner());
        List<Decision.Looked> looked = new ArrayList<>(given.looked());
        looked.add(new Decision.Looked("response-clock", "", true, notice.because().text()));
        Drawers.keep(turn, given.to(notice.owner(), notice.ownerName(), "pool", looked).rings(Rung.REASSIGNED, rings));
      }
      case "appended" -> turn.put(given.handOff().id(), Drawer.of(
          given.and(notice.id().substring(("appended/" + notice.about() + "/").length()), "")));
      default -> { } // a word beside it, which changes nothing the desk keeps
    }
  }
}
