package dev.caravan.engine;

import dev.caravan.enrich.AccountView;
import dev.caravan.funnel.Funnel;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import dev.caravan.nurture.Nurture;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a person goes through the funnel of one solution: which scenario they are in, when they qualify, what ends a round,
 * which stage follows and what limits do. Everything is decided from what decide keeps; a change of stage is put out as a
 * decision that says why.
 */
final class Way {
  private static final long ASKED_US_WITHIN = 30 * Times.DAY;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final ScoringModel model;
  private final Funnel funnel;
  private final Nurture nurture;
  private final String version;
  private final int mostSteps;

  Way(ScoringModel model, Funnel funnel, Nurture nurture, String version) {
    this.model = model;
    this.funnel = funnel;
    this.nurture = nurture;
    this.version = version;
    this.mostSteps = funnel.paths().stream().mapToInt(path -> path.stages().size()).sum();
  }

  /** Why a stage changes, and by which fact. */
  private record Reason(String text, String fact) {}

  // What follows from what

  /** Whether the person asked us within the last 30 days. */
  static boolean asked(Scores.Solution solution, long tick) {
    return solution.handRaisedAt() > 0 && solution.handRaisedAt() > tick - ASKED_US_WITHIN;
  }

  /** Whether they asked us in this round, and fit well enough for that alone to qualify them. */
  boolean raised(Deciding now, Scores.Solution solution, Deciding.Track track, long tick) {
    return asked(solution, tick) && solution.handRaisedAt() > track.roundSince()
        && now.scored().scores().fit() >= model.handRaiseFit();
  }

  private boolean qualifies(Deciding now, Scores.Solution solution, Deciding.Track track, long tick) {
    if (raised(now, solution, track, tick)) {
      return true;
    }
    if (solution.tenths() < model.mqlTenths() || track.roundSince() == 0) {
      return solution.tenths() >= model.mqlTenths();
    }
    Nurture.Requalify test = nurture.requalify(track.endedBy());
    return tick >= track.roundSince() + test.after() && earned(solution) - track.earned() >= test.tenths();
  }

  /** Points earned in all, however much of them has faded, in tenths. */
  private static long earned(Scores.Solution solution) {
    long earned = 0;
    for (int i = 0; i < solution.parts().size(); i++) {
      earned += solution.parts().get(i).earned();
    }
    return earned;
  }

  /** A customer of the solution can only renew, one of another only expand; for all others the scenario decides. */
  private static String scenario(Deciding now, Scores.Solution solution, Deciding.Track track) {
    for (Deciding.Deal deal : now.deals().values()) {
      if (deal.state() == Deciding.Deal.State.OPEN && deal.solution().equals(solution.solution())
          && (deal.kind().equals(Funnel.RENEWAL) || deal.kind().equals(Funnel.EXPANSION))) {
        return deal.kind();
      }
    }
    AccountView account = now.scored().account();
    if (account.isCustomer()) {
      return account.isCustomerOf(solution.solution()) ? Funnel.RENEWAL : Funnel.EXPANSION;
    }
    if (!solution.scenario().isEmpty()) {
      return solution.scenario();
    }
    boolean customers = track.scenario().equals(Funnel.RENEWAL) || track.scenario().equals(Funnel.EXPANSION);
    return track.scenario().isEmpty() || customers ? Funnel.NEW_PURCHASE : track.scenario();
  }

  /** Whether the contract for a solution ends soon, or has ended. */
  boolean renewalDue(Deciding now, String solution, long tick) {
    Long ends = now.scored().account().contracts().get(solution);
    return ends != null && tick >= ends - funnel.renewalDue();
  }

  /** The decided opportunity for a solution that came last; null while one is open, or there is none. */
  static Deciding.@Nullable Deal decided(Deciding now, String solution) {
    Deciding.Deal last = null;
    for (Deciding.Deal deal : now.deals().values()) {
      if (deal.solution().equals(solution)) {
        if (deal.state() == Deciding.Deal.State.OPEN) {
          return null;
        }
        last = last == null || deal.at() > last.at() ? deal : last;
      }
    }
    return last;
  }

  static Deciding.@Nullable Deal open(Deciding now, String solution) {
    for (Deciding.Deal deal : now.deals().values()) {
      if (deal.state() == Deciding.Deal.State.OPEN && deal.solution().equals(solution)) {
        return deal;
      }
    }
    return null;
  }

