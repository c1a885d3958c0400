package dev.caravan.connectors.file;

import dev.caravan.journal.Arrival;
import dev.caravan.model.Fact;
import java.util.List;

/** Where the parts of a file go. */
interface Parts {

  /** How far the file was read before; {@code ""} if it was not. */
  String cursor();

  /**
   * Takes a part.
   *
   * @param cursor where the next one begins; {@code ""} leaves it as it is
   * @param lines where the facts stand
   */
  Taken take(List<Fact> facts, List<Arrival.SetAside> setAside, String cursor, Arrival.Lines lines);

  /**
   * What became of a part.
   *
   * @param kept how many of the facts were new
   * @param refused what is known otherwise than it was told here
   */
  record Taken(long kept, List<Arrival.SetAside> refused) {}
}
