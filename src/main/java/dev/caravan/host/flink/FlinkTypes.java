package dev.caravan.host.flink;

import dev.caravan.codec.Codecs;
import dev.caravan.codec.TypeTable;
import dev.caravan.pipeline.PipelineTypes;
import dev.caravan.journal.JournalTypes;
import java.util.ArrayList;
import java.util.List;

/** The numbers of what this room stores and sends; none is ever given twice, see {@link TypeTable}. */
final class FlinkTypes {
  private FlinkTypes() {}

  private static final class Shared {
    static final Codecs CODECS = new Codecs(tables());
  }

  /** The codecs of all that jobs store and send. */
  static Codecs codecs() {
    return Shared.CODECS;
  }

  /** The tables of all rooms whose values jobs hold. */
  static List<TypeTable> tables() {
    var tables = new ArrayList<>(PipelineTypes.tables());
    tables.add(JournalTypes.table());
    tables.add(table());
    return tables;
  }

  static TypeTable table() {
    return TypeTable.of("flink")
        .choice(500, Row.class)
        .choice(501, Told.class)
        .record(502, DoorMemory.Counts.class, "1 kept", "2 repeated", "3 setAside", "4 people", "5 tick")
        .record(503, FactSource.Splits.class, "1 left")
        .record(504, FactSplit.class, "1 facts", "2 from", "3 latest")
        .record(505, Row.Known.class, "1 fact", "2 floor")
        .record(506, Row.Unreadable.class, "1 row", "2 floor")
        .record(507, Told.Decided.class, "1 stage", "2 key", "3 n", "4 decision")
        .record(508, Told.Stands.class, "1 stage", "2 key", "3 head", "4 entries")
        .record(509, Told.Counted.class, "1 kept", "2 repeated", "3 setAside", "4 asOf")
        .record(510, Told.SetApart.class, "1 input")
        .record(511, Told.Unreadable.class, "1 row");
  }
}
