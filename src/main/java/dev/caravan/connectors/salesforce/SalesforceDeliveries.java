package dev.caravan.connectors.salesforce;

import dev.caravan.connectors.ConsentGate;
import dev.caravan.journal.People;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Outbox;
import dev.caravan.outbox.Problem;
import dev.caravan.outbox.Urgency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * <p>Where a record was merged, deleted or converted in the meantime, what was due goes to what took its place
 * ({@link Survivors}), in the same delivery.
 *
 * <p>Results go to {@link Outbox#settle}. A call that failed as a whole parks nothing: its items are tried later.
 */
public final class SalesforceDeliveries {
  /** The outbox target served here. */
  public static final String TARGET = "salesforce";

  private static final Logger LOG = LoggerFactory.getLogger(SalesforceDeliveries.class);
  private static final int BATCH = 200;
  /** How often it is looked up within a delivery what took the place of lost records. */
  private static final int LOOKS = 3;

  private final Outbox outbox;
  private final List<Writer> writers;
  private final Survivors survivors;
  private final MemberLinks members;
  private final People people;
  private final ConsentGate gate;

  SalesforceDeliveries(Outbox outbox, List<Writer> writers, Survivors survivors, MemberLinks members, People people,
      ConsentGate gate) {
    this.outbox = outbox;
    this.writers = List.copyOf(writers);
    this.survivors = survivors;
    this.members = members;
    this.people = people;
    this.gate = gate;
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
   * Writes the items of one take; gives back what became of each. Before each call that changes something it is made sure
   * that they are still ours.
   */
  public Outbox.Results deliver(List<Item> items) {
    String claim = items.isEmpty() ? "" : items.get(0).claim();
    var results = new LinkedHashMap<String, Delivery>();
    for (Writer writer : writers) {
      List<Item> some = items.stream().filter(item -> writer.kinds().contains(item.kind())).toList();
      if (some.isEmpty()) {
        continue;
      }
      List<Item> free = consented(some, results);
      if (!free.isEmpty()) {
        results.putAll(write(writer, new Batch(free, () -> claim.isEmpty() || outbox.renew(claim)), LOOKS));
      }
    }
    if (results.size() != items.size()) {
      throw new IllegalArgumentException("items of a kind that Salesforce does not get: "
          + items.stream().map(Item::kind).distinct().toList());
    }
    return new Outbox.Results(claim, results);
  }

  /**
   * Looks consent up again. Who has opted out of e-mail since it was decided is put into no programme; a task for them
   * says so first. What became of the items that are kept back goes into {@code results}.
   */
  private List<Item> consented(List<Item> items, Map<String, Delivery> results) {
    ConsentGate.Look consents = gate.look(items.stream().filter(item -> enrols(item) || isTask(item))
        .map(SalesforceDeliveries::person).distinct().toList());
    var free = new ArrayList<Item>();
    for (Item item : items) {
      boolean out = consents.out().contains(person(item));
      if (enrols(item) && out) {
        results.put(item.id(), new Delivery.Held(ConsentGate.UNSUBSCRIBED));
      } else if (enrols(item) && !consents.isWhole()) {
        results.put(item.id(), Delivery.TryLater.consentUnknown(consents.notRead()));
      } else {
        free.add(out && isTask(item) ? warned(item) : item);
      }
    }
    return free;
  }

  private static boolean enrols(Item item) {
    return item.kind() == Decision.Kind.ENROLMENT && (!item.payload().containsKey("in") || Payload.yes(item.payload(), "in"));
  }

  private static boolean isTask(Item item) {
    return item.kind() == Decision.Kind.ASSIGNMENT || item.kind() == Decision.Kind.HAND_OFF;
  }

  private static String person(Item item) {
    String named = Payload.text(item.payload(), "person");
    return named.isEmpty() ? item.key() : named;
  }

  private static Item warned(Item item) {
    String text = Payload.text(item.payload(), "text");
    if (text.startsWith("Do not e-mail")) {
      return item;
    }
    var payload = new LinkedHashMap<>(item.payload());
    payload.put("text", ConsentGate.DO_NOT_MAIL + (text.isEmpty() ? "" : "\n" + text));
    return new Item(item.id(), item.target(), item.kind(), item.key(), payload, item.attempts(), item.uncertain(), item.claim(),
        item.remoteId());
  }

  /** Writes a batch; what was for records that are there no more once again, for those that took their place. */
  private Map<String, Delivery> write(Writer writer, Batch batch, int looks) {
    try {
      writer.write(batch);
    } catch (CallFailed failure) {
      LOG.debug("{}", failure.why());
      batch.fail(failure);
    }
    List<Item> lost = batch.lost();
    if (!lost.isEmpty()) {
      Batch anew = batch.anew(lost);
      Map<String, Delivery> results = looks == 0 ? Map.of() : look(anew) ? write(writer, anew, looks - 1) : anew.results();
      lost.forEach(item -> batch.settle(item, results.getOrDefault(item.id(), new Delivery.TryLater(Problem.REMOTE,
          "its record in Salesforce was merged, deleted or converted while this was written; tried again"))));
    }
    return batch.results();
  }

  /** Finds out what took the place of lost records; false if Salesforce could not be asked. */
  private boolean look(Batch batch) {
    try {
      Set<String> changed = survivors.look(batch);
      if (!changed.isEmpty()) {
        outbox.again(TARGET, changed);
        var found = new LinkedHashMap<String, Who>();
        changed.forEach(person -> found.put(person, batch.who(people, person, "")));
        members.tie(batch, found);
      }
      return true;
    } catch (CallFailed failure) {
      LOG.debug("{}", failure.why());
      batch.fail(failure);
      return false;
    }
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
