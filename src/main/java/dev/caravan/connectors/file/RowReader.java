package dev.caravan.connectors.file;

import com.google.common.io.CountingInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Cuts a file into rows, as bytes; a row may go over several lines inside quotes.
 *
 * <p>A row whose quotes are wrong ends with its first line, and reading goes on at the next: an open quote must not
 * swallow what follows. A row over the limit is passed over, not held. Blank lines are no rows.
 */
final class RowReader implements Closeable {
  /** Longest row, in bytes; the same as the longest line of a fact file. */
  static final int LIMIT = 1 << 20;

  private static final int STEP = 1 << 16;

  private enum At { FIELD_START, PLAIN, QUOTED, CLOSED, PADDED }

  private final Path file;
  private final boolean quotes;
  private final int delimiter;
  private CountingInputStream raw;
  private InputStream in;
  private byte[] buffer = new byte[STEP];
  /** Where in the file {@code buffer[0]} stands. */
  private long base;
  private int filled;
  private int at;
  private boolean ended;
  private long line = 1;

  private int rowStart;
  private int rowEnd;
  private long rowLine;
  private boolean dropped;
  private String fault = "";

  /** Rows of a CSV file; {@code delimiter} is one byte in every encoding read here. */
  static RowReader csv(Path file, char delimiter) throws IOException {
    return new RowReader(file, true, delimiter);
  }

  /** Rows that are lines. */
  static RowReader lines(Path file) throws IOException {
    return new RowReader(file, false, '\n');
  }

  private RowReader(Path file, boolean quotes, int delimiter) throws IOException {
    this.file = file;
    this.quotes = quotes;
    this.delimiter = delimiter;
    this.raw = new CountingInputStream(Files.newInputStream(file));
    this.in = raw;
    try {
      this.in = unpacked(raw);
      while (filled < 3 && fill()) {
        // A byte order mark may come in pieces.
      }
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
    if (filled >= 3 && unsigned(0) == 0xef && unsigned(1) == 0xbb && unsigned(2) == 0xbf) {
      at = 3;
    }
  }

  private InputStream unpacked(InputStream packed) throws IOException {
    return Utf16.asUtf8(file.getFileName().toString().endsWith(".gz") ? new GZIPInputStream(packed, STEP) : packed);
  }

  /** Whether the file is written in UTF-16; its rows are given as UTF-8. */
  boolean utf16() {
    return in instanceof Utf16;
  }

  /** Goes to the next row; false at the end. */
  boolean next() throws IOException {
    while (cut()) {
      if (!fault.isEmpty() || !blank()) {
        return true;
      }
    }
    return false;
  }

  /** Goes on at a place that {@link #offset} and {@link #line} told before. */
  void seek(long offset, long toLine) throws IOException {
    line = toLine;
    if (offset >= base && offset <= base + filled) {
      at = (int) (offset - base);
      return;
    }
    in.close();
    raw = new CountingInputStream(Files.newInputStream(file));
    in = raw;
    in = unpacked(raw);
    in.skipNBytes(offset);
    base = offset;
    filled = 0;
    at = 0;
    rowStart = 0;
    ended = false;
  }

  /** Why the row could not be cut, {@code ""} when it could. */
  String fault() {
    return fault;
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return rowStart;
  }

  int length() {
    return rowEnd - rowStart;
  }

  /** The line on which the row begins, from 1. */
  long rowLine() {
    return rowLine;
  }

  /** Where the next row begins. */
  long offset() {
    return base + at;
  }

  /** The line on which the next row begins. */
  long line() {
    return line;
  }

  /** Bytes read from the disk so far, packed ones as they are. */
  long bytes() {
    return raw.getCount();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean cut() throws IOException {
    rowStart = at;
    rowLine = line;
    dropped = false;
    fault = "";
    long secondLine = -1;
    boolean returned = false;
    boolean bareReturn = false;
    At place = At.FIELD_START;
    while (true) {
      int c = read();
      if (c < 0 && place == At.QUOTED) {
        return broken("a quote is opened and never closed", secondLine);
      }
      if (c < 0 && at == rowStart && !dropped) {
        return false;
      }
      if (c < 0 || c == '\n' && place != At.QUOTED) {
        line += c < 0 ? 0 : 1;
        return cutTo(c < 0 ? at : at - 1, bareReturn);
      }
      if (c == '\n') {
        line++;
        secondLine = secondLine < 0 ? offset() : secondLine;
      }
      if (quotes) {
        bareReturn |= returned;
        returned = c == '\r' && place != At.QUOTED;
        switch (place) {
          case FIELD_START -> place = c == '"' ? At.QUOTED : c == delimiter ? place : At.PLAIN;
          case PLAIN -> place = c == delimiter ? At.FIELD_START : place;
          case QUOTED -> place = c == '"' ? At.CLOSED : place;
          case CLOSED, PADDED -> {
            if (c == delimiter) {
              place = At.FIELD_START;
            } else if (c == '"' && place == At.CLOSED) {
              place = At.QUOTED;
            } else if (c == ' ' || c == '\t' || c == '\r') {
              place = At.PADDED;
            } else {
              return broken("text follows a closing quote; expected a delimiter, or the quote doubled", secondLine);
            }
          }
        }
      }
    }
  }

  private boolean cutTo(int end, boolean bareReturn) {
    rowEnd = end;
    if (dropped || rowEnd - rowStart > LIMIT) {
      fault = "longer than " + LIMIT + " bytes";
    } else if (bareReturn) {
      fault = "a carriage return stands outside of quotes and does not end the line";
    } else if (rowEnd > rowStart && buffer[rowEnd - 1] == '\r') {
      rowEnd--;
    }
    return true;
  }

  /** Only the first line of such a row is given up. */
  private boolean broken(String why, long secondLine) throws IOException {
    fault = why;
    if (secondLine >= 0) {
      seek(secondLine, rowLine + 1);
      return true;
    }
    for (int c = read(); c >= 0; c = read()) {
      if (c == '\n') {
        line++;
        return true;
      }
    }
    return true;
  }

  private int read() throws IOException {
    return at < filled || fill() ? unsigned(at++) : -1;
  }

  /** Reads more behind what is there of the row; a row over the limit is let go. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (at - rowStart > LIMIT) {
      dropped = true;
      rowStart = at;
    }
    if (rowStart > 0) {
      System.arraycopy(buffer, rowStart, buffer, 0, filled - rowStart);
      base += rowStart;
      filled -= rowStart;
      at -= rowStart;
      rowStart = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int more = in.read(buffer, filled, buffer.length - filled);
    ended = more < 0;
    filled += Math.max(0, more);
    return !ended;
  }

  private int unsigned(int index) {
    return buffer[index] & 0xff;
  }

  private boolean blank() {
    for (int i = rowStart; i < rowEnd; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
