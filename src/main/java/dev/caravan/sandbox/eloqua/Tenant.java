package dev.caravan.sandbox.eloqua;

import dev.caravan.sandbox.http.WriteLog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What the tenant holds. The facts are the ground; everything on top came in as {@link Change}s, which are logged.
 *
 * <p>Writers hold the tenant's monitor; readers need it for lists only.
 */
final class Tenant {
  /** The shared lists an admin made beforehand, from {@link #FIRST_LIST} up. */
  static final List<String> PREPARED_LISTS = List.of(
      "caravan-raise-interest",
      "caravan-complete-profile",
      "caravan-educate-fit",
      "caravan-keep-warm",
      "caravan-student-digital",
      "caravan-customer-newsletter",
      "caravan-turnback-not-ready",
      "caravan-turnback-wrong-answers",
      "caravan-turnback-unreachable",
      "caravan-turnback-no-budget",
      "caravan-turnback-competitor",
      "caravan-turnback-other",
      "caravan-touch-limit");

  static final long FIRST_LIST = 6050;

  /** E-mail groups that exist, by id. */
  static final Map<Long, String> EMAIL_GROUPS = Map.of(1L, "Newsletters", 2L, "Events");

  final Fields fields;
  final ActivityShelf activities;
  final Map<String, Account> accounts;
  final Map<String, Campaign> campaigns;
  final InstantSource clock;

  private final Map<Long, Contact> ground;
  private final Deque<Later> later;
  private final Map<Long, Contact> contacts;
  private final Map<String, Long> byEmail = new ConcurrentHashMap<>();
  private final Map<Long, Long> mergedInto = new ConcurrentHashMap<>();
  private final Map<Long, SharedList> lists = new TreeMap<>();
  private final Map<Long, Map<Long, Boolean>> groups = new TreeMap<>();
  /** What campaigns mailed last, by contact. */
  private final Map<Long, String> mailed = new TreeMap<>();
  private final List<String> fieldsMade = new ArrayList<>();
  private final WriteLog log;
  private long nextContact;
  private long nextList = FIRST_LIST;
  private long writes;

  /** An account; {@code values} by internal field name. */
  record Account(long id, String crmId, Map<String, String> values, long createdAt) {}

  /** A campaign; {@code crmId} is empty when it is not in the CRM. */
  record Campaign(
      String id, String crmId, String name, String cost, @Nullable Long starts, @Nullable Long ends, long createdAt) {}

  Tenant(FactLoader.Ground ground, InstantSource clock, WriteLog log, List<String> earlier) {
    this.fields = ground.fields();
    this.activities = ground.activities();
    this.accounts = ground.accounts();
    this.campaigns = ground.campaigns();
    this.clock = clock;
    this.log = log;
    this.ground = new ConcurrentHashMap<>(ground.contacts());
    this.later = ground.later();
    later.forEach(each -> nextContact = Math.max(nextContact, each.contact() + 1));
    this.contacts = new ConcurrentSkipListMap<>(ground.contacts());
    contacts.values().forEach(contact -> {
      if (!contact.email().isEmpty()) {
        byEmail.putIfAbsent(contact.email().toLowerCase(Locale.ROOT), contact.id());
      }
      nextContact = Math.max(nextContact, contact.id() + 1);
    });
    nextContact = Math.max(nextContact, FactLoader.FIRST_ASSIGNED_CONTACT);
    long at = clock.millis();
    PREPARED_LISTS.forEach(name -> apply(new Change.ListMade(nextList, name), at));
    writes = 0;
    for (String line : earlier) {
      Change.Batch batch = Change.Batch.read(line);
      batch.changes().forEach(change -> apply(change, batch.at()));
    }
  }

  /** Lets happen what facts tell of up to now; callers see no other change by it than one that somebody made at a screen. */
  synchronized void timePasses() {
    for (var next = later.peek(); next != null && next.at() <= clock.millis(); next = later.peek()) {
      Later told = later.remove();
      Contact before = contacts.get(told.contact());
      if (before != null || !ground.containsKey(told.contact())) { // else a caller deleted it meanwhile
        Contact now = told.after(before);
        contacts.put(now.id(), now);
        if (!now.email().isEmpty()) {
          byEmail.putIfAbsent(now.email().toLowerCase(Locale.ROOT), now.id());
        }
      }
      ground.put(told.contact(), told.after(ground.get(told.contact())));
    }
  }

  /** The hand that changes the tenant during one request or sync. */
  final class Hand {
    private final long at = clock.millis();
    private final List<Change> done = new ArrayList<>();

