package dev.caravan.score;

import dev.caravan.config.ConfigNode;
import dev.caravan.enrich.AccountView;
import dev.caravan.enrich.Profile;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The scoring model as configured: takes in what a person did and says what it amounts to.
 *
 * <p>The formulas are those of SPEC 4.13. Points are millionths, shown parts are rounded half-up to a tenth, and interest
 * is the sum of the shown parts.
 */
public final class ScoringModel {
  private static final long TENTH = 100_000L;
  private static final int REMEMBERED = 1 << 10;

  private final Signals signals;
  private final Map<String, Rule> bySignal;
  private final Map<String, Rule> byAnswer;
  private final List<Rule> rules;
  private final Map<String, Integer> places;
  private final Scenarios scenarios;
  private final Fit fit;
  private final Map<String, Integer> completenessFields;
  private final int incompleteBelow;
  private final Disqualifiers disqualifiers;
  private final Ratings ratings;
  private final Map<String, String> questions;
  private final long mql;
  private final long handRaiseFit;
  private final long pushStep;
  private final AtomicReferenceArray<@Nullable Who> lately = new AtomicReferenceArray<>(REMEMBERED);

  private ScoringModel(ConfigNode signalsFile, ConfigNode scoring, ConfigNode scenariosFile) {
    signals = Signals.from(signalsFile);
    var signalRules = new LinkedHashMap<String, Rule>();
    var answerRules = new LinkedHashMap<String, Rule>();
    var all = new LinkedHashMap<String, Rule>();
    for (ConfigNode node : scoring.get("interest").items()) {
      Rule rule = Rule.from(node, signals);
      if (all.put(rule.name(), rule) != null) {
        node.get("rule").report("duplicate-rule", "the rule \"" + rule.name() + "\" is already declared above");
      }
      (rule.answer().isEmpty() ? signalRules : answerRules).put(rule.answer().isEmpty() ? rule.signal() : rule.answer(), rule);
    }
    bySignal = Map.copyOf(signalRules);
    byAnswer = Map.copyOf(answerRules);
    rules = List.copyOf(all.values());
    var numbers = new HashMap<String, Integer>();
    rules.forEach(rule -> numbers.put(rule.name(), numbers.size()));
    places = numbers;
    scenarios = Scenarios.from(scenariosFile, signals.names());
    fit = Fit.from(scoring.get("fit"));
    ConfigNode completeness = scoring.get("completeness");
    var fields = new LinkedHashMap<String, Integer>();
    completeness.get("fields").entries().forEach(entry -> fields.put(entry.key(), entry.value().integer(0, 100)));
    completenessFields = fields;
    incompleteBelow = completeness.get("incomplete_below").integer(0, 100);
    disqualifiers = Disqualifiers.from(scoring.get("disqualify"));
    ratings = Ratings.from(scoring);
    var asked = new LinkedHashMap<String, String>();
    for (ConfigNode question : scoring.get("questions").items()) {
      asked.put(question.get("question").text(), question.get("asks").text());
    }
    questions = asked;
    mql = scoring.get("mql").points();
    handRaiseFit = scoring.get("hand_raise_fit").points();
    pushStep = scoring.get("push_step").points();
  }

  /** The model of {@code config/signals.yaml, scoring.yaml, scenarios.yaml}; mistakes are reported at their nodes. */
  public static ScoringModel from(ConfigNode signals, ConfigNode scoring, ConfigNode scenarios) {
    return new ScoringModel(signals, scoring, scenarios);
  }

  /** Interest that makes an MQL, in tenths of a point. */
  public long mqlTenths() {
    return mql / TENTH;
  }

  /** Fit from which a hand-raise makes an MQL at once, in millionths. */
  public long handRaiseFit() {
    return handRaiseFit;
  }

