package dev.caravan.host.flink;

import dev.caravan.journal.Arrival;
import dev.caravan.model.Fact;

/** A row of a fact file on its way to the door. */
sealed interface Row {
  /** No promise. */
  long NONE = Long.MIN_VALUE;

  /** No fact behind this row was recorded earlier; {@link #NONE} where nothing is said. */
  long floor();

  /** A fact, perhaps one that came before. */
  record Known(Fact fact, long floor) implements Row {}

  /** No fact. */
  record Unreadable(Arrival.SetAside row, long floor) implements Row {}
}
