package dev.caravan.host.flink;

import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Fact;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The rows of fact files, which know how early a fact may still come.
 *
 * <p>Files need not be in order. So they are read twice: first for the earliest moment in every thousand rows, then for
 * the facts. Facts in order flow at once; facts in any order flow as soon as nothing earlier can follow.
 */
final class RowsAhead implements Iterator<Row>, Closeable {
  private static final int BLOCK = 1000;

  private final FactFiles.Rows rows;
  /** By block of rows the earliest moment in it and behind it. */
  private final List<Long> floors;
  private long read;
  private Object ahead;

  RowsAhead(Path facts, long from, long latest) throws IOException {
    floors = floors(facts, latest);
    rows = FactFiles.rows(facts, latest);
    ahead = rows.next();
    while (read < from && ahead != FactFiles.Rows.END) {
      read++;
      ahead = rows.next();
    }
  }

  private static List<Long> floors(Path facts, long latest) throws IOException {
    var floors = new ArrayList<Long>();
    try (FactFiles.Rows rows = FactFiles.rows(facts, latest)) {
      long at = 0;
      for (Object row = rows.next(); row != FactFiles.Rows.END; row = rows.next()) {
        int block = (int) (at++ / BLOCK);
        if (block == floors.size()) {
          floors.add(Long.MAX_VALUE);
        }
        if (row instanceof Fact fact) {
          floors.set(block, Math.min(floors.get(block), fact.head().recorded()));
        }
      }
    }
    for (int block = floors.size() - 2; block >= 0; block--) {
      floors.set(block, Math.min(floors.get(block), floors.get(block + 1)));
    }
    return floors;
  }

  /** Rows given so far, those before the first among them. */
  long read() {
    return read;
  }

  @Override
  public boolean hasNext() {
    return ahead != FactFiles.Rows.END;
  }

  @Override
  public Row next() {
    Object row = ahead;
    if (row == FactFiles.Rows.END) {
      throw new NoSuchElementException();
    }
    read++;
    try {
      ahead = rows.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int block = (int) (read / BLOCK);
    long floor = read % BLOCK == 0 && block < floors.size() ? floors.get(block) : Row.NONE;
    Object told = row instanceof FactFiles.Repeat repeat ? repeat.fact() : row;
    return told instanceof Fact fact ? new Row.Known(fact, floor) : new Row.Unreadable((Arrival.SetAside) row, floor);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
