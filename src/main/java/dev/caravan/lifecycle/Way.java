package dev.caravan.lifecycle;

import dev.caravan.config.Condition;
import dev.caravan.engine.Cell;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.Turn;
import dev.caravan.enrich.AccountView;
import dev.caravan.funnel.Funnel;
import dev.caravan.group.GroupToLifecycle;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.nurture.Nurture;
import dev.caravan.routing.Hold;
import dev.caravan.routing.Routing;
import dev.caravan.score.ScoreToLifecycle;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a person goes through the funnel of one solution: which scenario they are in, when they qualify, what ends a round,
 * which stage follows and what limits do. Everything is decided from what decide keeps; a change of stage is put out as a
 * decision that says why.
 */
final class Way {
  private static final long HAND_RAISE_COUNTS_FOR = 30 * Times.DAY;
  /** How a round ends that was part of a group's hand-off, where the person is no member any more. */
  private static final String LEFT = "group";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final ScoringModel model;
  private final Funnel funnel;
  private final Nurture nurture;
  private final String version;
  private final int mostSteps;
  private final GoLive goLive;

  Way(ScoringModel model, Funnel funnel, Nurture nurture, String version, GoLive goLive) {
    this.goLive = goLive;
    this.model = model;
    this.funnel = funnel;
    this.nurture = nurture;
    this.version = version;
    this.mostSteps = funnel.paths().stream().mapToInt(path -> path.stages().size()).sum();
  }

  // What follows from what

  /** Whether the person asked us within the last 30 days. */
  static boolean raisedHandLately(Scores.Solution solution, long tick) {
    return solution.handRaisedAt().isAfter(tick - HAND_RAISE_COUNTS_FOR);
  }

  /** Whether they asked us in this round, and fit well enough for that alone to qualify them. */
  boolean qualifiesByHandRaise(Deciding now, Scores.Solution solution, Deciding.Track track, long tick) {
    ScoreToLifecycle.Scored scored = now.scored();
    return raisedHandInRound(solution, track, tick) && (scored.scores().fit() >= model.handRaiseFit()
        || !scored.email().isEmpty() && isFitUnknown(scored.scores()));
  }

  /** Whether they asked us in this round, lately enough, however well they fit. */
  boolean raisedHandInRound(Scores.Solution solution, Deciding.Track track, long tick) {
    return raisedHandLately(solution, tick) && solution.handRaisedAt().isAfter(track.roundSince());
  }

  /** Until when a request counts. */
  static Moment handRaiseCountsUntil(Scores.Solution solution) {
    return solution.handRaisedAt().plus(HAND_RAISE_COUNTS_FOR);
  }

  /** Whether it is what we do not know, and not what we know, that keeps the fit below what a request asks for. */
  boolean isFitUnknown(Scores.Person scores) {
    long unknown = 0;
    long weights = 0;
    for (Scores.FitPart part : scores.fitParts()) {
      weights += part.weight();
      unknown += part.known() ? 0 : part.weight();
    }
    return scores.fit() < model.handRaiseFit() && weights > 0
        && scores.fit() + Condition.whole(100) * unknown / weights >= model.handRaiseFit();
  }

  /** Whether somebody is on a stage that is sales' own. */
  boolean isWithSales(Deciding.Track track) {
    return !track.stage().isEmpty() && funnel.stage(track.stage()).isSales();
  }

