package dev.caravan.lifecycle;

import dev.caravan.engine.Cell;
import dev.caravan.engine.GoLive;
import dev.caravan.enrich.AccountView;
import dev.caravan.group.GroupToLifecycle;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import dev.caravan.nurture.Memory;
import dev.caravan.routing.Hold;
import dev.caravan.score.ScoreToLifecycle;
import dev.caravan.score.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What decide keeps of a person.
 *
 * @param scored the newest that was heard of them
 * @param groups how their groups stand, by account and solution
 * @param tracks by solution
 * @param openHandOff id of the person's own open hand-off, {@code ""} for none
 * @param round counts hand-offs
 * @param sales what sales said
 * @param turnedBack the reason sales gave, {@code ""} for none
 * @param nurtured the programme they are on
 * @param pushed what the CRM was last told, without interest
 * @param pushedTenths the interest it was last told in tenths, by the model that decides and the further ones
 * @param deals the opportunities they have a part in, by id
 * @param touches what reached them lately
 * @param waiting hand-offs of groups that name them, as long as they may not be reached
 * @param renewals renewals that name them, likewise
 * @param home where all this is kept instead, once anybody turned out to be this person, or they to be another
 * @param others what was kept of those who turned out in this tick to be this person
 */
public record Deciding(ScoreToLifecycle.Scored scored, Map<String, GroupToLifecycle.GroupStands> groups, Map<String, Track> tracks,
    String openHandOff, int round, Sales sales, String turnedBack, Nurtured nurtured, Told pushed, List<Long> pushedTenths,
    Map<String, Deal> deals, Touches touches, List<GroupToLifecycle.GroupHandOver> waiting,
    List<GroupToLifecycle.RenewalHandOver> renewals, Home home, List<Other> others) {

  /**
   * Where what is kept of a person is.
   *
   * @param level of decide, 0 for here
   * @param person under which id
   */
  record Home(int level, String person) {
    static final Home HERE = new Home(0, "");

    boolean isElsewhere() {
      return level > 0;
    }
  }

  /** What was kept of somebody who turned out to be another. */
  record Other(String person, Deciding state) {}

  /** What the CRM was told of a person, but for interest, which moves by steps. */
  record Told(String email, long fit, int completeness, String rating, String cell, String stage, String scenario,
      String posture, String persona, String solution, String nextQuestion, String programme, Moment overdue,
      List<ToldBeside> beside) {
    static final Told NOTHING = new Told("", 0, 0, "", "", "", "", "", "", "", "", "", Moment.NONE, List.of());
  }

  /** The same of a further model. */
  record ToldBeside(String model, long fit, String rating, String cell, String solution) {}

  /** Whether somebody has qualified, and whether they may be handed over for it without being released first. */
  enum Readiness { NOT_YET, UNRELEASED, READY }

  /**
   * A person's way through one solution's funnel. A round begins when somebody is first seen, and anew when sales gives a
   * hand-off back, an opportunity is decided, or nobody acts in time.
   *
   * @param mql whether they ever qualified
   * @param handOff id of the hand-off that covers it, {@code ""} for none
   * @param held why a hand-off waits
   * @param scenario by which they are on their path
   * @param since when they came to their stage, in the order of knowing
   * @param changes counts changes of stage
   * @param readiness whether they qualified in this round
   * @param handedAt when they were handed over in this round
   * @param roundSince when this round began; none for the first
   * @param earned points in tenths they had earned by then
   * @param overdue when their stage's limit ran out
   * @param before what became of earlier rounds, sentences
   * @param toldAbove when those above are told that nobody acted, as far as decide can know: from then on a hand-off
   *     expires; later once sales did something; none where it is not handed over
   * @param endedBy how the last round ended: by a reason sales gave, won, lost, expired, silent, or group; {@code ""} in the
   *     first
   * @param heldUntil when the wait for {@code held} ends by itself; none where an event ends it
   */
  public record Track(String stage, boolean mql, String handOff, List<String> held, String scenario, Moment since, int changes,
      Readiness readiness, Moment handedAt, Moment roundSince, long earned, Moment overdue, List<String> before, Moment toldAbove,
      String endedBy, Moment heldUntil) {
    private static final int REMEMBERED = 5;
    public static final Track NEW = new Track("", false, "", List.of(), "", Moment.NONE, 0, Readiness.NOT_YET, Moment.NONE,
        Moment.NONE, 0, Moment.NONE, List.of(), Moment.NONE, "", Moment.NONE);

    public Track {
      held = List.copyOf(held);
      before = List.copyOf(before);
    }

    Track at(String to, long when) {
      return new Track(to, mql, handOff, held, scenario, Moment.of(when), changes + 1, readiness, handedAt, roundSince, earned, Moment.NONE, before,
          toldAbove, endedBy, heldUntil);
    }

    Track in(String situation) {
      return new Track(stage, mql, handOff, held, situation, since, changes, readiness, handedAt, roundSince, earned, overdue,
          before, toldAbove, endedBy, heldUntil);
    }

    /** They qualified in this round: {@code as} says whether anything may follow from it by itself. */
    Track qualified(Readiness as) {
      return new Track(stage, true, handOff, held, scenario, since, changes, as, handedAt, roundSince, earned, overdue,
          before, toldAbove, endedBy, heldUntil);
    }

    /** Whether they qualified in this round. */
    boolean ready() {
      return readiness != Readiness.NOT_YET;
    }

    /** Whether they qualified before Caravan went live, and nobody has released them since. */
    boolean unreleased() {
      return readiness == Readiness.UNRELEASED;
    }

    Track overdue(long when) {
      return new Track(stage, mql, handOff, held, scenario, since, changes, readiness, handedAt, roundSince, earned, Moment.of(when),
          before, toldAbove, endedBy, heldUntil);
    }

    Track handedOver(String id, Moment when, Moment above) {
      return new Track(stage, mql, id, List.of(), scenario, since, changes, readiness, when, roundSince, earned, overdue, before,
          above, endedBy, Moment.NONE);
    }

    /** Sales did something: nothing expires before that is as long ago. */
    Track acted(long when) {
      return new Track(stage, mql, handOff, held, scenario, since, changes, readiness, handedAt, roundSince, earned, overdue,
          before, toldAbove.orLater(Moment.of(when)), endedBy, heldUntil);
    }

    /** Waits for some reason, until a moment; none where an event ends it. */
    Track held(Hold why, Moment until) {
      return new Track(stage, mql, handOff, List.of(why.code()), scenario, since, changes, readiness, handedAt, roundSince, earned, overdue,
          before, toldAbove, endedBy, until);
    }

    Track free() {
      return held.isEmpty() ? this : new Track(stage, mql, handOff, List.of(), scenario, since, changes, readiness, handedAt,
          roundSince, earned, overdue, before, toldAbove, endedBy, Moment.NONE);
    }

    /** Whether they qualified and then had to wait for what says nothing of their interest. */
    boolean waitedIn(Set<Hold> reasons) {
      return !held.isEmpty() && reasons.contains(Hold.of(held.get(0)));
    }

    public boolean isHeld(Hold why) {
      return held.contains(why.code());
    }

    /**
     * Begins a new round.
     *
     * @param how the one before ended, as {@code endedBy}
     * @param told what became of it, {@code ""} if there is nothing to tell
     */
    Track round(long when, long earnedByNow, String how, String told) {
      List<String> rounds = before;
      if (!told.isEmpty()) {
        var more = new ArrayList<>(before.subList(Math.max(0, before.size() - REMEMBERED + 1), before.size()));
        more.add(told);
        rounds = more;
      }
      return new Track(stage, mql, "", List.of(), scenario, since, changes, Readiness.NOT_YET, Moment.NONE,
          Moment.of(when), earnedByNow, overdue, rounds, Moment.NONE, how, Moment.NONE);
    }
  }

  /**
   * What sales said of the person, each the last time, in the order of knowing.
   *
   * @param fact the newest that said something
   */
  public record Sales(Moment acceptedAt, Moment workingAt, Moment rejectedAt, String fact) {
    static final Sales NOTHING = new Sales(Moment.NONE, Moment.NONE, Moment.NONE, "");

    /** When they last said that they work on it. */
    Moment begun() {
      return acceptedAt.orLater(workingAt);
    }

    /** Whether it took them up since Caravan went live, and has not given them back: then nobody need release them. */
    public boolean isOnIt(GoLive goLive) {
      return begun().isAfter(rejectedAt) && goLive.acts(begun().ms());
    }
  }

  /**
   * Their place in nurture.
   *
   * @param programme the one they are on, {@code ""} for none, then {@code none} says why
   * @param enrolments counts enrolments
   * @param memory what they were sent, and how far they are in each programme
   * @param due when the next touch is due; {@link Cell#NEVER} if none is
   * @param exhausted the programme of which nothing is left, where {@code none} is exhausted
   */
  public record Nurtured(String programme, String none, int enrolments, Memory memory, long due, String exhausted) {
    static final Nurtured NOT = new Nurtured("", "", 0, Memory.NONE, Cell.NEVER, "");

    public Nurtured due(long at) {
      return new Nurtured(programme, none, enrolments, memory, at, exhausted);
    }

    Nurtured memory(Memory more, long next) {
      return new Nurtured(programme, none, enrolments, more, next, exhausted);
    }
  }

  /**
   * An opportunity the person has a part in.
   *
   * @param kind new, renewal, expansion, {@code ""} if it does not say
   * @param at when it came to its state, in the order of knowing
   * @param fact that told so
   */
  record Deal(String solution, String kind, State state, long at, String fact) {
    /** How it stands. */
    enum State { OPEN, WON, LOST }

    /** An opportunity as a fact shows it. */
    static Deal of(Fact.Opportunity told, long at) {
      State state = told.won() ? State.WON : told.isClosed() ? State.LOST : State.OPEN;
      return new Deal(told.solution(), told.kind().toLowerCase(Locale.ROOT), state, at, told.head().id());
    }
  }

  private static final Scores.Solution NOTHING =
      new Scores.Solution("", 0, List.of(), "", "", "", "", 0, List.of(), Moment.NONE, "");

  public static final Deciding NEW = new Deciding(
      new ScoreToLifecycle.Scored("", "", "", "", "", AccountView.NONE, "none", false, false, false,
          new Scores.Person(0, List.of(), 0, true, "", true, List.of(), NOTHING, List.of()), List.of(), 0, "", ScoreToLifecycle.Place.UNKNOWN,
          Map.of(), Map.of()),
      Map.of(), Map.of(), "", 0, Sales.NOTHING, "", Nurtured.NOT, Told.NOTHING, List.of(0L), Map.of(), Touches.NONE, List.of(), List.of(), Home.HERE,
      List.of());

  /** The solutions to decide on: those of interest, then those of which only an opportunity or a stage is known. */
  List<Scores.Solution> solutions() {
    List<Scores.Solution> scores = scored.scores().solutions();
    if (deals.isEmpty()) {
      return scores;
    }
    var all = new TreeMap<String, Scores.Solution>();
    deals.values().forEach(deal -> {
      if (!deal.solution().isEmpty()) {
        all.put(deal.solution(), new Scores.Solution(deal.solution(), 0, List.of(), "", "", "", "exploring", 0, List.of(), Moment.NONE, ""));
      }
    });
    scores.forEach(each -> all.put(each.solution(), each));
    return List.copyOf(all.values());
  }

  Deciding scored(ScoreToLifecycle.Scored newest) {
    return new Deciding(newest, groups, tracks, openHandOff, round, sales, turnedBack, nurtured,
        pushed, pushedTenths, deals, touches, waiting, renewals, home, others);
  }

  Deciding group(GroupToLifecycle.GroupStands stands) {
    var more = new TreeMap<>(groups);
    more.put(stands.account() + "|" + stands.solution(), stands);
    return new Deciding(scored, more, tracks, openHandOff, round, sales, turnedBack, nurtured,
        pushed, pushedTenths, deals, touches, waiting, renewals, home, others);
  }

  /** The group of the person's account for a solution; null where there is none. */
  GroupToLifecycle.@Nullable GroupStands group(String solution) {
    return groups.isEmpty() ? null : groups.get(scored.account().id() + "|" + solution);
  }

  Deciding deal(String id, Deal told) {
    var more = new TreeMap<>(deals);
    more.put(id, told);
    return new Deciding(scored, groups, tracks, openHandOff, round, sales, turnedBack, nurtured,
        pushed, pushedTenths, more, touches, waiting, renewals, home, others);
  }

  /** An opportunity was deleted, or they have no part in it any more. */
  Deciding withoutDeal(String id) {
    var fewer = new TreeMap<>(deals);
    fewer.remove(id);
    return new Deciding(scored, groups, tracks, openHandOff, round, sales, turnedBack, nurtured,
        pushed, pushedTenths, fewer, touches, waiting, renewals, home, others);
  }

  Deciding tracks(Map<String, Track> changed) {
    return new Deciding(scored, groups, changed, openHandOff, round, sales, turnedBack, nurtured,
        pushed, pushedTenths, deals, touches, waiting, renewals, home, others);
  }

  Deciding sales(Sales said, String reason) {
    return new Deciding(scored, groups, tracks, openHandOff, round, said, reason, nurtured,
        pushed, pushedTenths, deals, touches, waiting, renewals, home, others);
  }

  Deciding handedOver(String id, int number) {
    return new Deciding(scored, groups, tracks, id, number, sales, id.isEmpty() ? turnedBack : "", nurtured,
        pushed, pushedTenths, deals, touches, waiting, renewals, home, others);
  }

  Deciding nurtured(Nurtured now) {
    return new Deciding(scored, groups, tracks, openHandOff, round, sales, turnedBack, now,
        pushed, pushedTenths, deals, touches, waiting, renewals, home, others);
  }

  Deciding pushed(Told told, List<Long> tenths) {
    return new Deciding(scored, groups, tracks, openHandOff, round, sales, turnedBack, nurtured,
        told, tenths, deals, touches, waiting, renewals, home, others);
  }

  Deciding touches(Touches lately) {
    return new Deciding(scored, groups, tracks, openHandOff, round, sales, turnedBack, nurtured, pushed, pushedTenths,
        deals, lately, waiting, renewals, home, others);
  }

  Deciding waits(GroupToLifecycle.GroupHandOver handOff) {
    var more = new ArrayList<>(waiting);
    more.add(handOff);
    return waiting(List.copyOf(more));
  }

  /** Whether a group's hand-off of a solution waits until they may be reached. */
  boolean isWaiting(String solution) {
    for (int i = 0; i < waiting.size(); i++) {
      if (waiting.get(i).handOff().solution().equals(solution)) {
        return true;
      }
    }
    return false;
  }

  Deciding waiting(List<GroupToLifecycle.GroupHandOver> handOffs) {
    return new Deciding(scored, groups, tracks, openHandOff, round, sales, turnedBack, nurtured, pushed, pushedTenths,
        deals, touches, handOffs, renewals, home, others);
  }

  Deciding renewal(GroupToLifecycle.RenewalHandOver asked) {
    var more = new ArrayList<>(renewals);
    more.add(asked);
    return renewals(more);
  }

  /** A renewal has gone out. */
  Deciding renewed(GroupToLifecycle.RenewalHandOver asked) {
    return renewals(renewals.stream().filter(each -> !each.equals(asked)).toList());
  }

  Deciding renewals(List<GroupToLifecycle.RenewalHandOver> waiting) {
    return new Deciding(scored, groups, tracks, openHandOff, round, sales, turnedBack, nurtured, pushed, pushedTenths,
        deals, touches, this.waiting, List.copyOf(waiting), home, others);
  }

  // People who turn out to be one

  /** Nothing is kept here any more. */
  static Deciding elsewhere(int level, String person) {
    return NEW.with(new Home(level, person), List.of());
  }

  Deciding with(Home now, List<Other> waiting) {
    return new Deciding(scored, groups, tracks, openHandOff, round, sales, turnedBack, nurtured, pushed, pushedTenths,
        deals, touches, this.waiting, renewals, now, List.copyOf(waiting));
  }

  Deciding and(Other other) {
    var more = new ArrayList<>(others);
    more.add(other);
    return with(home, more);
  }
}
