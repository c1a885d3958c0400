package dev.caravan.journal;

import dev.caravan.model.Tally;
import java.util.List;
import java.util.Map;

/** What ran, when, and what it counted. Counts are kept as they come, so that a crash leaves what was counted. */
public interface Runs {

  /** Status of a run that has not ended. */
  String RUNNING = "running";

  /** Status of a run whose process ended before it did. */
  String INTERRUPTED = "interrupted";

  /**
   * A run as told.
   *
   * @param kind {@code sync}, {@code import}, {@code demo}
   * @param status running, interrupted, or what {@link Run#finish} said
   * @param finished epoch ms, 0 while it runs
   */
  record Summary(long id, String kind, String status, String note, long started, long finished,
      Map<String, Arrival.Receipt> streams, Map<String, Tally> targets) {}

  /** A run under way. */
  interface Run {
    long id();

    /** Adds to the counts of a stream. */
    void count(String stream, Arrival.Receipt receipt);

    /** Sets the counts of a target. */
    void count(String target, Tally counts);

    /** Ends the run; {@code status} in a word ({@code done}, {@code failed}), {@code note} in a sentence or empty. */
    void finish(String status, String note);
  }

  Run start(String kind);

  /** The latest runs, newest first. */
  List<Summary> latest(int atMost);
}
