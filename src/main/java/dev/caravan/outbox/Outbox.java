package dev.caravan.outbox;

import dev.caravan.model.Decision;
import dev.caravan.store.Tx;
import java.util.List;
import java.util.Map;

/** Takes decisions in, gives items out, and keeps the count. */
public interface Outbox {

  /** Which decision kinds a target gets. */
  record Target(String name, java.util.Set<Decision.Kind> kinds) {}

  /** How many items of a target are where. */
  record Counts(long due, long inFlight, long sent, long unchanged, long held, long parked) {}

  /** Keeps decisions as items of every target that wants their kind, in the caller's transaction. */
  void put(Tx tx, List<Decision> decisions);

  /** Claims due items of some kinds, oldest first; they are in flight until settled or until the lease ends. */
  List<Item> take(String target, List<Decision.Kind> kinds, int atMost);

  /** Writes down what became of items, by item id, in one transaction. */
  void settle(Map<String, Delivery> results);

  /** Items of a target by state. */
  Counts counts(String target);

  /** Puts parked or held items back in line; returns how many. */
  int requeue(List<String> ids, String by, String why);
}
