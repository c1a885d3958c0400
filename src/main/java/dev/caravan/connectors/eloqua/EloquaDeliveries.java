package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.ConsentGate;
import dev.caravan.journal.People;
import dev.caravan.model.Decision;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.Item;
import dev.caravan.outbox.Outbox;
import dev.caravan.outbox.Problem;
import dev.caravan.outbox.Urgency;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;

/**
 * Takes items out of the outbox, makes rows of them for {@code eloqua:}, and settles them with what Eloqua answered.
 *
 * <p>Contacts are addressed by Eloqua's own id only: it can neither create a contact nor hit a wrong one. Who has none
 * is held. Every write can be repeated without harm (the same values, the same membership), so nothing doubles after a
 * crash or a lost reply.
 */
public final class EloquaDeliveries {
  /** Why an item waits for a person to appear in Eloqua. */
  public static final String NO_CONTACT = "no Eloqua contact";

  /** Why the next content of a person is not told. */
  public static final String NO_FIELD = "mapping.yaml names no field for next_content";

  /** The word of {@code write} without which a touch says nothing. */
  static final String NEXT_CONTENT = "next_content";

  /** Words of {@code write} that a touch fills, and where it has them. */
  private static final Map<String, String> TOUCH_WORDS = Map.of(NEXT_CONTENT, "content", "next_content_asks", "asks");
  private static final String ITEMS = "CaravanEloquaItems";
  private static final String HANDLED = "CaravanHandled";
  /** By person the item that was put off or refused in this exchange: whoever could not leave a list enters none. */
  private static final String STUCK = "CaravanEloquaStuck";
  private static final Set<String> IDENTIFIERS = Set.of("Id", "EmailAddress", "C_EmailAddress");
  private static final int BATCH = 5_000;

  /**
   * Items that change the same shared list, or the same consents, the same way.
   *
   * @param list the list's name, {@code ""} for consents
   * @param items whose person has an Eloqua contact
   */
  public record ListChange(String list, EloquaOperation operation, List<Item> items) {
    public ListChange {
      items = List.copyOf(items);
    }
  }

  private final Outbox outbox;
  private final People people;
  private final EloquaMapping mapping;
  private final ConsentGate gate;
  private final String target;

  /**
   * @param target under which name this Eloqua is connected: {@code eloqua}; also the name of its ids
   */
  public EloquaDeliveries(Outbox outbox, People people, EloquaMapping mapping, ConsentGate gate, String target) {
    this.outbox = outbox;
    this.people = people;
    this.mapping = mapping;
    this.gate = gate;
    this.target = target;
  }

  /** Whether a word of {@code write} is told with a touch rather than with a score. */
  static boolean isOfTouch(String word) {
    return TOUCH_WORDS.containsKey(word);
  }

  /** Takes scores and leaves one row of contact fields each. */
  public void takeScores(Exchange exchange) {
    List<Item> items = withContact(exchange, outbox.take(target, Urgency.SCORE.kinds(), BATCH));
    exchange.setProperty(ITEMS, items);
    keep(exchange, items);
    exchange.getMessage().setBody(items.stream().map(this::scoreRow).toList());
  }

  /** Takes what programmes send people next and leaves one row of contact fields each. */
  public void takeTouches(Exchange exchange) {
    List<Item> items = withContact(exchange, outbox.take(target, Urgency.TOUCH.kinds(), BATCH));
    if (mapping.write().keySet().stream().noneMatch(TOUCH_WORDS::containsKey)) {
      var held = new LinkedHashMap<String, Delivery>();
      items.forEach(item -> held.put(item.id(), new Delivery.Held(NO_FIELD)));
      if (!held.isEmpty()) {
        outbox.settle(new Outbox.Results(claim(items), held));
      }
      items = List.of();
    }
    exchange.setProperty(ITEMS, items);
    exchange.setProperty(EloquaConstants.NEEDED, Set.of(mapping.write().getOrDefault(NEXT_CONTENT, "")));
    keep(exchange, items);
    exchange.getMessage().setBody(items.stream().map(this::touchRow).toList());
  }