    /** Applies a change; false when things already were so. */
    boolean apply(Change change) {
      boolean changed = Tenant.this.apply(change, at);
      if (changed) {
        done.add(change);
      }
      return changed;
    }

    long makeContact(String email) {
      long id = nextContact;
      apply(new Change.ContactMade(id, email));
      return id;
    }

    long makeList(String name) {
      long id = nextList;
      apply(new Change.ListMade(id, name));
      return id;
    }
  }

  /** Work that may change the tenant. */
  interface Work<T> {
    T with(Hand hand);
  }

  /** Does the work alone, and logs what it changed before it returns. */
  synchronized <T> T change(Work<T> work) {
    var hand = new Hand();
    try {
      return work.with(hand);
    } finally {
      if (!hand.done.isEmpty()) {
        log.append(new Change.Batch(hand.at, hand.done).line());
      }
    }
  }

  private boolean apply(Change change, long at) {
    boolean changed = effect(change, at);
    writes += changed && !(change instanceof Change.Mailed) ? 1 : 0;
    return changed;
  }

  private boolean effect(Change change, long at) {
    if (change instanceof Change.ContactMade c) {
      var values = new TreeMap<String, String>();
      values.put(Fields.EMAIL, c.email());
      contacts.put(c.contact(), new Contact(c.contact(), values, true, false, at, at));
      byEmail.put(c.email().toLowerCase(Locale.ROOT), c.contact());
      nextContact = Math.max(nextContact, c.contact() + 1);
      return true;
    }
    if (change instanceof Change.FieldSet c) {
      return set(c, at);
    }
    if (change instanceof Change.ContactGone c) {
      Contact gone = contacts.remove(c.contact());
      if (gone == null) {
        return false;
      }
      byEmail.remove(gone.email().toLowerCase(Locale.ROOT), c.contact());
      lists.values().forEach(list -> list.members.remove(c.contact()));
      groups.values().forEach(group -> group.remove(c.contact()));
      return true;
    }
    if (change instanceof Change.ContactMerged c) {
      Contact winner = contacts.get(c.winner());
      if (winner == null || !contacts.containsKey(c.loser())) {
        return false;
      }
      mergedInto.put(c.loser(), c.winner());
      contacts.put(c.winner(), winner.touched(at));
      return true;
    }
    if (change instanceof Change.Subscribed c) {
      Contact before = contacts.get(c.contact());
      if (before == null || before.subscribed() == c.now()) {
        return false;
      }
      contacts.put(c.contact(), before.subscribed(c.now()));
      return true;
    }
    if (change instanceof Change.LinkUsed c) {
      Contact before = contacts.get(c.contact());
      if (before == null) {
        return false;
      }
      contacts.put(c.contact(), before.subscribed(false));
      activities.add(Activity.unsubscribe(c.activity(), at, c.contact(), before.email()));
      return true;
    }
    if (change instanceof Change.Mailed c) {
      Contact to = contacts.get(c.contact());
      if (to == null) {
        return false;
      }
      mailed.put(c.contact(), c.content());
      activities.add(Activity.mailed(c.activity(), at, c.contact(), to.email(), c.content()));
      return true;
    }
    if (change instanceof Change.GroupSubscribed c) {
      Boolean before = groups.computeIfAbsent(c.group(), id -> new TreeMap<>()).put(c.contact(), c.now());
      return before == null || before != c.now();
    }
    if (change instanceof Change.FieldMade c) {
      if (fields.named(Fields.internalNameOf(c.name())) != null) {
        return false;
      }
      fieldsMade.add(fields.create(c.name(), c.restType(), at).internalName());
      return true;
    }
    return listEffect(change, at);
  }

  private boolean listEffect(Change change, long at) {
    if (change instanceof Change.ListMade c) {
      lists.put(c.list(), new SharedList(c.list(), c.name(), at));
      nextList = Math.max(nextList, c.list() + 1);
      return true;
    }
    if (change instanceof Change.ListGone c) {
      return lists.remove(c.list()) != null;
    }
    long id = change instanceof Change.MemberAdded a ? a.list()
        : change instanceof Change.MemberRemoved r ? r.list()
        : change instanceof Change.ListRenamed n ? n.list() : -1;
    SharedList list = lists.get(id);
    if (list == null) {
      return false;
    }
    boolean changed;
    if (change instanceof Change.MemberAdded c) {
      changed = contacts.containsKey(c.contact()) && list.members.add(c.contact());
    } else if (change instanceof Change.MemberRemoved c) {
      changed = list.members.remove(c.contact());
    } else if (change instanceof Change.ListRenamed c) {
      changed = !list.name.equals(c.name());
      list.name = c.name();
    } else {
      throw new IllegalStateException("no effect known for " + change);
    }
    if (changed) {
      list.updatedAt = at;
    }
    return changed;
  }

