package dev.caravan.desk;

import dev.caravan.codec.TypeTable;

/** The numbers of what this room stores and sends; none is ever given twice, see {@link TypeTable}. */
public final class DeskTypes {
  private DeskTypes() {}

  public static TypeTable table() {
    return TypeTable.of("desk")
        .record(220, Desk.class, "1 reps", "2 turns", "3 rings", "4 lines", "5 alerted", "6 teams")
        .record(221, Desk.Line.class, "1 first", "2 next", "3 rings")
        .record(222, Desk.Alerted.class, "1 day", "2 told", "3 more", "4 snoozed")
        .record(223, Desk.Drawer.class, "1 given", "2 names", "3 behind")
        .record(224, Desk.Given.class, "1 handOff", "2 about", "3 owner", "4 ownerName", "5 target", "6 pool", "7 askedAt",
            "8 at", "9 rung", "10 rings", "11 answeredAt", "12 answer", "13 over", "14 had", "15 looked", "16 place",
            "17 said", "18 appended")
        .constants(225, Desk.Rung.class, "1 NOTHING", "2 REMINDED", "3 REASSIGNED", "4 ESCALATED")
        .record(246, Desk.More.class, "1 alert", "2 group", "3 says");
  }
}
