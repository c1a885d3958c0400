package dev.caravan.pipeline;

import dev.caravan.account.AccountTypes;
import dev.caravan.codec.TypeTable;
import dev.caravan.desk.DeskTypes;
import dev.caravan.engine.EngineTypes;
import dev.caravan.enrich.EnrichTypes;
import dev.caravan.group.GroupTypes;
import dev.caravan.lifecycle.LifecycleTypes;
import dev.caravan.model.ModelTypes;
import dev.caravan.nurture.NurtureTypes;
import dev.caravan.routing.RoutingTypes;
import dev.caravan.score.ScoreTypes;
import java.util.List;

/** The numbers of all that stages store and send. */
public final class PipelineTypes {
  /**
   * Number of the format of all states and messages. It goes up by one when older bytes can no longer be read, or mean something
   * else: stores then build their states anew from the journal, and savepoints are refused. A new field with something to
   * fall back on needs no new number.
   */
  public static final int FORMAT = 2;

  private PipelineTypes() {}

  /** The tables of all rooms. */
  public static List<TypeTable> tables() {
    return List.of(ModelTypes.table(), NurtureTypes.table(), RoutingTypes.table(), EngineTypes.table(), EnrichTypes.table(), AccountTypes.table(),
        ScoreTypes.table(), GroupTypes.table(), LifecycleTypes.table(), DeskTypes.table());
  }
}