  private boolean set(Change.FieldSet c, long at) {
    Contact before = contacts.get(c.contact());
    if (before == null || before.value(c.field()).equals(c.value())) {
      return false;
    }
    contacts.put(c.contact(), before.with(c.field(), c.value(), at));
    if (c.field().equals(Fields.EMAIL)) {
      byEmail.remove(before.email().toLowerCase(Locale.ROOT), c.contact());
      byEmail.put(c.value().toLowerCase(Locale.ROOT), c.contact());
    }
    return true;
  }

  @Nullable Contact contact(long id) {
    return contacts.get(id);
  }

  /** Id of the contact an activity belongs to now, 0 for an anonymous visitor; the contact may be deleted. */
  long doer(Activity activity) {
    long id = activity.contact();
    for (Long winner = mergedInto.get(id); winner != null; winner = mergedInto.get(id)) {
      id = winner;
    }
    return id;
  }

  @Nullable Contact contact(String email) {
    Long id = byEmail.get(email.trim().toLowerCase(Locale.ROOT));
    return id == null ? null : contacts.get(id);
  }

  Collection<Contact> contacts() {
    return contacts.values();
  }

  /** What a contact shows for a field, computed ones included. */
  String show(Contact contact, Fields.Field field, boolean utc) {
    return switch (field.internalName()) {
      case "C_DateCreated" -> Times.row(contact.createdAt(), utc);
      case "C_DateModified" -> Times.row(contact.updatedAt(), utc);
      case "ContactIDExt" -> "CID" + contact.id();
      case "C_EmailAddressDomain" -> contact.email().substring(contact.email().indexOf('@') + 1);
      default -> contact.value(field.internalName());
    };
  }

  /** Deletes a contact for good. */
  void delete(long id) {
    change(hand -> {
      need(id);
      return hand.apply(new Change.ContactGone(id));
    });
  }

  /** A contact unsubscribes by the link in a mail, as people do. */
  void unsubscribe(long id) {
    change(hand -> {
      need(id);
      return hand.apply(new Change.LinkUsed(id, activities.free(ActivityType.UNSUBSCRIBE)));
    });
  }

  /** What a campaign mailed to a contact last; empty for nothing. */
  String mailed(long contact) {
    return mailed.getOrDefault(contact, "");
  }

  /** Makes one contact of two: the winner keeps its values, and gets the loser's activities and places on lists. */
  void merge(long winner, long loser) {
    change(hand -> {
      if (winner == loser) {
        throw new IllegalArgumentException("contact " + winner + " cannot be merged with itself");
      }
      need(winner);
      boolean subscribed = need(loser).subscribed();
      hand.apply(new Change.ContactMerged(loser, winner));
      for (SharedList list : lists()) {
        if (isMember(list.id, loser)) {
          hand.apply(new Change.MemberAdded(list.id, winner));
        }
      }
      if (!subscribed) {
        hand.apply(new Change.Subscribed(winner, false));
      }
      return hand.apply(new Change.ContactGone(loser));
    });
  }

  private Contact need(long id) {
    Contact contact = contacts.get(id);
    if (contact == null) {
      throw new IllegalArgumentException("Eloqua stand-in has no contact " + id);
    }
    return contact;
  }

  synchronized List<SharedList> lists() {
    return List.copyOf(lists.values());
  }

  synchronized @Nullable SharedList list(long id) {
    return lists.get(id);
  }

  synchronized boolean isMember(long list, long contact) {
    SharedList found = lists.get(list);
    return found != null && found.members.contains(contact);
  }

  /** E-mail groups in which the contact was subscribed or unsubscribed by a caller. */
  synchronized Map<Long, Map<Long, Boolean>> groups() {
    var copy = new TreeMap<Long, Map<Long, Boolean>>();
    groups.forEach((group, members) -> copy.put(group, Map.copyOf(members)));
    return copy;
  }

  /** Internal names of the contact fields callers made. */
  synchronized List<String> fieldsMade() {
    return List.copyOf(fieldsMade);
  }

  Map<Long, Contact> ground() {
    return ground;
  }

  synchronized long writes() {
    return writes;
  }
}
