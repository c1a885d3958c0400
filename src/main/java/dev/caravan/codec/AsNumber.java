package dev.caravan.codec;

import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** A type that is written as one number. */
final class AsNumber<T> extends Coder {
  private final int number;
  private final Class<T> type;
  private final T zero;
  private final ToLongFunction<T> write;
  private final LongFunction<T> read;

  AsNumber(int number, Class<T> type, T zero, ToLongFunction<T> write, LongFunction<T> read) {
    this.number = number;
    this.type = type;
    this.zero = zero;
    this.write = write;
    this.read = read;
  }

  @Override
  void write(Bytes out, Object value) {
    out.putLong(write.applyAsLong(type.cast(value)));
  }

  @Override
  Object read(Bytes in) {
    return read.apply(in.getLong());
  }

  @Override
  Object zero() {
    return zero;
  }

  @Override
  Object parse(String text) {
    return read.apply(Long.parseLong(text));
  }

  @Override
  String kind() {
    return "number " + number;
  }
}
