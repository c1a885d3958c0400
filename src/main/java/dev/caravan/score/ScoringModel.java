package dev.caravan.score;

import dev.caravan.config.ConfigNode;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The scoring model as configured: takes in what a person did and says what it amounts to.
 *
 * <p>Points are millionths, shown parts are rounded half-up to a tenth, and interest
 * is the sum of the shown parts. What is taken in is {@link Intake}, what it amounts to {@link Scorer}, and how long that
 * stays so {@link Steadiness}.
 */
public final class ScoringModel {
  /** The links of one mail that a machine follows come within so long, ms. */
  public static final long MACHINE_BURST = Mails.BURST;

  private final Signals signals;
  private final Rules rules;
  private final Scenarios scenarios;
  private final Disqualifiers disqualifiers;
  private final Questions questions;
  private final long mql;
  private final long handRaiseFit;
  private final long pushStep;
  private final Intake intake;
  private final Scorer scorer;
  private final Steadiness steadiness;
  private final Lifting lifting;
  private final List<Beside> beside;

  private ScoringModel(ConfigNode signalsFile, ConfigNode scoring, ConfigNode scenariosFile) {
    signals = Signals.from(signalsFile);
    rules = Rules.from(scoring.get("interest"), signals);
    scenarios = Scenarios.from(scenariosFile, signals.names());
    Fit fit = Fit.from(scoring.get("fit"));
    Completeness completeness = Completeness.from(scoring.get("completeness"));
    disqualifiers = Disqualifiers.from(scoring.get("disqualify"));
    Ratings ratings = Ratings.from(scoring);
    questions = Questions.from(scoring, rules);
    scoring.find("reviewed").ifPresent(ConfigNode::moment);
    mql = scoring.get("mql").points();
    handRaiseFit = scoring.get("hand_raise_fit").points();
    pushStep = scoring.get("push_step").points();
    beside = Beside.from(scoring, signals, scenarios, disqualifiers, questions, pushStep / Scores.TENTH);
    intake = new Intake(signals, rules, questions, beside.stream().map(Beside::rules).toList());
    scorer = new Scorer(rules, scenarios, fit, completeness, disqualifiers, ratings, questions);
    steadiness = new Steadiness(rules, scenarios, ratings, questions, pushStep / Scores.TENTH);
    lifting = new Lifting(signals, rules, ratings, fit, completeness);
  }

  /** The model of {@code config/signals.yaml, scoring.yaml, scenarios.yaml}; mistakes are reported at their nodes. */
  public static ScoringModel from(ConfigNode signals, ConfigNode scoring, ConfigNode scenarios) {
    return new ScoringModel(signals, scoring, scenarios);
  }

  /** Interest that makes an MQL, in tenths of a point. */
  public long mqlTenths() {
    return mql / Scores.TENTH;
  }

  /** Fit from which a hand-raise makes an MQL at once, in millionths. */
  public long handRaiseFit() {
    return handRaiseFit;
  }

  /** By how much interest alone must move before it is pushed, in tenths. */
  public long pushStepTenths() {
    return pushStep / Scores.TENTH;
  }

  /** Why somebody may be disqualified. */
  public Set<String> disqualifications() {
    return disqualifiers.reasons();
  }

  /** A solution's name for people. */
  public String solutionName(String solution) {
    return signals.solutions().entrySet().stream().filter(entry -> entry.getValue().equals(solution)).findFirst()
        .map(entry -> Character.toUpperCase(entry.getKey().charAt(0)) + entry.getKey().substring(1).replace('-', ' '))
        .orElse(solution);
  }

  /** The solutions declared in the configuration. */
  public Set<String> solutions() {
    return new TreeSet<>(signals.solutions().values());
  }

  /**
   * What an activity changed.
   *
   * @param standing the person from now on
   * @param meaning what the activity was taken for
   * @param points what it was worth when it happened, millionths; 0 for nothing
   * @param changed whether it left anything behind that is shown
   * @param machine ids of the clicks that are now known to be a machine's, this one or earlier ones
   */
  public record Taken(Standing standing, Signals.Meaning meaning, long points, boolean changed,
      Set<String> machine) {}

  /** Whether activities of a kind can amount to anything, or help to tell what does. */
  public boolean matters(Fact.ActivityKind kind) {
    return signals.knows(kind) || kind == Fact.ActivityKind.EMAIL_SEND && signals.knows(Fact.ActivityKind.EMAIL_CLICK);
  }

  /** Whether activities of a kind can count. */
  public boolean counts(Fact.ActivityKind kind) {
    return signals.knows(kind);
  }

  /** Takes in an activity. */
  public Taken take(Standing standing, Fact.Activity activity) {
    return intake.take(standing, activity);
  }

  /** Voids what the person had answered by a moment: sales found it wrong. The questions are asked again. */
  public Standing voidAnswers(Standing standing, long by) {
    return Intake.voidAnswers(standing, by);
  }

  /** Why the person must not be handed to sales, {@code ""} if they may. */
  public String disqualified(Standing standing) {
    return disqualifiers.reason(standing);
  }

