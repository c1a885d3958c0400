package dev.caravan.lifecycle;

import dev.caravan.engine.Cell;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.Turn;
import dev.caravan.funnel.Funnel;
import dev.caravan.group.GroupToLifecycle;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.nurture.Memory;
import dev.caravan.nurture.NextStep;
import dev.caravan.nurture.Nurture;
import dev.caravan.nurture.Touch;
import dev.caravan.routing.Hold;
import dev.caravan.score.ScoreToLifecycle;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.util.List;
import java.util.Map;

/**
 * Keeps a person on the one programme that is their next step, or says why there is none, and lets the programme touch them
 * when it is due.
 *
 * <p>A touch never falls due in the tick of anything else: its turn does nothing but that, and stays small.
 */
final class NextSteps {
  /** Why somebody is on no programme whom one is for: it begins in its time, after Caravan went live. */
  private static final String STARTS_LATER = "starts-later";

  private final ScoringModel model;
  private final Funnel funnel;
  private final Nurture nurture;
  private final Reaching reaching;
  private final String version;
  private final GoLive goLive;

  NextSteps(ScoringModel model, Funnel funnel, Nurture nurture, Reaching reaching, String version, GoLive goLive) {
    this.goLive = goLive;
    this.model = model;
    this.funnel = funnel;
    this.nurture = nurture;
    this.reaching = reaching;
    this.version = version;
  }

  /** The state a message is taken in with: what was due in its tick is due right after it. */
  static Deciding touchAlone(Turn<Deciding, DecideStage.Never> turn) {
    Deciding now = turn.head();
    if (now.nurtured().due() == turn.tick()) {
      turn.head(now.nurtured(now.nurtured().due(turn.tick() + 1)));
    }
    return turn.head();
  }

  /** Sets the alarm for what time alone may change next, or for the next touch if that comes first. */
  static void ring(Turn<Deciding, DecideStage.Never> turn, long next) {
    Deciding.Nurtured nurtured = turn.head().nurtured();
    if (nurtured.due() == next && next != Cell.NEVER) {
      turn.head(turn.head().nurtured(nurtured.due(next + 1)));
    }
    turn.alarm(Math.min(next, nurtured.due()));
  }

  void choose(Turn<Deciding, DecideStage.Never> turn) {
    choose(turn, situation(turn.head()));
  }

  /** When programmes begin with somebody who was known before Caravan went live; {@link Cell#NEVER} where that is over. */
  long starts(Turn<Deciding, DecideStage.Never> turn) {
    long at = goLive.startOf(turn.key());
    Deciding.Nurtured nurtured = turn.head().nurtured();
    boolean waits = nurtured.none().equals(STARTS_LATER) || !nurtured.programme().isEmpty() && !goLive.acts(turn.tick());
    return waits && at > turn.tick() ? at : Cell.NEVER;
  }

  private void choose(Turn<Deciding, DecideStage.Never> turn, Nurture.Situation at) {
    Deciding now = turn.head();
    Deciding.Nurtured before = now.nurtured();
    NextStep next = nurture.next(at, before.memory(), before.programme(), turn.tick());
    if (!goLive.acts(turn.tick()) || before.none().equals(STARTS_LATER) && turn.tick() < goLive.startOf(turn.key())) {
      if (before.programme().isEmpty()) {
        none(turn, next instanceof NextStep.None none ? none.code() : STARTS_LATER, "");
      }
      return;
    }
    if (next instanceof NextStep.Programme programme) {
      if (!programme.name().equals(before.programme())) {
        leave(turn, now, (exhausted(before) ? "everything of " + before.programme() + " was sent; " : "") + "moves to "
            + programme.name());
        if (reaching.holds(turn.head(), turn.tick())) {
          none(turn, Hold.TOUCH_GUARD.code(), "");
        } else {
          enrol(turn, programme, at);
        }
      }
    } else if (next instanceof NextStep.None none) {
      leave(turn, now, none.reason());
      none(turn, none.code(), none.programme());
    }
  }

  private static void none(Turn<Deciding, DecideStage.Never> turn, String code, String exhausted) {
    Deciding.Nurtured before = turn.head().nurtured();
    if (!before.programme().isEmpty() || !before.none().equals(code) || !before.exhausted().equals(exhausted)) {
      turn.head(turn.head().nurtured(new Deciding.Nurtured("", code, before.enrolments(), before.memory(), Cell.NEVER, exhausted)));
    }
  }

  private static boolean exhausted(Deciding.Nurtured nurtured) {
    Memory.Place place = nurtured.memory().places().get(nurtured.programme());
    return place != null && place.exhausted();
  }

  private Nurture.Situation situation(Deciding now) {
    return situation(now, now.scored().scores().lead(), sales(now));
  }

  /** How a person stands to a solution. */
  static Nurture.Situation situation(Deciding now, Scores.Solution of, Nurture.Sales sales) {
    ScoreToLifecycle.Scored scored = now.scored();
    Deciding.Track track = now.tracks().get(of.solution());
    return new Nurture.Situation(!scored.email().isEmpty(), scored.emailOut(), scored.bounced(),
        sales, scored.scores().disqualified(),
        of.solution().equals("all") ? scored.account().isCustomer() : scored.account().isCustomerOf(of.solution()),
        scored.scores().fitUnknown(), of.lacking(), now.turnedBack(), of.solution(),
        track == null ? of.scenario() : track.scenario(), of.posture(), scored.persona(), scored.answers(), scored.consentUnreadable());
  }