  /** Takes what people agree to; leaves a list of {@link ListChange}. */
  public void takeConsents(Exchange exchange) {
    var taken = outbox.take(target, Urgency.CONSENT.kinds(), BATCH);
    var changes = new LinkedHashMap<String, ListChange>();
    var same = new LinkedHashMap<String, Delivery>();
    for (Item item : withContact(exchange, taken)) {
      var consent = new ConsentRow(item, mapping, target, contact(item));
      if (consent.isEmpty()) {
        same.put(item.id(), new Delivery.Unchanged(contact(item)));
      } else {
        add(changes, consent.columns(), consent.operation(), "", item);
      }
    }
    if (!same.isEmpty()) {
      outbox.settle(new Outbox.Results(claim(taken), same));
    }
    exchange.setProperty(STUCK, new HashMap<String, Item>());
    exchange.getMessage().setBody(List.copyOf(changes.values()));
  }

  /**
   * Takes places in programmes and who is at their limit of touches; leaves a list of {@link ListChange}, those that take
   * people off a list before those that put them on one.
   */
  public void takeProgrammes(Exchange exchange) {
    var leaving = new LinkedHashMap<String, ListChange>();
    var entering = new LinkedHashMap<String, ListChange>();
    for (Item item : withContact(exchange, withoutThoseNeverThere(outbox.take(target, Urgency.PROGRAMME.kinds(), BATCH)))) {
      String list = list(item);
      boolean enters = enters(item);
      add(enters ? entering : leaving, list, enters ? EloquaOperation.addToList : EloquaOperation.removeFromList, list, item);
    }
    var changes = new ArrayList<>(leaving.values());
    changes.addAll(entering.values());
    exchange.setProperty(STUCK, new HashMap<String, Item>());
    exchange.getMessage().setBody(List.copyOf(changes));
  }

  /** Whoever turned out to be another was never put on the list: nobody is taken off it. */
  private List<Item> withoutThoseNeverThere(List<Item> taken) {
    var there = new ArrayList<Item>();
    var never = new LinkedHashMap<String, Delivery>();
    for (Item item : taken) {
      if (isOfAnother(item) && item.remoteId().isEmpty()) {
        never.put(item.id(), new Delivery.Unchanged(""));
      } else {
        there.add(item);
      }
    }
    if (!never.isEmpty()) {
      outbox.settle(new Outbox.Results(claim(taken), never));
    }
    return there;
  }

  /** Whether it takes somebody off a list who turned out to be another person, who may be on it with a contact of their own. */
  private boolean isOfAnother(Item item) {
    return Urgency.PROGRAMME.kinds().contains(item.kind()) && !enters(item)
        && people.find(item.key()).filter(person -> !person.equals(item.key())).isPresent();
  }

  private static void add(Map<String, ListChange> changes, String what, EloquaOperation operation, String list, Item item) {
    changes.merge(operation + " " + what, new ListChange(list, operation, List.of(item)), (one, other) -> {
      var both = new ArrayList<>(one.items());
      both.addAll(other.items());
      return new ListChange(list, operation, both);
    });
  }

  private static String list(Item item) {
    Object named = item.payload().get("list");
    return named == null ? "caravan-" + item.payload().get("programme") : named.toString();
  }

  /** Makes the rows of one {@link ListChange} and names its list. */
  public void listChange(Exchange exchange) {
    ListChange change = exchange.getMessage().getBody(ListChange.class);
    List<Item> items = withoutFollowers(exchange, change);
    exchange.setProperty(ITEMS, items);
    keep(exchange, items);
    exchange.setProperty(EloquaConstants.NEEDED, Set.copyOf(mapping.consent().values()));
    exchange.getMessage().setHeader(EloquaConstants.OPERATION, change.operation());
    exchange.getMessage().setHeader(EloquaConstants.LIST, change.list());
    exchange.getMessage().setBody(items.stream().map(item -> item.kind() == Decision.Kind.CONSENT
        ? new ConsentRow(item, mapping, target, contact(item)).values() : Map.of("Id", contact(item))).toList());
  }

