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
        .record(90, Scores.Beside.class, "1 model", "2 says", "3 scores");
  }
}
