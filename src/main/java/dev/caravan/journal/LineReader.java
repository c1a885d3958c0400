package dev.caravan.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a stream as bytes, without copying; a line over the limit is passed over, not held. */
final class LineReader {
  /** Longest line, in bytes. */
  static final int LIMIT = 1 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private int filled;
  private int nextStart;
  private long number;
  private boolean tooLong;
  private boolean ended;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Goes to the next line; false at the end. */
  boolean next() throws IOException {
    tooLong = false;
    start = nextStart;
    int at = start;
    while (true) {
      while (at < filled && buffer[at] != '\n') {
        at++;
      }
      if (at < filled) {
        end = at;
        nextStart = at + 1;
        break;
      }
      if (ended) {
        if (at == start && !tooLong) {
          return false;
        }
        end = at;
        nextStart = at;
        break;
      }
      if (at - start > LIMIT) {
        tooLong = true;
        start = at;
      }
      at = fill(at);
    }
    number++;
    tooLong |= end - start > LIMIT;
    if (end > start && buffer[end - 1] == '\r') {
      end--;
    }
    if (number == 1 && end - start >= 3 && (buffer[start] & 0xff) == 0xef && (buffer[start + 1] & 0xff) == 0xbb
        && (buffer[start + 2] & 0xff) == 0xbf) {
      start += 3;
    }
    return true;
  }

  /** Reads more behind {@code at}; gives back where {@code at} is now. */
  private int fill(int at) throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, filled - start);
      filled -= start;
      at -= start;
      start = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      ended = true;
    } else {
      filled += read;
    }
    return at;
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int length() {
    return end - start;
  }

  /** Counted from 1. */
  long number() {
    return number;
  }

  boolean tooLong() {
    return tooLong;
  }

  boolean blank() {
    for (int i = start; i < end; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }
}
