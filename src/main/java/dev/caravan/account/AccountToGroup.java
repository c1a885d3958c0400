package dev.caravan.account;

import dev.caravan.engine.Message;
import dev.caravan.enrich.AccountView;

/** What a group is told of its account. */
public sealed interface AccountToGroup extends Message {

  /**
   * To group: a contract ends soon, and somebody is to be asked to renew it.
   *
   * @param contract its id
   * @param ends epoch ms
   * @param account as it looks now
   */
  record RenewalDue(String contract, long ends, AccountView account) implements AccountToGroup {}
}
