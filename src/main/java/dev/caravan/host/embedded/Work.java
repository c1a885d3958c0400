package dev.caravan.host.embedded;

import dev.caravan.engine.Input;
import dev.caravan.engine.KeyRun;
import dev.caravan.model.Decision;
import java.util.List;

/**
 * A batch of whole ticks on its way through the rooms: what waits for which stage, and what the rooms have made so far.
 *
 * @param until the last tick it covers; alarms up to it fire
 * @param waiting inputs by stage
 * @param drafts changed states by stage, one a key
 */
public record Work(long until, List<List<Input>> waiting, List<List<Shelf.Draft>> drafts,
    List<Decision> decisions, List<KeyRun.Poisoned> poisoned) {

  /** Whether it carries anything to do. */
  public boolean isEmpty() {
    return waiting.stream().allMatch(List::isEmpty) && drafts.stream().allMatch(List::isEmpty);
  }
}
