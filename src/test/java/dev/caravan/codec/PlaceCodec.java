package dev.caravan.codec;

import dev.caravan.model.Moment;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What {@link Codec} is measured by: bytes by the places of components, as they were before types and fields had numbers.
 */
final class PlaceCodec<T> {
  private static final byte VERSION = 1;
  // What reflection tells, asked for once: it copies every array it gives away.
  private static final Map<Class<?>, RecordShape> SHAPES = new ConcurrentHashMap<>();
  private static final Map<Class<?>, List<Class<?>>> PERMITTED = new ConcurrentHashMap<>();
  private static final Map<Class<?>, Object[]> CONSTANTS = new ConcurrentHashMap<>();

  private final Class<T> type;

  private PlaceCodec(Class<T> type) {
    this.type = type;
  }

  /** A codec of a record or of a sealed interface of records. */
  static <T> PlaceCodec<T> of(Class<T> type) {
    return new PlaceCodec<>(type);
  }

  byte[] encode(T value) {
    var out = new Bytes(512);
    out.put(VERSION);
    write(out, type, value);
    return out.toArray();
  }

  T decode(byte[] bytes) {
    var in = new Bytes(bytes);
    byte version = in.get();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "state of " + type.getSimpleName() + " was written by version " + version + ", this program reads " + VERSION);
    }
    return type.cast(read(in, type));
  }

  private static void write(Bytes out, Type type, Object value) {
    if (type instanceof Class<?> c) {
      if (c == long.class || c == Long.class) {
        out.putLong((Long) value);
      } else if (c == Moment.class) {
        out.putLong(number((Moment) value));
      } else if (c == int.class || c == Integer.class) {
        out.putLong((Integer) value);
      } else if (c == boolean.class || c == Boolean.class) {
        out.put((byte) ((Boolean) value ? 1 : 0));
      } else if (c == double.class || c == Double.class) {
        out.putLong(Double.doubleToLongBits((Double) value));
      } else if (c == String.class) {
        out.putString((String) value);
      } else if (c == long[].class) {
        long[] longs = (long[]) value;
        out.putLong(longs.length);
        for (long v : longs) {
          out.putLong(v);
        }
      } else if (c == byte[].class) {
        out.putBytes((byte[]) value);
      } else if (value instanceof Enum<?> constant) {
        out.putLong(constant.ordinal());
      } else if (c == Object.class) {
        writeShown(out, value);
      } else if (value.getClass() == c && value instanceof Record) {
        shape(c).write(out, value);
      } else if (c.isSealed()) {
        int index = permitted(c).indexOf(value.getClass());
        if (index < 0) {
          throw new IllegalArgumentException("no codec for " + value.getClass() + " as a " + c.getSimpleName());
        }
        out.putLong(index);
        shape(value.getClass()).write(out, value);
      } else {
        throw new IllegalArgumentException("no codec for " + c);
      }
      return;
    }
    var generic = (ParameterizedType) type;
    Class<?> raw = (Class<?>) generic.getRawType();
    if (raw == List.class) {
      var list = (List<?>) value;
      Type of = generic.getActualTypeArguments()[0];
      out.putLong(list.size());
      for (Object each : list) {
        write(out, of, each);
      }
    } else if (raw == Set.class) {
      Type of = generic.getActualTypeArguments()[0];
      Object[] sorted = ((Set<?>) value).toArray();
      Arrays.sort(sorted);
      out.putLong(sorted.length);
      for (Object each : sorted) {
        write(out, of, each);
      }
    } else if (raw == Map.class && generic.getActualTypeArguments()[1] == Object.class) {
      writeShown(out, value);
    } else if (raw == Map.class) {
      Type of = generic.getActualTypeArguments()[1];
      var map = (Map<?, ?>) value;
      Object[] sorted = map.keySet().toArray();
      Arrays.sort(sorted);
      out.putLong(sorted.length);
      for (Object key : sorted) {
        out.putString((String) key);
        write(out, of, java.util.Objects.requireNonNull(map.get(key)));
      }
    } else {
      throw new IllegalArgumentException("no codec for " + type);
    }
  }

  /** None is written as 0, as it always was; the moment that is 0 takes a number that is none. */
  private static long number(Moment moment) {
    return moment.isNone() ? 0 : moment.ms() == 0 ? Long.MIN_VALUE : moment.ms();
  }

  private static Moment moment(long number) {
    return number == 0 ? Moment.NONE : Moment.of(number == Long.MIN_VALUE ? 0 : number);
  }

  /** A value with a letter for its kind in front: people read maps of these, so their order counts. */
  private static void writeShown(Bytes out, Object value) {
    if (value instanceof String text) {
      out.put((byte) 's');
      out.putString(text);
    } else if (value instanceof Long number) {
      out.put((byte) 'l');
      out.putLong(number);
    } else if (value instanceof Integer number) {
      out.put((byte) 'i');
      out.putLong(number);
    } else if (value instanceof Double number) {
      out.put((byte) 'd');
      out.putLong(Double.doubleToLongBits(number));
    } else if (value instanceof Boolean truth) {
      out.put((byte) (truth ? 't' : 'f'));
    } else if (value instanceof List<?> list) {
      out.put((byte) 'a');
      out.putLong(list.size());
      list.forEach(each -> writeShown(out, each));
    } else if (value instanceof Map<?, ?> map) {
      out.put((byte) 'm');
      out.putLong(map.size());
      map.forEach((name, each) -> {
        out.putString((String) name);
        writeShown(out, each);
      });
    } else {
      throw new IllegalArgumentException("no codec for " + value.getClass() + " as something shown");
    }
  }

  private static Object readShown(Bytes in) {
    byte kind = in.get();
    return switch (kind) {
      case 's' -> in.getString();
      case 'l' -> in.getLong();
      case 'i' -> (int) in.getLong();
      case 'd' -> Double.longBitsToDouble(in.getLong());
      case 't', 'f' -> kind == 't';
      case 'a' -> {
        int size = (int) in.getLong();
        var list = new ArrayList<Object>(size);
        for (int i = 0; i < size; i++) {
          list.add(readShown(in));
        }
        yield list;
      }
      case 'm' -> {
        int size = (int) in.getLong();
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < size; i++) {
          map.put(in.getString(), readShown(in));
        }
        yield map;
      }
      default -> throw new IllegalArgumentException("no value begins with " + kind);
    };
  }

  private static Object read(Bytes in, Type type) {
    if (type instanceof Class<?> c) {
      if (c == long.class || c == Long.class) {
        return in.getLong();
      } else if (c == Moment.class) {
        return moment(in.getLong());
      } else if (c == int.class || c == Integer.class) {
        return (int) in.getLong();
      } else if (c == boolean.class || c == Boolean.class) {
        return in.get() == 1;
      } else if (c == double.class || c == Double.class) {
        return Double.longBitsToDouble(in.getLong());
      } else if (c == String.class) {
        return in.getString();
      } else if (c == long[].class) {
        long[] longs = new long[(int) in.getLong()];
        for (int i = 0; i < longs.length; i++) {
          longs[i] = in.getLong();
        }
        return longs;
      } else if (c == byte[].class) {
        return in.getBytes();
      } else if (c == Object.class) {
        return readShown(in);
      }
      RecordShape known = SHAPES.get(c);
      if (known != null) {
        return known.read(in);
      } else if (c.isEnum()) {
        return CONSTANTS.computeIfAbsent(c, Class::getEnumConstants)[(int) in.getLong()];
      } else if (c.isRecord()) {
        return shape(c).read(in);
      } else if (c.isSealed()) {
        return shape(permitted(c).get((int) in.getLong())).read(in);
      }
      throw new IllegalArgumentException("no codec for " + c);
    }
    var generic = (ParameterizedType) type;
    Class<?> raw = (Class<?>) generic.getRawType();
    Type[] of = generic.getActualTypeArguments();
    if (raw == Map.class && of[1] == Object.class) {
      return readShown(in);
    }
    int size = (int) in.getLong();
    if (raw == List.class) {
      var list = new ArrayList<Object>(size);
      for (int i = 0; i < size; i++) {
        list.add(read(in, of[0]));
      }
      return list;
    } else if (raw == Set.class) {
      var set = new TreeSet<Object>();
      for (int i = 0; i < size; i++) {
        set.add(read(in, of[0]));
      }
      return set;
    } else if (raw == Map.class) {
      var map = new LinkedHashMap<String, Object>();
      for (int i = 0; i < size; i++) {
        map.put(in.getString(), read(in, of[1]));
      }
      return map;
    }
    throw new IllegalArgumentException("no codec for " + type);
  }

  /** What a component holds that older bytes do not have. */
  private static Object empty(Type type) {
    if (type instanceof Class<?> c) {
      if (c == long.class || c == Long.class) {
        return 0L;
      } else if (c == Moment.class) {
        return Moment.NONE;
      } else if (c == int.class || c == Integer.class) {
        return 0;
      } else if (c == boolean.class || c == Boolean.class) {
        return false;
      } else if (c == double.class || c == Double.class) {
        return 0.0;
      } else if (c == String.class) {
        return "";
      } else if (c.isArray()) {
        return Array.newInstance(c.getComponentType(), 0);
      } else if (c.isEnum()) {
        return c.getEnumConstants()[0];
      } else if (c.isRecord()) {
        return shape(c).empty();
      }
      throw new IllegalArgumentException("no empty value of " + c);
    }
    Class<?> raw = (Class<?>) ((ParameterizedType) type).getRawType();
    return raw == List.class ? List.of() : raw == Set.class ? Set.of() : Map.of();
  }

  private static RecordShape shape(Class<?> type) {
    RecordShape known = SHAPES.get(type);
    return known != null ? known : SHAPES.computeIfAbsent(type, RecordShape::of);
  }

  private static List<Class<?>> permitted(Class<?> type) {
    return PERMITTED.computeIfAbsent(type, sealed -> records(sealed).toList());
  }

  /** All records of a sealed interface, those of sealed interfaces under it where these stand. */
  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(PlaceCodec::records) : Stream.of(type);
  }

  /** How a record is taken apart and put together. */
  private record RecordShape(
      java.lang.invoke.MethodHandle constructor, java.lang.invoke.MethodHandle[] accessors, Type[] types) {

    static RecordShape of(Class<?> type) {
      RecordComponent[] components = type.getRecordComponents();
      try {
        // Rooms keep their records package-private; the codec must see them as the compiler-made accessors do.
        var raw = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var constructor = type.getDeclaredConstructor(raw);
        constructor.setAccessible(true);
        var lookup = java.lang.invoke.MethodHandles.lookup();
        var accessors = new java.lang.invoke.MethodHandle[components.length];
        var types = new Type[components.length];
        for (int i = 0; i < components.length; i++) {
          var accessor = components[i].getAccessor();
          accessor.setAccessible(true);
          accessors[i] = lookup.unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class));
          types[i] = components[i].getGenericType();
        }
        var whole = lookup.unreflectConstructor(constructor).asSpreader(Object[].class, components.length)
            .asType(MethodType.methodType(Object.class, Object[].class));
        return new RecordShape(whole, accessors, types);
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("cannot take " + type + " apart", e);
      }
    }

    void write(Bytes out, Object record) {
      out.putLong(types.length);
      for (int i = 0; i < types.length; i++) {
        PlaceCodec.write(out, types[i], component(i, record));
      }
    }

    Object read(Bytes in) {
      int written = (int) in.getLong();
      if (written > types.length) {
        throw new IllegalArgumentException("state with " + written + " parts where this program knows " + types.length
            + ": it was written by a newer program");
      }
      var values = new Object[types.length];
      for (int i = 0; i < types.length; i++) {
        values[i] = i < written ? PlaceCodec.read(in, types[i]) : PlaceCodec.empty(types[i]);
      }
      return make(values);
    }

    Object empty() {
      return make(Arrays.stream(types).map(PlaceCodec::empty).toArray());
    }

    private Object component(int i, Object record) {
      try {
        return (Object) accessors[i].invokeExact(record);
      } catch (Throwable e) {
        throw new IllegalStateException("cannot read a component of " + record.getClass(), e);
      }
    }

    private Object make(Object[] values) {
      try {
        return (Object) constructor.invokeExact(values);
      } catch (Throwable e) {
        throw new IllegalArgumentException("these bytes do not make a valid record: " + e.getMessage(), e);
      }
    }
  }
}
