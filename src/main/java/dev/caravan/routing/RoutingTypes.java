package dev.caravan.routing;

import dev.caravan.codec.TypeTable;

/** The numbers of what this room stores; none is ever given twice, see {@link TypeTable}. */
public final class RoutingTypes {
  private RoutingTypes() {}

  public static TypeTable table() {
    return TypeTable.of("routing")
        .record(150, Rep.class, "1 id", "2 name", "3 email", "4 active", "5 timeZone", "6 open", "7 day", "8 today", "9 teams")
        .record(151, Turns.class, "1 moved", "2 served", "3 now", "4 choices", "5 taken")
        .record(152, Case.class, "1 words", "2 fit", "3 employees", "4 account", "5 accountName", "6 website", "7 customer",
            "8 accountOwner", "9 dealOwner");
  }
}
