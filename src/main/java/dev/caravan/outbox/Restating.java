package dev.caravan.outbox;

import dev.caravan.model.Decision;
import dev.caravan.store.Tx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Puts what remains to be told when all history was decided anew. */
final class Restating implements Outbox.Restatement {
  private final Putting putting;
  private final InstantSource clock;
  private final Anew anew;

  /**
   * Nothing decided yet.
   *
   * @param actsFrom from when on it was acted, epoch ms
   */
  Restating(Putting putting, InstantSource clock, long actsFrom) {
    this.putting = putting;
    this.clock = clock;
    this.anew = new Anew(actsFrom);
  }

  @Override
  public void add(Collection<Decision> decisions) {
    decisions.forEach(anew::add);
  }

  @Override
  public void settle(Tx tx, long at, String version, Consumer<List<Decision>> kept) {
    Set<String> made = Putting.made(tx.handle(), anew.events());
    Map<String, String> told = new HashMap<>();
    Collection<Anew.Told> gone = Putting.told(tx.handle(), anew::says, told);
    anew.changes(made, told, gone, at, version, some -> {
      putting.put(tx, some, each -> false, clock.millis());
      kept.accept(some);
    });
  }
}
