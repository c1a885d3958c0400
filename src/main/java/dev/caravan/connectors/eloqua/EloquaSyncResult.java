package dev.caravan.connectors.eloqua;

import java.util.List;

/**
 * What Eloqua made of the rows it was given; the body after a producer that writes.
 *
 * @param rows how many rows were handed over
 * @param rejects rows Eloqua refused; all others were taken
 * @param unmatched rows (from 0) whose contact does not exist
 * @param warnings Eloqua's warnings in its own words; a sync may end in a warning and have taken every row
 */
public record EloquaSyncResult(int rows, List<Reject> rejects, List<Integer> unmatched, List<String> warnings) {
  /** Nothing was handed over, nothing was called. */
  public static final EloquaSyncResult EMPTY = new EloquaSyncResult(0, List.of(), List.of(), List.of());

  public EloquaSyncResult {
    rejects = List.copyOf(rejects);
    unmatched = List.copyOf(unmatched);
    warnings = List.copyOf(warnings);
  }

  /**
   * A row Eloqua refused.
   *
   * @param row its place among the rows handed over, from 0
   * @param code such as {@code ELQ-00002}
   * @param message Eloqua's words
   * @param fields what was wrong with it
   */
  public record Reject(int row, String code, String message, List<String> fields) {
    public Reject {
      fields = List.copyOf(fields);
    }
  }
}
