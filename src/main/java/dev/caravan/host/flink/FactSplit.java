package dev.caravan.host.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;

/**
 * Fact files from a row on.
 *
 * @param facts a file or a folder, at the same place on every machine
 * @param from rows read before
 * @param latest what was recorded later is set aside
 */
record FactSplit(String facts, long from, long latest) implements IteratorSourceSplit<Row, RowsAhead> {
  @Override
  public String splitId() {
    return facts;
  }

  @Override
  public RowsAhead getIterator() {
    try {
      return new RowsAhead(Path.of(facts), from, latest);
    } catch (IOException e) {
      throw new UncheckedIOException(facts + ": the facts cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public FactSplit getUpdatedSplitForIterator(RowsAhead rows) {
    return new FactSplit(facts, rows.read(), latest);
  }
}
