package dev.caravan.engine;

import dev.caravan.enrich.AccountView;
import dev.caravan.group.Engagement;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.routing.Case;
import dev.caravan.score.Scores;
import java.util.List;
import java.util.Map;

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

  /** The person turned out to be another, who goes on under {@code into}. */
  record MergedInto(String into) implements Messages {}

  // to group

  /** Somebody of the account did something; {@code customer} tells whether it has bought the solution. */
  record Acted(Engagement act, String accountName, String owner, boolean customer) implements Messages {}

  /** Somebody followed a link of an e-mail, which counts for nothing but tells who passed it on. */
  record Followed(String person, String link, String recipient, long time) implements Messages {}

  /** What a record now says of somebody who may be a member. */
  record Introduced(Engagement.Who who) implements Messages {}

  /** What sales said of somebody who may be a member: {@code status, reason} as in facts. */
  record SaidOf(String person, String status, String reason) implements Messages {}

  /** The person no longer counts here. */
  record Left(String person) implements Messages {}

  record ByHand(Fact.Membership fact) implements OfFact {}

  // to decide

  /**
   * Everything decide needs to know of a person, newest replaces older.
   *
   * @param answers what they answered, by question; not what was voided or has lapsed
   */
  record Scored(String email, String name, String title, String company, String persona, AccountView account, String match,
      boolean emailOut, boolean phoneOut, boolean bounced, Scores.Person scores, List<Scores.Beside> beside, long steadyUntil,
      String fact, Place place, Map<String, String> answers) implements Messages {}

  /** Where a person is, and what they are in the CRM: lead, contact or none. */
  record Place(String record, String country, String state) {
    static final Place UNKNOWN = new Place("none", "", "");
  }

  /** How the person's group stands. */
  record GroupStands(String account, String solution, String level, String handOff) implements Messages {}

  // to assign

  record UserSaid(Fact.User fact) implements OfFact {}

  /** Somebody must act; {@code about} is what routing may ask. */
  record HandOver(Decision.HandOff handOff, Case about) implements Messages {}

  /** An open hand-off covers a further solution now: {@code task} says which, and why. */
  record Appended(String handOff, Decision.HandOff task) implements Messages {}

  /** The owner of an open opportunity should know: {@code task} says what. */
  record TellDealOwner(Decision.HandOff task, String dealOwner) implements Messages {}

  /** Sales did something about a person with an open hand-off: said so, reached them, or took them over. */
  record Answered(String handOff, String what, String by) implements Messages {}

  /** A member's own open hand-off goes on as part of their group's; both by id. */
  record JoinsGroup(String handOff, String group) implements Messages {}

  /** A hand-off is over. */
  record Closed(String handOff, String why) implements Messages {}

  // to decide

  /** A group is handed over; what routing may ask of it is known of the person it names. */
  record GroupHandOver(Decision.HandOff handOff, String accountOwner) implements Messages {}

  record Touched(Fact.Touch fact) implements OfFact {}

  record OwnerSaid(Fact.OwnerChange fact) implements OfFact {}

  /** A mail went to the person: of no interest but for how often they are reached. */
  record Mailed(String fact, long time) implements Messages {
    @Override
    public String named() {
      return "Mailed " + fact;
    }
  }
}