  /** By how much interest alone must move before it is pushed, in tenths. */
  public long pushStepTenths() {
    return pushStep / TENTH;
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
   * @param changed whether it left anything behind at all
   */
  public record Taken(Standing standing, Signals.Meaning meaning, long points, boolean changed) {}

  /** Whether activities of a kind can amount to anything. */
  public boolean matters(Fact.ActivityKind kind) {
    return signals.knows(kind);
  }

  /** Takes in an activity. */
  public Taken take(Standing standing, Fact.Activity activity) {
    Signals.Meaning meaning = signals.meaning(activity);
    String solution = meaning.solution();
    long time = activity.head().time();
    String fact = activity.head().id();
    if (meaning.signal().isEmpty() && activity.fields().isEmpty()) {
      return new Taken(standing, meaning, 0, false);
    }
    var interest = new TreeMap<>(standing.interest());
    Rule rule = bySignal.get(meaning.signal());
    long points = 0;
    if (!meaning.signal().isEmpty()) {
      Interest of = interest.getOrDefault(solution, Interest.NONE).seen(meaning.signal(), time);
      if (rule != null) {
        points = rule.points().getOrDefault("", 0L);
        History history = of.histories().getOrDefault(rule.name(), History.NONE);
        of = of.with(rule, history.with(time, fact, points, rule.atMost(), rule.perMs()));
        of = rule.handRaise() ? of.raised(time, fact) : of;
      }
      interest.put(solution, of);
    }
    Map<String, Standing.Answer> answers = standing.answers();
    for (var field : activity.fields().entrySet()) {
      Rule answered = byAnswer.get(field.getKey());
      if (answered != null && !field.getValue().isBlank()) {
        var before = answers.get(field.getKey());
        if (before == null || before.at() <= time) {
          answers = new TreeMap<>(answers);
          answers.put(field.getKey(), new Standing.Answer(field.getValue().strip(), time, solution, false));
        }
        interest.putIfAbsent(solution, Interest.NONE);
        points += answered.points().getOrDefault(field.getValue().strip(), 0L);
      }
    }
    return new Taken(new Standing(standing.profile(), standing.account(), interest, answers), meaning, points, true);
  }

  /** Voids what the person had answered by a moment: sales found it wrong. The questions are asked again. */
  public Standing voidAnswers(Standing standing, long by) {
    var answers = new TreeMap<String, Standing.Answer>();
    standing.answers().forEach((question, answer) -> answers.put(question,
        new Standing.Answer(answer.value(), answer.at(), answer.solution(), answer.voided() || answer.at() <= by)));
    return new Standing(standing.profile(), standing.account(), standing.interest(), answers);
  }

  /** Why the person must not be handed to sales, {@code ""} if they may. */
  public String disqualified(Standing standing) {
    return disqualifiers.reason(standing);
  }

  /** What everything amounts to at a moment (epoch ms). */
  public Scores.Person score(Standing standing, long now) {
    return score(standing, now, true);
  }

  /**
   * The same for decisions, which are made by solution: without the sum over all solutions where there is one at least;
   * the first solution then stands in its place.
   */
  public Scores.Person scoreBySolution(Standing standing, long now) {
    return score(standing, now, false);
  }

  private Scores.Person score(Standing standing, long now, boolean everything) {
    Who who = who(standing);
    var solutions = new ArrayList<Scores.Solution>(4);
    for (String solution : new TreeSet<>(standing.interest().keySet())) {
      if (!solution.isEmpty()) {
        solutions.add(solution(standing, List.of("", solution), solution, now, who));
      }
    }
    Scores.Solution all = !everything && !solutions.isEmpty() ? solutions.get(0)
        : solution(standing, new ArrayList<>(standing.interest().keySet()), "all", now, who);
    return new Scores.Person(who.fit(), who.fitParts(), who.completeness(), who.incomplete(), who.disqualified(),
        who.fitUnknown(), nextQuestion(standing, now), all, solutions);
  }

  /** What profile and account alone amount to. */
  private record Who(Profile profile, AccountView account, long fit, List<Scores.FitPart> fitParts, int completeness,
      boolean incomplete, String disqualified, boolean fitUnknown) {}

  /** The same people are scored again and again while they stay who they are. */
  private Who who(Standing standing) {
    int slot = standing.profile().email().hashCode() & REMEMBERED - 1;
    Who known = lately.get(slot);
    if (known != null && known.profile() == standing.profile() && known.account() == standing.account()) {
      return known;
    }
    List<Scores.FitPart> parts = List.copyOf(fit.parts(standing));
    int complete = completeness(standing);
    boolean unknown = false;
    for (Scores.FitPart part : parts) {
      unknown |= !part.known();
    }
    var who = new Who(standing.profile(), standing.account(), fit.total(parts), parts, complete,
        complete < incompleteBelow, disqualifiers.reason(standing), unknown);
    lately.set(slot, who);
    return who;
  }

  /** The sum of one rule, while it is being made. */
  private static final class Sum {
    long millionths;
    int count;
    int seen;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;

    void add(Rule rule, History history, long now) {
      seen += history.times().length;
      for (int i = 0; i < history.times().length; i++) {
        if (history.counted()[i] == 1) {
          count++;
          millionths += rule.left(history.points()[i], history.times()[i], now);
          first = Math.min(first, history.times()[i]);
          last = Math.max(last, history.times()[i]);
        }
      }
    }
  }

  private Scores.Solution solution(Standing standing, List<String> of, String name, long now, Who who) {
    var sums = new Sum[rules.size()];
    var lastSeen = new ArrayList<Map<String, Long>>(of.size());
    long raisedAt = 0;
    String raise = "";
    for (String each : of) {
      Interest interest = standing.interest().get(each);
      if (interest == null) {
        continue;
      }
      for (var history : interest.histories().entrySet()) {
        Integer place = places.get(history.getKey());
        if (place != null) {
          Sum sum = sums[place] == null ? new Sum() : sums[place];
          sum.add(rules.get(place), history.getValue(), now);
          sums[place] = sum;
        }
      }
      lastSeen.add(interest.lastSeen());
      if (interest.handRaisedAt() > raisedAt) {
        raisedAt = interest.handRaisedAt();
        raise = interest.handRaise();
      }
    }
    var parts = new ArrayList<Scores.Part>(rules.size());
    long tenths = 0;
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      Scores.Part part = null;
      if (rule.answer().isEmpty()) {
        Sum sum = sums[i];
        if (sum != null) {
          part = new Scores.Part(rule.name(), rule.says(), sum.count, sum.seen, tenths(sum.millionths), sum.first, sum.last,
              rule.fading().length > 0, rule.place());
        }
      } else if (!standing.answers().isEmpty()) {
        part = answerPart(standing, of, rule, now);
      }
      if (part != null && part.seen() > 0) {
        parts.add(part);
        tenths += part.tenths();
      }
    }
    Scenarios.Place place = scenarios.place(lastSeen, now);
    var values = new Ratings.Values(who.fit(), tenths * TENTH, who.completeness(), who.incomplete(),
        !who.disqualified().isEmpty());
    return new Scores.Solution(name, tenths, parts, ratings.rating(values), ratings.cell(values), place.scenario(),
        place.posture(), place.step(), ratings.lacking(values), raisedAt, raise);
  }

