package dev.caravan.nurture;

import dev.caravan.codec.TypeTable;

/** The numbers of what this room stores; none is ever given twice, see {@link TypeTable}. */
public final class NurtureTypes {
  private NurtureTypes() {}

  public static TypeTable table() {
    return TypeTable.of("nurture")
        .record(140, Memory.class, "1 sent", "2 places", "3 touches", "4 last")
        .record(141, Memory.Place.class, "1 first", "2 last", "3 touches", "4 exhausted");
  }
}
