package dev.caravan.engine;

import dev.caravan.funnel.Funnel;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.nurture.NextStep;
import dev.caravan.nurture.Nurture;
import dev.caravan.score.Scores;
import java.util.Map;

/** Keeps a person on the one programme that is their next step, or says why there is none. */
final class NextSteps {
  private final Funnel funnel;
  private final Nurture nurture;
  private final Reaching reaching;
  private final String version;

  NextSteps(Funnel funnel, Nurture nurture, Reaching reaching, String version) {
    this.funnel = funnel;
    this.nurture = nurture;
    this.reaching = reaching;
    this.version = version;
  }

  void choose(Turn<Deciding, DecideStage.Never> turn) {
    Deciding now = turn.head();
    Messages.Scored scored = now.scored();
    Scores.Solution lead = scored.scores().lead();
    boolean withSales = !now.openHandOff().isEmpty() || groupOpen(now) && now.sales().rejectedAt() == 0 || ownedBySales(now);
    NextStep next = nurture.next(new Nurture.Situation(!scored.email().isEmpty(), scored.emailOut(), scored.bounced(),
        withSales, scored.scores().disqualified(),
        lead.solution().equals("all") ? scored.account().isCustomer() : scored.account().isCustomerOf(lead.solution()),
        scored.scores().fitUnknown(), lead.lacking(), now.turnedBack()));
    if (next instanceof NextStep.Programme programme) {
      if (!programme.name().equals(now.nurtured().programme())) {
        leave(turn, now, "moves to " + programme.name());
        if (reaching.holds(now, turn.tick())) {
          none(turn, Reaching.HELD);
          return;
        }
        int number = now.nurtured().enrolments() + 1;
        reaching.enrol(turn, new Decision.Enrolment("enrolment/" + turn.key() + "/" + number, turn.key(), turn.tick(),
            because(programme.objective() + ": " + programme.when(), programme.name(), programme.place(), scored.fact()),
            scored.email(), programme.name()));
        turn.head(turn.head().nurtured(new Deciding.Nurtured(programme.name(), "", number)));
      }
    } else if (next instanceof NextStep.None none) {
      leave(turn, now, none.reason());
      none(turn, none.code());
    }
  }

  private static void none(Turn<Deciding, DecideStage.Never> turn, String code) {
    Deciding.Nurtured before = turn.head().nurtured();
    if (!before.programme().isEmpty() || !before.none().equals(code)) {
      turn.head(turn.head().nurtured(new Deciding.Nurtured("", code, before.enrolments())));
    }
  }

  /** Whether sales owns the person for a solution they could still be won for; customers stay with their programme. */
  private boolean ownedBySales(Deciding now) {
    for (Map.Entry<String, Deciding.Track> each : now.tracks().entrySet()) {
      if (funnel.stage(each.getValue().stage()).isSales() && !now.scored().account().isCustomerOf(each.getKey())) {
        return true;
      }
    }
    return false;
  }

  private static boolean groupOpen(Deciding now) {
    for (Messages.GroupStands group : now.groups().values()) {
      if (!group.handOff().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  void leave(Turn<Deciding, DecideStage.Never> turn, Deciding now, String why) {
    if (!now.nurtured().programme().isEmpty()) {
      turn.decide(new Decision.Leave("leave/" + turn.key() + "/" + now.nurtured().enrolments(), turn.key(), turn.tick(),
          because(why, now.nurtured().programme(), "config/nurture.yaml", now.scored().fact()), now.scored().email(), now.nurtured().programme()));
    }
  }

  private Because because(String text, String rule, String place, String fact) {
    return Because.of(text, rule, place, version, fact);
  }
}
