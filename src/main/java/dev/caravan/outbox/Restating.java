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
  /** What is put right without telling anybody anything. */
  private static final Set<Decision.Kind> SILENT = Set.of(Decision.Kind.SCORE, Decision.Kind.GROUP,
      Decision.Kind.ENROLMENT, Decision.Kind.LEAVE, Decision.Kind.TOUCH_LIMIT);

  private final Putting putting;
  private final InstantSource clock;
  private final boolean silent;
  private final Anew anew = new Anew();

  /**
   * Nothing decided yet.
   *
   * @param silent whether only what is put right is told
   */
  Restating(Putting putting, InstantSource clock, boolean silent) {
    this.putting = putting;
    this.clock = clock;
    this.silent = silent;
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
      List<Decision> shown = silent ? some.stream().filter(decision -> SILENT.contains(decision.kind())).toList() : some;
      putting.put(tx, shown, clock.millis());
      kept.accept(shown);
      if (silent) {
        Putting.trace(tx.handle(), some);
      }
    });
  }
}
