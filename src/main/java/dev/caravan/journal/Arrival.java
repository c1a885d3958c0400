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
 * @param lines where the facts stand in their file
 */
public record Arrival(String stream, List<Fact> facts, List<SetAside> setAside, String cursor, boolean upToDate, Lines lines) {
  public Arrival {
    facts = List.copyOf(facts);
    setAside = List.copyOf(setAside);
  }

  /** What brought facts that stand on no lines. */
  public Arrival(String stream, List<Fact> facts, List<SetAside> setAside, String cursor, boolean upToDate) {
    this(stream, facts, setAside, cursor, upToDate, Lines.NONE);
  }

  /**
   * Where the facts of a file stand. What happened once and is told otherwise later is set aside there; systems that are asked
   * again may tell it in other words.
   *
   * @param place name of the file, {@code ""} where the facts are of none
   * @param of the line of each fact
   */
  public record Lines(String place, List<Long> of) {
    public static final Lines NONE = new Lines("", List.of());

    public Lines {
      of = List.copyOf(of);
    }

    boolean isKnown() {
      return !place.isEmpty();
    }
  }

  /** Why a fact is set aside that is known under its id with other content. */
  public static final String OTHERWISE = "a fact of this id is known with other content; expected an id of its own for whatever happened";

  /** A row that could not be read: where it stood and why, without personal data. */
  public record SetAside(String place, long line, String reason) {}

  /**
   * What became of an arrival: {@code read = kept + repeated + setAside}.
   *
   * @param refused those set aside by the journal: what it keeps otherwise than the file tells it
   */
  public record Receipt(int kept, int repeated, int setAside, List<SetAside> refused) {
    /** Of an arrival nothing of which was refused. */
    public Receipt(int kept, int repeated, int setAside) {
      this(kept, repeated, setAside, List.of());
    }
  }
}
