package dev.caravan.account;

import dev.caravan.engine.Message;
import dev.caravan.enrich.AccountView;
import java.util.List;

/** What score is told of a person's account. */
public sealed interface AccountToScore extends Message {

  /** An account that may be a person's, by its name; {@code alike} in thousandths. */
  record Likely(String account, int alike) {}

  /** The accounts of alike names in one block, best first; none for nothing (any more). */
  record AlikeNames(String block, List<Likely> found) implements AccountToScore {}

  /** What a domain has to say of a person's account; {@code account} is empty for none or several. */
  record Verdict(String domain, String account, String reason, List<String> candidates) implements AccountToScore {}

  /** What an account looks like now. */
  record AccountLooks(AccountView view) implements AccountToScore {}

  /** To score: how interested are you in this solution? The account's group wants to know, about a contract. */
  record HowInterested(String account, String solution, String contract) implements AccountToScore {}
}
