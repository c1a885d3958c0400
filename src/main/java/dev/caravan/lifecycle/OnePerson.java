package dev.caravan.lifecycle;

import dev.caravan.engine.Cell;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.group.GroupToLifecycle;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.nurture.Memory;
import dev.caravan.nurture.Nurture;
import dev.caravan.score.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes one of what decide kept of people who turned out to be one: what reached either counts, nothing is sent again, and
 * of their open hand-offs the earlier one goes on and the other one becomes part of it.
 *
 * <p>What they did, said and agreed to is not decide's: their facts follow, and the score of both comes with the tick. How
 * groups stand is heard from the groups they are in together.
 */
public final class OnePerson {
  private final OneTrack tracks;
  private final Nurture nurture;
  private final Reaching reaching;

  OnePerson(OneTrack tracks, Nurture nurture, Reaching reaching) {
    this.tracks = tracks;
    this.nurture = nurture;
    this.reaching = reaching;
  }

  /** Takes in whoever turned out in this tick to be this person, in the order in which it became known. */
  void join(Turn<Deciding, ?> turn) {
    List<Deciding.Other> others = turn.head().others();
    if (others.isEmpty()) {
      return;
    }
    turn.head(turn.head().with(Deciding.Home.HERE, List.of()));
    others.forEach(other -> join(turn, other.person(), other.state()));
  }

  private void join(Turn<Deciding, ?> turn, String other, Deciding theirs) {
    Deciding ours = turn.head();
    boolean bothOpen = !ours.openHandOff().isEmpty() && !theirs.openHandOff().isEmpty();
    boolean theirsGoesOn = ours.openHandOff().isEmpty() || bothOpen && asked(theirs) < asked(ours);
    String open = theirsGoesOn ? theirs.openHandOff() : ours.openHandOff();
    String ends = !bothOpen ? "" : theirsGoesOn ? ours.openHandOff() : theirs.openHandOff();
    Deciding onSales = isOut(ours) == isOut(theirs) ? theirsGoesOn && !open.isEmpty() ? theirs : ours : isOut(theirs) ? theirs : ours;
    Deciding notOnSales = onSales == ours ? theirs : ours;
    boolean lastGivenBack = theirs.sales().rejectedAt().isAfter(ours.sales().rejectedAt());
    turn.head(new Deciding(ours.scored(), ours.groups(), tracks(turn, ours, theirs, theirsGoesOn, open, ends), open,
        ours.round() + theirs.round(), isOut(onSales) ? sales(onSales, notOnSales, turn.tick()) : newest(ours.sales(), theirs.sales()),
        !open.isEmpty() ? onSales.turnedBack() : (lastGivenBack ? theirs : ours).turnedBack(),
        nurtured(ours.nurtured(), theirs.nurtured(), turn.tick()), ours.pushed(), ours.pushedTenths(),
        deals(ours.deals(), theirs.deals()), reaching.both(ours.touches(), theirs.touches(), turn.tick()),
        waiting(turn, ours, theirs), renewals(turn, ours, theirs), Deciding.Home.HERE, List.of()));
    if (!theirs.openHandOff().isEmpty() || theirs.round() > 0) {
      turn.send(Stages.ASSIGN, Stages.DESK, new LifecycleToDesk.GoesOn(theirs.openHandOff(), other, turn.key()));
    }
    if (bothOpen) {
      turn.send(Stages.ASSIGN, Stages.DESK, new LifecycleToDesk.JoinsOther(ends, open));
    }
  }

  // Hand-offs

  /** When their own open hand-off was asked for. */
  private static long asked(Deciding of) {
    return of.tracks().values().stream().filter(track -> track.handOff().equals(of.openHandOff()))
        .mapToLong(track -> track.handedAt().or(Cell.NEVER)).min().orElse(Cell.NEVER);
  }

  private static boolean isOut(Deciding of) {
    return of.tracks().values().stream().anyMatch(track -> !track.handOff().isEmpty());
  }

