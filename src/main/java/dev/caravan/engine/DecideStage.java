package dev.caravan.engine;

import dev.caravan.funnel.Funnel;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import dev.caravan.nurture.NextStep;
import dev.caravan.nurture.Nurture;
import dev.caravan.score.Explanation;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Key: a person. Decides their stage, whether sales is asked to act, their one next step, and what the CRM should show.
 *
 * <p>What came within a tick is first taken in, then decided on as a whole when the tick's alarm rings: a person who
 * reaches 100 points in the very tick their group becomes active is handed over with the group, not beside it.
 */
final class DecideStage implements Stage<Deciding, DecideStage.Never> {
  private static final long ASKED_US_WITHIN = 30 * Times.DAY;

  /** This stage keeps nothing under names. */
  record Never() {}

  private final ScoringModel model;
  private final Funnel funnel;
  private final Nurture nurture;
  private final String version;

  DecideStage(ScoringModel model, Funnel funnel, Nurture nurture, String version) {
    this.model = model;
    this.funnel = funnel;
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
      turn.head(salesSaid(now, sales.fact()));
    } else if (message instanceof Messages.MergedInto) {
      leave(turn, now, "merged with another record of the same person");
      turn.head(Deciding.NEW);
      turn.alarm(Cell.NEVER);
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
    Map<String, Deciding.Track> changed = new TreeMap<>();
    List<Scores.Solution> solutions = now.scored().scores().solutions();
    for (int i = 0; i < solutions.size(); i++) {
      Scores.Solution solution = solutions.get(i);
      Deciding.Track before = now.tracks().get(solution.solution());
      Deciding.Track after = decide(turn, solution, before == null ? Deciding.Track.NEW : before);
      if (!after.equals(before)) {
        changed.put(solution.solution(), after);
      }
    }
    if (!changed.isEmpty()) {
      var tracks = new TreeMap<>(now.tracks());
      tracks.putAll(changed);
      turn.head(turn.head().tracks(tracks));
    }
    nextStep(turn);
    push(turn);
  }

  private static Deciding salesSaid(Deciding now, Fact.LeadStatus said) {
    return switch (said.status()) {
      case "accepted" -> now.sales("accepted", "");
      case "rejected" -> now.sales("rejected", said.reason().isEmpty() ? "other" : said.reason());
      default -> now;
    };
  }

  /** Stage, MQL and hand-off of one solution. */
  private Deciding.Track decide(Turn<Deciding, Never> turn, Scores.Solution solution, Deciding.Track before) {
    Deciding now = turn.head();
    Messages.Scored scored = now.scored();
    boolean asked = solution.handRaisedAt() > 0 && solution.handRaisedAt() > turn.tick() - ASKED_US_WITHIN;
    boolean raised = asked && scored.scores().fit() >= model.handRaiseFit();
    boolean qualified = solution.tenths() >= model.mqlTenths() || raised;
    boolean mql = before.mql() || qualified;
    Deciding.Track track = before;
    long mqlWorth = raised || before.mql() ? Math.max(solution.tenths(), model.mqlTenths()) : solution.tenths();
    boolean handed = !before.handOff().isEmpty();
    Funnel.Stage reached = funnel.reached(track.stage().isEmpty() ? funnel.first() : track.stage(), name -> switch (name) {
      case "interest" -> mqlWorth * 100_000L;
      case "mql" -> model.mqlTenths() * 100_000L;
      case "fit" -> scored.scores().fit();
      case "completeness" -> scored.scores().completeness() * 1_000_000L;
      case "sales accepted" -> handed && now.sales().equals("accepted") ? 1 : 0;
      case "sales rejected" -> handed && now.sales().equals("rejected") ? 1 : 0;
      default -> throw new IllegalArgumentException("no value " + name);
    });
    if (!reached.name().equals(track.stage())) {
      turn.decide(new Decision.Stage("stage/" + turn.key() + "/" + solution.solution() + "/" + reached.name(), turn.key(),
          turn.tick(), because(reached.enter().text(), reached.name(), reached.place(), scored.fact()), scored.email(),
          solution.solution(), track.stage(), reached.name()));
    }
    List<String> held = List.of();
    String handOff = track.handOff();
    if (mql && handOff.isEmpty()) {
      String hold = hold(turn, solution, asked, raised, qualified);
      if (hold.isEmpty()) {
        handOff = handOver(turn, solution, raised, reached.name());
      } else {
        held = List.of(hold);
      }
    }
    return new Deciding.Track(reached.name(), mql, handOff, held);
  }

