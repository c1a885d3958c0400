package dev.caravan.lifecycle;

import dev.caravan.engine.Cell;
import dev.caravan.engine.FactMessage;
import dev.caravan.engine.GoLive;
import dev.caravan.engine.Handlers;
import dev.caravan.engine.Message;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.funnel.Funnel;
import dev.caravan.group.GroupToDesk;
import dev.caravan.group.GroupToLifecycle;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import dev.caravan.nurture.Nurture;
import dev.caravan.routing.Routing;
import dev.caravan.score.ScoreToLifecycle;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Key: a person. Decides their stage, whether sales is asked to act, their one next step, and what the CRM should show.
 *
 * <p>What came within a tick is first taken in, then decided on as a whole when the tick's alarm rings: a person who
 * reaches 100 points in the very tick their group becomes active is handed over with the group, not beside it.
 *
 * <p>The stage stands several times in a row, see {@link MergeStage}. A key whose person is kept at a later level passes on
 * what comes for them.
 */
public final class DecideStage implements Stage<Deciding, DecideStage.Never> {
  /** This stage keeps nothing under names. */
  record Never() {}

  private final int level;
  private final Way way;
  private final HandOffs handOffs;
  private final RenewalHandOffs renewals;
  private final NextSteps nextSteps;
  private final Shown shown;
  private final Reaching reaching;
  private final OnePerson onePerson;
  private final PastActs pastActs;
  private final GoLive goLive;
  private final Handlers<Deciding, Never> handlers;

  public DecideStage(int level, ScoringModel model, Funnel funnel, Nurture nurture, Routing routing, String version, GoLive goLive) {
    this.level = level;
    this.goLive = goLive;
    this.reaching = new Reaching(routing.touches(), version, goLive);
    this.way = new Way(model, funnel, nurture, version, goLive);
    this.shown = new Shown(model, funnel, version);
    HandOffText text = new HandOffText(model, shown, version);
    this.handOffs = new HandOffs(model, way, text, routing, reaching, goLive);
    this.renewals = new RenewalHandOffs(funnel, text, routing, reaching, goLive);
    this.nextSteps = new NextSteps(model, funnel, nurture, reaching, version, goLive);
    this.pastActs = new PastActs(nurture, routing, reaching);
    this.onePerson = new OnePerson(new OneTrack(funnel, version), nurture, reaching);
    handlers = handling();
  }

  @Override
  public String name() {
    return name(level);
  }

  /** {@code decide, decide-2} and so on. */
  static String name(int level) {
    return level == 0 ? "decide" : "decide-" + (level + 1);
  }

  @Override
  public Class<Deciding> headType() {
    return Deciding.class;
  }

  @Override
  public Class<Never> entryType() {
    return Never.class;
  }

  @Override
  public Deciding fresh(String key) {
    return Deciding.NEW;
  }

  @Override
  public Handlers<Deciding, Never> handlers() {
    return handlers;
  }

  @Override
  public void take(Turn<Deciding, Never> turn, Message message) {
    if (turn.head().home().isElsewhere()) {
      passOn(turn, message);
      return;
    }
    NextSteps.touchAlone(turn);
    Stage.super.take(turn, message);
  }

  private Handlers<Deciding, Never> handling() {
    return new Handlers<Deciding, Never>()
        .on(ScoreToLifecycle.Scored.class, decidesOn((turn, scored) -> turn.head(turn.head().scored(scored))))
        .on(GroupToLifecycle.GroupStands.class, decidesOn((turn, stands) -> turn.head(turn.head().group(stands))))
        .on(FactMessage.SalesSaid.class, decidesOn(this::salesSaid))
        .on(FactMessage.DealSaid.class, decidesOn(this::dealSaid))
        .on(ToNextLevel.TakesOver.class, decidesOn((turn, takesOver) -> turn.head(turn.head().and(takesOver.other()))))
        .on(ToNextLevel.Moved.class, decidesOn((turn, moved) -> turn.head(moved.state().with(Deciding.Home.HERE, turn.head().others()))))
        .on(GroupToLifecycle.GroupHandOver.class, decidesOn(handOffs::ofGroup))
        .on(GroupToLifecycle.RenewalHandOver.class, decidesOn((turn, renewal) -> turn.head(turn.head().renewal(renewal))))
        .on(FactMessage.Released.class, decidesOn((turn, released) -> turn.head(released(turn.head(), released.what()))))
        .on(FactMessage.Done.class, decidesOn((turn, done) -> pastActs.done(turn, done.act())))
        .on(FactMessage.Touched.class, this::touched)
        .on(MergeToLifecycle.GoesOnAs.class, this::goesOn)
        .on(MergeToLifecycle.MovesUp.class, this::movesUp)
        .on(FactMessage.Mailed.class, (turn, mailed) -> reaching.mailed(turn, mailed.time()))
        .on(FactMessage.OwnerSaid.class, (turn, said) -> HandOffs.answered(turn, turn.head(), GroupToDesk.Answered.OWNER, said.fact().owner()));
  }

