package dev.caravan.lifecycle;

import dev.caravan.engine.Cell;
import dev.caravan.funnel.Funnel;
import dev.caravan.model.Times;
import dev.caravan.score.Explanation;
import dev.caravan.score.Known;
import dev.caravan.score.Scores;
import dev.caravan.score.ScoringModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines of {@code people.ndjson} of one person. */
public final class PeopleLines {
  private final ScoringModel model;
  private final Funnel funnel;

  public PeopleLines(ScoringModel model, Funnel funnel) {
    this.model = model;
    this.funnel = funnel;
  }

  /** One a solution, and one for all; none of somebody who is known by another name, or of whom nothing is known. */
  public List<Map<String, Object>> of(String id, Known known, Deciding deciding, long asOf) {
    if (!known.merged().isEmpty() || known.standing().isUnknown()) {
      return List.of();
    }
    Scores.Person scores = model.score(known.standing(), asOf);
    var each = new ArrayList<Scores.Solution>(scores.solutions());
    each.add(0, scores.all());
    each.sort(java.util.Comparator.comparing(Scores.Solution::solution));
    List<String> questions = model.questions(known.standing(), asOf);
    List<Scores.Beside> beside = model.beside(known.standing(), asOf);
    var lines = new ArrayList<Map<String, Object>>();
    for (Scores.Solution solution : each) {
      var line = new LinkedHashMap<String, Object>();
      String email = known.standing().profile().email();
      line.put("person", email.isEmpty() ? id : email);
      String account = known.standing().account().id();
      line.put("account", account.isEmpty() ? null : account);
      line.put("account_match", known.match());
      line.put("solution", solution.solution());
      line.put("fit", Double.valueOf(Explanation.fit(scores.fit())));
      line.put("interest", solution.tenths() / 10.0);
      line.put("completeness", (long) scores.completeness());
      line.put("rating", solution.rating());
      line.put("cell", solution.cell());
      line.put("scenario", solution.scenario().isEmpty() ? null : solution.scenario());
      line.put("posture", solution.posture());
      line.putAll(Shown.said(deciding, solution, funnel.first()));
      line.put("lacking", solution.lacking());
      line.put("next_question", scores.nextQuestion().isEmpty() ? null : scores.nextQuestion());
      line.put("next_questions", questions);
      line.put("programme", deciding.nurtured().programme().isEmpty() ? null : deciding.nurtured().programme());
      var parts = new ArrayList<Map<String, Object>>();
      for (Scores.Part part : solution.parts()) {
        if (part.count() == 0 && part.machine() > 0) {
          continue; // only machines did it: explain shows that
        }
        var shown = new LinkedHashMap<String, Object>();
        shown.put("rule", part.rule());
        shown.put("count", (long) part.count());
        shown.put("points", part.tenths() / 10.0);
        parts.add(shown);
      }
      line.put("parts", parts);
      line.put("disqualified", scores.disqualified().isEmpty() ? null : scores.disqualified());
      if (!beside.isEmpty()) {
        line.put("models", models(beside, solution.solution()));
      }
      nextStep(line, deciding.nurtured());
      line.put("waits_for", PersonHandOffs.waits(deciding, solution.solution()));
      line.put("hand_offs", PersonHandOffs.of(funnel, deciding, solution.solution()));
      lines.add(line);
    }
    return lines;
  }

  private static void nextStep(Map<String, Object> line, Deciding.Nurtured nurtured) {
    line.put("no_programme", nurtured.none().isEmpty() ? null : nurtured.none());
    line.put("exhausted", nurtured.exhausted().isEmpty() ? null : nurtured.exhausted());
    line.put("touches", (long) nurtured.memory().touches());
    line.put("next_touch_at", nurtured.due() == Cell.NEVER ? null : Times.text(nurtured.due()));
  }

  private static Map<String, Object> models(List<Scores.Beside> beside, String solution) {
    var models = new LinkedHashMap<String, Object>();
    for (Scores.Beside each : beside) {
      Scores.Solution of = each.scores().solutions().stream().filter(other -> other.solution().equals(solution)).findFirst()
          .orElse(each.scores().lead());
      var said = new LinkedHashMap<String, Object>();
      said.put("fit", Double.valueOf(Explanation.fit(each.scores().fit())));
      said.put("interest", of.tenths() / 10.0);
      said.put("rating", of.rating());
      said.put("cell", of.cell());
      models.put(each.model(), said);
    }
    return models;
  }
}
