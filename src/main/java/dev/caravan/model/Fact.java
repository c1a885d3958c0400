package dev.caravan.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something that entered from outside, as it was reported; immutable.
 *
 * <p>Read from and written as CloudEvents 1.0 JSON by {@code journal}. {@link Head} is common to all; the rest is what
 * {@code data} held. Facts of a type nobody knows are kept as {@link Other}.
 */
public sealed interface Fact permits Fact.Activity, Fact.Person, Fact.Account, Fact.User, Fact.Campaign, Fact.Opportunity, Fact.Contract,
    Fact.LeadStatus, Fact.OwnerChange, Fact.Touch, Fact.Membership, Fact.Command, Fact.Merge, Fact.Done, Fact.Tick, Fact.Other, Team, AlertAnswer {

  Head head();

  /** The CloudEvents type, such as {@code activity.form-submit}. */
  String type();

  /** The same fact with another head (stamped at the front door). */
  Fact with(Head head);

  /**
   * What every fact carries.
   *
   * @param source the system it came from, under the name it is connected by; unique together with {@code id}
   * @param id unique within {@code source}
   * @param subject whom or what it is about, as the source says: an e-mail, else a source id
   * @param time when it happened, epoch ms; used in arithmetic only
   * @param recorded when it became known, epoch ms; orders the work
   * @param person the stable person id stamped at the front door; {@code ""} before, and for facts about no person
   * @param follows whether it was worked off before, of somebody who turned out to be this person
   */
  record Head(String source, String id, String subject, long time, long recorded, String person, boolean follows) {
    public Head {
      if (source.isEmpty() || id.isEmpty()) {
        throw new IllegalArgumentException("a fact needs a source and an id");
      }
    }

    /** What every fact carries that comes for the first time. */
    public Head(String source, String id, String subject, long time, long recorded, String person) {
      this(source, id, subject, time, recorded, person, false);
    }

    public Head stamped(String stablePerson) {
      return new Head(source, id, subject, time, recorded, stablePerson, follows);
    }

    public Head recordedAt(long when) {
      return new Head(source, id, subject, time, when, person, follows);
    }

    /** The same once more, of the person that this one's person turned out to be when that became known. */
    public Head follows(String winner, long when) {
      return new Head(source, id, subject, time, when, winner, true);
    }
  }

  /** What a person did, by the kinds of activity that are known. */
  enum ActivityKind {
    EMAIL_SEND, EMAIL_OPEN, EMAIL_CLICK, SUBSCRIBE, UNSUBSCRIBE, BOUNCEBACK, WEB_VISIT, PAGE_VIEW, FORM_SUBMIT, EVENT,
    SOCIAL, CALL, EXTERNAL;

    /** As in fact files: {@code form-submit}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What an activity was about; {@code name} is {@code solution | kind | title} where the admin names assets so. */
  record Asset(String type, String id, String name) {
    public static final Asset NONE = new Asset("", "", "");
  }

  /**
   * Something a person did.
   *
   * @param contact the source's own id of the person
   * @param fields what a form carried, by field name
   * @param details whatever else was said: {@code url, link, recipient, visitor, deployment, ip, referrer,
   *     duration_seconds}
   */
  record Activity(Head head, ActivityKind kind, String contact, Asset asset, String campaign, Map<String, String> fields,
      Map<String, String> details) implements Fact {
    public Activity {
      fields = Map.copyOf(fields);
      details = Map.copyOf(details);
    }

    /** One of the details, {@code ""} when not said. */
    public String detail(String name) {
      return details.getOrDefault(name, "");
    }

    @Override
    public String type() {
      return "activity." + kind.code();
    }

    @Override
    public Activity with(Head other) {
      return new Activity(other, kind, contact, asset, campaign, fields, details);
    }
  }

  /**
   * A person's record in one system.
   *
   * @param ids verified ids by system, such as {@code eloqua -> 1986113, salesforce -> 00Q…}
   * @param values everything else, scalars as text, nested keys dotted ({@code consent.email -> true})
   */
  record Person(Head head, Map<String, String> ids, Map<String, String> values) implements Fact {
    /** A deleted record has the value {@code true} here. */
    public static final String DELETED = "deleted";
    /** Id, in the same system, of the record a deleted one was merged into. */
    public static final String MERGED_INTO = "merged_into";
    /** What a value of {@code consent.…} is that says neither yes nor no. */
    public static final String UNREADABLE = "unreadable";

    public Person {
      ids = Map.copyOf(ids);
      values = Map.copyOf(values);
    }

    public String value(String name) {
      return values.getOrDefault(name, "");
    }

    /** Whether all it says is that the record is deleted, and under {@link #MERGED_INTO} which one took its place. */
    public boolean isDeleted() {
      return value(DELETED).equals("true");
    }

    @Override
    public String type() {
      return "person";
    }

    @Override
    public Person with(Head other) {
      return new Person(other, ids, values);
    }
  }

  /** An account of the CRM; the subject is its id. Values: {@code name, website, industry, employees, country, owner, customer, parent}. */
  record Account(Head head, Map<String, String> values) implements Fact {
    /** A deleted account has the value {@code true} here. */
    public static final String DELETED = "deleted";

    public Account {
      values = Map.copyOf(values);
    }

    public String value(String name) {
      return values.getOrDefault(name, "");
    }

    /** Whether all it says is that the account is deleted. */
    public boolean isDeleted() {
      return value(DELETED).equals("true");
    }

    @Override
    public String type() {
      return "account";
    }

    @Override
    public Account with(Head other) {
      return new Account(other, values);
    }
  }

  /** A user (rep) of the CRM; the subject is its id. */
  record User(Head head, String name, String email, boolean active, String timeZone) implements Fact {
    @Override
    public String type() {
      return "user";
    }

    @Override
    public User with(Head other) {
      return new User(other, name, email, active, timeZone);
    }
  }

  /** A campaign with its cost in minor units of {@code currency}. */
  record Campaign(Head head, String name, long costMinor, String currency, String starts, String ends)
      implements Fact {
    @Override
    public String type() {
      return "campaign";
    }

    @Override
    public Campaign with(Head other) {
      return new Campaign(other, name, costMinor, currency, starts, ends);
    }
  }

  /** A person's part in an opportunity. */
  record ContactRole(String person, String role) {}

  /**
   * An opportunity; {@code kind} is new, renewal or expansion, the amount in minor units. One on stage {@link #DELETED} counts no
   * more; where it names no account, only its contacts have no part in it any more.
   */
  record Opportunity(Head head, String account, String solution, String kind, String stage, boolean won,
      String closedAt, long amountMinor, String currency, String owner, List<ContactRole> contacts) implements Fact {
    /** The stage of one that was deleted. */
    public static final String DELETED = "deleted";

    public Opportunity {
      contacts = List.copyOf(contacts);
    }

    /** Whether it was deleted. */
    public boolean isDeleted() {
      return stage.equals(DELETED);
    }

    /** Whether it has been decided: an open one's close date is a hope, and the CRM connector leaves it out. */
    public boolean isClosed() {
      return won || !closedAt.isEmpty() || stage.toLowerCase(Locale.ROOT).contains("closed");
    }

    @Override
    public String type() {
      return "opportunity";
    }

    @Override
    public Opportunity with(Head other) {
      return new Opportunity(other, account, solution, kind, stage, won, closedAt, amountMinor, currency, owner,
          contacts);
    }
  }

  /** A running contract; {@code ends} as RFC 3339 or a date. */
  record Contract(Head head, String account, String solution, String ends) implements Fact {
    @Override
    public String type() {
      return "contract";
    }

    @Override
    public Contract with(Head other) {
      return new Contract(other, account, solution, ends);
    }
  }

  /** What sales said of a hand-off: {@code accepted, rejected, working}, with the reason of a rejection. */
  record LeadStatus(Head head, String status, String reason) implements Fact {
    @Override
    public String type() {
      return "lead-status";
    }

    @Override
    public LeadStatus with(Head other) {
      return new LeadStatus(other, status, reason);
    }
  }

  /** Somebody became the owner of a person's record. */
  record OwnerChange(Head head, String owner, String by) implements Fact {
    @Override
    public String type() {
      return "owner-change";
    }

    @Override
    public OwnerChange with(Head other) {
      return new OwnerChange(other, owner, by);
    }
  }

  /** Something reached a person: {@code channel} is email, call or task. */
  record Touch(Head head, String channel, String by) implements Fact {
    @Override
    public String type() {
      return "touch";
    }

    @Override
    public Touch with(Head other) {
      return new Touch(other, channel, by);
    }
  }

  /** A person put in or taken out of a buying group by hand, or given a role. */
  record Membership(Head head, String account, String solution, String role, boolean in, String by) implements Fact {
    @Override
    public String type() {
      return "membership";
    }

    @Override
    public Membership with(Head other) {
      return new Membership(other, account, solution, role, in, by);
    }
  }

  /**
   * An operator's order; nothing pokes the state from behind.
   *
   * @param about what it is about, such as {@code person, solution}; empty where the command says it all
   */
  record Command(Head head, String command, String by, String why, Map<String, String> about) implements Fact {
    /** Lets go what has waited since before Caravan went live; about: person and solution, or group, or group and contract. */
    public static final String RELEASE = "release";
    /** Lets other systems be told of what a person agrees to, that was said before Caravan went live; about: person. */
    public static final String RELEASE_CONSENT = "release-consent";

    public Command {
      about = Map.copyOf(about);
    }

    public Command(Head head, String command, String by, String why) {
      this(head, command, by, why, Map.of());
    }

    /** One of the things it is about, {@code ""} when not said. */
    public String about(String name) {
      return about.getOrDefault(name, "");
    }

    @Override
    public String type() {
      return "command";
    }

    @Override
    public Command with(Head other) {
      return new Command(other, command, by, why, about);
    }
  }

  /** Two person ids turned out to be one person: {@code loser} ends, {@code head.person} goes on. */
  record Merge(Head head, String loser) implements Fact {
    private static final String VISITOR = "-visitor:";

    /** Whether a person is known by their browser alone. */
    public static boolean isVisitor(String person) {
      int colon = person.indexOf(':');
      return colon >= 0 && person.startsWith(VISITOR, colon + 1 - VISITOR.length());
    }

    @Override
    public String type() {
      return "merge";
    }

    @Override
    public Merge with(Head other) {
      return new Merge(other, loser);
    }
  }

  /**
   * What Caravan did itself, as it is remembered where history is decided anew: by other settings, or because the mode was
   * changed. It is made from what was kept of decisions and is no fact of a file.
   */
  record Done(Head head, Decision act) implements Fact {
    /** An act at its own moment. */
    public static Done of(Decision act) {
      return new Done(new Head("caravan", "done/" + act.id(), act.subject(), act.at(), act.at(), ""), act);
    }

    @Override
    public String type() {
      return "done";
    }

    @Override
    public Done with(Head other) {
      return new Done(other, act);
    }
  }

  /** Time moved on although nothing happened. */
  record Tick(Head head) implements Fact {
    @Override
    public String type() {
      return "tick";
    }

    @Override
    public Tick with(Head other) {
      return new Tick(other);
    }
  }

  /** A fact of a type no room knows: kept, counted, without effect. */
  record Other(Head head, String type, String json) implements Fact {
    @Override
    public Other with(Head other) {
      return new Other(other, type, json);
    }
  }
}
