package dev.caravan.journal;

import dev.caravan.codec.TypeTable;

/** The numbers of what this room stores; none is ever given twice, see {@link TypeTable}. */
public final class JournalTypes {
  private JournalTypes() {}

  public static TypeTable table() {
    return TypeTable.of("journal")
        .record(170, Aliases.Known.class, "1 id", "2 seq", "3 keys", "4 gone")
        .record(171, Arrival.SetAside.class, "1 place", "2 line", "3 reason");
  }
}
