package dev.caravan.connectors.salesforce;

import dev.caravan.model.Decision;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Outbox;
import dev.caravan.outbox.Urgency;
import java.util.LinkedHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries items of the outbox to Salesforce, in batches of up to {@value #BATCH}.
 *
 * <p>Nothing doubles, whatever moment the power fails: a write is either an upsert by an external id that is the
 * decision's own business id (a created Lead, a Task, a buying group and its members), or an update that sets the same
 * values again (scores, owner, member status). Where a second write could undo what a person did in between (a task
 * ticked off, an owner changed) the record is read first and left as it is. A campaign member has no external id: it is
 * looked up first, and Salesforce itself refuses a second one.
 *
 * <p>Results go to {@link Outbox#settle}. A call that failed as a whole parks nothing: its items are tried later.
 */
public final class SalesforceDeliveries {
  /** The outbox target served here. */
  public static final String TARGET = "salesforce";

  private static final Logger LOG = LoggerFactory.getLogger(SalesforceDeliveries.class);
  private static final int BATCH = 200;

  private final Outbox outbox;
  private final List<Writer> writers;

  SalesforceDeliveries(Outbox outbox, List<Writer> writers) {
    this.outbox = outbox;
    this.writers = List.copyOf(writers);
  }

  /**
   * Claims due items.
   *
   * @param what {@link Urgency#code}, as in the names of the routes
   */
  public List<Item> take(String what) {
    List<Decision.Kind> kinds = Urgency.of(what).map(Urgency::kinds).orElse(List.of()).stream()
        .filter(kind -> writers.stream().anyMatch(writer -> writer.kinds().contains(kind))).toList();
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException(
          "salesforceDeliveries.take: \"" + what + "\"; expected consent, hand-off, group, programme or score");
    }
    return outbox.take(TARGET, kinds, BATCH);
  }

  /**
   * Writes the items of one take, in the order of their kinds' urgency; gives back what became of each. Before each call
   * that changes something it is made sure that they are still ours.
   */
  public Outbox.Results deliver(List<Item> items) {
    String claim = items.isEmpty() ? "" : items.get(0).claim();
    var results = new LinkedHashMap<String, Delivery>();
    for (Writer writer : writers) {
      List<Item> some = items.stream().filter(item -> writer.kinds().contains(item.kind())).toList();
      if (some.isEmpty()) {
        continue;
      }
      var batch = new Batch(some, () -> claim.isEmpty() || outbox.renew(claim));
      try {
        writer.write(batch);
      } catch (CallFailed failure) {
        LOG.debug("{}", failure.why());
        batch.fail(failure);
      }
      results.putAll(batch.results());
    }
    if (results.size() != items.size()) {
      throw new IllegalArgumentException("items of a kind that Salesforce does not get: "
          + items.stream().map(Item::kind).distinct().toList());
    }
    return new Outbox.Results(claim, results);
  }

  /** Claims a batch, writes it and settles it; returns how many items it held, 0 when nothing is due. */
  public int deliverDue(String what) {
    List<Item> items = take(what);
    if (!items.isEmpty()) {
      outbox.settle(deliver(items));
    }
    return items.size();
  }
}
