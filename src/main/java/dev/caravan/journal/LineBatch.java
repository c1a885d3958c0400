package dev.caravan.journal;

import dev.caravan.model.Fact;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Some hundred lines of a file, copied, so that they can be read beside others and still be told in order. */
final class LineBatch {
  private static final int BYTES = 1 << 17;
  private static final int LINES = 1024;

  private String place = "";
  private byte[] bytes = new byte[BYTES];
  /** Where each line ends; one that was set aside unread has no bytes. */
  private final int[] ends = new int[LINES];
  private final long[] numbers = new long[LINES];
  private int lines;
  /** By line a hash of its fact. */
  private final int[] hashes = new int[LINES];
  /** By line: a {@link Fact} or an {@link Arrival.SetAside}; null while it is not read. */
  private final @Nullable Object[] rows = new Object[LINES];

  /** Begins anew, with lines of a file. */
  LineBatch of(String file) {
    place = file;
    Arrays.fill(rows, 0, lines, null);
    lines = 0;
    return this;
  }

  boolean isFull() {
    return lines == LINES || lines > 0 && ends[lines - 1] >= BYTES;
  }

  void add(LineReader line) {
    int from = lines == 0 ? 0 : ends[lines - 1];
    int to = from + line.length();
    if (to > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(to, bytes.length * 2));
    }
    System.arraycopy(line.buffer(), line.start(), bytes, from, line.length());
    numbers[lines] = line.number();
    ends[lines++] = to;
  }

  /** A row nobody need try to read. */
  void add(Arrival.SetAside row) {
    ends[lines] = lines == 0 ? 0 : ends[lines - 1];
    rows[lines++] = row;
  }

  /** Reads all lines; by any one thread. */
  void read(Words words) {
    for (int i = 0; i < lines; i++) {
      int from = i == 0 ? 0 : ends[i - 1];
      if (rows[i] == null) {
        rows[i] = row(i, from, words);
        hashes[i] = Objects.hashCode(rows[i]);
      }
    }
  }

  private Object row(int i, int from, Words words) {
    try {
      return FactValues.typed(FactJson.read(bytes, from, ends[i] - from, words));
    } catch (FactJson.Unreadable e) {
      return new Arrival.SetAside(place, numbers[i], String.valueOf(e.getMessage()));
    }
  }

  /** Adds what was read, in order; what is told otherwise than before, or lies ahead, as a row set aside. */
  void tell(List<Object> read, SeenFacts seen, long latest) {
    for (int i = 0; i < lines; i++) {
      Object row = Objects.requireNonNull(rows[i], "a row that was not read");
      read.add(row instanceof Fact fact ? told(fact, i, seen, latest) : row);
    }
  }

  private Object told(Fact fact, int line, SeenFacts seen, long latest) {
    Fact.Head head = fact.head();
    if (head.recorded() > latest) {
      return new Arrival.SetAside(place, numbers[line], (head.recorded() == head.time() ? "time" : "recordedtime")
          + " lies in the future, where nothing can have happened");
    }
    return switch (seen.add(head.source(), head.id(), hashes[line])) {
      case FIRST -> fact;
      case AGAIN -> new FactFiles.Repeat(fact);
      case OTHERWISE -> new Arrival.SetAside(place, numbers[line], Arrival.OTHERWISE);
    };
  }
}