  // Going on

  /** Where the person stands now. */
  Deciding.Track on(Turn<Deciding, ?> turn, Scores.Solution solution, Deciding.Track before) {
    Deciding now = turn.head();
    String scenario = scenario(now, solution, before);
    Funnel.Path path = funnel.path(scenario);
    Deciding.Track track = before.scenario().equals(scenario) ? before : before.in(scenario);
    if (!track.ready() && qualifies(now, solution, track, turn.tick())) {
      track = track.qualified();
    }
    var at = new StageValues(model, this, now, solution, turn.tick(), track);
    if (track.stage().isEmpty()) {
      Funnel.Stage onward = funnel.onward(path.first(), at);
      Funnel.Stage to = onward == null ? path.first() : onward;
      change(turn, at, to, onward == null ? new Reason("first seen", now.scored().fact()) : why(at, to));
    } else {
      at.stage = funnel.stage(track.stage());
      if (!at.stage.name().equals(track.stage())) {
        change(turn, at, at.stage, new Reason("stage " + track.stage() + " was taken out of the funnel; its people were"
            + " moved to " + at.stage.name(), ""));
      }
    }
    walk(turn, at);
    Funnel.Stage stage = standing(at);
    if (!stage.path().equals(path.name()) && !isOnTheWay(stage, path)) {
      change(turn, at, path.first(), new Reason("the scenario is " + scenario + " now", now.scored().fact()));
      walk(turn, at);
    }
    limit(turn, at);
    return at.track;
  }

  private static Funnel.Stage standing(StageValues at) {
    Funnel.Stage stage = at.stage;
    if (stage == null) {
      throw new IllegalStateException("nobody stands nowhere once seen");
    }
    return stage;
  }

  /** Whether the limit of a stage leads onto a path: then its people go there in their time. */
  private boolean isOnTheWay(Funnel.Stage stage, Funnel.Path path) {
    Funnel.Limit limit = stage.limit();
    return limit != null && !limit.to().isEmpty() && funnel.stage(limit.to()).path().equals(path.name());
  }

  /** From stage to stage, as far as tests are met. */
  private void walk(Turn<Deciding, ?> turn, StageValues at) {
    for (int i = 0; i < mostSteps; i++) {
      Funnel.Stage to = funnel.onward(standing(at), at);
      if (to == null) {
        break;
      }
      change(turn, at, to, why(at, to));
      endRound(at);
    }
    endRound(at);
  }

  private void limit(Turn<Deciding, ?> turn, StageValues at) {
    Funnel.Stage stage = standing(at);
    Funnel.Limit limit = stage.limit();
    long runsOut = runsOut(at.track, limit);
    if (limit == null || runsOut > turn.tick()) {
      return;
    }
    if (limit.to().isEmpty()) {
      at.track = at.track.overdue() == 0 ? at.track.overdue(runsOut) : at.track;
      return;
    }
    String days = limit.after() / Times.DAY + " days";
    if (limit.fromHandOff()) {
      change(turn, at, funnel.stage(limit.to()), new Reason("expired: nobody acted on the hand-off within " + days, ""));
    } else {
      change(turn, at, funnel.stage(limit.to()), new Reason(days + " on stage " + stage.name() + " are over", ""));
    }
    if (!at.track.handOff().isEmpty()) {
      at.track = at.track.round(turn.tick(), earned(at.solution), "expired", told(at, "nobody acted on it within " + days));
    }
    walk(turn, at);
  }

  private static long runsOut(Deciding.Track track, Funnel.@Nullable Limit limit) {
    if (limit == null || limit.fromHandOff() && track.handedAt() == 0) {
      return Cell.NEVER;
    }
    return (limit.fromHandOff() ? Math.max(track.handedAt(), track.toldAbove()) : track.since()) + limit.after();
  }

