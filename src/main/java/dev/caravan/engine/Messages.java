package dev.caravan.engine;

import dev.caravan.enrich.AccountView;
import dev.caravan.group.Engagement;
import dev.caravan.model.AlertAnswer;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Moment;
import dev.caravan.model.Team;
import dev.caravan.routing.Case;
import dev.caravan.score.Scores;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the stages tell each other. */
sealed interface Messages extends Message {

  /** A fact as a stage is told of it. */
  sealed interface OfFact extends Messages {
    Fact fact();

    @Override
    default String named() {
      return getClass().getSimpleName() + " " + fact().head().id();
    }
  }

  /**
   * Somebody lets go what has waited since before Caravan went live.
   *
   * @param what to decide: the solution; to group: the contract to be renewed, {@code ""} for the group itself
   */
  record Released(String what) implements Messages {}

  /** Somebody lets other systems be told of what a person agrees to, that was said before Caravan went live. */
  record ConsentReleased() implements Messages {}

  /** What Caravan did in an earlier life: by other settings, or before the mode was changed. */
  record Done(Decision act) implements Messages {
    @Override
    public String named() {
      return "Done " + act.id();
    }
  }

  // to match, by domain

  /**
   * An account stands behind this domain.
   *
   * @param host of its web site, {@code ""} if that is elsewhere
   * @param listed whether the CRM lists the domain for it
   * @param parent the account of its parent company, {@code ""} for none
   */
  record SiteOf(String account, String name, String host, boolean listed, String parent) implements Messages {}

  /** An account no longer stands behind this domain. */
  record SiteGone(String account) implements Messages {}

  /** A CRM contact of an account writes from this domain. */
  record ContactFrom(String person, String account) implements Messages {}

  /** A person with this domain wants to know their account; {@code host} stands behind the @ of their e-mail. */
  record Asks(String person, String company, String host) implements Messages {}

  // to name, by what alike names have in common

  record NameOf(String account, String name) implements Messages {}

  record NameGone(String account) implements Messages {}

  /** A person whom no domain knows wants to know their account. */
  record AsksByName(String person, String company) implements Messages {}

  record AsksNoMore(String person) implements Messages {}

  /** An account that may be a person's, by its name; {@code alike} in thousandths. */
  record Likely(String account, int alike) {}

  // to account

  record AccountSaid(Fact.Account fact) implements OfFact {}

  /** To account; to decide too, for everybody who has a part in the opportunity. */
  record DealSaid(Fact.Opportunity fact) implements OfFact {}

  record ContractSaid(Fact.Contract fact) implements OfFact {}

  /** A person belongs here, or may, as far as {@code via} knows: the CRM, a hand, a domain, a block of names. */
  record Joins(String person, String via) implements Messages {}

  record Departs(String person, String via) implements Messages {}

  // to score

  record PersonSaid(Fact.Person fact) implements OfFact {}

  record Did(Fact.Activity fact) implements OfFact {}

  record SalesSaid(Fact.LeadStatus fact) implements OfFact {}

  /** The accounts of alike names in one block, best first; none for nothing (any more). */
  record AlikeNames(String block, List<Likely> found) implements Messages {}

  /** What a domain has to say of a person's account; {@code account} is empty for none or several. */
  record Verdict(String domain, String account, String reason, List<String> candidates) implements Messages {}

  /** What an account looks like now. */
  record AccountLooks(AccountView view) implements Messages {}

  /** Somebody turned out to be this person. */
  record TakesIn(String person) implements Messages {}

  /** The person turned out to be another, who goes on under {@code into}. */
  record MergedInto(String into) implements Messages {}

  // about people who turned out to be another

  /** To merge: a person turned out to be another one; both by id. */
  record Merged(String loser, String winner) implements Messages {}

  /**
   * To decide: the person turned out to be another one.
   *
   * @param level where what is kept of both goes on; 0 where the other one does not take over
   */
  record GoesOnAs(String person, int level) implements Messages {}

  /** To decide: somebody turned out to be this person, of whom everything is kept at this level from now on. */
  record MovesUp(int level) implements Messages {}

