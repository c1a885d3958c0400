package dev.caravan.pipeline;

import dev.caravan.account.AccountToGroup;
import dev.caravan.account.AccountToScore;
import dev.caravan.account.ToAccount;
import dev.caravan.account.ToMatch;
import dev.caravan.account.ToName;
import dev.caravan.engine.FactMessage;
import dev.caravan.engine.Message;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Stages;
import dev.caravan.group.GroupToDesk;
import dev.caravan.group.GroupToLifecycle;
import dev.caravan.lifecycle.LifecycleToDesk;
import dev.caravan.lifecycle.MergeToLifecycle;
import dev.caravan.lifecycle.ToNextLevel;
import dev.caravan.score.ScoreToGroup;
import dev.caravan.score.ScoreToLifecycle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Which messages come to which stage. A stage without a handler for one of them is found before the first fact. */
final class Wiring {
  private record Line(Class<? extends Message> message, List<Integer> to) {}

  private static final List<Line> LINES = List.of(
      line(FactMessage.AccountSaid.class, Stages.LISTING, Stages.ACCOUNT),
      line(FactMessage.DealSaid.class, Stages.ACCOUNT, Stages.GROUP, Stages.DECIDE),
      line(FactMessage.ContractSaid.class, Stages.ACCOUNT),
      line(FactMessage.PersonSaid.class, Stages.SCORE),
      line(FactMessage.Did.class, Stages.SCORE),
      line(FactMessage.SalesSaid.class, Stages.SCORE, Stages.DECIDE),
      line(FactMessage.ByHand.class, Stages.GROUP),
      line(FactMessage.UserSaid.class, Stages.ASSIGN),
      line(FactMessage.TeamSaid.class, Stages.ASSIGN),
      line(FactMessage.AlertAnswered.class, Stages.ASSIGN),
      line(FactMessage.Touched.class, Stages.SCORE, Stages.DECIDE),
      line(FactMessage.OwnerSaid.class, Stages.SCORE, Stages.DECIDE),
      line(FactMessage.Mailed.class, Stages.DECIDE),
      line(FactMessage.Released.class, Stages.GROUP, Stages.DECIDE),
      line(FactMessage.ConsentReleased.class, Stages.SCORE),
      line(FactMessage.Done.class, Stages.GROUP, Stages.DECIDE, Stages.ASSIGN),
      line(FactMessage.Merged.class, Stages.MERGE),
      line(FactMessage.MergedInto.class, Stages.SCORE),
      line(FactMessage.TakesIn.class, Stages.SCORE),
      line(ToMatch.class, Stages.MATCH),
      line(ToName.class, Stages.NAME),
      line(ToAccount.class, Stages.ACCOUNT),
      line(AccountToScore.class, Stages.SCORE),
      line(AccountToGroup.class, Stages.GROUP),
      line(ScoreToGroup.class, Stages.GROUP),
      line(ScoreToLifecycle.class, Stages.DECIDE),
      line(GroupToLifecycle.class, Stages.DECIDE),
      line(GroupToDesk.class, Stages.ASSIGN),
      line(MergeToLifecycle.class, Stages.DECIDE),
      line(ToNextLevel.class, Stages.DECIDE),
      line(LifecycleToDesk.class, Stages.ASSIGN));

  private Wiring() {}

  private static Line line(Class<? extends Message> message, Integer... to) {
    return new Line(message, List.of(to));
  }

  /**
   * Checks that each message finds a handler where it goes.
   *
   * @throws IllegalArgumentException with a sentence for each that does not
   */
  static void check(List<Stage<?, ?>> stages) {
    var wrong = new ArrayList<String>();
    for (Line line : LINES) {
      for (int to : line.to) {
        int last = to == Stages.DECIDE ? Stages.DECIDE + Stages.DECIDE_LEVELS - 1 : to;
        for (Stage<?, ?> stage : stages.subList(to, last + 1)) {
          records(line.message).filter(type -> !stage.handlers().takes(type)).forEach(type ->
              wrong.add(stage.name() + " has no handler for " + type.getSimpleName() + ": register one where it registers the others"));
        }
      }
    }
    records(FactMessage.class).filter(type -> LINES.stream().noneMatch(line -> line.message.equals(type))).forEach(type ->
        wrong.add(type.getSimpleName() + " goes to no stage: add it to Wiring"));
    if (!wrong.isEmpty()) {
      Collections.sort(wrong);
      throw new IllegalArgumentException(String.join("\n", wrong));
    }
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Wiring::records)
        : type.isRecord() && Message.class.isAssignableFrom(type) ? Stream.of(type) : Stream.of();
  }
}
