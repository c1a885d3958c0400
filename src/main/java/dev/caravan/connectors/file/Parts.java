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
   * @return how many of the facts were new
   */
  long take(List<Fact> facts, List<Arrival.SetAside> setAside, String cursor);
}
