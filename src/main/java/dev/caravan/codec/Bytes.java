package dev.caravan.codec;

import java.util.Arrays;

/** A growing row of bytes: numbers as zig-zag varints, strings as length and chars, each char a plain varint. */
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
    putPlain((value << 1) ^ (value >> 63));
  }

  /** A number that is never negative. */
  void putPlain(long value) {
    room(10);
    long rest = value;
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
    int length = value.length();
    putLong(length);
    room(3 * length); // a char takes at most three bytes
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c < 0x80) {
        bytes[at++] = (byte) c;
      } else {
        putPlain(c);
      }
    }
  }

  void putBytes(byte[] value) {
    putLong(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, at, value.length);
    at += value.length;
  }

  byte[] getBytes() {
    int length = (int) getLong();
    byte[] value = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return value;
  }

  byte get() {
    return bytes[at++];
  }

  long getLong() {
    long value = getPlain();
    return (value >>> 1) ^ -(value & 1);
  }

  long getPlain() {
    long value = 0;
    int shift = 0;
    byte b;
    do {
      b = bytes[at++];
      value |= (b & 0x7FL) << shift;
      shift += 7;
    } while ((b & 0x80) != 0);
    return value;
  }

  String getString() {
    int length = (int) getLong();
    var chars = new char[length];
    for (int i = 0; i < chars.length; i++) {
      byte b = bytes[at];
      if (b >= 0) {
        chars[i] = (char) b;
        at++;
      } else {
        chars[i] = (char) getPlain();
      }
    }
    return new String(chars);
  }

  /** How many bytes are not read yet. */
  int left() {
    return bytes.length - at;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, at);
  }
}
