package dev.caravan.score;

import dev.caravan.engine.Message;
import java.util.List;

/** What a group is told of its people. */
public sealed interface ScoreToGroup extends Message {

  /**
   * Somebody of the account did something; {@code customer} tells whether it has bought the solution, {@code others} who
   * turned out in this tick to be the same person.
   */
  record Acted(Engagement act, String accountName, String owner, boolean customer, List<String> others) implements ScoreToGroup {}

  /** Somebody followed a link of an e-mail, which counts for nothing but tells who passed it on. */
  record Followed(String person, String link, String recipient, long time) implements ScoreToGroup {}

  /** What a record now says of somebody who may be a member. */
  record Introduced(Engagement.Who who) implements ScoreToGroup {}

  /** The account is called so now, and owned by a user; {@code customer} tells whether it has bought the solution. */
  record AccountCalled(String name, String owner, boolean customer) implements ScoreToGroup {}

  /**
   * What sales did about somebody who may be a member: {@code status, reason} as in facts, or {@code call}, {@code task}
   * or {@code owner} as status where they reached them or took them over.
   */
  record SaidOf(String person, String status, String reason) implements ScoreToGroup {
    static final String OWNER = "owner";
  }

  /** The person no longer counts here; {@code into} is who they turned out to be, {@code ""} where they only left. */
  record Left(String person, String into) implements ScoreToGroup {}

  /** To group: a person's interest in tenths, for the renewal of a contract. */
  record Interested(Engagement.Who who, long tenths, String contract) implements ScoreToGroup {}
}