  /** What is taken in now, and decided on with all else of the tick. */
  private static <M extends Message> BiConsumer<Turn<Deciding, Never>, M> decidesOn(BiConsumer<Turn<Deciding, Never>, M> taken) {
    return (turn, message) -> {
      taken.accept(turn, message);
      turn.alarm(turn.tick());
    };
  }

  private void salesSaid(Turn<Deciding, Never> turn, FactMessage.SalesSaid sales) {
    HandOffs.answered(turn, turn.head(), sales.fact().status(), "");
    turn.head(salesSaid(turn.head(), sales.fact(), turn.tick()));
  }

  private void dealSaid(Turn<Deciding, Never> turn, FactMessage.DealSaid deal) {
    Deciding now = turn.head();
    String id = deal.fact().head().subject();
    if (deal.fact().isDeleted()) {
      turn.head(now.withoutDeal(id));
      return;
    }
    Deciding.Deal told = Deciding.Deal.of(deal.fact(), turn.tick());
    Deciding.Deal before = now.deals().get(id);
    boolean same = before != null && before.state() == told.state() && before.kind().equals(told.kind())
        && before.solution().equals(told.solution());
    if (!same && told.state() == Deciding.Deal.State.OPEN) {
      HandOffs.opened(turn, now, told.solution());
    }
    turn.head(same ? now : now.deal(id, told));
  }

  private void movesUp(Turn<Deciding, Never> turn, MergeToLifecycle.MovesUp up) {
    turn.send(Stages.DECIDE + up.level(), turn.key(), new ToNextLevel.Moved(turn.head()));
    turn.head(Deciding.elsewhere(up.level(), turn.key()));
    turn.alarm(Cell.NEVER);
  }

  private void touched(Turn<Deciding, Never> turn, FactMessage.Touched touched) {
    HandOffs.answered(turn, turn.head(), touched.fact().channel(), touched.fact().by());
    reaching.touched(turn, touched.fact());
    Deciding acted = touched.isBySales() ? HandOffs.acted(turn.head(), turn.tick()) : turn.head();
    if (acted != turn.head()) {
      turn.head(acted);
      turn.alarm(turn.tick());
    }
  }

  /** Everything of the person is kept elsewhere: what may matter there goes there. */
  private static void passOn(Turn<Deciding, Never> turn, Message message) {
    Deciding.Home home = turn.head().home();
    boolean same = home.person().equals(turn.key());
    // What is heard of the record of somebody who goes on as another is heard of the other, too; what names it is not.
    if (same || message instanceof FactMessage.Released || message instanceof GroupToLifecycle.GroupHandOver || message instanceof GroupToLifecycle.RenewalHandOver) {
      turn.send(Stages.DECIDE + home.level(), home.person(), naming(message, home.person()));
    }
    if (same && message instanceof MergeToLifecycle.MovesUp up) {
      turn.head(Deciding.elsewhere(up.level(), turn.key()));
    } else if (same && message instanceof MergeToLifecycle.GoesOnAs other && other.level() > 0) {
      turn.head(Deciding.elsewhere(other.level(), other.person()));
    }
  }

  private static Message naming(Message message, String person) {
    return message instanceof GroupToLifecycle.GroupHandOver group ? group.naming(person)
        : message instanceof GroupToLifecycle.RenewalHandOver renewal ? renewal.naming(person) : message;
  }

  /** The person turned out to be another one, who takes over what is kept of them. */
  private void goesOn(Turn<Deciding, Never> turn, MergeToLifecycle.GoesOnAs other) {
    Deciding now = turn.head();
    nextSteps.leave(turn, now, "merged with another record of the same person");
    if (now.touches().limited()) {
      reaching.forget(turn);
    }
    if (other.level() > 0) {
      turn.send(Stages.DECIDE + other.level(), other.person(),
          new ToNextLevel.TakesOver(new Deciding.Other(turn.key(), turn.head().with(Deciding.Home.HERE, List.of()))));
      turn.head(Deciding.elsewhere(other.level(), other.person()));
      turn.alarm(Cell.NEVER);
      return;
    }
    if (!now.openHandOff().isEmpty()) {
      turn.send(Stages.ASSIGN, Stages.DESK, new LifecycleToDesk.JoinsNext(now.openHandOff(), other.person()));
    }
    // What a group or a contract waits to ask of them is still asked, whatever became of the record.
    turn.head(Deciding.NEW.touches(turn.head().touches()).waiting(now.waiting()).renewals(now.renewals()));
    turn.alarm(now.waiting().isEmpty() && now.renewals().isEmpty() ? Cell.NEVER : turn.tick());
  }

