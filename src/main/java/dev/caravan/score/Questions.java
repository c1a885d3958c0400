package dev.caravan.score;

import dev.caravan.config.ConfigNode;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we would like to know of people, from least to most threatening, and what to ask next.
 *
 * @param atATouch how many may be asked at once
 * @param declinedFor a question shown and left open is not asked for so long, ms
 */
record Questions(List<Question> all, Map<String, Question> byName, int atATouch, long declinedFor) {
  private static final long NINETY_DAYS = 90 * Times.DAY;

  /**
   * A question.
   *
   * @param after questions that must be answered first
   * @param lapsesAfter an answer holds for so long, ms; 0: for ever
   */
  record Question(String name, String asks, List<String> after, long lapsesAfter) {}

  static Questions from(ConfigNode scoring, Rules rules) {
    var all = new LinkedHashMap<String, Question>();
    for (ConfigNode node : scoring.get("questions").items()) {
      String name = node.get("question").text();
      List<String> after = node.find("after").map(ConfigNode::texts).orElse(List.of());
      for (String before : after) {
        if (!all.containsKey(before)) {
          node.get("after").report("unknown-question", "\"" + before + "\" is not asked above; expected "
              + (all.isEmpty() ? "a question that stands before this one" : "one of " + all.keySet()));
        }
      }
      Rule rule = rules.byAnswer().get(name);
      long lapses = node.find("lapses").map(span -> Rule.atLeast(1, span, "1 minute")).orElse(rule == null ? 0L : rule.lapsesAfter());
      if (all.put(name, new Question(name, node.get("asks").text(), after, lapses)) != null) {
        node.get("question").report("duplicate-question", "the question \"" + name + "\" is already asked above");
      }
    }
    return new Questions(List.copyOf(all.values()), Map.copyOf(all),
        scoring.find("questions_at_a_touch").map(node -> node.integer(1, 10)).orElse(1),
        scoring.find("declined_for").map(ConfigNode::duration).orElse(NINETY_DAYS));
  }

  /** What a question asks, for people. */
  String asks(String name) {
    Question question = byName.get(name);
    return question == null ? name : question.asks();
  }

  /** The first so many questions to ask a person at a moment. */
  List<String> next(Standing standing, Rules rules, long now, int most) {
    var next = new ArrayList<String>(most);
    var answered = new ArrayList<String>(all.size()); // a handful: a list is looked through faster than a set is made
    for (Question question : all) {
      Standing.Answer answer = standing.answers().get(question.name());
      if (isAnswered(question, answer, standing, rules, now)) {
        answered.add(question.name());
      } else if (!isDeclined(answer, now) && (question.after().isEmpty() || answered.containsAll(question.after()))) {
        next.add(question.name());
        if (next.size() == most) {
          break;
        }
      }
    }
    return next;
  }

  /** What the person answered that holds. */
  Map<String, String> answers(Standing standing, long now) {
    var answers = new LinkedHashMap<String, String>();
    standing.answers().forEach((name, answer) -> {
      Question question = byName.get(name);
      if (question != null && answer.given() && !answer.voided()
          && (question.lapsesAfter() == 0 || answer.at().isAfter(now - question.lapsesAfter()))) {
        answers.put(name, answer.value());
      }
    });
    return answers;
  }

  /** Questions the person was shown lately and left open. */
  List<String> declined(Standing standing, long now) {
    return all.stream().map(Question::name).filter(name -> isDeclined(standing.answers().get(name), now)).toList();
  }

  private boolean isAnswered(Question question, Standing.@Nullable Answer answer,
      Standing standing, Rules rules, long now) {
    if (answer != null && answer.given() && !answer.voided()) {
      return question.lapsesAfter() == 0 || answer.at().isAfter(now - question.lapsesAfter());
    }
    if (rules.byAnswer().containsKey(question.name()) || standing.value(question.name()).isEmpty()) {
      return false;
    }
    // Voided: what a record has said since still tells.
    var known = standing.profile().known().get(question.name());
    return answer == null || !answer.voided() || known == null || answer.at().isNone() || known.at() > answer.at().ms();
  }

  private boolean isDeclined(Standing.@Nullable Answer answer, long now) {
    return answer != null && !answer.at().isAfter(answer.declinedAt()) && answer.declinedAt().isAfter(now - declinedFor);
  }
}
