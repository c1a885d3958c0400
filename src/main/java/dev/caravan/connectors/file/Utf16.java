package dev.caravan.connectors.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** What spreadsheets save as "Unicode text", as UTF-8. */
final class Utf16 extends InputStream {
  private static final int STEP = 1 << 14;

  private final Reader text;
  private final char[] chars = new char[STEP];
  private byte[] bytes = {};
  private int at;
  private char half;

  private Utf16(InputStream in, Charset charset) {
    text = new InputStreamReader(in, charset);
  }

  /** The same bytes, or those of UTF-8 where they begin as UTF-16 does, with or without its mark. */
  static InputStream asUtf8(InputStream in) throws IOException {
    var ahead = new PushbackInputStream(in, 4);
    byte[] first = ahead.readNBytes(4);
    ahead.unread(first);
    Charset charset = charset(first);
    return charset == null ? ahead : new Utf16(ahead, charset);
  }

  private static @org.jspecify.annotations.Nullable Charset charset(byte[] first) {
    if (first.length < 2) {
      return null;
    }
    int a = first[0] & 0xff;
    int b = first[1] & 0xff;
    if (a == 0xff && b == 0xfe || a == 0xfe && b == 0xff) {
      return StandardCharsets.UTF_16;
    }
    boolean four = first.length == 4;
    return four && a != 0 && b == 0 && first[2] != 0 && first[3] == 0 ? StandardCharsets.UTF_16LE
        : four && a == 0 && b != 0 && first[2] == 0 && first[3] != 0 ? StandardCharsets.UTF_16BE : null;
  }

  @Override
  public int read() throws IOException {
    return at < bytes.length || more() ? bytes[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    if (at == bytes.length && !more()) {
      return -1;
    }
    int count = Math.min(most, bytes.length - at);
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }

  /** Half a character at the end waits for its other half. */
  private boolean more() throws IOException {
    int from = half == 0 ? 0 : 1;
    chars[0] = half == 0 ? chars[0] : half;
    int count = text.read(chars, from, STEP - from);
    int filled = Math.max(0, count) + from;
    half = count > 0 && Character.isHighSurrogate(chars[filled - 1]) ? chars[filled - 1] : 0;
    bytes = new String(chars, 0, half == 0 ? filled : filled - 1).getBytes(StandardCharsets.UTF_8);
    at = 0;
    return bytes.length > 0 || count > 0 && more();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
