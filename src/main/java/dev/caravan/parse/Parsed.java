package dev.caravan.parse;

import java.util.function.Function;

/**
 * What came of reading a value.
 *
 * @param <T> what it is inside
 */
public sealed interface Parsed<T> {

  /** It was understood. */
  record Read<T>(T value) implements Parsed<T> {}

  /**
   * It was not.
   *
   * @param why what it is not, and what was expected: a text that goes on behind the name of a column, without the value
   */
  record Refused<T>(String why) implements Parsed<T> {}

  static <T> Parsed<T> read(T value) {
    return new Read<>(value);
  }

  static <T> Parsed<T> refused(String why) {
    return new Refused<>(why);
  }

  /** The value, or another one where it was not understood. */
  default T or(T other) {
    return this instanceof Read<T> read ? read.value() : other;
  }

  /** The same of what is made of the value. */
  default <R> Parsed<R> map(Function<T, R> of) {
    return this instanceof Read<T> read ? read(of.apply(read.value())) : refused(why());
  }

  /** Why it was refused; {@code ""} where it was not. */
  default String why() {
    return this instanceof Refused<T> refused ? refused.why() : "";
  }
}
