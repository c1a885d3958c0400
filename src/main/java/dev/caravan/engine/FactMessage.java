package dev.caravan.engine;

import dev.caravan.model.AlertAnswer;
import dev.caravan.model.Decision;
import dev.caravan.model.Fact;
import dev.caravan.model.Team;

/** What a fact becomes at the entrance of a stage. */
public sealed interface FactMessage extends Message {

  /** A fact as a stage is told of it. */
  sealed interface OfFact extends FactMessage {
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
  record Released(String what) implements FactMessage {}

  /** Somebody lets other systems be told of what a person agrees to, that was said before Caravan went live. */
  record ConsentReleased() implements FactMessage {}

  /** What Caravan did in an earlier life: by other settings, or before the mode was changed. */
  record Done(Decision act) implements FactMessage {
    @Override
    public String named() {
      return "Done " + act.id();
    }
  }

  record AccountSaid(Fact.Account fact) implements OfFact {}

  /** To account; to decide too, for everybody who has a part in the opportunity. */
  record DealSaid(Fact.Opportunity fact) implements OfFact {}

  record ContractSaid(Fact.Contract fact) implements OfFact {}

  record PersonSaid(Fact.Person fact) implements OfFact {}

  record Did(Fact.Activity fact) implements OfFact {}

  record SalesSaid(Fact.LeadStatus fact) implements OfFact {}

  /** Somebody turned out to be this person. */
  record TakesIn(String person) implements FactMessage {}

  /** The person turned out to be another, who goes on under {@code into}. */
  record MergedInto(String into) implements FactMessage {}

  /** To merge: a person turned out to be another one; both by id. */
  record Merged(String loser, String winner) implements FactMessage {}

  record ByHand(Fact.Membership fact) implements OfFact {}

  record UserSaid(Fact.User fact) implements OfFact {}

  record Touched(Fact.Touch fact) implements OfFact {
    /** Whether somebody of sales reached the person, or wrote down that they will; a mail may be a campaign's. */
    public boolean isBySales() {
      return !fact.channel().equals("email") && !fact.by().isEmpty();
    }
  }

  record OwnerSaid(Fact.OwnerChange fact) implements OfFact {}

  /** A mail went to the person: of no interest but for how often they are reached. */
  record Mailed(String fact, long time) implements FactMessage {
    @Override
    public String named() {
      return "Mailed " + fact;
    }
  }

  /** Who is in a queue, a role or a permission set. */
  record TeamSaid(Team fact) implements OfFact {}

  /** What a rep made of an alert. */
  record AlertAnswered(AlertAnswer fact) implements OfFact {}
}