  /**
   * Ends the round if sales gave the hand-off back, an opportunity was decided, or the group's hand-off which theirs had
   * joined is over; the next needs new points.
   */
  private static void endRound(StageValues at) {
    Deciding.Track track = at.track;
    if (at.said(at.now.sales().rejectedAt())) {
      String reason = at.now.turnedBack();
      at.track = track.round(at.tick, earned(at.solution), reason, told(at, "given back: " + reason));
      return;
    }
    if (isOverWithGroup(at.now, track.handOff())) {
      at.track = track.round(at.tick, earned(at.solution), "group", told(at, "its group's hand-off is over"));
      return;
    }
    Deciding.Deal last = at.now.deals().isEmpty() ? null : decided(at.now, at.solution.solution());
    if (last != null && last.at() > track.roundSince()) {
      String how = last.state() == Deciding.Deal.State.WON ? "won" : "lost";
      at.track = track.round(at.tick, earned(at.solution), how, told(at, "its opportunity was " + how));
    }
  }

  /** Whether a hand-off is a group's that no group has open any more. */
  private static boolean isOverWithGroup(Deciding now, String handOff) {
    if (handOff.isEmpty() || handOff.equals(now.openHandOff())) {
      return false;
    }
    for (Messages.GroupStands group : now.groups().values()) {
      if (group.handOff().equals(handOff)) {
        return false;
      }
    }
    return true;
  }

  private static String told(StageValues at, String outcome) {
    return at.track.handOff().isEmpty() ? "" : "Handed over on " + DAY.format(Instant.ofEpochMilli(at.track.handedAt())) + "; "
        + DAY.format(Instant.ofEpochMilli(at.tick)) + ": " + outcome + ".";
  }

  private void change(Turn<Deciding, ?> turn, StageValues at, Funnel.Stage to, Reason why) {
    Deciding.Track track = at.track;
    Funnel.Stage from = at.stage == to ? null : at.stage;
    Deciding.Track moved = track.at(to.name(), turn.tick());
    boolean backwards = from != null && from.path().equals(to.path()) && to.order() < from.order();
    boolean handedOver = from != null && !from.isSales() && to.isSales();
    turn.decide(new Decision.Stage("stage/" + turn.key() + "/" + at.solution.solution() + "/" + moved.changes() + "/" + to.name(),
        turn.key(), turn.tick(), Because.of(why.text(), to.name(), to.place(), version, why.fact()), at.now.scored().email(),
        at.solution.solution(), track.stage(), to.name(), track.scenario(), to.owner(), backwards,
        handedOver ? turn.tick() : 0));
    at.track = moved;
    at.stage = to;
  }

  /** Why a stage is entered: what happened where something did, else its test. */
  private static Reason why(StageValues at, Funnel.Stage to) {
    String test = to.enter().text();
    Deciding now = at.now;
    if (test.contains("sales rejected") && at.applyAsLong("sales rejected") != 0) {
      return new Reason("sales gave the hand-off back: " + now.turnedBack(), now.sales().fact());
    }
    if (test.contains("opportunity") && !now.deals().isEmpty()) {
      Deciding.Deal open = open(now, at.solution.solution());
      Deciding.Deal last = open == null ? decided(now, at.solution.solution()) : open;
      if (last != null) {
        return new Reason(switch (last.state()) {
          case OPEN -> "the person has a part in an open opportunity";
          case WON -> "their opportunity was won";
          case LOST -> "their opportunity was lost";
        }, last.fact());
      }
    }
    if (test.contains("sales accepted") || test.contains("sales working")) {
      boolean accepted = at.applyAsLong("sales accepted") != 0;
      boolean working = at.applyAsLong("sales working") != 0;
      return new Reason(accepted && working ? "sales accepted the hand-off and works on it"
          : accepted ? "sales accepted the hand-off" : working ? "sales works on the hand-off" : test, now.sales().fact());
    }
    return new Reason(test, now.scored().fact());
  }

  /** When time alone may change something next; {@link Cell#NEVER} if nothing will. */
  long next(Deciding now, String solution, Deciding.Track track, long tick) {
    long next = Cell.NEVER;
    if (track.overdue() == 0 && !track.stage().isEmpty()) {
      long runsOut = runsOut(track, funnel.stage(track.stage()).limit());
      next = runsOut > tick ? runsOut : next;
    }
    if (!track.ready() && track.roundSince() > 0) {
      long mayQualify = track.roundSince() + nurture.requalify(track.endedBy()).after();
      next = mayQualify > tick ? Math.min(next, mayQualify) : next;
    }
    Long ends = now.scored().account().contracts().get(solution);
    if (ends != null && ends - funnel.renewalDue() > tick) {
      next = Math.min(next, ends - funnel.renewalDue());
    }
    return next;
  }
}
