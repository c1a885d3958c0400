package dev.caravan.desk;

import dev.caravan.desk.Desk.Drawer;
import dev.caravan.desk.Desk.Given;
import dev.caravan.desk.Desk.Rung;
import dev.caravan.engine.Turn;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.routing.Routing;
import java.util.ArrayList;
import java.util.Set;

/** What becomes of a hand-off nobody acts on: a reminder, somebody else, and who is above. */
final class ResponseClock {
  private final Routing routing;
  private final Owners owners;
  private final Notices notices;

  ResponseClock(Routing routing, Owners owners, Notices notices) {
    this.routing = routing;
    this.owners = owners;
    this.notices = notices;
  }

  /** Takes the next step; true if somebody else has it now, so that there is room with who had it. */
  boolean rang(Turn<Desk, Drawer> turn, Given given) {
    Routing.Clock clock = routing.clock(given.handOff().trigger());
    return switch (given.rung()) {
      case NOTHING -> {
        Given next = rings(turn, given, Rung.REMINDED, clock);
        Drawers.keep(turn, next);
        notices.reminder(turn, next, clock.remind());
        yield false;
      }
      case REMINDED -> clock.reassign() > 0 ? reassign(turn, given, clock) : escalate(turn, given, clock);
      case REASSIGNED -> escalate(turn, given, clock);
      case ESCALATED -> false; // whoever asked for it counts on from here, and says when it is over
    };
  }

  /** The step a clock has come to, and when the next one rings, in the hours of who has it now. */
  private Given rings(Turn<Desk, Drawer> turn, Given given, Rung step, Routing.Clock clock) {
    long passed = step == Rung.REMINDED ? clock.remind() : clock.reassign();
    long next = step == Rung.REMINDED && clock.reassign() > 0 ? clock.reassign() : clock.escalate();
    return given.rings(step, next == 0 ? Moment.NONE
        : Moment.of(Desk.ringAt(routing.after(turn.head().reps().get(given.owner()), turn.tick(), next - passed))));
  }

  private boolean reassign(Turn<Desk, Drawer> turn, Given given, Routing.Clock clock) {
    Routing.Choice choice = owners.choose(turn, given, Set.copyOf(given.had()), false);
    var looked = new ArrayList<>(given.looked());
    looked.add(new Decision.Looked("response-clock", "", false, given.ownerName() + " did not act in time"));
    looked.addAll(choice.looked());
    if (choice.target().equals("queue")) {
      // Nobody acts sooner because a queue owns it: it stays, and is told further up in its time.
      looked.set(looked.size() - 1, new Decision.Looked(choice.rule(), choice.place(), false,
          "nobody else could take it; it stays with " + given.ownerName()));
      Drawers.keep(turn, rings(turn, given.to(given.owner(), given.ownerName(), given.target(), looked), Rung.REASSIGNED, clock));
      return false;
    }
    Owners.relieve(turn, given.owner());
    owners.gave(turn, choice);
    Given next = rings(turn, given.to(choice.owner(), choice.ownerName(), choice.target(), looked), Rung.REASSIGNED, clock);
    Drawers.keep(turn, next);
    notices.remindersClosed(turn, given, choice.ownerName() + " has it now");
    notices.reassignment(turn, given, next, choice, clock.reassign());
    return true;
  }

  private boolean escalate(Turn<Desk, Drawer> turn, Given given, Routing.Clock clock) {
    Given next = given.rings(Rung.ESCALATED, Moment.NONE);
    Drawers.keep(turn, next);
    if (clock.escalate() > 0) {
      notices.escalation(turn, next, clock.escalate());
    }
    return false;
  }
}