  /**
   * The items to write: who was not taken off one programme's list does not come onto another's before that is done, and whose
   * contact was found to be gone a moment ago waits. Who has opted out since it was decided is kept back, and nobody is
   * put on a list as long as consent cannot be looked up.
   */
  private List<Item> withoutFollowers(Exchange exchange, ListChange change) {
    var items = new ArrayList<Item>();
    var behind = new LinkedHashMap<String, Delivery>();
    ConsentGate.Look consents = gate.look(change.items().stream().filter(EloquaDeliveries::enrols).map(Item::key).toList());
    var contacts = new HashMap<String, Item>();
    for (Item item : change.items()) {
      Item before = stuck(exchange).get(item.key());
      Item same = contacts.get(contact(item));
      if (before != null && enrols(item)) {
        behind.put(item.id(), new Delivery.Behind(before.id()));
      } else if (contact(item).isEmpty()) {
        behind.put(item.id(), new Delivery.Held(NO_CONTACT));
      } else if (same != null) {
        behind.put(item.id(), new Delivery.Behind(same.id())); // Eloqua refuses a contact that stands twice in one write
      } else if (enrols(item) && consents.out().contains(item.key())) {
        behind.put(item.id(), new Delivery.Held(ConsentGate.UNSUBSCRIBED));
      } else if (enrols(item) && !consents.isWhole()) {
        behind.put(item.id(), Delivery.TryLater.consentUnknown(consents.notRead()));
      } else {
        contacts.put(contact(item), item);
        items.add(item);
      }
    }
    if (!behind.isEmpty()) {
      outbox.settle(new Outbox.Results(claim(change.items()), behind));
    }
    return items;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Item> stuck(Exchange exchange) {
    return exchange.getProperty(STUCK, Map.of(), Map.class);
  }

  private static void noteStuck(Exchange exchange, Item item) {
    if (item.kind() == Decision.Kind.ENROLMENT) {
      stuck(exchange).putIfAbsent(item.key(), item);
    }
  }

  /** Has the lease made longer while Eloqua is at work, and the write ended where it is lost. */
  private void keep(Exchange exchange, List<Item> items) {
    String claim = claim(items);
    exchange.setProperty(EloquaConstants.MAY_GO_ON, (BooleanSupplier) () -> claim.isEmpty() || outbox.renew(claim));
  }

  private static String claim(List<Item> items) {
    return items.isEmpty() ? "" : items.get(0).claim();
  }

  /** Settles the items of this exchange with the result Eloqua gave, or with the failure of the whole call. */
  public void settle(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof Exception failure) {
      failed(exchange, failure);
      return;
    }
    EloquaSyncResult result = exchange.getMessage().getBody(EloquaSyncResult.class);
    List<Item> items = items(exchange);
    if (result == null || result.rows() != items.size()) {
      throw new IllegalStateException(items.size() + " items were handed over, but the answer is for "
          + (result == null ? "none" : result.rows()));
    }
    var rejects = new LinkedHashMap<Integer, EloquaSyncResult.Reject>();
    result.rejects().forEach(reject -> rejects.put(reject.row(), reject));
    Set<Integer> unmatched = new HashSet<>(result.unmatched());
    var deliveries = new LinkedHashMap<String, Delivery>();
    for (int row = 0; row < items.size(); row++) {
      Item item = items.get(row);
      EloquaSyncResult.Reject reject = rejects.get(row);
      if (reject != null) {
        // What names no field, or the contact itself, would be said of whatever else is for this contact.
        boolean ofContact = reject.fields().stream().allMatch(IDENTIFIERS::contains);
        if (ofContact) {
          noteStuck(exchange, item);
        }
        deliveries.put(item.id(), new Delivery.Refused(Problem.DATA, reject.code() + ": " + reject.message() + " "
            + reject.fields(), 0, ofContact, "correct the contact in Eloqua, then requeue"));
      } else if (unmatched.contains(row)) {
        deliveries.put(item.id(), withoutContact(item));
      } else {
        deliveries.put(item.id(), new Delivery.Sent(contact(item)));
      }
    }
    outbox.settle(new Outbox.Results(claim(items(exchange)), deliveries));
  }