  @Override
  public void alarm(Turn<Deciding, Never> turn) {
    onePerson.join(turn);
    handOffs.ofGroups(turn);
    Deciding now = turn.head();
    if (now.scored().scores().all().solution().isEmpty()) {
      // A group spoke of somebody we have not met, or the record was merged into another.
      turn.alarm(Math.min(renewals.ofMerged(turn), reaching.limit(turn)));
      return;
    }
    List<Scores.Solution> solutions = now.solutions();
    // Who may be reached again from now on is handed over first, if anything of the kind waits.
    boolean opens = goLive.acts(turn.tick()) && now.touches().limited() && !reaching.holds(now, turn.tick());
    if (now.nurtured().due() == turn.tick() && !opens) {
      touch(turn, solutions);
      return;
    }
    now = NextSteps.touchAlone(turn);
    // Most of the time nothing follows from what was heard; then nothing is made anew.
    Map<String, Deciding.Track> tracks = now.tracks();
    for (int i = 0; i < solutions.size(); i++) {
      Scores.Solution solution = solutions.get(i);
      Deciding.Track before = tracks.get(solution.solution());
      tracks = with(tracks, solution.solution(), before, way.on(turn, solution, before == null ? Deciding.Track.NEW : before));
    }
    HandOffs.close(turn, tracks);
    tracks = renewals.due(turn, handOffs.joined(turn, tracks));
    long next = Cell.NEVER;
    for (int i = 0; i < solutions.size(); i++) {
      Scores.Solution solution = solutions.get(i);
      Deciding.Track before = java.util.Objects.requireNonNull(tracks.get(solution.solution()));
      Deciding.Track after = handOffs.on(turn, solution, before);
      tracks = with(tracks, solution.solution(), before, after);
      next = Math.min(next, way.next(turn.head(), solution.solution(), after, turn.tick()));
    }
    if (tracks != now.tracks()) {
      turn.head(turn.head().tracks(tracks));
    }
    nextSteps.choose(turn);
    next = Math.min(next, Math.min(reaching.limit(turn), nextSteps.starts(turn)));
    shown.push(turn);
    NextSteps.ring(turn, next);
  }

  /** Nothing was heard, and no limit has run out: somebody on a programme is due for the next touch. */
  private void touch(Turn<Deciding, Never> turn, List<Scores.Solution> solutions) {
    Deciding now = turn.head();
    nextSteps.touch(turn);
    if (!turn.head().nurtured().programme().equals(now.nurtured().programme())) {
      shown.push(turn);
    }
    long next = Math.min(reaching.limit(turn), nextSteps.starts(turn));
    for (int i = 0; i < solutions.size(); i++) {
      String solution = solutions.get(i).solution();
      next = Math.min(next, way.next(now, solution, now.tracks().getOrDefault(solution, Deciding.Track.NEW), turn.tick()));
    }
    NextSteps.ring(turn, next);
  }

  private static Map<String, Deciding.Track> with(Map<String, Deciding.Track> tracks, String solution,
      Deciding.@Nullable Track before, Deciding.Track after) {
    if (after == before || after.equals(before)) {
      return tracks;
    }
    var changed = new TreeMap<>(tracks);
    changed.put(solution, after);
    return changed;
  }

  /** Who qualified before Caravan went live may be handed over for it now. */
  private Deciding released(Deciding now, String solution) {
    Deciding.Track track = now.tracks().get(solution);
    if (track == null || !track.unreleased() || now.sales().isOnIt(goLive)) {
      return now;
    }
    var tracks = new TreeMap<>(now.tracks());
    tracks.put(solution, track.qualified(Deciding.Readiness.READY));
    return now.tracks(tracks);
  }

  private static Deciding salesSaid(Deciding now, Fact.LeadStatus said, long at) {
    Deciding.Sales sales = now.sales();
    String fact = said.head().id();
    return switch (said.status()) {
      case "accepted" -> now.sales(new Deciding.Sales(Moment.of(at), sales.workingAt(), sales.rejectedAt(), fact), "");
      case "working" -> now.sales(new Deciding.Sales(sales.acceptedAt(), Moment.of(at), sales.rejectedAt(), fact), now.turnedBack());
      case "rejected" -> now.sales(new Deciding.Sales(sales.acceptedAt(), sales.workingAt(), Moment.of(at), fact),
          Nurture.TURNBACKS.contains(said.reason()) ? said.reason() : "other");
      default -> now;
    };
  }
}