  /** Why a qualified person is not handed over now; {@code ""} if they may be. */
  private String hold(Turn<Deciding, Never> turn, Scores.Solution solution, boolean asked, boolean raised, boolean qualified) {
    Deciding now = turn.head();
    Messages.Scored scored = now.scored();
    if (!scored.scores().disqualified().isEmpty()) {
      return "disqualified";
    }
    if (scored.emailOut() && scored.phoneOut() && !asked) {
      return "no-consent";
    }
    if (scored.account().isCustomerOf(solution.solution()) && !raised) {
      return "customer";
    }
    Messages.GroupStands group = now.groups().get(scored.account().id() + "|" + solution.solution());
    if (group != null && (group.level().equals("active") || group.level().equals("hot") || !group.handOff().isEmpty())) {
      return "group";
    }
    if (solution.posture().equals("exploring") && !raised) {
      return "exploring";
    }
    return qualified ? "" : "interest-fell";
  }

  /** Asks sales to act; a second solution is appended to the hand-off that is already open. */
  private String handOver(Turn<Deciding, Never> turn, Scores.Solution solution, boolean raised, String stage) {
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
    lines.add(Explanation.full(scored.scores(), solution, situation(turn, solution, stage, List.of())));
    String trigger = raised ? "hand-raise" : "mql";
    String action = raised ? "Answer the request now" : "Call and find out what they are comparing";
    var handOff = new Decision.HandOff(id, turn.key(), turn.tick(),
        because(raised ? "the person asked us" : "interest reached " + Explanation.tenths(model.mqlTenths()) + " points", trigger, "config/scoring.yaml", scored.fact()),
        "person", turn.key(), scored.email(), scored.account().id(), solution.solution(), trigger, action,
        List.of(scored.email()), String.join("\n", lines), Newcomer.profile(scored.name(),
            scored.company().isEmpty() ? scored.account().value("name") : scored.company(), scored.title()));
    turn.decide(handOff);
    turn.send(Stages.ASSIGN, AssignStage.DESK, new Messages.HandOver(handOff, scored.account().value("owner")));
    turn.head(turn.head().handedOver(id, round));
    return id;
  }

