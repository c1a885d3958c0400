package dev.caravan.connectors.eloqua;

import dev.caravan.connectors.eloqua.internal.Bulk;
import dev.caravan.connectors.eloqua.internal.Export;
import java.time.Duration;
import java.time.Instant;

/**
 * Looks for rows that Eloqua recorded late: asks how many rows a window holds, and reads them only where other ones than
 * that were kept.
 *
 * <p>A window that differs is halved until about half of its rows are new, so that few late rows do not have all rows of
 * hours read again. A sweep exports a limited number of windows; once it has, what differs is read as it is.
 */
final class EloquaSweep {
  /** Windows a sweep exports before it stops halving. */
  private static final int MOST_EXPORTS = 30;
  private static final long FEW_ROWS = 4;
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private final String key;
  private final Export export;
  private final Bulk bulk;
  private final EloquaKept kept;
  private final int pageSize;
  private int exports;

  /** Gets a page of rows of a window; throws to stop reading. */
  @FunctionalInterface
  interface Reader {
    void page(java.util.List<java.util.Map<String, String>> rows, int number, Instant from, Instant to) throws Exception;
  }

  /**
   * A sweep of one activity type.
   *
   * @param key under which its position is kept: {@code activities/PageView}
   */
  EloquaSweep(String key, Export export, Bulk bulk, EloquaKept kept, int pageSize) {
    this.key = key;
    this.export = export;
    this.bulk = bulk;
    this.kept = kept;
    this.pageSize = pageSize;
  }

  /** Sweeps {@code [from, to)}. */
  void over(Instant from, Instant to, Reader reader) throws Exception {
    long here = kept.rows(key, from, to);
    boolean whole = ++exports >= MOST_EXPORTS || Duration.between(from, to).compareTo(SHORTEST) <= 0;
    long there = export.readIf(bulk, from, to, pageSize, count -> isRead(count, here, whole),
        (rows, number, last) -> reader.page(rows, number, from, to));
    if (there != here && !isRead(there, here, whole)) {
      Instant middle = from.plusSeconds(Duration.between(from, to).toSeconds() / 2);
      over(from, middle, reader);
      over(middle, to, reader);
    }
  }

  private static boolean isRead(long there, long here, boolean whole) {
    return there != here && (whole || there <= FEW_ROWS || there <= 2 * (there - here));
  }
}
