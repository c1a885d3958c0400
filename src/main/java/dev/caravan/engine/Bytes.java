package dev.caravan.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing row of bytes: numbers as zig-zag varints, strings as length and UTF-8. */
final class Bytes {
  private byte[] bytes;
  private int at;

  Bytes(int capacity) {
    bytes = new byte[capacity];
  }

  Bytes(byte[] readable) {
    bytes = readable;
  }

  void put(byte b) {
    room(1);
    bytes[at++] = b;
  }

  void putLong(long value) {
    room(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }

  private void room(int more) {
    if (bytes.length - at < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + more));
    }
  }

  void putString(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    putLong(utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, at, utf8.length);
    at += utf8.length;
  }

  byte get() {
    return bytes[at++];
  }

  long getLong() {
    long value = 0;
    int shift = 0;
    byte b;
    do {
      b = bytes[at++];
      value |= (b & 0x7FL) << shift;
      shift += 7;
    } while ((b & 0x80) != 0);
    return (value >>> 1) ^ -(value & 1);
  }

  String getString() {
    int length = (int) getLong();
    var text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, at);
  }
}