  private void nextStep(Turn<Deciding, Never> turn) {
    Deciding now = turn.head();
    Messages.Scored scored = now.scored();
    Scores.Solution lead = scored.scores().lead();
    boolean withSales = (!now.openHandOff().isEmpty() || groupOpen(now)) && !now.sales().equals("rejected");
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

  /** Pushes what the CRM should show when anything but interest changed, or interest by a step (SPEC 4.13, push step). */
  private void push(Turn<Deciding, Never> turn) {
    Deciding now = turn.head();
    Messages.Scored scored = now.scored();
    if (scored.email().isEmpty()) {
      return; // anonymous: there is no record to show it on
    }
    Scores.Solution lead = scored.scores().lead();
    Deciding.Track track = now.tracks().getOrDefault(lead.solution(), Deciding.Track.NEW);
    String stage = track.stage().isEmpty() ? funnel.first() : track.stage();
    String solution = lead.solution().equals("all") ? "" : lead.solution();
    var told = new Deciding.Told(scored.email(), scored.scores().fit(), scored.scores().completeness(), lead.rating(),
        lead.cell(), stage, lead.scenario(), lead.posture(), scored.persona(), solution, scored.scores().nextQuestion(),
        now.programme(), beside(scored));
    List<Long> tenths = tenths(lead, scored);
    if (!moved(now.pushedTenths(), tenths) && told.equals(now.pushed())) {
      return;
    }
    var shown = new LinkedHashMap<String, Object>();
    shown.put("fit", Math.round(scored.scores().fit() / 100_000.0) / 10.0);
    shown.put("interest", lead.tenths() / 10.0);
    shown.put("completeness", (long) scored.scores().completeness());
    shown.put("rating", lead.rating());
    shown.put("cell", lead.cell());
    shown.put("stage", stage);
    shown.put("scenario", lead.scenario());
    shown.put("posture", lead.posture());
    shown.put("persona", scored.persona());
    shown.put("solution", solution);
    shown.put("next_question", scored.scores().nextQuestion());
    shown.put("programme", now.programme());
    Explanation.Situation at = situation(turn, lead, stage, track.held());
    shown.put("reason", Explanation.brief(scored.scores(), lead, at));
    shown.put("explanation", Explanation.full(scored.scores(), lead, at));
    shown.put("as_of", Times.text(turn.tick()));
    shown.put("model", version);
    for (int i = 0; i < told.beside().size(); i++) {
      Deciding.ToldBeside each = told.beside().get(i);
      String word = "models." + each.model() + ".";
      shown.put(word + "fit", Math.round(each.fit() / 100_000.0) / 10.0);
      shown.put(word + "interest", tenths.get(i + 1) / 10.0);
      shown.put(word + "rating", each.rating());
      shown.put(word + "cell", each.cell());
      shown.put(word + "solution", each.solution());
    }
    turn.decide(new Decision.Score("score/" + turn.key(), turn.key(), turn.tick(),
        because("score changed", "push", "config/scoring.yaml", scored.fact()), scored.email(), shown));
    turn.head(turn.head().pushed(told, tenths));
  }

  /** What the CRM is told of further models, but for interest. */
  private static List<Deciding.ToldBeside> beside(Messages.Scored scored) {
    if (scored.beside().isEmpty()) {
      return List.of();
    }
    return scored.beside().stream().map(each -> {
      Scores.Solution lead = each.scores().lead();
      return new Deciding.ToldBeside(each.model(), each.scores().fit(), lead.rating(), lead.cell(),
          lead.solution().equals("all") ? "" : lead.solution());
    }).toList();
  }

  /** The interest of the model that decides, then of the further ones. */
  private static List<Long> tenths(Scores.Solution lead, Messages.Scored scored) {
    if (scored.beside().isEmpty()) {
      return List.of(lead.tenths());
    }
    var tenths = new ArrayList<Long>();
    tenths.add(lead.tenths());
    scored.beside().forEach(each -> tenths.add(each.scores().lead().tenths()));
    return tenths;
  }

  private boolean moved(List<Long> before, List<Long> now) {
    if (before.size() != now.size()) {
      return true;
    }
    for (int i = 0; i < now.size(); i++) {
      if (Math.abs(now.get(i) - before.get(i)) >= model.pushStepTenths()) {
        return true;
      }
    }
    return false;
  }

  private Explanation.Situation situation(Turn<Deciding, Never> turn, Scores.Solution of, String stage,
      List<String> held) {
    Deciding now = turn.head();
    Scores.Person scores = now.scored().scores();
    boolean all = of.solution().equals("all");
    long missing = all ? 0 : Math.max(0, model.mqlTenths() - of.tenths());
    return new Explanation.Situation(all ? "All solutions" : model.solutionName(of.solution()), model.steps(of.scenario()),
        stage, held, missing, of.rating().equals("A") ? List.of() : lifts(model, of.lacking(), missing),
        scores.nextQuestion().isEmpty() ? "" : model.asks(scores.nextQuestion()), now.programme(), turn.tick());
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

  /** What a person's people-lines say of decide's part. */
  static Map<String, Object> said(Deciding now, String solution, String first) {
    Deciding.Track track = now.tracks().getOrDefault(solution, Deciding.Track.NEW);
    var said = new LinkedHashMap<String, Object>();
    said.put("stage", track.stage().isEmpty() ? first : track.stage());
    said.put("mql", track.mql());
    said.put("held", track.held());
    return said;
  }
}