  /** To a later level of decide: what an earlier one kept of the person. */
  record Moved(Deciding state) implements Messages {}

  /** To decide: what was kept of somebody who turned out to be this person. */
  record TakesOver(Deciding.Other other) implements Messages {}

  // to group

  /**
   * Somebody of the account did something; {@code customer} tells whether it has bought the solution, {@code others} who
   * turned out in this tick to be the same person.
   */
  record Acted(Engagement act, String accountName, String owner, boolean customer, List<String> others) implements Messages {}

  /** Somebody followed a link of an e-mail, which counts for nothing but tells who passed it on. */
  record Followed(String person, String link, String recipient, long time) implements Messages {}

  /** What a record now says of somebody who may be a member. */
  record Introduced(Engagement.Who who) implements Messages {}

  /** The account is called so now, and owned by a user; {@code customer} tells whether it has bought the solution. */
  record AccountCalled(String name, String owner, boolean customer) implements Messages {}

  /**
   * What sales did about somebody who may be a member: {@code status, reason} as in facts, or {@code call}, {@code task}
   * or {@code owner} as status where they reached them or took them over.
   */
  record SaidOf(String person, String status, String reason) implements Messages {}

  /** The person no longer counts here; {@code into} is who they turned out to be, {@code ""} where they only left. */
  record Left(String person, String into) implements Messages {}

  record ByHand(Fact.Membership fact) implements OfFact {}

  // to decide

  /**
   * Everything decide needs to know of a person, newest replaces older.
   *
   * @param answers what they answered, by question; not what was voided or has lapsed
   * @param answeredAt when they did, by question, epoch ms
   * @param consentUnreadable whether what a record says of their consent to e-mail is neither yes nor no
   * @param profile what a record of theirs would hold, by field, as it was written
   */
  record Scored(String email, String name, String title, String company, String persona, AccountView account, String match,
      boolean emailOut, boolean phoneOut, boolean bounced, Scores.Person scores, List<Scores.Beside> beside, long steadyUntil,
      String fact, Place place, Map<String, String> answers, Map<String, Long> answeredAt, boolean consentUnreadable,
      Map<String, String> profile) implements Messages {

    /** Of somebody whose consent can be read, and of whom nothing is known that a record holds. */
    Scored(String email, String name, String title, String company, String persona, AccountView account, String match,
        boolean emailOut, boolean phoneOut, boolean bounced, Scores.Person scores, List<Scores.Beside> beside, long steadyUntil,
        String fact, Place place, Map<String, String> answers, Map<String, Long> answeredAt) {
      this(email, name, title, company, persona, account, match, emailOut, phoneOut, bounced, scores, beside, steadyUntil, fact,
          place, answers, answeredAt, false, Map.of());
    }
  }

  /** Where a person is, and what they are in the CRM: lead, contact or none. */
  record Place(String record, String country, String state) {
    static final Place UNKNOWN = new Place("none", "", "");
  }

  /**
   * How the person's group stands.
   *
   * @param handOff id of its open hand-off, {@code ""} for none
   * @param asking how far its hand-off has come
   * @param since when it came to that, in the order of knowing; none where nothing was asked yet
   * @param next when that ends by itself: when a scheduled one goes out, an open one expires; none for never
   * @param ended how the last one ended, as {@link Deciding.Track#endedBy}; {@code ""} unless closed
   */
  record GroupStands(String account, String solution, String level, String handOff, Asking asking, Moment since, Moment next,
      String ended) implements Messages {
    /** How far the hand-off of a group has come. */
    enum Asking { NOT_YET, SCHEDULED, OPEN, CLOSED }

    /** Whether the group's hand-off speaks for its members: none of them raises one of their own. */
    boolean speaksForMembers() {
      return asking == Asking.SCHEDULED || asking == Asking.OPEN;
    }

    boolean isOpen() {
      return asking == Asking.OPEN;
    }
  }

  // to assign

  record UserSaid(Fact.User fact) implements OfFact {}

