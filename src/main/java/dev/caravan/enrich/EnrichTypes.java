package dev.caravan.enrich;

import dev.caravan.codec.TypeTable;

/** The numbers of what this room stores; none is ever given twice, see {@link TypeTable}. */
public final class EnrichTypes {
  private EnrichTypes() {}

  public static TypeTable table() {
    return TypeTable.of("enrich")
        .record(70, AccountView.class, "1 id", "2 values", "3 customerOf", "4 deals", "5 contracts")
        .record(71, Profile.class, "1 email", "2 known", "3 ids", "4 function", "5 seniority", "6 persona", "7 others")
        .record(72, Profile.Known.class, "1 value", "2 original", "3 at", "4 source");
  }
}
