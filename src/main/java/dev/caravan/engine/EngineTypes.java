package dev.caravan.engine;

import dev.caravan.codec.TypeTable;
import dev.caravan.enrich.EnrichTypes;
import dev.caravan.group.GroupTypes;
import dev.caravan.model.ModelTypes;
import dev.caravan.nurture.NurtureTypes;
import dev.caravan.routing.RoutingTypes;
import dev.caravan.score.ScoreTypes;
import java.util.List;

/** The numbers of what stages store and send; none is ever given twice, see {@link TypeTable}. */
public final class EngineTypes {
  /**
   * Number of the format of all states and messages. It goes up by one when older bytes can no longer be read, or mean something
   * else: stores then build their states anew from the journal, and savepoints are refused. A new field with something to
   * fall back on needs no new number.
   */
  public static final int FORMAT = 2;

  private EngineTypes() {}

  /** The tables of the stages and of all rooms they look back to. */
  public static List<TypeTable> tables() {
    return List.of(ModelTypes.table(), EnrichTypes.table(), ScoreTypes.table(), GroupTypes.table(), NurtureTypes.table(),
        RoutingTypes.table(), messages(states(TypeTable.of("engine"))));
  }

  private static TypeTable states(TypeTable table) {
    return table
        .choice(200, Message.class)
        .choice(201, Messages.class)
        .record(202, AccountStage.Company.class, "1 view", "2 contracts", "3 won", "4 wonBy", "5 open")
        .record(203, AccountStage.Agreement.class, "1 solution", "2 ends", "3 told", "4 asked")
        .record(204, AccountStage.Open.class, "1 solution", "2 owner")
        .record(205, AccountStage.Belongs.class, "1 via")
        .record(206, Consent.class, "1 words", "2 bouncedAt", "3 contradictedAt")
        .record(207, Consent.Word.class, "1 outAt", "2 since", "3 by", "4 inAt", "5 inBy", "6 records", "7 unreadable")
        .record(208, DecideStage.Never.class)
        .record(209, Deciding.class, "1 scored", "2 groups", "3 tracks", "4 openHandOff", "5 round", "6 sales", "7 turnedBack",
            "8 nurtured", "9 pushed", "10 pushedTenths", "11 deals", "12 touches", "13 waiting", "14 renewals", "15 home",
            "16 others")
        .record(210, Deciding.Track.class, "1 stage", "2 mql", "3 handOff", "4 held", "5 scenario", "6 since", "7 changes",
            "8 readiness", "9 handedAt", "10 roundSince", "11 earned", "12 overdue", "13 before", "14 toldAbove", "15 endedBy",
            "16 heldUntil")
        .constants(211, Deciding.Readiness.class, "1 NOT_YET", "2 UNRELEASED", "3 READY")
        .record(212, Deciding.Sales.class, "1 acceptedAt", "2 workingAt", "3 rejectedAt", "4 fact")
        .record(213, Deciding.Nurtured.class, "1 programme", "2 none", "3 enrolments", "4 memory", "5 due", "6 exhausted")
        .record(214, Deciding.Told.class, "1 email", "2 fit", "3 completeness", "4 rating", "5 cell", "6 stage", "7 scenario",
            "8 posture", "9 persona", "10 solution", "11 nextQuestion", "12 programme", "13 overdue", "14 beside")
        .record(215, Deciding.ToldBeside.class, "1 model", "2 fit", "3 rating", "4 cell", "5 solution")
        .record(216, Deciding.Deal.class, "1 solution", "2 kind", "3 state", "4 at", "5 fact")
        .constants(217, Deciding.Deal.State.class, "1 OPEN", "2 WON", "3 LOST")
        .record(218, Deciding.Home.class, "1 level", "2 person")
        .record(219, Deciding.Other.class, "1 person", "2 state")
        .record(220, Desk.class, "1 reps", "2 turns", "3 rings", "4 lines", "5 alerted", "6 teams")
        .record(221, Desk.Line.class, "1 first", "2 next", "3 rings")
        .record(222, Desk.Alerted.class, "1 day", "2 told", "3 more", "4 snoozed")
        .record(246, Desk.More.class, "1 alert", "2 group", "3 says")
        .record(223, Desk.Drawer.class, "1 given", "2 names", "3 behind")
        .record(224, Desk.Given.class, "1 handOff", "2 about", "3 owner", "4 ownerName", "5 target", "6 pool", "7 askedAt",
            "8 at", "9 rung", "10 rings", "11 answeredAt", "12 answer", "13 over", "14 had", "15 looked", "16 place",
            "17 said", "18 appended")
        .constants(225, Desk.Rung.class, "1 NOTHING", "2 REMINDED", "3 REASSIGNED", "4 ESCALATED")
        .record(226, Input.class, "1 tick", "2 from", "3 fromKey", "4 n", "5 to", "6 key", "7 message")
        .record(227, KeyRun.Poisoned.class, "1 stage", "2 key", "3 tick", "4 input", "5 reason")
        .record(228, Known.class, "1 standing", "2 heard", "3 looks", "4 match", "5 consent", "6 acts", "7 merged", "8 alike",
            "9 told", "10 waiting", "11 steady", "12 responses", "13 scored", "14 others")
        .record(229, Known.Heard.class, "1 account", "2 reason", "3 candidates")
        .record(230, Known.Act.class, "1 fact", "2 time", "3 solution", "4 asset", "5 taken", "6 handRaise", "7 says",
            "8 about", "9 link", "10 recipient")
        .record(231, Known.Waiting.class, "1 act", "2 due")
        .record(232, Known.Response.class, "1 source", "2 campaign", "3 status", "4 kind", "5 fact", "6 time", "7 told")
        .record(233, Known.LastScore.class, "1 tick", "2 tenths")
        .record(234, Known.Others.class, "1 tick", "2 people")
        .record(235, ListingStage.Listed.class, "1 name", "2 host", "3 domains", "4 parent")
        .record(236, ListingStage.Nothing.class)
        .record(237, MatchStage.Block.class, "1 sites", "2 contacts")
        .record(238, MatchStage.Site.class, "1 name", "2 host", "3 listed", "4 parent")
        .record(239, MatchStage.Asker.class, "1 company", "2 account", "3 reason", "4 host", "5 contactOf", "6 others")
        .record(240, MergeStage.Nothing.class)
        .record(241, MergeStage.Level.class, "1 level")
        .record(242, NameStage.Block.class, "1 accounts")
        .record(243, NameStage.Named.class, "1 name", "2 found")
        .record(244, ScoreStage.Never.class)
        .record(245, Touches.class, "1 newest", "2 mail", "3 task", "4 call", "5 limited", "6 changes");
  }

