package dev.caravan.connectors.salesforce;

import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The items of one delivery and what is known of each so far.
 *
 * <p>When one and the same problem hits over half of {@link #ENOUGH} or more items, it is not the records that are
 * wrong: all of them go back in line with one problem of the set-up, and nothing is parked.
 */
final class Batch {
  static final int ENOUGH = 20;

  private final List<Item> items;
  private final BooleanSupplier ours;
  private final Map<String, Delivery> settled = new LinkedHashMap<>();
  private final Map<String, RowResult> refused = new LinkedHashMap<>();

  /**
   * The items of a delivery.
   *
   * @param ours whether they still are ours to write
   */
  Batch(List<Item> items, BooleanSupplier ours) {
    this.items = List.copyOf(items);
    this.ours = ours;
  }

  /**
   * To be called before each write.
   *
   * @throws CallFailed if somebody else may be at the items by now
   */
  void beforeWriting() {
    if (!ours.getAsBoolean()) {
      throw new CallFailed(Problem.REMOTE, "writing took longer than the lease of these items, so another worker may have"
          + " them by now; nothing more of them is written here", null);
    }
  }

  List<Item> items() {
    return items;
  }

  /** Items nothing is known of yet, in their order. */
  List<Item> open() {
    return items.stream().filter(this::isOpen).toList();
  }

  boolean isOpen(Item item) {
    return !settled.containsKey(item.id()) && !refused.containsKey(item.id());
  }

  void settle(Item item, Delivery delivery) {
    settled.putIfAbsent(item.id(), delivery);
  }

  /** Takes down what Salesforce said against a record of an item. */
  void refuse(Item item, RowResult result) {
    if (!isOpen(item)) {
      return;
    }
    if (result.limited()) {
      settle(item, new Delivery.TryLater(Problem.LIMIT, result.sentence()));
    } else if (result.passing()) {
      settle(item, new Delivery.TryLater(Problem.REMOTE, result.sentence()));
    } else {
      refused.put(item.id(), result);
    }
  }

  /** A whole call failed: what is still open is tried later. */
  void fail(CallFailed failure) {
    open().forEach(item -> settle(item, Delivery.TryLater.notReached(failure.problem(), failure.why())));
  }

  /** What became of every item. */
  Map<String, Delivery> results() {
    var counts = new HashMap<String, Integer>();
    refused.values().forEach(result -> counts.merge(result.signature(), 1, Integer::sum));
    long tried = items.size() - settled.values().stream().filter(Delivery.Held.class::isInstance).count();
    var results = new LinkedHashMap<String, Delivery>();
    var forgotten = new ArrayList<String>();
    for (Item item : items) {
      Delivery known = settled.get(item.id());
      RowResult refusal = refused.get(item.id());
      if (known != null) {
        results.put(item.id(), known);
      } else if (refusal == null) {
        forgotten.add(item.id());
      } else {
        int same = counts.getOrDefault(refusal.signature(), 0);
        results.put(item.id(), tried >= ENOUGH && same * 2L > tried
            ? new Delivery.TryLater(Problem.CONFIG, "Salesforce refused " + same + " of " + tried
                + " records for one reason, so nothing is parked: " + refusal.sentence()
                + "; check fields, validation rules and the permission set in connectors/salesforce/README.md")
            : new Delivery.Refused(Problem.DATA, refusal.sentence(), refusal.retries()));
      }
    }
    if (!forgotten.isEmpty()) {
      throw new IllegalStateException("no result for items " + forgotten);
    }
    return results;
  }
}
