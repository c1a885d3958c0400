package dev.caravan.journal;

import dev.caravan.model.Fact;
import java.util.List;

/**
 * What one poll (or page, or file part) brought; kept as a whole or not at all.
 *
 * @param stream what the cursor belongs to: {@code eloqua/activity.page-view}
 * @param facts in any order, repeats allowed
 * @param setAside rows that could not be read
 * @param cursor where the next poll goes on, opaque to the journal; {@code ""} leaves the cursor as it is
 * @param upToDate whether the stream has been read to its end with this arrival
 */
public record Arrival(String stream, List<Fact> facts, List<SetAside> setAside, String cursor, boolean upToDate) {
  public Arrival {
    facts = List.copyOf(facts);
    setAside = List.copyOf(setAside);
  }

  /** A row that could not be read: where it stood and why, without personal data. */
  public record SetAside(String place, long line, String reason) {}

  /** What became of an arrival: {@code read = kept + repeated + setAside}. */
  public record Receipt(int kept, int repeated, int setAside) {}
}