  private static TypeTable messages(TypeTable table) {
    return table
        .record(300, Messages.Likely.class, "1 account", "2 alike")
        .record(301, Messages.Scored.class, "1 email", "2 name", "3 title", "4 company", "5 persona", "6 account", "7 match",
            "8 emailOut", "9 phoneOut", "10 bounced", "11 scores", "12 beside", "13 steadyUntil", "14 fact", "15 place",
            "16 answers", "17 answeredAt", "18 consentUnreadable", "19 profile")
        .record(302, Messages.Place.class, "1 record", "2 country", "3 state")
        .record(303, Messages.GroupStands.class, "1 account", "2 solution", "3 level", "4 handOff", "5 asking", "6 since",
            "7 next", "8 ended")
        .constants(304, Messages.GroupStands.Asking.class, "1 NOT_YET", "2 SCHEDULED", "3 OPEN", "4 CLOSED")
        .record(305, Messages.GroupHandOver.class, "1 handOff", "2 accountOwner")
        .record(306, Messages.RenewalHandOver.class, "1 handOff", "2 accountOwner")
        .record(307, Messages.HandOver.class, "1 handOff", "2 about", "3 held")
        .record(308, Messages.JoinsGroup.class, "1 handOff", "2 group")
        .record(309, Messages.JoinsNext.class, "1 handOff", "2 person")
        .record(310, Messages.Answered.class, "1 handOff", "2 what", "3 by")
        .record(311, Messages.Alerted.class, "1 task", "2 owner")
        .record(312, Messages.Appended.class, "1 handOff", "2 what", "3 task")
        .record(313, Messages.TellDealOwner.class, "1 task", "2 dealOwner")
        .record(314, Messages.GoesOnAs.class, "1 person", "2 level")
        .record(315, Messages.GoesOn.class, "1 handOff", "2 other", "3 person")
        .record(316, Messages.HowInterested.class, "1 account", "2 solution", "3 contract")
        .record(317, Messages.Acted.class, "1 act", "2 accountName", "3 owner", "4 customer", "5 others")
        .record(318, Messages.AccountCalled.class, "1 name", "2 owner", "3 customer")
        .record(319, Messages.SaidOf.class, "1 person", "2 status", "3 reason")
        .record(320, Messages.RenewalDue.class, "1 contract", "2 ends", "3 account")
        .record(321, Messages.Interested.class, "1 who", "2 tenths", "3 contract")
        .record(322, Messages.ContactFrom.class, "1 person", "2 account")
        .record(323, Messages.AccountSaid.class, "1 fact")
        .record(324, Messages.DealSaid.class, "1 fact")
        .record(325, Messages.ContractSaid.class, "1 fact")
        .record(326, Messages.PersonSaid.class, "1 fact")
        .record(327, Messages.Did.class, "1 fact")
        .record(328, Messages.SalesSaid.class, "1 fact")
        .record(329, Messages.ByHand.class, "1 fact")
        .record(330, Messages.UserSaid.class, "1 fact")
        .record(331, Messages.Touched.class, "1 fact")
        .record(332, Messages.OwnerSaid.class, "1 fact")
        .record(333, Messages.Released.class, "1 what")
        .record(334, Messages.ConsentReleased.class)
        .record(335, Messages.Done.class, "1 act")
        .record(336, Messages.SiteOf.class, "1 account", "2 name", "3 host", "4 listed", "5 parent")
        .record(337, Messages.SiteGone.class, "1 account")
        .record(338, Messages.Asks.class, "1 person", "2 company", "3 host")
        .record(339, Messages.NameOf.class, "1 account", "2 name")
        .record(340, Messages.NameGone.class, "1 account")
        .record(341, Messages.AsksByName.class, "1 person", "2 company")
        .record(342, Messages.AsksNoMore.class, "1 person")
        .record(343, Messages.Joins.class, "1 person", "2 via")
        .record(344, Messages.Departs.class, "1 person", "2 via")
        .record(345, Messages.AlikeNames.class, "1 block", "2 found")
        .record(346, Messages.Verdict.class, "1 domain", "2 account", "3 reason", "4 candidates")
        .record(347, Messages.AccountLooks.class, "1 view")
        .record(348, Messages.TakesIn.class, "1 person")
        .record(349, Messages.MergedInto.class, "1 into")
        .record(350, Messages.Merged.class, "1 loser", "2 winner")
        .record(351, Messages.MovesUp.class, "1 level")
        .record(352, Messages.Moved.class, "1 state")
        .record(353, Messages.TakesOver.class, "1 other")
        .record(354, Messages.Followed.class, "1 person", "2 link", "3 recipient", "4 time")
        .record(355, Messages.Introduced.class, "1 who")
        .record(356, Messages.Left.class, "1 person", "2 into")
        .record(357, Messages.JoinsOther.class, "1 handOff", "2 other")
        .record(358, Messages.Closed.class, "1 handOff", "2 why")
        .record(359, Messages.Mailed.class, "1 fact", "2 time")
        .record(360, Messages.AccountHandOver.class, "1 handOff", "2 about")
        .record(361, Messages.TeamSaid.class, "1 fact")
        .record(362, Messages.AlertAnswered.class, "1 fact");
  }
}