  private void enrol(Turn<Deciding, DecideStage.Never> turn, NextStep.Programme programme, Nurture.Situation at) {
    Deciding now = turn.head();
    Memory memory = now.nurtured().memory();
    int number = now.nurtured().enrolments() + 1;
    reaching.enrol(turn, new Decision.Enrolment("enrolment/" + turn.key() + "/" + number, turn.key(), turn.tick(),
        because(programme.objective() + ": " + programme.when(), programme.name(), programme.place(), now.scored().fact()),
        now.scored().email(), programme.name()));
    long due = nurture.due(programme.name(), memory, turn.tick());
    turn.head(turn.head().nurtured(new Deciding.Nurtured(programme.name(), "", number, memory, due, "")));
    if (due <= turn.tick()) {
      touch(turn, at);
    }
  }

  /** A touch is due. */
  void touch(Turn<Deciding, DecideStage.Never> turn) {
    touch(turn, situation(turn.head()));
  }

  private void touch(Turn<Deciding, DecideStage.Never> turn, Nurture.Situation at) {
    Deciding.Nurtured nurtured = turn.head().nurtured();
    Memory memory = nurtured.memory();
    long from = reaching.mayFrom(turn.head(), turn.tick());
    Touch next = nurture.touch(nurtured.programme(), at, memory, turn.tick());
    if (!goLive.acts(turn.tick())) {
      turn.head(turn.head().nurtured(nurtured.due(goLive.startOf(turn.key()))));
      return;
    }
    if (next == null) {
      turn.head(turn.head().nurtured(nurtured.memory(memory.exhausted(nurtured.programme()), Cell.NEVER)));
      choose(turn, at);
      return;
    }
    from = Math.max(from, next.notBefore());
    if (from > turn.tick()) {
      turn.head(turn.head().nurtured(nurtured.due(from)));
      return;
    }
    say(turn, nurtured.programme(), next, memory.touches() + 1);
    Memory more = memory.sent(nurtured.programme(), next.content(), turn.tick());
    turn.head(turn.head().nurtured(nurtured.memory(more, nurture.due(nurtured.programme(), more, turn.tick()))));
  }

  private void say(Turn<Deciding, DecideStage.Never> turn, String programme, Touch next, int number) {
    ScoreToLifecycle.Scored scored = turn.head().scored();
    List<String> questions = next.asks() ? scored.scores().nextQuestions() : List.of();
    reaching.touch(turn, new Decision.Touch("touch/" + turn.key() + "/" + number, turn.key(), turn.tick(),
        because("next in track " + next.track(), programme, next.place(), scored.fact()), scored.email(), programme, next.track(),
        next.content(), next.title(), next.kind(), questions, questions.stream().map(model::asks).toList(), next.offers()));
  }

  /**
   * Sales acts on an open hand-off, of the person or of a group that was told with them, or on an open opportunity; what it
   * has just won is its own, too, as long as the stage is.
   */
  private Nurture.Sales sales(Deciding now) {
    if (!now.openHandOff().isEmpty() || groupOpen(now)) {
      return Nurture.Sales.HAND_OFF;
    }
    for (Deciding.Deal deal : now.deals().values()) {
      if (deal.state() == Deciding.Deal.State.OPEN && !now.scored().account().isCustomerOf(deal.solution())) {
        return Nurture.Sales.OPPORTUNITY;
      }
    }
    for (Map.Entry<String, Deciding.Track> each : now.tracks().entrySet()) {
      Deciding.Deal last = now.deals().isEmpty() ? null : Way.decided(now, each.getKey());
      if (last != null && last.state() == Deciding.Deal.State.WON && funnel.stage(each.getValue().stage()).isSales()
          && !now.scored().account().isCustomerOf(each.getKey())) {
        return Nurture.Sales.OPPORTUNITY;
      }
    }
    return Nurture.Sales.NOTHING;
  }

  /** Whether a group's hand-off is open, and sales has not given the person back since. */
  private static boolean groupOpen(Deciding now) {
    for (GroupToLifecycle.GroupStands group : now.groups().values()) {
      if (group.isOpen() && group.since().isAfter(now.sales().rejectedAt())) {
        return true;
      }
    }
    return false;
  }

  void leave(Turn<Deciding, DecideStage.Never> turn, Deciding now, String why) {
    if (!now.nurtured().programme().isEmpty() && goLive.acts(turn.tick())) {
      turn.decide(new Decision.Leave("leave/" + turn.key() + "/" + now.nurtured().enrolments(), turn.key(), turn.tick(),
          because(why, now.nurtured().programme(), "config/nurture.yaml", now.scored().fact()), now.scored().email(), now.nurtured().programme()));
    }
  }

  private Because because(String text, String rule, String place, String fact) {
    return Because.of(text, rule, place, version, fact);
  }
}
