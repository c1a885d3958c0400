package dev.caravan.score;

import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Takes in what a person did and said: which rule it counts under, for which solution, and what it was worth then. */
record Intake(Signals signals, Rules rules, Questions questions, List<Rules> beside) {

  ScoringModel.Taken take(Standing standing, Fact.Activity activity) {
    if (activity.kind() == Fact.ActivityKind.EMAIL_SEND && !signals.knows(activity.kind())) {
      return sent(standing, activity);
    }
    Signals.Meaning meaning = signals.meaning(activity);
    if (meaning.signal().isEmpty() && activity.fields().isEmpty() && !isMail(activity.kind())) {
      return new ScoringModel.Taken(standing, meaning, 0, false, Set.of());
    }
    boolean says = !meaning.signal().isEmpty() || !activity.fields().isEmpty();
    Standing after = standing;
    long points = 0;
    if (says) {
      points = worth(meaning);
      after = seen(after, activity, meaning);
      for (var field : activity.fields().entrySet()) {
        Rule rule = rules.byAnswer().get(field.getKey());
        boolean counts = rule != null || isCountedBeside(field.getKey());
        if (counts || questions.byName().containsKey(field.getKey())) {
          String value = field.getValue().strip();
          after = !counts || after.interest().containsKey(meaning.solution()) ? after
              : interest(after, meaning.solution(), Interest.NONE);
          after = answered(after, field.getKey(), value, activity.head(), meaning.solution());
          points += rule == null ? 0 : rule.points().getOrDefault(value, 0L);
        }
      }
    }
    if (!isMail(activity.kind())) {
      return new ScoringModel.Taken(after, meaning, points, true, Set.of());
    }
    Fact.Head head = activity.head();
    Mails.Judged judged = activity.kind() == Fact.ActivityKind.EMAIL_SEND
        ? standing.mails().sent(Mails.copy(activity), head.time())
        : standing.mails().clicked(new Mails.Click(head.id(), head.time(), Mails.copy(activity), activity.detail("link"),
            meaning.solution(), meaning.signal(), false));
    Set<String> machine = facts(judged);
    return new ScoringModel.Taken(uncounted(after, judged), meaning, machine.contains(head.id()) ? 0 : points,
        says || !machine.isEmpty(), machine);
  }

  private boolean isCountedBeside(String question) {
    for (int i = 0; i < beside.size(); i++) {
      if (beside.get(i).byAnswer().containsKey(question)) {
        return true;
      }
    }
    return false;
  }

  /** A mail that is worth nothing by itself: of use only to tell whose the clicks in it are. */
  private ScoringModel.Taken sent(Standing standing, Fact.Activity activity) {
    Mails.Judged judged = standing.mails().sent(Mails.copy(activity), activity.head().time());
    Set<String> machine = facts(judged);
    return new ScoringModel.Taken(uncounted(standing, judged), Signals.Meaning.NOTHING, 0, !machine.isEmpty(), machine);
  }

  /** Whether an activity says of a mail what is needed to tell people from machines. */
  private boolean isMail(Fact.ActivityKind kind) {
    return (kind == Fact.ActivityKind.EMAIL_SEND || kind == Fact.ActivityKind.EMAIL_CLICK)
        && signals.knows(Fact.ActivityKind.EMAIL_CLICK);
  }

  private static Set<String> facts(Mails.Judged judged) {
    if (judged.machine().isEmpty()) {
      return Set.of();
    }
    var facts = new TreeSet<String>();
    judged.machine().forEach(click -> facts.add(click.fact()));
    return facts;
  }

  /** What a signal is worth when it happens: the points of its rule, less where others brought it to us. */
  private long worth(Signals.Meaning meaning) {
    Rule rule = rules.bySignal().get(meaning.signal());
    return rule == null ? 0 : Signals.times(rule.points().getOrDefault("", 0L), meaning.quality());
  }

