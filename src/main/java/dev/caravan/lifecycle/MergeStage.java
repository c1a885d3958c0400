package dev.caravan.lifecycle;

import dev.caravan.engine.FactMessage;
import dev.caravan.engine.Handlers;
import dev.caravan.engine.Stage;
import dev.caravan.engine.Stages;
import dev.caravan.engine.Turn;
import dev.caravan.model.Fact;

/**
 * Key: one for all. Says where what decide keeps goes on when two people turn out to be one.
 *
 * <p>A key cannot tell another key of its own stage, so decide stands several times in a row, once a level. Everybody
 * begins at level 0. What was kept of the two goes on under the id of the one who goes on, at the first level behind that
 * of the one who ends; the keys before pass on what comes for the person. Who was only a browser so far brings nothing.
 */
public final class MergeStage implements Stage<MergeStage.Nothing, MergeStage.Level> {
  public static final String ALL = "all";

  /** All is kept under names. */
  record Nothing() {}

  /** The level at which everything of a person is kept; those at level 0 have no entry. */
  record Level(int level) {}

  private final Handlers<Nothing, Level> handlers = new Handlers<Nothing, Level>().on(FactMessage.Merged.class, this::merged);

  @Override
  public String name() {
    return "merge";
  }

  @Override
  public Class<Nothing> headType() {
    return Nothing.class;
  }

  @Override
  public Class<Level> entryType() {
    return Level.class;
  }

  @Override
  public Nothing fresh(String key) {
    return new Nothing();
  }

  @Override
  public Handlers<Nothing, Level> handlers() {
    return handlers;
  }

  private void merged(Turn<Nothing, Level> turn, FactMessage.Merged merged) {
    int before = level(turn, merged.winner());
    int behind = Math.max(before, level(turn, merged.loser()) + 1);
    boolean takesOver = behind < Stages.DECIDE_LEVELS && !Fact.Merge.isVisitor(merged.loser());
    turn.remove(merged.loser());
    turn.send(Stages.DECIDE, merged.loser(), new MergeToLifecycle.GoesOnAs(merged.winner(), takesOver ? behind : 0));
    if (takesOver && behind > before) {
      turn.put(merged.winner(), new Level(behind));
      turn.send(Stages.DECIDE, merged.winner(), new MergeToLifecycle.MovesUp(behind));
    }
  }

  @Override
  public void alarm(Turn<Nothing, Level> turn) {
    throw new IllegalStateException("merge sets no alarm");
  }

  private static int level(Turn<Nothing, Level> turn, String person) {
    Level found = turn.entry(person);
    return found == null ? 0 : found.level();
  }
}