  private static Scores.Part answerPart(Standing standing, List<String> of, Rule rule, long now) {
    Standing.Answer answer = standing.answers().get(rule.answer());
    boolean counts = answer != null && !answer.voided() && of.contains(answer.solution())
        && (rule.lapsesAfter() == 0 || answer.at() > now - rule.lapsesAfter());
    if (answer == null || !counts) {
      return new Scores.Part(rule.name(), rule.says(), 0, 0, 0, 0, 0, false, rule.place());
    }
    long left = rule.left(rule.points().getOrDefault(answer.value(), 0L), answer.at(), now);
    return new Scores.Part(rule.name(), rule.says() + ": " + answer.value(), 1, 1, tenths(left), answer.at(), answer.at(),
        rule.fading().length > 0, rule.place());
  }

  /** Half-up to a tenth, away from zero. */
  private static long tenths(long millionths) {
    long half = TENTH / 2;
    return millionths >= 0 ? (millionths + half) / TENTH : -((-millionths + half) / TENTH);
  }

  private int completeness(Standing standing) {
    int known = 0;
    int whole = 0;
    for (var field : completenessFields.entrySet()) {
      whole += field.getValue();
      known += standing.value(field.getKey()).isEmpty() ? 0 : field.getValue();
    }
    return whole == 0 ? 100 : known * 100 / whole;
  }

