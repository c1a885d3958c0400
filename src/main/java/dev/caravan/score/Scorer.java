package dev.caravan.score;

import dev.caravan.enrich.AccountView;
import dev.caravan.enrich.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Says what is known of a person amounts to at a moment.
 *
 * <p>This runs once or twice a fact: loops over small lists go by index, which makes no iterators.
 */
final class Scorer {
  /** A tenth of a point in millionths. */
  private static final int REMEMBERED = 1 << 10;

  private final Rules rules;
  private final Scenarios scenarios;
  private final Fit fit;
  private final Completeness completeness;
  private final Disqualifiers disqualifiers;
  private final Ratings ratings;
  private final Questions questions;
  private final AtomicReferenceArray<@Nullable Who> lately = new AtomicReferenceArray<>(REMEMBERED);

  Scorer(Rules rules, Scenarios scenarios, Fit fit, Completeness completeness, Disqualifiers disqualifiers,
      Ratings ratings, Questions questions) {
    this.rules = rules;
    this.scenarios = scenarios;
    this.fit = fit;
    this.completeness = completeness;
    this.disqualifiers = disqualifiers;
    this.ratings = ratings;
    this.questions = questions;
  }

  /** Half-up to a tenth, away from zero. */
  static long tenths(long millionths) {
    long half = Scores.TENTH / 2;
    return millionths >= 0 ? (millionths + half) / Scores.TENTH : -((-millionths + half) / Scores.TENTH);
  }

  /** Scores a person; {@code everything} asks for the sum over all solutions also where there is one at least. */
  Scores.Person score(Standing standing, long now, boolean everything) {
    Who who = who(standing);
    var solutions = new ArrayList<Scores.Solution>(4);
    for (String solution : inOrder(standing.interest())) {
      if (!solution.isEmpty() && !isOnlyMachines(standing, solution)) {
        var gathered = new Gathered(rules, now);
        gathered.add(standing.interest().get(""));
        gathered.add(standing.interest().get(solution));
        solutions.add(solution(standing, solution, false, gathered, who));
      }
    }
    Scores.Solution all;
    if (everything || solutions.isEmpty()) {
      var gathered = new Gathered(rules, now);
      standing.interest().values().forEach(gathered::add);
      all = solution(standing, "all", true, gathered, who);
    } else {
      all = solutions.get(0);
    }
    return new Scores.Person(who.fit(), who.fitParts(), who.completeness(), who.incomplete(), who.disqualified(),
        who.fitUnknown(), questions.next(standing, rules, now, questions.atATouch()), all, solutions);
  }

  /** Names in order; a state read back from bytes is in order too, but its map does not say so. */
  private static Iterable<String> inOrder(Map<String, Interest> interest) {
    return interest instanceof SortedMap ? interest.keySet() : new TreeSet<>(interest.keySet());
  }

  /** A machine's clicks are shown under {@code all} but are no interest in a solution. */
  private static boolean isOnlyMachines(Standing standing, String solution) {
    return standing.interest().getOrDefault(solution, Interest.NONE).isOnlyMachines()
        && standing.answers().values().stream().noneMatch(answer -> answer.solution().equals(solution));
  }

  /** What profile and account alone amount to; the same for as long as neither changes. */
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
    boolean unknown = false;
    for (Scores.FitPart part : parts) {
      unknown |= !part.known();
    }
    int complete = completeness.of(standing);
    var who = new Who(standing.profile(), standing.account(), fit.total(parts), parts, complete,
        complete < completeness.incompleteBelow(), disqualifiers.reason(standing), unknown);
    lately.set(slot, who);
    return who;
  }

  private Scores.Solution solution(Standing standing, String name, boolean all, Gathered gathered, Who who) {
    List<Rule> each = rules.all();
    boolean customer = all ? standing.account().isCustomer() : standing.account().isCustomerOf(name);
    Scenarios.Place place = scenarios.place(gathered.lastSeen(), gathered.now(), customer);
    var parts = new ArrayList<Scores.Part>(each.size());
    long tenths = 0;
    for (int i = 0; i < each.size(); i++) {
      Rule rule = each.get(i);
      Scores.Part part = rule.answer().isEmpty() ? gathered.part(i, place.weighs(rule.signal()))
          : answerPart(standing, name, all, rule, gathered.now());
      if (part != null) {
        parts.add(part);
        tenths += part.tenths();
      }
    }
    var values = new Ratings.Values(who.fit(), tenths * Scores.TENTH, who.completeness(), who.incomplete(),
        !who.disqualified().isEmpty());
    return new Scores.Solution(name, tenths, parts, ratings.rating(values), ratings.cell(values), place.scenario(),
        place.posture(), place.step(), ratings.lacking(values), gathered.raisedAt(), gathered.raise());
  }

  /** The share of an answer; one given without a solution counts for each, null if none counts. */
  private static Scores.@Nullable Part answerPart(Standing standing, String name, boolean all, Rule rule, long now) {
    Standing.Answer answer = standing.answers().get(rule.answer());
    if (answer == null) {
      return null;
    }
    boolean counts = answer.given() && !answer.voided() && !lapsed(rule, answer, now);
    if (!counts && !answer.declinedAt().isAfter(answer.at())) {
      return null;
    }
    String of = answer.solution();
    if (all ? !standing.interest().containsKey(of) : !of.isEmpty() && !of.equals(name)) {
      return null;
    }
    if (!counts) {
      // Shown and declined: no points, and visible.
      return new Scores.Part(rule.name(), rule.says() + ": declined", 0, 1, 0, answer.declinedAt().ms(), answer.declinedAt().ms(),
          false, rule.place(), 0, 0, 0, Scenarios.ONE);
    }
    long earned = rule.points().getOrDefault(answer.value(), 0L);
    long left = rule.left(earned, answer.at().ms(), now);
    return new Scores.Part(rule.name(), rule.says() + ": " + answer.value(), 1, 1, tenths(left), answer.at().ms(), answer.at().ms(),
        rule.fading().length > 0, rule.place(), 0, tenths(earned), rule.halfLifeDays(), Scenarios.ONE);
  }

  private static boolean lapsed(Rule rule, Standing.Answer answer, long now) {
    return rule.lapsesAfter() > 0 && answer.at().isBy(now - rule.lapsesAfter());
  }
}
