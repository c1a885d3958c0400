package dev.caravan.host.embedded;

import dev.caravan.engine.KeyRun;
import dev.caravan.journal.Journal;
import dev.caravan.model.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch of whole ticks on its way through the rooms: what waits for which stage, and what the rooms have made so far.
 *
 * @param from the position it goes on from
 * @param until the last tick it covers; alarms up to it fire
 * @param facts how many facts it carries
 * @param admission who they are about, kept when the batch is settled; null where nothing is kept
 * @param waiting inputs of the stages to come
 * @param drafts changed states by stage, one a key
 */
public record Work(long from, long until, int facts, Journal.@Nullable Admission admission, Waiting waiting,
    List<List<Shelf.Draft>> drafts, List<Decision> decisions, List<KeyRun.Poisoned> poisoned) {

  /** Whether there was nothing to do. */
  public boolean isEmpty() {
    return facts == 0;
  }
}
