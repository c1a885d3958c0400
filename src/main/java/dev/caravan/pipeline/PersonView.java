package dev.caravan.pipeline;

import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.score.NextRating;
import java.util.List;

/**
 * Everything that is said of a person at one moment, for whoever explains it.
 *
 * @param person the e-mail, else the stable id
 * @param account Salesforce id, {@code ""} for none
 * @param match how the account was found: crm, domain, website, name, manual, ambiguous, none
 * @param fit 0–100 in millionths; {@link Solution#tenths} is the sum of the tenths of its parts
 * @param questions what to ask at one touch, as people read it
 * @param declined what they were asked lately and left open
 * @param otherAccounts the likeliest first
 * @param noProgramme why the person is on no programme, {@code ""} if they are on one
 * @param exhausted the programme of which they were sent everything, {@code ""} for none
 * @param nextTouchAt when their programme touches them next
 * @param consents what they said of being reached, by channel and subscription group
 * @param asOf that moment, epoch ms
 */
public record PersonView(String person, String name, String title, String persona, String account, String accountName,
    String match, long fit, List<Criterion> fitParts, int completeness, String disqualified, String nextQuestion,
    String nextAsks, List<String> questions, List<String> declined, List<Candidate> otherAccounts,
    List<String> motivators, List<String> painPoints, String programme, String noProgramme, String exhausted,
    Moment nextTouchAt, boolean handedOver, List<Solution> solutions, List<Beside> beside, List<Group> groups,
    List<HandedOver> handOffs, List<Decision.Said> consents, long asOf) {

  /**
   * A hand-off that covers the person: their own, or of a group of theirs.
   *
   * @param owner name of who has it, {@code ""} while it waits
   * @param stands waiting, open, reminded, reassigned, escalated, answered, or why it is over
   * @param at when it went to its first owner; none while it waits
   * @param looked what routing looked at, in order
   */
  public record HandedOver(String id, String owner, String target, String stands, Moment at, List<Decision.Looked> looked) {}

  /** An account that was not chosen; {@code alike} is how alike the names are, 0–100, -1 where it was not by name. */
  public record Candidate(String account, String name, int alike) {}

  /** What a further model says, of the solution that leads there; the fit in millionths. */
  public record Beside(String model, String says, long fit, List<Criterion> fitParts, Solution lead) {}

  /** A criterion's share in the fit; {@code known} tells an unknown value from a poor one. */
  public record Criterion(String criterion, String value, int worth, int weight, boolean known) {}

  /**
   * A rule's share in an interest.
   *
   * @param count how many counted; {@code seen} also those beyond the cap, and what a machine did
   * @param first when the oldest counted one happened, epoch ms
   * @param lapsesAt when it stops counting
   */
  public record Part(String rule, String says, int count, int seen, long tenths, long first, long last, boolean fades,
      Moment lapsesAt, String place, int machine, long earned, long halfLife, long weighs) {}

  /**
   * Interest in one solution, or in {@code all}.
   *
   * @param stands how a hand-over stands, {@code ""} for nothing to say
   * @param lifts what is missing for an MQL and the next rating, in words; {@code ""} for nothing
   * @param next the same for the rating
   */
  public record Solution(String solution, String name, long tenths, List<Part> parts, String rating, String cell,
      String scenario, String posture, int step, int steps, String stage, boolean mql, List<String> held,
      List<String> lacking, String stands, String lifts, NextRating next) {}

  /**
   * A buying group the person's account has.
   *
   * @param since when it came to its level, epoch ms
   * @param first who came first
   * @param member whether the person is in it
   */
  public record Group(String solution, String solutionName, String level, long since, int people, String first,
      boolean member) {}
}
