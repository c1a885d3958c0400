package dev.caravan.connectors.salesforce;

/**
 * Whether Caravan may write the owner of a lead.
 *
 * <p>Each owner Caravan writes is kept beside it, in {@link #SET_BY_US}, in the same update. So the lead itself tells
 * what happened since: owned by a queue or by the integration user, it is nobody's yet; owned by whom Caravan gave it
 * to, Caravan may give it to somebody else; owned by anybody else, a person decided that, and it stays.
 */
final class OwnerRule {
  /** The owner Caravan set last, on the lead. */
  static final String SET_BY_US = "Caravan_Owner__c";

  enum Verdict {
    /** Write the new owner. */
    GIVE,
    /** It is right already, or it never was ours: leave the owner, the task goes where the decision says. */
    LEAVE,
    /** A person took over after Caravan gave it away: leave the owner, and give them the task. */
    TAKEN_OVER
  }

  private OwnerRule() {}

  static Verdict judge(Org org, String current, String setByUs, String wanted) {
    if (Org.same(current, wanted)) {
      return Verdict.LEAVE;
    }
    if (org.unclaimed(current) || !setByUs.isEmpty() && Org.same(current, setByUs)) {
      return Verdict.GIVE;
    }
    return setByUs.isEmpty() ? Verdict.LEAVE : Verdict.TAKEN_OVER;
  }
}
