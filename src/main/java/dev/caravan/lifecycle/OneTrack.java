package dev.caravan.lifecycle;

import dev.caravan.engine.Turn;
import dev.caravan.funnel.Funnel;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.score.ScoreToLifecycle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one of two ways through the funnel of a solution, of people who turned out to be one. */
final class OneTrack {
  private static final int REMEMBERED = 5;

  private final Funnel funnel;
  private final String version;

  OneTrack(Funnel funnel, String version) {
    this.funnel = funnel;
    this.version = version;
  }

  /** Points in tenths earned for the solution in all: by both together, and by the one who ends. */
  record Earned(long together, long theirs) {
    /** What the other one had earned. */
    long ours() {
      return Math.max(0, together - theirs);
    }
  }

  /**
   * They stand where the one with a hand-off stood, else where the later round left them, else as far as either had come. A
   * round that began later holds for both, and of the points before only those that were earned in it count on.
   *
   * @param theirsFirst whether theirs goes on where both have a hand-off
   */
  Deciding.Track join(Turn<Deciding, ?> turn, String solution, Deciding.@Nullable Track before, Deciding.Track theirs,
      boolean theirsFirst, Earned earned) {
    Deciding.Track ours = before == null ? Deciding.Track.NEW : before;
    boolean oursOut = !ours.handOff().isEmpty();
    boolean theirsOut = !theirs.handOff().isEmpty();
    boolean take = oursOut != theirsOut ? theirsOut : oursOut ? theirsFirst : isFurther(theirs, ours);
    Deciding.Track on = take ? theirs : ours;
    boolean theirRound = theirs.roundSince().isAfter(ours.roundSince());
    Deciding.Track round = theirRound ? theirs : ours;
    long baseline = round.roundSince().isNone() ? 0 : round.earned() + (theirRound ? earned.ours() : earned.theirs());
    var one = new Deciding.Track(on.stage(), ours.mql() || theirs.mql(), on.handOff(), on.held(), on.scenario(), on.since(),
        ours.changes() + theirs.changes() + 1, on.readiness(), on.handedAt(), round.roundSince(), baseline, on.overdue(),
        told(ours.before(), theirs.before()), on.toldAbove(), round.endedBy(), on.heldUntil());
    if (!one.stage().equals(ours.stage())) {
      stands(turn, solution, ours.stage(), one);
    }
    return one;
  }

  private boolean isFurther(Deciding.Track theirs, Deciding.Track ours) {
    if (!theirs.roundSince().equals(ours.roundSince())) {
      return theirs.roundSince().isAfter(ours.roundSince());
    }
    return theirs.ready() != ours.ready() ? theirs.ready() : order(theirs) > order(ours);
  }

  private int order(Deciding.Track track) {
    return track.stage().isEmpty() ? -1 : funnel.stage(track.stage()).order();
  }

  private static List<String> told(List<String> ours, List<String> theirs) {
    var both = new ArrayList<>(theirs);
    both.addAll(ours);
    return both.subList(Math.max(0, both.size() - REMEMBERED), both.size());
  }

  private void stands(Turn<Deciding, ?> turn, String solution, String from, Deciding.Track one) {
    ScoreToLifecycle.Scored scored = turn.head().scored();
    Funnel.Stage to = funnel.stage(one.stage());
    turn.decide(new Decision.Stage("stage/" + turn.key() + "/" + solution + "/" + one.changes() + "/" + to.name(), turn.key(),
        turn.tick(), Because.of("another record of the same person was there", to.name(), to.place(), version, scored.fact()),
        scored.email(), solution, from, to.name(), one.scenario(), to.owner(), false, Moment.NONE));
  }
}
