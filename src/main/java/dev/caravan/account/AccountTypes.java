package dev.caravan.account;

import dev.caravan.codec.TypeTable;

/** The numbers of what this room stores and sends; none is ever given twice, see {@link TypeTable}. */
public final class AccountTypes {
  private AccountTypes() {}

  public static TypeTable table() {
    return TypeTable.of("account")
        .record(202, AccountStage.Company.class, "1 view", "2 contracts", "3 won", "4 wonBy", "5 open")
        .record(203, AccountStage.Agreement.class, "1 solution", "2 ends", "3 told", "4 asked")
        .record(204, AccountStage.Open.class, "1 solution", "2 owner")
        .record(205, AccountStage.Belongs.class, "1 via")
        .record(235, ListingStage.Listed.class, "1 name", "2 host", "3 domains", "4 parent")
        .record(236, ListingStage.Nothing.class)
        .record(237, MatchStage.Block.class, "1 sites", "2 contacts")
        .record(238, MatchStage.Site.class, "1 name", "2 host", "3 listed", "4 parent")
        .record(239, MatchStage.Asker.class, "1 company", "2 account", "3 reason", "4 host", "5 contactOf", "6 others")
        .record(242, NameStage.Block.class, "1 accounts")
        .record(243, NameStage.Named.class, "1 name", "2 found")
        .record(300, AccountToScore.Likely.class, "1 account", "2 alike")
        .record(316, AccountToScore.HowInterested.class, "1 account", "2 solution", "3 contract")
        .record(320, AccountToGroup.RenewalDue.class, "1 contract", "2 ends", "3 account")
        .record(322, ToMatch.ContactFrom.class, "1 person", "2 account")
        .record(336, ToMatch.SiteOf.class, "1 account", "2 name", "3 host", "4 listed", "5 parent")
        .record(337, ToMatch.SiteGone.class, "1 account")
        .record(338, ToMatch.Asks.class, "1 person", "2 company", "3 host")
        .record(339, ToName.NameOf.class, "1 account", "2 name")
        .record(340, ToName.NameGone.class, "1 account")
        .record(341, ToName.AsksByName.class, "1 person", "2 company")
        .record(342, ToName.AsksNoMore.class, "1 person")
        .record(343, ToAccount.Joins.class, "1 person", "2 via")
        .record(344, ToAccount.Departs.class, "1 person", "2 via")
        .record(345, AccountToScore.AlikeNames.class, "1 block", "2 found")
        .record(346, AccountToScore.Verdict.class, "1 domain", "2 account", "3 reason", "4 candidates")
        .record(347, AccountToScore.AccountLooks.class, "1 view");
  }
}