  private boolean qualifies(Deciding now, Scores.Solution solution, Deciding.Track track, long tick) {
    if (qualifiesByHandRaise(now, solution, track, tick)) {
      return true;
    }
    if (solution.tenths() < model.mqlTenths() || track.roundSince().isNone()) {
      return solution.tenths() >= model.mqlTenths();
    }
    ScoreToLifecycle.Scored scored = now.scored();
    var answered = new TreeSet<String>();
    scored.answeredAt().forEach((question, at) -> {
      if (at > track.roundSince().ms()) {
        answered.add(question);
      }
    });
    return nurture.requalifies(NextSteps.situation(now, solution, Nurture.Sales.NOTHING), new Nurture.Since(track.endedBy(),
        solution.earned() - track.earned(), tick - track.roundSince().ms(), answered, solution.tenths() * Scores.TENTH,
        scored.scores().fit(), Condition.whole(scored.scores().completeness())));
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
    boolean looksAnew = track.unreleased() && !track.isHeld(Hold.RELEASE);
    if (!track.ready() && qualifies(now, solution, track, turn.tick()) || looksAnew) {
      Deciding.Readiness as = goLive.acts(turn.tick(), solution.newest()) ? Deciding.Readiness.READY : Deciding.Readiness.UNRELEASED;
      track = as == track.readiness() ? track : track.qualified(as);
    }
    var at = new StageValues(model, this, now, solution, turn.tick(), track);
    if (track.stage().isEmpty()) {
      Funnel.Stage onward = funnel.onward(path.first(), at);
      Funnel.Stage to = onward == null ? path.first() : onward;
      change(turn, at, to, onward == null ? new StageReason("first seen", now.scored().fact()) : StageReason.of(at, to, model));
    } else {
      at.stage = funnel.stage(track.stage());
      if (!at.stage.name().equals(track.stage())) {
        change(turn, at, at.stage, new StageReason("stage " + track.stage() + " was taken out of the funnel; its people were"
            + " moved to " + at.stage.name(), ""));
      }
    }
    walk(turn, at);
    Funnel.Stage stage = standing(at);
    if (!stage.path().equals(path.name()) && !isOnTheWay(stage, path)) {
      change(turn, at, path.first(), new StageReason("the scenario is " + scenario + " now", now.scored().fact()));
      walk(turn, at);
    }
    limit(turn, at);
    expire(at);
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
      change(turn, at, to, StageReason.of(at, to, model));
      endRound(turn, at);
    }
    endRound(turn, at);
  }

  private void limit(Turn<Deciding, ?> turn, StageValues at) {
    Funnel.Stage stage = standing(at);
    Funnel.Limit limit = stage.limit();
    long runsOut = runsOut(at.now, at.track, limit);
    if (limit == null || runsOut > turn.tick()) {
      return;
    }
    if (limit.to().isEmpty()) {
      at.track = at.track.overdue().isNone() ? at.track.overdue(runsOut) : at.track;
      return;
    }
    String days = limit.after() / Times.DAY + " days";
    if (limit.fromHandOff()) {
      change(turn, at, funnel.stage(limit.to()), new StageReason("expired: nobody acted on the hand-off within " + days, ""));
    } else {
      change(turn, at, funnel.stage(limit.to()), new StageReason(days + " on stage " + stage.name() + " are over", ""));
    }
    if (!at.track.handOff().isEmpty()) {
      at.track = at.track.round(turn.tick(), at.solution.earned(), "expired", told(at, "nobody acted on it within " + days));
    }
    walk(turn, at);
  }

  private static long runsOut(Deciding now, Deciding.Track track, Funnel.@Nullable Limit limit) {
    if (limit == null || limit.fromHandOff() && !isOwn(now, track)) {
      return Cell.NEVER; // what joined a group's ends with the group's
    }
    return (limit.fromHandOff() ? track.handedAt().orLater(track.toldAbove()) : track.since()).plus(limit.after()).or(Cell.NEVER);
  }

  private static boolean isOwn(Deciding now, Deciding.Track track) {
    return !track.handOff().isEmpty() && track.handOff().equals(now.openHandOff());
  }

  /** Ends the round of a hand-off nobody acted on, where the stage has no limit of its own that does. */
  private void expire(StageValues at) {
    if (expires(funnel, at.now, at.solution.solution(), at.track) <= at.tick) {
      at.track = at.track.round(at.tick, at.solution.earned(), "expired", told(at, "nobody acted on it"));
    }
  }

  /** When the person's own hand-off for a solution ends, if nobody acts on it; {@link Cell#NEVER} if sales has begun. */
  static long handOffEnds(Funnel funnel, Deciding now, String solution, Deciding.Track track) {
    Funnel.Limit limit = track.stage().isEmpty() ? null : funnel.stage(track.stage()).limit();
    return limit != null && limit.fromHandOff() ? runsOut(now, track, limit) : expires(funnel, now, solution, track);
  }

  private static long expires(Funnel funnel, Deciding now, String solution, Deciding.Track track) {
    Funnel.Limit limit = track.stage().isEmpty() ? null : funnel.stage(track.stage()).limit();
    boolean begun = now.sales().begun().isAfter(track.handedAt());
    if (!isOwn(now, track) || begun || limit != null && limit.fromHandOff() || open(now, solution) != null) {
      return Cell.NEVER;
    }
    return track.handedAt().orLater(track.toldAbove()).plus(Routing.EXPIRES_AFTER).or(Cell.NEVER);
  }

  /**
   * Ends the round if sales gave the hand-off back, an opportunity was decided, or the group's hand-off which theirs had
   * joined is over; the next needs new points.
   */
  private void endRound(Turn<Deciding, ?> turn, StageValues at) {
    Deciding.Track track = at.track;
    if (at.said(at.now.sales().rejectedAt())) {
      String reason = at.now.turnedBack();
      at.track = track.round(at.tick, at.solution.earned(), reason, told(at, "given back: " + reason.replace('-', ' ')));
      return;
    }
    if (isOverWithGroup(at.now, track.handOff())) {
      String how = groupEnded(at.now, at.solution.solution());
      Funnel.Limit limit = standing(at).limit();
      if (limit != null && limit.fromHandOff() && !limit.to().isEmpty()) {
        change(turn, at, funnel.stage(limit.to()), new StageReason(how.equals(LEFT) ? "they left the group they were handed over with"
            : "the hand-off of their group is over: " + how.replace('-', ' '), ""));
      }
      at.track = at.track.round(at.tick, at.solution.earned(), how, told(at, how.equals(LEFT) ? "they left the group"
          : "its group's hand-off is over"));
      return;
    }
    Deciding.Deal last = at.now.deals().isEmpty() ? null : decided(at.now, at.solution.solution());
    if (last != null && Moment.of(last.at()).isAfter(track.roundSince())) {
      String how = last.state() == Deciding.Deal.State.WON ? "won" : "lost";
      at.track = track.round(at.tick, at.solution.earned(), how, told(at, "its opportunity was " + how));
    }
  }

  /** Whether a hand-off is a group's that no group has open any more. */
  private static boolean isOverWithGroup(Deciding now, String handOff) {
    if (handOff.isEmpty() || handOff.equals(now.openHandOff())) {
      return false;
    }
    for (GroupToLifecycle.GroupStands group : now.groups().values()) {
      if (group.handOff().equals(handOff)) {
        return false;
      }
    }
    return true;
  }

  /** How the hand-off of their group ended; {@code group} where they only left it. */
  private static String groupEnded(Deciding now, String solution) {
    GroupToLifecycle.GroupStands group = now.group(solution);
    return group == null || group.ended().isEmpty() ? LEFT : group.ended();
  }

  private static String told(StageValues at, String outcome) {
    return at.track.handOff().isEmpty() ? "" : "Handed over on " + DAY.format(Instant.ofEpochMilli(at.track.handedAt().or(at.tick))) + "; "
        + DAY.format(Instant.ofEpochMilli(at.tick)) + ": " + outcome + ".";
  }

  private void change(Turn<Deciding, ?> turn, StageValues at, Funnel.Stage to, StageReason why) {
    Deciding.Track track = at.track;
    Funnel.Stage from = at.stage == to ? null : at.stage;
    Deciding.Track moved = track.at(to.name(), turn.tick());
    boolean backwards = from != null && from.path().equals(to.path()) && to.order() < from.order();
    boolean handedOver = from != null && !from.isSales() && to.isSales();
    turn.decide(new Decision.Stage("stage/" + turn.key() + "/" + at.solution.solution() + "/" + moved.changes() + "/" + to.name(),
        turn.key(), turn.tick(), Because.of(why.text(), to.name(), to.place(), version, why.fact()), at.now.scored().email(),
        at.solution.solution(), track.stage(), to.name(), track.scenario(), to.owner(), backwards,
        handedOver ? Moment.of(turn.tick()) : Moment.NONE));
    at.track = moved;
    at.stage = to;
  }

  /** When time alone may change something next; {@link Cell#NEVER} if nothing will. */
  long next(Deciding now, String solution, Deciding.Track track, long tick) {
    long next = Cell.NEVER;
    if (track.overdue().isNone() && !track.stage().isEmpty()) {
      long runsOut = runsOut(now, track, funnel.stage(track.stage()).limit());
      next = runsOut > tick ? runsOut : next;
    }
    long expires = expires(funnel, now, solution, track);
    next = expires > tick ? Math.min(next, expires) : next;
    next = track.heldUntil().isAfter(tick) ? Math.min(next, track.heldUntil().ms()) : next;
    if (!track.ready() && track.roundSince().isKnown()) {
      long mayQualify = track.roundSince().ms() + nurture.requalifiesAfter(track.endedBy());
      next = mayQualify > tick ? Math.min(next, mayQualify) : next;
    }
    Long ends = now.scored().account().contracts().get(solution);
    if (ends != null && ends - funnel.renewalDue() > tick) {
      next = Math.min(next, ends - funnel.renewalDue());
    }
    return next;
  }
}