  /**
   * Somebody must act.
   *
   * @param about what routing may ask
   * @param held whether the person it names may not be reached yet: it waits, and comes again without this
   */
  record HandOver(Decision.HandOff handOff, Case about, boolean held) implements Messages {}

  /** Somebody must act on an account; the hand-off names nobody, so that nobody is reached by it. */
  record AccountHandOver(Decision.HandOff handOff, Case about) implements Messages {}

  /** An open hand-off covers something more now: {@code what} tells it from others, {@code task} says which, and why. */
  record Appended(String handOff, String what, Decision.HandOff task) implements Messages {}

  /** The owner of an open opportunity should know: {@code task} says what. */
  record TellDealOwner(Decision.HandOff task, String dealOwner) implements Messages {}

  /** Who owns an account should know of its group; {@code owner} is a user's id, {@code ""} for nobody. */
  record Alerted(Decision.HandOff task, String owner) implements Messages {}

  /** Sales did something about a person with an open hand-off: said so, reached them, or took them over. */
  record Answered(String handOff, String what, String by) implements Messages {
    /** Of a new owner. */
    static final String OWNER = "owner";
    /** Of an opportunity of theirs. */
    static final String OPPORTUNITY = "opportunity";
  }

  /** A member's own open hand-off goes on as part of their group's; both by id. */
  record JoinsGroup(String handOff, String group) implements Messages {}

  /** Somebody with an open hand-off, or {@code ""}, turned out to be this person, whose it and the last one are. */
  record GoesOn(String handOff, String other, String person) implements Messages {}

  /** Of two open hand-offs of people who turned out to be one, this goes on as part of the other; both by id. */
  record JoinsOther(String handOff, String other) implements Messages {}

  /** An open hand-off is part of the next of the person its own turned out to be. */
  record JoinsNext(String handOff, String person) implements Messages {}

  /** A hand-off is over. */
  record Closed(String handOff, String why) implements Messages {
    private static final Set<String> ENDS =Set.of("won", "lost", "expired", "silent", "group");

    /** How a hand-off ended, in a word of its own or as a reason it was given back for. */
    static String how(String by) {
      return ENDS.contains(by) ? by : "given back: " + by;
    }
  }

  // to decide

  /** A group is handed over; what routing may ask of it is known of the person it names. */
  record GroupHandOver(Decision.HandOff handOff, String accountOwner) implements Messages {
    GroupHandOver naming(String person) {
      return new GroupHandOver(OnePerson.naming(handOff, person), accountOwner);
    }
  }

  record Touched(Fact.Touch fact) implements OfFact {
    /** Whether somebody of sales reached the person, or wrote down that they will; a mail may be a campaign's. */
    boolean isBySales() {
      return !fact.channel().equals("email") && !fact.by().isEmpty();
    }
  }

  record OwnerSaid(Fact.OwnerChange fact) implements OfFact {}

  /** A mail went to the person: of no interest but for how often they are reached. */
  record Mailed(String fact, long time) implements Messages {
    @Override
    public String named() {
      return "Mailed " + fact;
    }
  }

  // about renewals

  /**
   * To group: a contract ends soon, and somebody is to be asked to renew it.
   *
   * @param contract its id
   * @param ends epoch ms
   * @param account as it looks now
   */
  record RenewalDue(String contract, long ends, AccountView account) implements Messages {}

  /** To score: how interested are you in this solution? The account's group wants to know, about a contract. */
  record HowInterested(String account, String solution, String contract) implements Messages {}

  /** To group: a person's interest in tenths, for the renewal of a contract. */
  record Interested(Engagement.Who who, long tenths, String contract) implements Messages {}

  /** To decide: a contract ends soon, and this person is the most interested. */
  record RenewalHandOver(Decision.HandOff handOff, String accountOwner) implements Messages {
    RenewalHandOver naming(String person) {
      return new RenewalHandOver(OnePerson.naming(handOff, person), accountOwner);
    }
  }

  /** Who is in a queue, a role or a permission set. */
  record TeamSaid(Team fact) implements OfFact {}

  /** What a rep made of an alert. */
  record AlertAnswered(AlertAnswer fact) implements OfFact {}
}
