package dev.caravan.lifecycle;

import dev.caravan.engine.Stage;
import dev.caravan.funnel.Funnel;
import dev.caravan.group.GroupToLifecycle;
import dev.caravan.model.Moment;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What entry tests ask about, for one person and solution; {@link #track} and {@link #stage} move on as stages change. */
final class StageValues implements ToLongFunction<String> {
  private final ScoringModel model;
  private final Way way;
  final Deciding now;
  final Scores.Solution solution;
  final long tick;
  Deciding.Track track;
  Funnel.@Nullable Stage stage;

  StageValues(ScoringModel model, Way way, Deciding now, Scores.Solution solution, long tick, Deciding.Track track) {
    this.model = model;
    this.way = way;
    this.now = now;
    this.solution = solution;
    this.tick = tick;
    this.track = track;
  }

  @Override
  public long applyAsLong(String name) {
    return switch (name) {
      case "interest" -> interest() * Scores.TENTH;
      case "mql" -> model.mqlTenths() * Scores.TENTH;
      case "fit" -> now.scored().scores().fit();
      case "completeness" -> now.scored().scores().completeness() * 1_000_000L;
      case "posture" -> applyAsLong(solution.posture());
      case "exploring", "" -> 0;
      case "evaluating" -> 1_000_000L;
      case "deciding" -> 2_000_000L;
      case "sales accepted" -> flag(said(now.sales().acceptedAt()));
      case "sales working" -> flag(said(now.sales().workingAt()));
      case "sales rejected" -> flag(said(now.sales().rejectedAt()));
      case "opportunity open" -> flag(!now.deals().isEmpty() && Way.open(now, solution.solution()) != null);
      case "opportunity won" -> flag(ended(Deciding.Deal.State.WON));
      case "opportunity lost" -> flag(ended(Deciding.Deal.State.LOST));
      case "customer" -> flag(now.scored().account().isCustomerOf(solution.solution()));
      case "renewal due" -> flag(way.renewalDue(now, solution.solution(), tick));
      default -> throw new IllegalArgumentException("no value " + name);
    };
  }

  /** Whether they qualify because they asked us. */
  boolean asked() {
    return way.qualifiesByHandRaise(now, solution, track, tick);
  }

  private static long flag(boolean holds) {
    return holds ? 1 : 0;
  }

  /** In a later round nobody is back at the MQL border before they qualified anew; who once was, stays there. */
  private long interest() {
    if (track.ready()) {
      return Math.max(solution.tenths(), model.mqlTenths());
    }
    return track.roundSince().isKnown() ? Math.min(solution.tenths(), model.mqlTenths() - 1) : solution.tenths();
  }

  /** Whether something that sales said is about the hand-off of this round. */
  boolean said(Moment at) {
    return at.isAfter(track.roundSince()) && at.isAfter(track.handedAt()) && (!track.handOff().isEmpty() || handedWithGroup());
  }

  private boolean handedWithGroup() {
    GroupToLifecycle.GroupStands group = now.group(solution.solution());
    return group != null && !group.handOff().isEmpty();
  }

  /** Whether an opportunity came to an end while the person stood on this stage; on a customer's path, one to renew. */
  private boolean ended(Deciding.Deal.State how) {
    Deciding.Deal last = now.deals().isEmpty() ? null : Way.decided(now, solution.solution());
    return last != null && last.state() == how && !track.since().isAfter(last.at())
        && (track.since().isKnown() || !track.scenario().equals(Funnel.RENEWAL) || last.kind().equals(Funnel.RENEWAL));
  }
}