  /** The contact was deleted, or merged into another one: its id is forgotten, and another known one is tried next. */
  private Delivery withoutContact(Item item) {
    String gone = contact(item);
    people.forget(target, gone);
    if (isOfAnother(item)) {
      return new Delivery.Unchanged(""); // with the contact its place on the list is gone
    }
    String other = contact(item);
    return other.isEmpty() || other.equals(gone) ? new Delivery.Held(NO_CONTACT) : new Delivery.TryLater(Problem.REMOTE,
        "Eloqua has no contact " + gone + " any more; tried again with " + other);
  }

  /** The whole call failed: none of the items is to blame. */
  private void failed(Exchange exchange, Exception failure) {
    Delivery delivery = outcome(failure);
    var deliveries = new LinkedHashMap<String, Delivery>();
    items(exchange).forEach(item -> {
      noteStuck(exchange, item);
      deliveries.put(item.id(), delivery);
    });
    outbox.settle(new Outbox.Results(claim(items(exchange)), deliveries));
  }

  private static Delivery outcome(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EloquaUnavailableException unavailable) {
        boolean limit = unavailable.status() == 429 || unavailable.status() == 413;
        return Delivery.TryLater.notReached(limit ? Problem.LIMIT : Problem.REMOTE, String.valueOf(cause.getMessage()));
      }
      if (cause instanceof EloquaException) {
        return new Delivery.Refused(Problem.CONFIG, String.valueOf(cause.getMessage()), 0);
      }
    }
    throw new IllegalStateException("not a failure of Eloqua's", failure);
  }

  /** How many items this exchange took from the outbox, so that a caller can go on until there are none. */
  public int handled(Exchange exchange) {
    return exchange.getProperty(HANDLED, 0, Integer.class);
  }

  private List<Item> withContact(Exchange exchange, List<Item> taken) {
    exchange.setProperty(HANDLED, taken.size());
    var items = new ArrayList<Item>();
    var held = new LinkedHashMap<String, Delivery>();
    for (Item item : taken) {
      if (contact(item).isEmpty()) {
        held.put(item.id(), new Delivery.Held(NO_CONTACT));
      } else {
        items.add(item);
      }
    }
    if (!held.isEmpty()) {
      outbox.settle(new Outbox.Results(claim(taken), held));
    }
    return items;
  }

  @SuppressWarnings("unchecked")
  private static List<Item> items(Exchange exchange) {
    return exchange.getProperty(ITEMS, List.of(), List.class);
  }

  /** Eloqua's id of the person; of who turned out to be another, what was put on the list. */
  private String contact(Item item) {
    return isOfAnother(item) ? item.remoteId() : people.ids(item.key()).getOrDefault(target, "");
  }

  /** Whether the person is put into a programme, which mails them. */
  private static boolean enrols(Item item) {
    return item.kind() == Decision.Kind.ENROLMENT && enters(item);
  }

  private static boolean enters(Item item) {
    Object in = item.payload().get("in");
    return in == null ? item.kind() == Decision.Kind.ENROLMENT : Boolean.parseBoolean(in.toString());
  }

  private Map<String, String> scoreRow(Item item) {
    var row = new LinkedHashMap<String, String>();
    row.put("Id", contact(item));
    mapping.write().forEach((name, field) -> {
      if (!TOUCH_WORDS.containsKey(name)) {
        row.put(field, text(item.payload().get(name)));
      }
    });
    return row;
  }

  private Map<String, String> touchRow(Item item) {
    var row = new LinkedHashMap<String, String>();
    row.put("Id", contact(item));
    mapping.write().forEach((name, field) -> {
      String word = TOUCH_WORDS.get(name);
      if (word != null) {
        Object value = item.payload().get(word);
        row.put(field, value instanceof List<?> list ? String.join("\n", list.stream().map(String::valueOf).toList()) : text(value));
      }
    });
    return row;
  }

  /** As Eloqua takes it: numbers plain, times {@code 2026-03-02 10:15:00}, nothing as blank. */
  private static String text(@org.jspecify.annotations.Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double || value instanceof Float) {
      BigDecimal number = new BigDecimal(value.toString()).stripTrailingZeros();
      return number.toPlainString();
    }
    String text = value.toString();
    return text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ") ? text.replace('T', ' ').replace("Z", "") : text;
  }
}
