package dev.caravan.score;

import dev.caravan.model.Fact;
import java.util.Map;
import java.util.TreeMap;

/** Takes in what a person did and said: which rule it counts under, for which solution, and what it was worth then. */
record Intake(Signals signals, Rules rules, Questions questions) {

  ScoringModel.Taken take(Standing standing, Fact.Activity activity) {
    Signals.Meaning meaning = signals.meaning(activity);
    if (meaning.signal().isEmpty() && activity.fields().isEmpty()) {
      return new ScoringModel.Taken(standing, meaning, 0, false);
    }
    String solution = meaning.solution();
    long time = activity.head().time();
    var interest = new TreeMap<>(standing.interest());
    long points = 0;
    if (!meaning.signal().isEmpty()) {
      Interest of = interest.getOrDefault(solution, Interest.NONE).seen(meaning.signal(), time);
      Rule rule = rules.bySignal().get(meaning.signal());
      if (rule != null) {
        String fact = activity.head().id();
        points = rule.points().getOrDefault("", 0L);
        History history = of.histories().getOrDefault(rule.name(), History.NONE);
        of = of.with(rule, history.with(time, fact, points, rule.atMost(), rule.perMs()));
        of = rule.handRaise() ? of.raised(time, fact) : of;
      }
      interest.put(solution, of);
    }
    Map<String, Standing.Answer> answers = standing.answers();
    for (var field : activity.fields().entrySet()) {
      Rule answered = rules.byAnswer().get(field.getKey());
      if (answered == null && !questions.byName().containsKey(field.getKey())) {
        continue;
      }
      String value = field.getValue().strip();
      var before = answers.getOrDefault(field.getKey(), Standing.Answer.NONE);
      if (value.isEmpty() || before.at() <= time) {
        answers = new TreeMap<>(answers);
        answers.put(field.getKey(),
            value.isEmpty() ? before.declined(time, solution) : before.answered(value, time, solution));
      }
      if (answered != null) {
        interest.putIfAbsent(solution, Interest.NONE);
        points += answered.points().getOrDefault(value, 0L);
      }
    }
    return new ScoringModel.Taken(new Standing(standing.profile(), standing.account(), interest, answers), meaning,
        points, true);
  }

  /** Answers given by a moment no longer count. */
  static Standing voidAnswers(Standing standing, long by) {
    var answers = new TreeMap<String, Standing.Answer>();
    standing.answers().forEach((question, answer) -> answers.put(question,
        new Standing.Answer(answer.value(), answer.at(), answer.solution(), answer.voided() || answer.at() <= by,
            answer.declinedAt())));
    return new Standing(standing.profile(), standing.account(), standing.interest(), answers);
  }
}