  /** How far along its path of buying a solution a person is at a moment. */
  public Scores.Place place(Standing standing, String solution, long now) {
    Scenarios.Place place = scenarios.place(standing.lastSeen(solution), now, standing.account().isCustomerOf(solution));
    return new Scores.Place(place.posture(), place.step());
  }

  /** What everything amounts to at a moment (epoch ms). */
  public Scores.Person score(Standing standing, long now) {
    return scorer.score(standing, now, true);
  }

  /**
   * The same for decisions, which are made by solution: without the sum over all solutions where there is one at least;
   * the first solution then stands in its place.
   */
  public Scores.Person scoreBySolution(Standing standing, long now) {
    return scorer.score(standing, now, false);
  }

  /** What the further models say at a moment (epoch ms), in the order of the file; none where there is one model only. */
  public List<Scores.Beside> beside(Standing standing, long now) {
    if (beside.isEmpty()) {
      return List.of();
    }
    return beside.stream().map(each -> each.score(standing, now)).toList();
  }

  /** What is missing for the next better rating of a solution at a moment (epoch ms). */
  public NextRating next(Scores.Person person, Scores.Solution solution, long now) {
    return lifting.next(person, solution, now);
  }

  /** What is missing for an MQL, by interest alone; empty if nothing is. */
  public Optional<NextRating.Interest> missing(Scores.Solution solution, long now) {
    return lifting.shortOf(mqlTenths(), solution, now);
  }

  /** What somebody who asked us did, in words that end a subject line: {@code asked for a quote}. */
  public String asked(Scores.Solution solution) {
    for (Scores.Part part : solution.parts()) {
      Rule rule = rules.named(part.rule());
      if (rule != null && rule.handRaise() && solution.handRaisedAt().equals(Moment.of(part.last()))) {
        return part.says().endsWith(" request") ? "asked for a " + part.says().replaceFirst(" request$", "") : "asked us, by a " + part.says();
      }
    }
    return "asked us";
  }

  /** How long an answer counts under a rule, ms; 0 for no end. */
  public long lapsesAfter(String rule) {
    Rule named = rules.named(rule);
    return named == null ? 0 : named.lapsesAfter();
  }

  /** How many steps a scenario's path has; 0 for none. */
  public int steps(String scenario) {
    return scenarios.ranked().stream().filter(each -> each.name().equals(scenario)).findFirst()
        .map(each -> each.path().size()).orElse(0);
  }

  /** What to ask a person at one touch, the least threatening first; never more than configured. */
  public List<String> questions(Standing standing, long now) {
    return questions.next(standing, rules, now, questions.atATouch());
  }

  /** What a person answered, by question; not what was voided or has lapsed. */
  public Map<String, String> answers(Standing standing, long now) {
    return standing.answers().isEmpty() ? Map.of() : questions.answers(standing, now);
  }

  /**
   * When they answered, by question, epoch ms.
   *
   * @param answers what {@link #answers} shows of them
   */
  public static Map<String, Long> answeredAt(Standing standing, Map<String, String> answers) {
    if (answers.isEmpty()) {
      return Map.of();
    }
    var at = new java.util.TreeMap<String, Long>();
    standing.answers().forEach((name, answer) -> {
      if (answers.containsKey(name)) {
        at.put(name, answer.at().ms());
      }
    });
    return at;
  }

  /** Questions a person was shown lately and left open: not asked again for a while. */
  public List<String> declined(Standing standing, long now) {
    return questions.declined(standing, now);
  }

  /** What a question asks, for people. */
  public String asks(String question) {
    return questions.asks(question);
  }

  /**
   * A moment before which nothing that was said of a person changes by time alone: no band is left, interest does not
   * move a push step away from what the CRM was told, no posture ends, no answer lapses. {@link Long#MAX_VALUE} if nothing
   * fades.
   *
   * @param told interests in tenths of which the CRM was told one last, see {@link #told}
   */
  public long steadyUntil(Standing standing, Scores.Person scored, long now, long[] told) {
    return steadiness.until(standing, scored, now, told);
  }

  /** The same for what the further models say; {@code told} has one row for each of them. */
  public long steadyUntil(Standing standing, List<Scores.Beside> scored, long now, List<long[]> told) {
    long until = Long.MAX_VALUE;
    for (int i = 0; i < scored.size(); i++) {
      until = Math.min(until, beside.get(i).steadiness().until(standing, scored.get(i).scores(), now, told.get(i)));
    }
    return until;
  }

  /**
   * What the CRM may have been told last, when interest is so much now. Who only scores does not know whether something
   * else was worth telling meanwhile; but what is a push step away from now was told over.
   */
  public long[] told(long[] before, long tenths) {
    long[] told = new long[before.length + 1];
    int n = 0;
    for (long each : before) {
      if (each != tenths && Math.abs(each - tenths) < pushStepTenths()) {
        told[n++] = each;
      }
    }
    told[n++] = tenths;
    return n == before.length && before[n - 1] == tenths ? before : Arrays.copyOf(told, n);
  }
}
