package dev.caravan.host.flink;

import dev.caravan.model.Moment;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values of any stored type: one with something in every field, and one with nothing where nothing may be. */
final class Sample {
  private final boolean full;
  private final Deque<Class<?>> around = new ArrayDeque<>();
  private int count;

  private Sample(boolean full) {
    this.full = full;
  }

  /** Samples of a record; what its constructor refuses is left out. */
  static List<Object> of(Class<?> type) {
    var samples = new ArrayList<Object>();
    samples.add(new Sample(true).value(type, ""));
    try {
      Object least = new Sample(false).value(type, "");
      if (!least.equals(samples.get(0))) {
        samples.add(least);
      }
    } catch (IllegalArgumentException e) {
      // it is never empty
    }
    return samples;
  }

  private Object value(Type type, String name) {
    count++;
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      boolean more = full && (!(of[of.length - 1] instanceof Class<?> c) || !around.contains(c));
      if (generic.getRawType() == List.class) {
        return more ? List.of(value(of[0], name), value(of[0], name + "é")) : List.of();
      } else if (generic.getRawType() == Set.class) {
        return more ? Set.of(value(of[0], name), value(of[0], name + "é")) : Set.of();
      }
      return more ? Map.of("b", value(of[1], name), "a", value(of[1], name + "é")) : Map.of();
    }
    Class<?> c = (Class<?>) type;
    if (c == String.class) {
      return full ? name : "";
    } else if (c == long.class || c == Long.class) {
      return full ? 1_700_000_000_000L + count : 0L;
    } else if (c == Moment.class) {
      return full ? Moment.of(1_700_000_000_000L + count) : Moment.NONE;
    } else if (c == int.class || c == Integer.class) {
      return full ? count + 1 : 0;
    } else if (c == boolean.class || c == Boolean.class) {
      return full;
    } else if (c == double.class || c == Double.class) {
      return full ? count + 0.5 : 0.0;
    } else if (c == long[].class) {
      return full ? new long[] {count, -count} : new long[0];
    } else if (c == byte[].class) {
      return full ? new byte[] {1, 0, -1} : new byte[0];
    } else if (c == Object.class) {
      return full ? name : "";
    } else if (c.isEnum()) {
      Object[] constants = c.getEnumConstants();
      return constants[full ? constants.length - 1 : 0];
    } else if (c.isSealed()) {
      return value(c.getPermittedSubclasses()[0], name);
    } else if (c == dev.caravan.engine.Input.class.getRecordComponents()[6].getType()) {
      return value(message(), name);
    }
    return record(c);
  }

  private static Class<?> message() {
    return FlinkTypes.codecs().records().values().stream().filter(dev.caravan.engine.Message.class::isAssignableFrom).findFirst().orElseThrow();
  }

  private Object record(Class<?> c) {
    around.push(c);
    RecordComponent[] components = c.getRecordComponents();
    try {
      Constructor<?> made = c.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      made.setAccessible(true);
      return made.newInstance(Arrays.stream(components).map(each -> value(each.getGenericType(), each.getName())).toArray());
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(c + " is made otherwise", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } finally {
      around.pop();
    }
  }
}