  private Standing seen(Standing standing, Fact.Activity activity, Signals.Meaning meaning) {
    if (meaning.signal().isEmpty()) {
      return standing;
    }
    long time = activity.head().time();
    String fact = activity.head().id();
    String name = rules.history(meaning.signal());
    Interest of = standing.interest().getOrDefault(meaning.solution(), Interest.NONE).seen(meaning.signal(), time);
    Rule rule = rules.bySignal().get(meaning.signal());
    History history = of.histories().getOrDefault(name, History.NONE);
    of = of.with(name, rule == null ? history.with(time, fact, 0, 0, 0)
        : history.with(time, fact, worth(meaning), rule.atMost(), rule.perMs()));
    of = rule != null && rule.handRaise() ? of.raised(time, fact) : of;
    for (int i = 0; i < beside.size(); i++) {
      Rule other = beside.get(i).bySignal().get(meaning.signal());
      if (other != null) {
        long worth = Signals.times(other.points().getOrDefault("", 0L), meaning.quality());
        of = of.with(other.name(), of.histories().getOrDefault(other.name(), History.NONE)
            .with(time, fact, worth, other.atMost(), other.perMs()));
      }
    }
    return interest(standing, meaning.solution(), of);
  }

  /** A question answered, or shown and left open; what happened later stands, whatever became known last. */
  private static Standing answered(Standing standing, String question, String value, Fact.Head head, String solution) {
    Standing.Answer before = standing.answers().getOrDefault(question, Standing.Answer.NONE);
    Standing.Answer after = value.isEmpty() ? before.declined(head.time(), solution)
        : before.answered(value, head.time(), head.id(), solution, standing.voidedAt().isKnown() && head.time() <= standing.voidedAt().ms());
    if (after == before) {
      return standing;
    }
    var answers = new TreeMap<>(standing.answers());
    answers.put(question, after);
    return answers(standing, answers, standing.voidedAt());
  }

  /** Takes back what was counted before it was known that a machine had done it. */
  private Standing uncounted(Standing standing, Mails.Judged judged) {
    Standing after = new Standing(standing.profile(), standing.account(), standing.interest(), standing.answers(),
        judged.mails(), standing.voidedAt());
    for (Mails.Click click : judged.machine()) {
      after = click.signal().isEmpty() ? after : uncounted(after, click);
    }
    return after;
  }

  private Standing uncounted(Standing standing, Mails.Click click) {
    String name = rules.history(click.signal());
    Interest of = standing.interest().get(click.solution());
    History history = of == null ? null : of.histories().get(name);
    if (of == null || history == null) {
      return standing;
    }
    Rule rule = rules.bySignal().get(click.signal());
    Interest marked = of.with(name, rule == null ? history.byMachine(click.fact(), 0, 0)
        : history.byMachine(click.fact(), rule.atMost(), rule.perMs()));
    for (Rules each : beside) {
      Rule other = each.bySignal().get(click.signal());
      History also = other == null ? null : marked.histories().get(other.name());
      marked = other == null || also == null ? marked
          : marked.with(other.name(), also.byMachine(click.fact(), other.atMost(), other.perMs()));
    }
    return interest(standing, click.solution(), marked.restated(click.signal(), name, rule != null && rule.handRaise()));
  }

  /** Answers given by a moment no longer count, whether they are known already or become known later. */
  static Standing voidAnswers(Standing standing, long by) {
    var answers = new TreeMap<String, Standing.Answer>();
    standing.answers().forEach((question, answer) -> answers.put(question, answer.voidedBy(by)));
    return answers(standing, answers, standing.voidedAt().orLater(Moment.of(by)));
  }

  private static Standing interest(Standing standing, String solution, Interest of) {
    var interest = new TreeMap<>(standing.interest());
    interest.put(solution, of);
    return new Standing(standing.profile(), standing.account(), interest, standing.answers(), standing.mails(),
        standing.voidedAt());
  }

  private static Standing answers(Standing standing, Map<String, Standing.Answer> answers, Moment voidedAt) {
    return new Standing(standing.profile(), standing.account(), standing.interest(), answers, standing.mails(), voidedAt);
  }
}
