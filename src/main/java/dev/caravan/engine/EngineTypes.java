package dev.caravan.engine;

import dev.caravan.codec.TypeTable;

/** The numbers of what this room stores and sends; none is ever given twice, see {@link TypeTable}. */
public final class EngineTypes {
  private EngineTypes() {}

  public static TypeTable table() {
    return TypeTable.of("engine")
        .choice(200, Message.class)
        .retired(201, "Messages")
        .record(226, Input.class, "1 tick", "2 from", "3 fromKey", "4 n", "5 to", "6 key", "7 message")
        .record(227, KeyRun.Poisoned.class, "1 stage", "2 key", "3 tick", "4 input", "5 reason")
        .record(323, FactMessage.AccountSaid.class, "1 fact")
        .record(324, FactMessage.DealSaid.class, "1 fact")
        .record(325, FactMessage.ContractSaid.class, "1 fact")
        .record(326, FactMessage.PersonSaid.class, "1 fact")
        .record(327, FactMessage.Did.class, "1 fact")
        .record(328, FactMessage.SalesSaid.class, "1 fact")
        .record(329, FactMessage.ByHand.class, "1 fact")
        .record(330, FactMessage.UserSaid.class, "1 fact")
        .record(331, FactMessage.Touched.class, "1 fact")
        .record(332, FactMessage.OwnerSaid.class, "1 fact")
        .record(333, FactMessage.Released.class, "1 what")
        .record(334, FactMessage.ConsentReleased.class)
        .record(335, FactMessage.Done.class, "1 act")
        .record(348, FactMessage.TakesIn.class, "1 person")
        .record(349, FactMessage.MergedInto.class, "1 into")
        .record(350, FactMessage.Merged.class, "1 loser", "2 winner")
        .record(359, FactMessage.Mailed.class, "1 fact", "2 time")
        .record(361, FactMessage.TeamSaid.class, "1 fact")
        .record(362, FactMessage.AlertAnswered.class, "1 fact");
  }
}