  private String nextQuestion(Standing standing, long now) {
    for (String question : questions.keySet()) {
      Rule rule = byAnswer.get(question);
      if (rule == null) {
        if (standing.value(question).isEmpty()) {
          return question;
        }
        continue;
      }
      Standing.Answer answer = standing.answers().get(question);
      if (answer == null || answer.voided() || rule.lapsesAfter() > 0 && answer.at() <= now - rule.lapsesAfter()) {
        return question;
      }
    }
    return "";
  }

  /** Something that would lift an interest: what it is called, and the tenths it is worth. */
  public record Lift(String says, long tenths) {}

  /** What would lift an interest by so many tenths, alone: the smallest first; else what lifts it most. */
  public List<Lift> lifts(long missing) {
    List<Lift> all = rules.stream().filter(rule -> rule.answer().isEmpty())
        .map(rule -> new Lift(rule.says(), tenths(rule.points().getOrDefault("", 0L)))).filter(lift -> lift.tenths() > 0)
        .sorted(java.util.Comparator.comparingLong(Lift::tenths).thenComparing(Lift::says)).toList();
    List<Lift> enough = all.stream().filter(lift -> lift.tenths() >= missing).toList();
    return enough.isEmpty() ? all.subList(Math.max(0, all.size() - 1), all.size()) : enough;
  }

  /** How long an answer counts under a rule, ms; 0 for no end. */
  public long lapsesAfter(String rule) {
    Integer place = places.get(rule);
    return place == null ? 0 : rules.get(place).lapsesAfter();
  }

  /** How many steps a scenario's path has; 0 for none. */
  public int steps(String scenario) {
    return scenarios.ranked().stream().filter(each -> each.name().equals(scenario)).findFirst()
        .map(each -> each.path().size()).orElse(0);
  }

  /** What a question asks, for people. */
  public String asks(String question) {
    return questions.getOrDefault(question, question);
  }

  /**
   * A moment before which nothing that was said of a person changes by time alone: no band is left, interest does not
   * fall by the push step, no posture ends, no answer lapses. {@link Long#MAX_VALUE} if nothing fades.
   *
   * <p>A lower bound, cheap to find: positive points are taken to fade as fast as the fastest of them, and shown tenths
   * to be rounded as badly as they may be.
   */
  public long steadyUntil(Standing standing, Scores.Person scored, long now) {
    long until = Long.MAX_VALUE;
    for (Scores.Solution solution : scored.solutions().isEmpty() ? List.of(scored.all()) : scored.solutions()) {
      long positive = 0;
      long negative = 0;
      long halfLife = Long.MAX_VALUE;
      double rounding = 0;
      for (Scores.Part part : solution.parts()) {
        if (part.tenths() > 0 && part.fades()) {
          positive += part.tenths();
          rounding += 0.5;
          Integer place = places.get(part.rule());
          halfLife = Math.min(halfLife, place == null ? halfLife : rules.get(place).halfLifeDays());
        } else {
          negative += part.tenths();
        }
      }
      if (positive == 0) {
        continue;
      }
      long border = Math.max(ratings.floor(solution.tenths() * TENTH) / TENTH, solution.tenths() - pushStepTenths());
      double left = border - negative + rounding;
      double days = left <= 0 ? 3650 : halfLife * StrictMath.log((positive - rounding) / left) / StrictMath.log(2);
      until = Math.min(until, days < 1 ? standing.nextStep(now) : now + (long) days * Times.DAY);
    }
    for (Interest interest : standing.interest().values()) {
      for (long seen : interest.lastSeen().values()) {
        until = ends(until, seen + scenarios.stepsCountFor(), now);
      }
    }
    for (var answer : standing.answers().entrySet()) {
      Rule rule = byAnswer.get(answer.getKey());
      if (rule != null && rule.lapsesAfter() > 0) {
        until = ends(until, answer.getValue().at() + rule.lapsesAfter(), now);
      }
    }
    return until;
  }

  private static long ends(long until, long end, long now) {
    return end > now ? Math.min(until, end) : until;
  }
}
