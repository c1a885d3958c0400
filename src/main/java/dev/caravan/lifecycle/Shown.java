package dev.caravan.lifecycle;

import dev.caravan.engine.Turn;
import dev.caravan.funnel.Funnel;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import dev.caravan.routing.Hold;
import dev.caravan.score.Explanation;
import dev.caravan.score.ScoreToLifecycle;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the CRM and the people-lines show of what was decided. */
public final class Shown {
  private static final int REASON_SHOWN = 255;

  private final ScoringModel model;
  private final Funnel funnel;
  private final String version;

  Shown(ScoringModel model, Funnel funnel, String version) {
    this.model = model;
    this.funnel = funnel;
    this.version = version;
  }

  /** Pushes what the CRM should show when anything but interest changed, or interest by a step. */
  void push(Turn<Deciding, ?> turn) {
    Deciding now = turn.head();
    ScoreToLifecycle.Scored scored = now.scored();
    if (scored.email().isEmpty()) {
      return; // anonymous: there is no record to show it on
    }
    Scores.Solution lead = scored.scores().lead();
    Deciding.Track track = standing(now, lead.solution());
    String stage = track.stage().isEmpty() ? funnel.first() : track.stage();
    String scenario = scenario(lead, track);
    String solution = lead.solution().equals("all") ? "" : lead.solution();
    var told = new Deciding.Told(scored.email(), scored.scores().fit(), scored.scores().completeness(), lead.rating(),
        lead.cell(), stage, scenario, lead.posture(), scored.persona(), solution, scored.scores().nextQuestion(),
        now.nurtured().programme(), track.overdue(), beside(scored));
    List<Long> tenths = Scores.interests(scored.scores(), scored.beside());
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
    shown.put("scenario", scenario);
    shown.put("posture", lead.posture());
    shown.put("persona", scored.persona());
    shown.put("solution", solution);
    shown.put("next_question", scored.scores().nextQuestion());
    shown.put("programme", now.nurtured().programme());
    Explanation.Situation at = situation(now, lead, stage, track, held(now, lead.solution(), track), turn.tick());
    shown.put("reason", overdue(track, Explanation.brief(scored.scores(), lead, at)));
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
        Because.of("score changed", "push", "config/scoring.yaml", version, scored.fact()), scored.email(), shown));
    turn.head(turn.head().pushed(told, tenths));
  }

  /** What the CRM is told of further models, but for interest. */
  private static List<Deciding.ToldBeside> beside(ScoreToLifecycle.Scored scored) {
    if (scored.beside().isEmpty()) {
      return List.of();
    }
    return scored.beside().stream().map(each -> {
      Scores.Solution lead = each.scores().lead();
      return new Deciding.ToldBeside(each.model(), each.scores().fit(), lead.rating(), lead.cell(),
          lead.solution().equals("all") ? "" : lead.solution());
    }).toList();
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

  /** Where a person stands, as an explanation tells it. */
  Explanation.Situation situation(Deciding now, Scores.Solution of, String stage, Deciding.Track track, List<String> held, long tick) {
    Scores.Person scores = now.scored().scores();
    HandOverWords words = HandOverWords.of(model, funnel, now, scores, of, track, held, tick);
    var lapses = new HashMap<String, Long>();
    for (Scores.Part part : of.parts()) {
      if (part.count() > 0 && model.lapsesAfter(part.rule()) > 0) {
        lapses.put(part.rule(), part.last() + model.lapsesAfter(part.rule()));
      }
    }
    return new Explanation.Situation(of.solution().equals("all") ? "All solutions" : model.solutionName(of.solution()),
        model.steps(of.scenario()), StageReason.named(stage), held, words.stands(), words.lifts(),
        scores.nextQuestion().isEmpty() ? "" : model.asks(scores.nextQuestion()), now.nurtured().programme(), lapses, tick);
  }

  /** Salesforce shows 255 characters of a reason. */
  private static String overdue(Deciding.Track track, String reason) {
    if (track.overdue().isNone()) {
      return reason;
    }
    String all = "Overdue on stage " + StageReason.named(track.stage()) + " since "
        + Explanation.moment(track.overdue().ms()).replaceFirst(" \\d\\d:.*", "") + ". " + reason;
    return all.length() <= REASON_SHOWN ? all : all.substring(0, REASON_SHOWN);
  }

  /** The way through one solution; of everything together, the one that moved last. */
  public static Deciding.Track standing(Deciding deciding, String solution) {
    Deciding.Track track = deciding.tracks().get(solution);
    if (track != null || !solution.equals("all")) {
      return track == null ? Deciding.Track.NEW : track;
    }
    Deciding.Track last = Deciding.Track.NEW;
    for (Deciding.Track each : deciding.tracks().values()) {
      last = each.since().isAfter(last.since()) ? each : last;
    }
    return last;
  }

  /** Whoever buys for the first time by what they read is in an expansion where the account is a customer already. */
  private static String scenario(Scores.Solution solution, Deciding.Track track) {
    return solution.scenario().equals(Funnel.NEW_PURCHASE) && track.scenario().equals(Funnel.EXPANSION) ? Funnel.EXPANSION
        : solution.scenario();
  }

  /** Why a hand-off waits: their own, or one of a group that names them. */
  public static List<String> held(Deciding deciding, String solution, Deciding.Track track) {
    if (!deciding.isWaiting(solution) || track.isHeld(Hold.TOUCH_GUARD)) {
      return track.held();
    }
    var held = new ArrayList<>(track.held());
    held.add(Hold.TOUCH_GUARD.code());
    return held;
  }

  /** What a person's people-lines say of decide's part. */
  public static Map<String, Object> said(Deciding deciding, Scores.Solution solution, String first) {
    Deciding.Track track = deciding.tracks().getOrDefault(solution.solution(), Deciding.Track.NEW);
    Deciding.Track standing = standing(deciding, solution.solution());
    String scenario = scenario(solution, track);
    var said = new LinkedHashMap<String, Object>();
    said.put("scenario", scenario.isEmpty() ? null : scenario);
    said.put("stage", standing.stage().isEmpty() ? first : standing.stage());
    said.put("overdue_since", track.overdue().isNone() ? null : track.overdue().text());
    said.put("mql", track.mql());
    said.put("held", held(deciding, solution.solution(), track));
    return said;
  }
}
