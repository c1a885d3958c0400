package dev.caravan.engine;

import dev.caravan.funnel.Funnel;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.nurture.NextStep;
import dev.caravan.nurture.Nurture;
import dev.caravan.score.Explanation;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Key: a person. Decides their stage, whether sales is asked to act, their one next step, and what the CRM should show.
 *
 * <p>What came within a tick is first taken in, then decided on as a whole when the tick's alarm rings: a person who
 * reaches 100 points in the very tick their group becomes active is handed over with the group, not beside it.
 */
final class DecideStage implements Stage<Deciding, DecideStage.Never> {
  /** This stage keeps nothing under names. */
  record Never() {}

  private final ScoringModel model;
  private final Funnel funnel;
  private final Way way;
  private final Shown shown;
  private final Nurture nurture;
  private final String version;

  DecideStage(ScoringModel model, Funnel funnel, Nurture nurture, String version) {
    this.model = model;
    this.funnel = funnel;
    this.way = new Way(model, funnel, version);
    this.shown = new Shown(model, funnel, version);
    this.nurture = nurture;
    this.version = version;
  }

  @Override
  public String name() {
    return "decide";
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
  public void take(Turn<Deciding, Never> turn, Message message) {
    Deciding now = turn.head();
    if (message instanceof Messages.Scored scored) {
      turn.head(now.scored(scored));
    } else if (message instanceof Messages.GroupStands stands) {
      turn.head(now.group(stands));
    } else if (message instanceof Messages.SalesSaid sales) {
      answered(turn, now, sales.fact().status(), "");
      turn.head(salesSaid(now, sales.fact(), turn.tick()));
    } else if (message instanceof Messages.DealSaid deal) {
      String id = deal.fact().head().subject();
      Deciding.Deal told = Deciding.Deal.of(deal.fact(), turn.tick());
      Deciding.Deal before = now.deals().get(id);
      boolean same = before != null && before.state() == told.state() && before.kind().equals(told.kind())
          && before.solution().equals(told.solution());
      turn.head(same ? now : now.deal(id, told));
    } else if (message instanceof Messages.MergedInto) {
      leave(turn, now, "merged with another record of the same person");
      if (!now.openHandOff().isEmpty()) {
        turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.Closed(now.openHandOff(), "merged"));
      }
      turn.head(Deciding.NEW);
      turn.alarm(Cell.NEVER);
      return;
    } else if (message instanceof Messages.GroupHandOver group) {
      turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.HandOver(group.handOff(),
          Asked.ofGroup(now, group.handOff(), group.accountOwner())));
      return;
    } else if (message instanceof Messages.Touched touched) {
      answered(turn, now, touched.fact().channel(), touched.fact().by());
      return;
    } else if (message instanceof Messages.OwnerSaid said) {
      answered(turn, now, AssignStage.OWNER, said.fact().owner());
      return;
    } else {
      throw new IllegalArgumentException("decide does not take " + message);
    }
    turn.alarm(turn.tick());
  }

  @Override
  public void alarm(Turn<Deciding, Never> turn) {
    Deciding now = turn.head();
    if (now.scored().scores().all().solution().isEmpty()) {
      return; // a group spoke of somebody we have not met
    }
    // Most of the time nothing follows from what was heard; then nothing is made anew.
    List<Scores.Solution> solutions = now.solutions();
    Map<String, Deciding.Track> tracks = now.tracks();
    for (int i = 0; i < solutions.size(); i++) {
      Scores.Solution solution = solutions.get(i);
      Deciding.Track before = tracks.get(solution.solution());
      tracks = with(tracks, solution.solution(), before, way.on(turn, solution, before == null ? Deciding.Track.NEW : before));
    }
    closeHandOff(turn, tracks);
    long next = Cell.NEVER;
    for (int i = 0; i < solutions.size(); i++) {
      Scores.Solution solution = solutions.get(i);
      Deciding.Track before = java.util.Objects.requireNonNull(tracks.get(solution.solution()));
      Deciding.Track after = handOff(turn, solution, before);
      tracks = with(tracks, solution.solution(), before, after);
      next = Math.min(next, way.next(now, solution.solution(), after, turn.tick()));
    }
    if (tracks != now.tracks()) {
      turn.head(turn.head().tracks(tracks));
    }
    turn.alarm(next);
    nextStep(turn);
    shown.push(turn);
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

  /** A hand-off that covers no solution any more is over. */
  private static void closeHandOff(Turn<Deciding, Never> turn, Map<String, Deciding.Track> tracks) {
    String open = turn.head().openHandOff();
    if (open.isEmpty()) {
      return;
    }
    for (Deciding.Track track : tracks.values()) {
      if (track.handOff().equals(open)) {
        return;
      }
    }
    Deciding.Sales sales = turn.head().sales();
    turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.Closed(open, sales.rejectedAt() == turn.tick() ? "given back" : "over"));
    turn.head(turn.head().handedOver("", turn.head().round()));
  }

  /** The desk hears of it where something of the person's, or of a group of theirs, waits for an answer. */
  private static void answered(Turn<Deciding, Never> turn, Deciding now, String what, String by) {
    if (!now.openHandOff().isEmpty()) {
      turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.Answered(now.openHandOff(), what, by));
    }
    for (Messages.GroupStands group : now.groups().values()) {
      if (!group.handOff().isEmpty()) {
        turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.Answered(group.handOff(), what, by));
      }
    }
  }

  private static Deciding salesSaid(Deciding now, Fact.LeadStatus said, long at) {
    Deciding.Sales sales = now.sales();
    String fact = said.head().id();
    return switch (said.status()) {
      case "accepted" -> now.sales(new Deciding.Sales(at, sales.workingAt(), sales.rejectedAt(), fact), "");
      case "working" -> now.sales(new Deciding.Sales(sales.acceptedAt(), at, sales.rejectedAt(), fact), now.turnedBack());
      case "rejected" -> now.sales(new Deciding.Sales(sales.acceptedAt(), sales.workingAt(), at, fact),
          said.reason().isEmpty() ? "other" : said.reason());
      default -> now;
    };
  }

  /** The hand-off of one solution, as far as a qualified person has none. */
  private Deciding.Track handOff(Turn<Deciding, Never> turn, Scores.Solution solution, Deciding.Track track) {
    if (!track.ready() || !track.handOff().isEmpty()) {
      return track.held().isEmpty() ? track : track.held(List.of());
    }
    boolean raised = way.raised(turn.head(), solution, track, turn.tick());
    String hold = hold(turn, solution, raised);
    if (hold.equals("opportunity") && !track.held().contains(hold)) {
      tellDealOwner(turn, solution, track);
    }
    return hold.isEmpty() ? track.handedOver(handOver(turn, solution, raised, track), turn.tick()) : track.held(List.of(hold));
  }

  /** Why a qualified person is not handed over now; {@code ""} if they may be. */
  private String hold(Turn<Deciding, Never> turn, Scores.Solution solution, boolean raised) {
    Deciding now = turn.head();
    Messages.Scored scored = now.scored();
    if (!scored.scores().disqualified().isEmpty()) {
      return "disqualified";
    }
    if (scored.emailOut() && scored.phoneOut() && !Way.asked(solution, turn.tick())) {
      return "no-consent";
    }
    if (scored.account().isCustomerOf(solution.solution()) && !raised
        && !way.renewalDue(now, solution.solution(), turn.tick())) {
      return "customer";
    }
    if (!raised && (scored.account().deals().containsKey(solution.solution()) || Way.open(now, solution.solution()) != null)) {
      return "opportunity";
    }
    Messages.GroupStands group = now.groups().get(scored.account().id() + "|" + solution.solution());
    if (group != null && (group.level().equals("active") || group.level().equals("hot") || !group.handOff().isEmpty())) {
      return "group";
    }
    if (solution.posture().equals("exploring") && !raised) {
      return "exploring";
    }
    return raised || solution.tenths() >= model.mqlTenths() ? "" : "interest-fell";
  }

  /** Asks sales to act; a second solution is appended to the hand-off that is already open. */
  private String handOver(Turn<Deciding, Never> turn, Scores.Solution solution, boolean raised, Deciding.Track track) {
    Deciding now = turn.head();
    Messages.Scored scored = now.scored();
    if (!now.openHandOff().isEmpty()) {
      return now.openHandOff();
    }
    int round = now.round() + 1;
    String id = "hand-off/" + turn.key() + "/" + round;
    var lines = new ArrayList<String>();
    if (scored.emailOut()) {
      lines.add("Do not e-mail: this person has opted out of e-mail.");
    }
    if (scored.phoneOut()) {
      lines.add("Do not phone unless they asked you to: this person has opted out of phone calls.");
    }
    lines.add(scored.name() + (scored.title().isEmpty() ? "" : ", " + scored.title())
        + (scored.account().id().isEmpty() ? "" : ", " + scored.account().name()) + ": "
        + (raised ? "asked us about " : "qualified for ") + model.solutionName(solution.solution()) + ".");
    lines.addAll(track.before());
    lines.add(Explanation.full(scored.scores(), solution, shown.situation(now, solution, track.stage(), List.of(), turn.tick())));
    String trigger = raised ? "hand-raise" : "mql";
    String action = raised ? "Answer the request now" : "Call and find out what they are comparing";
    var handOff = new Decision.HandOff(id, turn.key(), turn.tick(),
        because(raised ? "the person asked us" : "interest reached " + Explanation.tenths(model.mqlTenths()) + " points", trigger, "config/scoring.yaml", scored.fact()),
        "person", turn.key(), scored.email(), scored.account().id(), solution.solution(), trigger, action,
        List.of(scored.email()), String.join("\n", lines), Newcomer.profile(scored.name(),
            scored.company().isEmpty() ? scored.account().value("name") : scored.company(), scored.title()));
    turn.decide(handOff);
    turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.HandOver(handOff,
        Asked.ofPerson(now, solution, trigger, track.scenario(), round)));
    turn.head(turn.head().handedOver(id, round));
    return id;
  }

  /** Somebody who could be handed over has a part in what sales works on already: its owner gets a word instead. */
  private void tellDealOwner(Turn<Deciding, Never> turn, Scores.Solution solution, Deciding.Track track) {
    Deciding now = turn.head();
    Messages.Scored scored = now.scored();
    String owner = scored.account().deals().getOrDefault(solution.solution(), "");
    if (owner.isEmpty()) {
      return;
    }
    String name = model.solutionName(solution.solution());
    turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.TellDealOwner(new Decision.HandOff(
        "note/" + turn.key() + "/" + solution.solution() + "/" + turn.tick(), turn.key(), turn.tick(),
        because("qualified while an opportunity is open", "opportunity", "config/routing.yaml", scored.fact()), "person",
        turn.key(), scored.email(), scored.account().id(), solution.solution(), "mql",
        "Take this into your open opportunity for " + name, List.of(scored.email()),
        scored.name() + " of " + scored.account().name() + " qualified for " + name + ", for which you have an open opportunity."
            + "\n" + Explanation.full(scored.scores(), solution, shown.situation(now, solution, track.stage(), List.of(), turn.tick())),
        Newcomer.profile(scored.name(), scored.company().isEmpty() ? scored.account().value("name") : scored.company(),
            scored.title())), owner));
  }

  private void nextStep(Turn<Deciding, Never> turn) {
    Deciding now = turn.head();
    Messages.Scored scored = now.scored();
    Scores.Solution lead = scored.scores().lead();
    boolean withSales = !now.openHandOff().isEmpty() || groupOpen(now) && now.sales().rejectedAt() == 0 || ownedBySales(now);
    NextStep next = nurture.next(new Nurture.Situation(!scored.email().isEmpty(), scored.emailOut(), scored.bounced(),
        withSales, scored.scores().disqualified(),
        lead.solution().equals("all") ? scored.account().isCustomer() : scored.account().isCustomerOf(lead.solution()),
        scored.scores().fitUnknown(), lead.lacking(), now.turnedBack()));
    if (next instanceof NextStep.Programme programme) {
      if (!programme.name().equals(now.programme())) {
        leave(turn, now, "moves to " + programme.name());
        int number = now.enrolments() + 1;
        turn.decide(new Decision.Enrolment("enrolment/" + turn.key() + "/" + number, turn.key(), turn.tick(),
            because(programme.objective() + ": " + programme.when(), programme.name(), programme.place(), scored.fact()),
            scored.email(), programme.name()));
        turn.head(turn.head().programme(programme.name(), "", number));
      }
    } else if (next instanceof NextStep.None none) {
      leave(turn, now, none.reason());
      if (!now.programme().isEmpty() || !now.noProgramme().equals(none.code())) {
        turn.head(turn.head().programme("", none.code(), now.enrolments()));
      }
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

  private void leave(Turn<Deciding, Never> turn, Deciding now, String why) {
    if (!now.programme().isEmpty()) {
      turn.decide(new Decision.Leave("leave/" + turn.key() + "/" + now.enrolments(), turn.key(), turn.tick(),
          because(why, now.programme(), "config/nurture.yaml", now.scored().fact()), now.scored().email(), now.programme()));
    }
  }

  /** What would lift a rating, in words. */
  static List<String> lifts(ScoringModel model, List<String> lacking, long missing) {
    var lifts = new ArrayList<String>(lacking.size());
    for (String each : lacking) {
      List<ScoringModel.Lift> some = each.equals("insufficient-interest") ? model.lifts(missing) : List.of();
      lifts.add(model.wouldLift(each) + (some.isEmpty() ? ""
          : ", such as a " + some.get(0).says() + " (+" + Explanation.tenths(some.get(0).tenths()).replace(".0", "") + ")"));
    }
    return lifts;
  }

  private Because because(String text, String rule, String place, String fact) {
    return Because.of(text, rule, place, version, fact);
  }
}
