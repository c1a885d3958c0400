package dev.caravan.codec;

import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An enumeration: the number its table has for the constant. */
final class Constants extends Coder {
  private final int number;
  private final String name;
  private final SortedMap<Integer, String> retired;
  private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
  private final Object[] byNumber;

  Constants(int number, String name, SortedMap<Integer, Enum<?>> constants, SortedMap<Integer, String> retired) {
    this.number = number;
    this.name = name;
    this.retired = new TreeMap<>(retired);
    byNumber = new Object[constants.isEmpty() ? 1 : constants.lastKey() + 1];
    constants.forEach((each, constant) -> {
      numbers.put(constant, each);
      byNumber[each] = constant;
    });
  }

  private int numberOf(Object constant) {
    Integer known = numbers.get(constant);
    if (known == null) {
      throw new IllegalArgumentException("the constant " + constant + " of " + name + " has no number");
    }
    return known;
  }

  @Override
  void write(Bytes out, Object value) {
    out.putPlain(numberOf(value));
  }

  @Override
  Object read(Bytes in) {
    long read = in.getPlain();
    Object constant = read < 0 || read >= byNumber.length ? null : byNumber[(int) read];
    if (constant == null) {
      throw new IllegalArgumentException("these bytes hold constant " + read + " of " + name + ", which "
          + (retired.containsKey((int) read) ? "is retired; states are to be built anew"
          : "this version of Caravan does not know: a newer one wrote them"));
    }
    return constant;
  }

  @Override
  @Nullable Object parse(String text) {
    return Arrays.stream(byNumber).filter(each -> each instanceof Enum<?> constant && constant.name().equals(text)).findFirst()
        .orElse(null);
  }

  Comparator<Object> order() {
    return Comparator.comparingInt(this::numberOf);
  }

  @Override
  String kind() {
    return "constants " + number;
  }
}
