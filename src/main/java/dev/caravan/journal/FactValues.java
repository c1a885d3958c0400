package dev.caravan.journal;

import dev.caravan.parse.Amounts;
import dev.caravan.parse.EmailAddresses;
import dev.caravan.parse.Moments;
import dev.caravan.parse.Parsed;
import dev.caravan.parse.RecordIds;
import dev.caravan.parse.TimeZones;
import dev.caravan.parse.YesNo;
import dev.caravan.model.Fact;
import dev.caravan.model.Team;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every fact must pass that comes in, whichever way: each value of a known type is read by its parser and goes on in its one
 * form, or the fact is refused with the name of the value.
 *
 * <p>Consent that cannot be read is kept as {@link Fact.Person#UNREADABLE}: the rooms must know of it, so that nobody is mailed
 * on a guess. What claims to have happened after it became known happened when it became known.
 */
public final class FactValues {
  private static final String SALESFORCE = "salesforce";
  /** Behind the id of a record's state stands which one of its moment it is. */
  static final String NTH = "/";
  private static final String CONSENT = "consent.";
  private static final Set<String> FLAGS = Set.of("bounced", "customer", Fact.Person.DELETED);
  /** Values that may hold the id of a record in a CRM. */
  private static final Set<String> IDS = Set.of(IdentityKeys.CONVERTED, Fact.Person.MERGED_INTO, "account", "account_by_hand", "owner",
      "parent");

  private static final long A_YEAR = 366 * Times.DAY;

  private FactValues() {}

  /**
   * The fact with every value in its one form.
   *
   * @throws FactJson.Unreadable if a value of a known type is none
   */
  public static Fact typed(Fact fact) throws FactJson.Unreadable {
    if (fact instanceof Fact.Activity activity) {
      return activity(activity);
    }
    if (fact instanceof Fact.Person person) {
      return person(person);
    }
    if (fact instanceof Fact.Other || fact instanceof Fact.Tick || fact instanceof Fact.Done || fact instanceof Fact.Merge
        || fact instanceof Fact.Command) {
      return timely(fact);
    }
    if (fact instanceof Fact.LeadStatus || fact instanceof Fact.OwnerChange || fact instanceof Fact.Touch
        || fact instanceof Fact.Membership) {
      return about(timely(fact.with(subject(fact.head(), ""))));
    }
    Fact.Head head = fact.head();
    String id = reference(head, "subject", head.subject());
    if (RecordIds.isPlaceholder(id)) {
      throw new FactJson.Unreadable("subject", "names no record: it only fills a place");
    }
    return record(timely(fact.with(named(head, id))));
  }

  /**
   * The n-th state of a record at one moment, under an id of its own that comes behind those before it: of two states that are told
   * of the same moment, the later told one holds.
   */
  public static Fact nth(Fact fact, int nth) {
    Fact.Head head = fact.head();
    String number = Integer.toString(nth);
    return fact.with(new Fact.Head(head.source(), head.id() + NTH + "0".repeat(Math.max(0, 4 - number.length())) + number, head.subject(),
        head.time(), head.recorded(), head.person(), head.follows()));
  }

  /**
   * Nothing happened in an age without such systems, nor after it became known. What a record says may be newer than that: it is
   * known since it was made, and says what it says since its last change.
   */
  private static Fact timely(Fact fact) throws FactJson.Unreadable {
    Fact.Head head = fact.head();
    String wrong = Moments.implausible(Math.min(head.time(), head.recorded()));
    if (!wrong.isEmpty()) {
      throw new FactJson.Unreadable(head.time() <= head.recorded() ? "time" : "recordedtime", wrong);
    }
    return head.time() <= head.recorded() + Moments.AHEAD || isOfRecord(fact) ? fact
        : fact.with(new Fact.Head(head.source(), head.id(), head.subject(), head.recorded(), head.recorded(), head.person(), head.follows()));
  }

  private static boolean isOfRecord(Fact fact) {
    return fact instanceof Fact.Person || fact instanceof Fact.Account || fact instanceof Fact.User || fact instanceof Fact.Opportunity
        || fact instanceof Fact.Campaign || fact instanceof Fact.Contract;
  }

  private static Fact activity(Fact.Activity activity) throws FactJson.Unreadable {
    String source = activity.head().source();
    String contact = id("contact", source, activity.contact());
    String visitor = activity.detail(IdentityKeys.VISITOR_DETAIL);
    Fact.Head head = subject(activity.head(), contact.isEmpty() ? visitor.isBlank() ? "" : IdentityKeys.visitor(source, visitor)
        : source + ":" + contact);
    String campaign = RecordIds.anywhere(activity.campaign());
    return timely(head == activity.head() && contact.equals(activity.contact()) && campaign.equals(activity.campaign()) ? activity
        : new Fact.Activity(head, activity.kind(), contact, activity.asset(), campaign, activity.fields(), activity.details()));
  }

  private static Fact person(Fact.Person person) throws FactJson.Unreadable {
    Map<String, String> ids = new HashMap<>();
    for (Map.Entry<String, String> entry : person.ids().entrySet()) {
      String read = id("ids." + entry.getKey(), entry.getKey(), entry.getValue());
      if (!read.isEmpty()) {
        ids.put(entry.getKey(), read);
      }
    }
    String source = person.head().source();
    String known = ids.containsKey(source) ? source + ":" + ids.get(source)
        : ids.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(id -> id.getKey() + ":" + id.getValue()).findFirst().orElse("");
    return timely(new Fact.Person(subject(person.head(), known), ids, values(person.head(), person.values())));
  }

  /** A value that cannot be read is refused, but for consent. */
  private static Map<String, String> values(Fact.Head head, Map<String, String> values) throws FactJson.Unreadable {
    Map<String, String> read = new HashMap<>(values);
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String name = entry.getKey();
      String value = entry.getValue();
      if (name.startsWith(CONSENT)) {
        if (value.isBlank()) {
          read.remove(name);
        } else {
          read.put(name, YesNo.read(value).map(String::valueOf).or(Fact.Person.UNREADABLE));
        }
      } else if (FLAGS.contains(name)) {
        if (value.isBlank()) {
          read.remove(name);
        } else {
          read.put(name, String.valueOf(needed(name, YesNo.read(value))));
        }
      } else if (IDS.contains(name)) {
        read.put(name, reference(head, name, value));
      }
    }
    return read;
  }

  private static Fact record(Fact fact) throws FactJson.Unreadable {
    if (fact instanceof Fact.Account account) {
      return new Fact.Account(account.head(), values(account.head(), account.values()));
    }
    if (fact instanceof Fact.User user) {
      return new Fact.User(user.head(), user.name(), EmailAddresses.read(user.email()).or(user.email()), user.active(),
          needed("time_zone", TimeZones.read(user.timeZone())));
    }
    if (fact instanceof Fact.Campaign campaign) {
      return new Fact.Campaign(campaign.head(), campaign.name(), campaign.costMinor(),
          needed("currency", Amounts.currency(campaign.currency())), date("starts", campaign.starts()), date("ends", campaign.ends()));
    }
    if (fact instanceof Fact.Opportunity deal) {
      List<Fact.ContactRole> contacts = new ArrayList<>();
      for (Fact.ContactRole role : deal.contacts()) {
        contacts.add(new Fact.ContactRole(reference(deal.head(), "contacts", role.person()), role.role()));
      }
      return new Fact.Opportunity(deal.head(), reference(deal.head(), "account", deal.account()), deal.solution(), deal.kind(), deal.stage(),
          deal.won(), closed(deal), deal.amountMinor(), needed("currency", Amounts.currency(deal.currency())),
          reference(deal.head(), "owner", deal.owner()), contacts);
    }
    if (fact instanceof Team team) {
      return new Team(team.head(), team.members().stream().map(RecordIds::anywhere).toList());
    }
    if (fact instanceof Fact.Contract contract) {
      return new Fact.Contract(contract.head(), reference(contract.head(), "account", contract.account()), contract.solution(), date("ends", contract.ends()));
    }
    return fact;
  }

  private static Fact about(Fact fact) throws FactJson.Unreadable {
    if (fact instanceof Fact.OwnerChange change) {
      return new Fact.OwnerChange(change.head(), reference(change.head(), "owner", change.owner()), change.by());
    }
    return fact instanceof Fact.Membership member ? new Fact.Membership(member.head(), reference(member.head(), "account", member.account()), member.solution(),
        member.role(), member.in(), member.by()) : fact;
  }

  /**
   * When an opportunity was decided. A CRM takes any date for that, also one of next month; one that lies more than a year ahead of
   * what else is known of it, or before 1990, is a slip or fills a place.
   */
  private static String closed(Fact.Opportunity deal) throws FactJson.Unreadable {
    String closed = date("closed_at", deal.closedAt());
    if (!closed.isEmpty()) {
      long at = Times.parse(closed);
      String wrong = Moments.implausible(at);
      if (wrong.isEmpty() && at - Math.max(deal.head().time(), deal.head().recorded()) > A_YEAR) {
        wrong = "lies more than a year ahead, when nothing can have been decided";
      }
      if (!wrong.isEmpty()) {
        throw new FactJson.Unreadable("closed_at", wrong);
      }
    }
    return closed;
  }

  private static String date(String name, String text) throws FactJson.Unreadable {
    return text.isBlank() ? "" : needed(name, Moments.date(text));
  }

  private static <T> T needed(String name, Parsed<T> value) throws FactJson.Unreadable {
    if (value instanceof Parsed.Read<T> read) {
      return read.value();
    }
    throw new FactJson.Unreadable(name, value.why());
  }

  /** The id of a record that another one names; of Salesforce only what can be one, so that no record appears that is none. */
  private static String reference(Fact.Head head, String name, String id) throws FactJson.Unreadable {
    if (head.source().equals(SALESFORCE)) {
      fitting(name, id);
    }
    return RecordIds.anywhere(id);
  }

  private static void fitting(String name, String id) throws FactJson.Unreadable {
    String wrong = RecordIds.mistyped(id);
    if (!wrong.isEmpty()) {
      throw new FactJson.Unreadable(name, wrong);
    }
  }

  /** An id in its one form; {@code ""} for what only fills a place. */
  private static String id(String name, String system, String id) throws FactJson.Unreadable {
    if (system.equals(SALESFORCE)) {
      fitting(name, id);
    }
    String read = system.equals(SALESFORCE) ? RecordIds.salesforce(id) : id.strip();
    return RecordIds.isPlaceholder(read) ? "" : read;
  }

  /**
   * Whom a fact is about. A subject by which nobody can be known gives way to an id.
   *
   * @param known by what else the person is known, {@code ""} for nothing
   */
  private static Fact.Head subject(Fact.Head head, String known) throws FactJson.Unreadable {
    String written = head.subject();
    if (written.isBlank()) {
      return head;
    }
    if (EmailAddresses.isMeant(written)) {
      Parsed<String> email = EmailAddresses.read(written);
      if (email instanceof Parsed.Read<String> read) {
        return named(head, read.value());
      }
      if (known.isEmpty()) {
        throw new FactJson.Unreadable("subject", email.why() + ", and nothing else says who it is");
      }
      return named(head, known);
    }
    int colon = written.indexOf(':');
    String system = colon > 0 ? written.substring(0, colon) : head.source();
    String id = id("subject", system, written.substring(colon > 0 ? colon + 1 : 0));
    if (!id.isEmpty() && id.indexOf(' ') < 0) {
      return named(head, colon > 0 ? system + ":" + id : id);
    }
    if (known.isEmpty()) {
      throw new FactJson.Unreadable("subject", "names nobody: it is neither an e-mail address nor an id, and nothing else says who it is");
    }
    return named(head, known);
  }

  private static Fact.Head named(Fact.Head head, String subject) {
    return subject.equals(head.subject()) ? head
        : new Fact.Head(head.source(), head.id(), subject, head.time(), head.recorded(), head.person(), head.follows());
  }
}
