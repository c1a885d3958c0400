package dev.caravan.lifecycle;

import dev.caravan.codec.TypeTable;

/** The numbers of what this room stores and sends; none is ever given twice, see {@link TypeTable}. */
public final class LifecycleTypes {
  private LifecycleTypes() {}

  public static TypeTable table() {
    return TypeTable.of("lifecycle")
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
        .record(240, MergeStage.Nothing.class)
        .record(241, MergeStage.Level.class, "1 level")
        .record(245, Touches.class, "1 newest", "2 mail", "3 task", "4 call", "5 limited", "6 changes")
        .record(307, LifecycleToDesk.HandOver.class, "1 handOff", "2 about", "3 held")
        .record(308, LifecycleToDesk.JoinsGroup.class, "1 handOff", "2 group")
        .record(309, LifecycleToDesk.JoinsNext.class, "1 handOff", "2 person")
        .record(312, LifecycleToDesk.Appended.class, "1 handOff", "2 what", "3 task")
        .record(313, LifecycleToDesk.TellDealOwner.class, "1 task", "2 dealOwner")
        .record(314, MergeToLifecycle.GoesOnAs.class, "1 person", "2 level")
        .record(315, LifecycleToDesk.GoesOn.class, "1 handOff", "2 other", "3 person")
        .record(351, MergeToLifecycle.MovesUp.class, "1 level")
        .record(352, ToNextLevel.Moved.class, "1 state")
        .record(353, ToNextLevel.TakesOver.class, "1 other")
        .record(357, LifecycleToDesk.JoinsOther.class, "1 handOff", "2 other");
  }
}
