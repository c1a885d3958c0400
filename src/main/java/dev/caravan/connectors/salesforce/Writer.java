package dev.caravan.connectors.salesforce;

import dev.caravan.model.Decision;
import java.util.Set;

/** Writes items of some kinds; says of each item of the batch what became of it. */
interface Writer {
  /** The kinds it writes. */
  Set<Decision.Kind> kinds();

  /**
   * Settles the items of a batch.
   *
   * @throws CallFailed when a whole call failed; items not settled by then are tried later
   */
  void write(Batch batch);
}
