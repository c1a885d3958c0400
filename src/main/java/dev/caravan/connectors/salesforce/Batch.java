package dev.caravan.connectors.salesforce;

import dev.caravan.journal.People;
import dev.caravan.model.Masked;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The items of one delivery and what is known of each so far.
 *
 * <p>When one and the same problem hits over half of {@link #ENOUGH} or more items, it is not the records that are
 * wrong: all of them go back in line with one problem of the set-up, and nothing is parked. A field or permission that
 * lacks is a problem of the set-up however few items there are, and so is a rule that refuses them all.
 */
final class Batch {
  static final int ENOUGH = 20;

  private final List<Item> items;
  private final BooleanSupplier ours;
  private final Map<String, Delivery> settled = new LinkedHashMap<>();
  private final Map<String, RowResult> refused = new LinkedHashMap<>();
  /** Items whose person's or group's record was refused, rather than what was written for the item alone. */
  private final Set<String> ofRecord = new HashSet<>();
  /** Who people are, where that is surer than what is known of them. */
  private final Map<String, Who> who;
  /** Accounts that are there no more, and which took their place, {@code ""} for none. */
  private final Map<String, String> accounts;

  /**
   * The items of a delivery.
   *
   * @param ours whether they still are ours to write
   */
  Batch(List<Item> items, BooleanSupplier ours) {
    this(items, ours, new HashMap<>(), new HashMap<>());
  }

  private Batch(List<Item> items, BooleanSupplier ours, Map<String, Who> who, Map<String, String> accounts) {
    this.items = List.copyOf(items);
    this.ours = ours;
    this.who = who;
    this.accounts = accounts;
  }

  /** The records of a person. */
  Who who(People people, String person, String email) {
    Who known = who.get(person);
    return known == null ? Who.of(people, person, email) : known;
  }

  /** Takes note of who a person is, as long as this batch is written. */
  void noteRecords(String person, Who records) {
    who.put(person, records);
  }

  /** The account that took the place of one, {@code ""} if none did; the account itself while it is there. */
  String account(String id) {
    return accounts.getOrDefault(id, id);
  }

  /** Takes note of what took the place of an account, {@code ""} for nothing. */
  void noteAccount(String id, String now) {
    accounts.put(id, now);
  }

  /** Items one of whose records is there no more, and what was left for later because of them, in their order. */
  List<Item> lost() {
    var lost = new HashSet<String>();
    refused.forEach((id, result) -> {
      if (result.isLost()) {
        lost.add(id);
      }
    });
    int before;
    do {
      before = lost.size();
      settled.forEach((id, delivery) -> {
        if (delivery instanceof Delivery.Behind behind && lost.contains(behind.item())) {
          lost.add(id);
        }
      });
    } while (lost.size() > before);
    return items.stream().filter(item -> lost.contains(item.id())).toList();
  }

  /** Some of these items, of which nothing is known again. */
  Batch anew(List<Item> some) {
    some.forEach(item -> {
      settled.remove(item.id());
      refused.remove(item.id());
      ofRecord.remove(item.id());
    });
    return new Batch(some, ours, who, accounts);
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

  /** The same against the record of the person or group: what else is for it would hear the same. */
  void refuseRecord(Item item, RowResult result) {
    if (isOpen(item)) {
      ofRecord.add(item.id());
      refuse(item, result);
    }
  }

  /** Leaves an item for later since what was decided before it was not written. */
  void behind(Item item, Item before) {
    settle(item, new Delivery.Behind(before.id()));
  }

  /** Whether an item was put off, refused or left for later, so that what comes after it has to wait. */
  boolean isStuck(Item item) {
    Delivery known = settled.get(item.id());
    return known instanceof Delivery.TryLater || known instanceof Delivery.Refused || known instanceof Delivery.Behind
        || known == null && refused.containsKey(item.id());
  }

  /** Whether that holds for whatever else is for the same person, and not only for the same hand-off or programme. */
  boolean isRecordStuck(Item item) {
    Delivery known = settled.get(item.id());
    RowResult refusal = refused.get(item.id());
    return known instanceof Delivery.TryLater || known instanceof Delivery.Behind
        || known instanceof Delivery.Refused said && (said.ofRecord() || said.retries() > 0)
        || known == null && refusal != null && (isOfRecord(item, refusal) || refusal.retries() > 0);
  }

  private boolean isOfRecord(Item item, RowResult refusal) {
    return ofRecord.contains(item.id()) || refusal.isOfRecord();
  }

  /** A whole call failed: what is still open is tried later. */
  void fail(CallFailed failure) {
    open().forEach(item -> settle(item, Delivery.TryLater.notReached(failure.problem(), failure.why())));
  }

  /** What became of every item. */
  Map<String, Delivery> results() {
    var counts = new HashMap<String, Integer>();
    refused.values().forEach(result -> counts.merge(result.signature(), 1, Integer::sum));
    long tried = items.size() - settled.values().stream()
        .filter(each -> each instanceof Delivery.Held || each instanceof Delivery.Behind).count();
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
        boolean setting = refusal.isSetting() || refusal.mayBeSetting() && same >= tried;
        results.put(item.id(), setting || tried >= ENOUGH && same * 2L > tried
            ? new Delivery.TryLater(Problem.CONFIG, "Salesforce refused " + same + " of " + tried
                + (tried == 1 ? " record" : " records for one reason") + ", so nothing is parked: " + inCommon(refusal)
                + "; check fields, validation rules and the permission set in connectors/salesforce/README.md")
            : new Delivery.Refused(Problem.DATA, refusal.sentence(), refusal.retries(), isOfRecord(item, refusal),
                refusal.remedy()));
      }
    }
    if (!forgotten.isEmpty()) {
      throw new IllegalStateException("no result for " + forgotten.size() + " items");
    }
    return results;
  }

  /** Salesforce's words where they are the same for all; else they may quote somebody's values, and the code must do. */
  private String inCommon(RowResult refusal) {
    boolean same = refused.values().stream().filter(each -> each.signature().equals(refusal.signature()))
        .map(RowResult::words).distinct().count() == 1;
    return same ? Masked.text(refusal.sentence()) : refusal.signature();
  }
}