  private Map<String, Deciding.Track> tracks(Turn<Deciding, ?> turn, Deciding ours, Deciding theirs, boolean theirsGoesOn,
      String open, String ends) {
    var both = new TreeMap<>(ours.tracks());
    theirs.tracks().forEach((solution, track) -> {
      Deciding.Track own = ours.tracks().get(solution);
      // What went out with a group goes on with it only where they are in that group together.
      boolean inGroup = track.handOff().equals(theirs.openHandOff()) || ours.groups().values().stream()
          .anyMatch(group -> group.handOff().equals(track.handOff()));
      Deciding.Track brought = track.handOff().isEmpty() || inGroup ? track
          : track.handedOver("", track.handedAt(), track.toldAbove());
      both.put(solution, tracks.join(turn, solution, own, brought, isFirst(ours, own, theirs, brought, theirsGoesOn),
          new OneTrack.Earned(earned(ours, solution), earned(theirs, solution))));
    });
    if (!ends.isEmpty()) {
      both.replaceAll((solution, track) -> track.handOff().equals(ends)
          ? track.handedOver(open, track.handedAt(), track.toldAbove()) : track);
    }
    return both;
  }

  /** Of two tracks with a hand-off, whether theirs goes on: an own one before a group's, then the earlier. */
  private static boolean isFirst(Deciding ours, Deciding.@Nullable Track own, Deciding theirs, Deciding.Track brought,
      boolean theirsGoesOn) {
    boolean ownIsOwn = own != null && own.handOff().equals(ours.openHandOff());
    boolean broughtIsOwn = brought.handOff().equals(theirs.openHandOff());
    return ownIsOwn == broughtIsOwn ? broughtIsOwn && theirsGoesOn : broughtIsOwn;
  }

  private static long earned(Deciding of, String solution) {
    for (Scores.Solution each : of.scored().scores().solutions()) {
      if (each.solution().equals(solution)) {
        return each.earned();
      }
    }
    return 0;
  }

  /**
   * What sales said of the one who is with sales. What they said of the other one counts as an answer where it was about a
   * hand-off that becomes part of this; that they gave an earlier one back does not end this.
   */
  private static Deciding.Sales sales(Deciding with, Deciding other, long tick) {
    long since = isOut(other) ? asked(other) : tick - 1;
    Deciding.Sales said = with.sales();
    Deciding.Sales also = other.sales();
    return new Deciding.Sales(said.acceptedAt().orLater(also.acceptedAt().isAfter(since) ? also.acceptedAt() : Moment.NONE),
        said.workingAt().orLater(also.workingAt().isAfter(since) ? also.workingAt() : Moment.NONE),
        said.rejectedAt().orLater(also.rejectedAt().equals(Moment.of(tick)) ? also.rejectedAt() : Moment.NONE), said.fact().isEmpty() ? also.fact() : said.fact());
  }

  private static Deciding.Sales newest(Deciding.Sales a, Deciding.Sales b) {
    return new Deciding.Sales(a.acceptedAt().orLater(b.acceptedAt()), a.workingAt().orLater(b.workingAt()),
        a.rejectedAt().orLater(b.rejectedAt()), last(b).isAfter(last(a)) ? b.fact() : a.fact());
  }

  private static Moment last(Deciding.Sales said) {
    return said.begun().orLater(said.rejectedAt());
  }

  /** What was to be asked of either once they may be reached. */
  private static List<GroupToLifecycle.GroupHandOver> waiting(Turn<Deciding, ?> turn, Deciding ours, Deciding theirs) {
    var both = new ArrayList<>(ours.waiting());
    theirs.waiting().forEach(each -> both.add(each.naming(turn.key())));
    return List.copyOf(both);
  }

  private static List<GroupToLifecycle.RenewalHandOver> renewals(Turn<Deciding, ?> turn, Deciding ours, Deciding theirs) {
    var both = new ArrayList<>(ours.renewals());
    theirs.renewals().forEach(each -> both.add(each.naming(turn.key())));
    return List.copyOf(both);
  }

  // Programmes and opportunities

  /** They stay on the programme they are on; the other one has left theirs. */
  private Deciding.Nurtured nurtured(Deciding.Nurtured ours, Deciding.Nurtured theirs, long tick) {
    Memory memory = ours.memory().and(theirs.memory());
    // Never in this tick: a touch falls due alone.
    long due = ours.programme().isEmpty() ? Cell.NEVER : Math.max(tick + 1, nurture.due(ours.programme(), memory, tick));
    return new Deciding.Nurtured(ours.programme(), ours.none(), ours.enrolments() + theirs.enrolments(), memory, due,
        ours.exhausted());
  }

  private static Map<String, Deciding.Deal> deals(Map<String, Deciding.Deal> ours, Map<String, Deciding.Deal> theirs) {
    var both = new TreeMap<>(ours);
    theirs.forEach((id, deal) -> both.merge(id, deal, (a, b) -> b.at() > a.at() ? b : a));
    return both;
  }
}
