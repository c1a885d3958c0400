package dev.caravan.host.embedded;

import dev.caravan.engine.GoLive;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.outbox.Outbox;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** History with what Caravan did in it before it went live by these settings, each act in its tick, behind the facts of that. */
public final class WithActs implements Iterator<Fact> {
  private final Iterator<Fact> facts;
  private final Iterator<Decision> acts;
  private @Nullable Fact fact;
  private @Nullable Decision act;

  private WithActs(Iterator<Fact> facts, Iterator<Decision> acts) {
    this.facts = facts;
    this.acts = acts;
    this.fact = facts.hasNext() ? facts.next() : null;
    this.act = acts.hasNext() ? acts.next() : null;
  }

  /**
   * A history as an engine is to be told of it that goes live at a moment.
   *
   * @param facts as they were worked off
   * @param outbox where it is kept what was done
   */
  public static Iterable<Fact> of(Iterable<Fact> facts, Outbox outbox, GoLive goLive) {
    Iterable<Decision> acts = goLive.at() == Long.MIN_VALUE ? List.of() : outbox.done(goLive.at());
    return () -> new WithActs(facts.iterator(), acts.iterator());
  }

  @Override
  public boolean hasNext() {
    return fact != null || act != null;
  }

  @Override
  public Fact next() {
    Fact first = fact;
    Decision done = act;
    if (first != null && (done == null || first.head().recorded() <= done.at())) {
      fact = facts.hasNext() ? facts.next() : null;
      return first;
    }
    if (done == null) {
      throw new NoSuchElementException();
    }
    act = acts.hasNext() ? acts.next() : null;
    return Fact.Done.of(done);
  }
}
