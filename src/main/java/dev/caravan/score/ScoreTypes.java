package dev.caravan.score;

import dev.caravan.codec.TypeTable;

/** The numbers of what this room stores; none is ever given twice, see {@link TypeTable}. */
public final class ScoreTypes {
  private ScoreTypes() {}

  public static TypeTable table() {
    return TypeTable.of("score")
        .record(80, Standing.class, "1 profile", "2 account", "3 interest", "4 answers", "5 mails", "6 voidedAt")
        .record(81, Interest.class, "1 histories", "2 lastSeen", "3 handRaisedAt", "4 handRaise")
        .record(82, History.class, "1 times", "2 facts", "3 points", "4 counted")
        .record(83, Standing.Answer.class, "1 value", "2 at", "3 solution", "4 voided", "5 fact", "6 declinedAt")
        .record(84, Mails.class, "1 copies", "2 sent", "3 clicks")
        .record(85, Mails.Click.class, "1 fact", "2 time", "3 copy", "4 link", "5 solution", "6 signal", "7 machine")
        .record(86, Scores.Person.class, "1 fit", "2 fitParts", "3 completeness", "4 incomplete", "5 disqualified",
            "6 fitUnknown", "7 nextQuestions", "8 all", "9 solutions")
        .record(87, Scores.FitPart.class, "1 criterion", "2 value", "3 worth", "4 weight", "5 known")
        .record(88, Scores.Solution.class, "1 solution", "2 tenths", "3 parts", "4 rating", "5 cell", "6 scenario",
            "7 posture", "8 step", "9 lacking", "10 handRaisedAt", "11 handRaise")
        .record(89, Scores.Part.class, "1 rule", "2 says", "3 count", "4 seen", "5 tenths", "6 first", "7 last", "8 fades",
            "9 place", "10 machine", "11 earned", "12 halfLife", "13 weighs")
        .record(90, Scores.Beside.class, "1 model", "2 says", "3 scores")
        .record(110, Engagement.class, "1 who", "2 fact", "3 time", "4 asset", "5 says", "6 about", "7 taken", "8 posture",
            "9 step", "10 handRaise", "11 link", "12 recipient")
        .record(111, Engagement.Who.class, "1 person", "2 email", "3 name", "4 persona", "5 title", "6 department",
            "7 emailOut", "8 phoneOut")
        .record(206, Consent.class, "1 words", "2 bouncedAt", "3 contradictedAt")
        .record(207, Consent.Word.class, "1 outAt", "2 since", "3 by", "4 inAt", "5 inBy", "6 records", "7 unreadable")
        .record(228, Known.class, "1 standing", "2 heard", "3 looks", "4 match", "5 consent", "6 acts", "7 merged", "8 alike",
            "9 told", "10 waiting", "11 steady", "12 responses", "13 scored", "14 others")
        .record(229, Known.Heard.class, "1 account", "2 reason", "3 candidates")
        .record(230, Known.Act.class, "1 fact", "2 time", "3 solution", "4 asset", "5 taken", "6 handRaise", "7 says",
            "8 about", "9 link", "10 recipient")
        .record(231, Known.Waiting.class, "1 act", "2 due")
        .record(232, Known.Response.class, "1 source", "2 campaign", "3 status", "4 kind", "5 fact", "6 time", "7 told")
        .record(233, Known.LastScore.class, "1 tick", "2 tenths")
        .record(234, Known.Others.class, "1 tick", "2 people")
        .record(244, ScoreStage.Never.class)
        .record(301, ScoreToLifecycle.Scored.class, "1 email", "2 name", "3 title", "4 company", "5 persona", "6 account", "7 match",
            "8 emailOut", "9 phoneOut", "10 bounced", "11 scores", "12 beside", "13 steadyUntil", "14 fact", "15 place",
            "16 answers", "17 answeredAt", "18 consentUnreadable", "19 profile")
        .record(302, ScoreToLifecycle.Place.class, "1 record", "2 country", "3 state")
        .record(317, ScoreToGroup.Acted.class, "1 act", "2 accountName", "3 owner", "4 customer", "5 others")
        .record(318, ScoreToGroup.AccountCalled.class, "1 name", "2 owner", "3 customer")
        .record(319, ScoreToGroup.SaidOf.class, "1 person", "2 status", "3 reason")
        .record(321, ScoreToGroup.Interested.class, "1 who", "2 tenths", "3 contract")
        .record(354, ScoreToGroup.Followed.class, "1 person", "2 link", "3 recipient", "4 time")
        .record(355, ScoreToGroup.Introduced.class, "1 who")
        .record(356, ScoreToGroup.Left.class, "1 person", "2 into");
  }
}
