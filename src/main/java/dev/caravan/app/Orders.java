package dev.caravan.app;

import dev.caravan.journal.Arrival;
import dev.caravan.journal.FrontDoor;
import dev.caravan.journal.Journal;
import dev.caravan.model.Fact;
import dev.caravan.outbox.FloodGuard;
import dev.caravan.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keeps what somebody ordered as facts, in their order. */
final class Orders {
  private final Store store;
  private final InstantSource clock;

  Orders(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * As of now, or right behind what has been worked off: who is released is so now, and their tasks are timed from here on.
   *
   * @param worked the moment that has been worked off, epoch ms
   */
  void now(String what, List<Map<String, String>> about, long worked, String by, String why) {
    at(what, about, Math.max(worked + 1, clock.millis()), by, why);
  }

  void at(String what, List<Map<String, String>> about, long at, String by, String why) {
    if (what.equals(Fact.Command.RELEASE) || what.equals(Fact.Command.RELEASE_CONSENT)) {
      FloodGuard.of(store).ordered(what.equals(Fact.Command.RELEASE) ? FloodGuard.Kind.HAND_OFF : FloodGuard.Kind.CONSENT,
          about.size(), at);
    }
    for (int i = 0; i < about.size(); i++) {
      long when = at + i; // in their order: whoever is best is given away first
      var head = new Fact.Head(FrontDoor.SOURCE, what + "-" + UUID.randomUUID(), "outbox", clock.millis(), when, "");
      Journal ordered = Journal.open(store, InstantSource.fixed(Instant.ofEpochMilli(when)));
      ordered.keep(new Arrival("caravan/orders", List.of(new Fact.Command(head, what, by, why, about.get(i))), List.of(), "", true));
    }
  }
}
