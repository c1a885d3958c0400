package dev.caravan.app;

import dev.caravan.journal.Arrival;
import dev.caravan.journal.FrontDoor;
import dev.caravan.journal.Journal;
import dev.caravan.model.Fact;
import java.time.InstantSource;
import java.util.List;

/** Moves time on when nothing happens: time is an input, and a live run equals a replay of its facts. */
public final class Ticks {
  private final Journal journal;
  private final InstantSource clock;

  Ticks(Journal journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Keeps one tick; while history is being read there is no time to move on. */
  public void tick() {
    if (journal.position() != Long.MIN_VALUE) {
      long now = clock.millis();
      var head = new Fact.Head(FrontDoor.SOURCE, "tick-" + now, "time", now, now, "");
      journal.keep(new Arrival("caravan/time", List.of(new Fact.Tick(head)), List.of(), "", true));
    }
  }
}
