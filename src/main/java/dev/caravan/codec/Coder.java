package dev.caravan.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How values of one kind become bytes. */
abstract class Coder {
  abstract void write(Bytes out, Object value);

  abstract Object read(Bytes in);

  /** What bytes without the value read as, if nothing else is said; null if it must be there. */
  @Nullable Object zero() {
    return null;
  }

  /** Whether a value is that one, and need not be written. */
  boolean isZero(Object value) {
    return value.equals(zero());
  }

  /** Reads a value as a table says it; null for what is none. */
  @Nullable Object parse(String text) {
    return null;
  }

  /** The kind in the list of numbers. */
  abstract String kind();

  static final Coder LONG = new Coder() {
    @Override
    void write(Bytes out, Object value) {
      out.putLong((Long) value);
    }

    @Override
    Object read(Bytes in) {
      return in.getLong();
    }

    @Override
    Object zero() {
      return 0L;
    }

    @Override
    boolean isZero(Object value) {
      return (Long) value == 0;
    }

    @Override
    Object parse(String text) {
      return Long.valueOf(text);
    }

    @Override
    String kind() {
      return "long";
    }
  };

  static final Coder INT = new Coder() {
    @Override
    void write(Bytes out, Object value) {
      out.putLong((Integer) value);
    }

    @Override
    Object read(Bytes in) {
      return (int) in.getLong();
    }

    @Override
    Object zero() {
      return 0;
    }

    @Override
    boolean isZero(Object value) {
      return (Integer) value == 0;
    }

    @Override
    Object parse(String text) {
      return Integer.valueOf(text);
    }

    @Override
    String kind() {
      return "int";
    }
  };

  static final Coder TRUTH = new Coder() {
    @Override
    void write(Bytes out, Object value) {
      out.put((byte) ((Boolean) value ? 1 : 0));
    }

    @Override
    Object read(Bytes in) {
      return in.get() == 1;
    }

    @Override
    Object zero() {
      return false;
    }

    @Override
    boolean isZero(Object value) {
      return !(Boolean) value;
    }

    @Override
    @Nullable Object parse(String text) {
      return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }

    @Override
    String kind() {
      return "boolean";
    }
  };

  static final Coder DOUBLE = new Coder() {
    @Override
    void write(Bytes out, Object value) {
      out.putLong(Double.doubleToLongBits((Double) value));
    }

    @Override
    Object read(Bytes in) {
      return Double.longBitsToDouble(in.getLong());
    }

    @Override
    Object zero() {
      return 0.0;
    }

    @Override
    Object parse(String text) {
      return Double.valueOf(text);
    }

    @Override
    String kind() {
      return "double";
    }
  };

  static final Coder TEXT = new Coder() {
    @Override
    void write(Bytes out, Object value) {
      out.putString((String) value);
    }

    @Override
    Object read(Bytes in) {
      return in.getString();
    }

    @Override
    Object zero() {
      return "";
    }

    @Override
    boolean isZero(Object value) {
      return ((String) value).isEmpty();
    }

    @Override
    Object parse(String text) {
      return text;
    }

    @Override
    String kind() {
      return "text";
    }
  };

  static final Coder LONGS = new Coder() {
    private static final long[] NONE = {};

    @Override
    void write(Bytes out, Object value) {
      long[] longs = (long[]) value;
      out.putLong(longs.length);
      for (long each : longs) {
        out.putLong(each);
      }
    }

    @Override
    Object read(Bytes in) {
      long[] longs = new long[(int) in.getLong()];
      for (int i = 0; i < longs.length; i++) {
        longs[i] = in.getLong();
      }
      return longs;
    }

    @Override
    Object zero() {
      return NONE;
    }

    @Override
    boolean isZero(Object value) {
      return ((long[]) value).length == 0;
    }

    @Override
    String kind() {
      return "longs";
    }
  };

  static final Coder BYTES = new Coder() {
    private static final byte[] NONE = {};

    @Override
    void write(Bytes out, Object value) {
      out.putBytes((byte[]) value);
    }

    @Override
    Object read(Bytes in) {
      return in.getBytes();
    }

    @Override
    Object zero() {
      return NONE;
    }

    @Override
    boolean isZero(Object value) {
      return ((byte[]) value).length == 0;
    }

    @Override
    String kind() {
      return "bytes";
    }
  };

  /** A list of one kind. */
  static final class Many extends Coder {
    private final Coder each;

    Many(Coder each) {
      this.each = each;
    }

    @Override
    void write(Bytes out, Object value) {
      var list = (List<?>) value;
      out.putLong(list.size());
      for (Object one : list) {
        each.write(out, one);
      }
    }

    @Override
    Object read(Bytes in) {
      int size = (int) in.getLong();
      var list = new ArrayList<Object>(size);
      for (int i = 0; i < size; i++) {
        list.add(each.read(in));
      }
      return list;
    }

    @Override
    Object zero() {
      return List.of();
    }

    @Override
    boolean isZero(Object value) {
      return ((List<?>) value).isEmpty();
    }

    @Override
    String kind() {
      return "list of " + each.kind();
    }
  }

  /** A set, in an order that neither its own nor that of constants in the code decides. */
  static final class Some extends Coder {
    private final Coder each;
    private final @Nullable Comparator<Object> order;

    /** @param order null for the values' own */
    Some(Coder each, @Nullable Comparator<Object> order) {
      this.each = each;
      this.order = order;
    }

    @Override
    void write(Bytes out, Object value) {
      Object[] sorted = ((Set<?>) value).toArray();
      Arrays.sort(sorted, order);
      out.putLong(sorted.length);
      for (Object one : sorted) {
        each.write(out, one);
      }
    }

    @Override
    Object read(Bytes in) {
      int size = (int) in.getLong();
      var set = new TreeSet<Object>();
      for (int i = 0; i < size; i++) {
        set.add(each.read(in));
      }
      return set;
    }

    @Override
    Object zero() {
      return Set.of();
    }

    @Override
    boolean isZero(Object value) {
      return ((Set<?>) value).isEmpty();
    }

    @Override
    String kind() {
      return "set of " + each.kind();
    }
  }

  /** A map from texts, sorted by them. */
  static final class ByText extends Coder {
    private final Coder each;

    ByText(Coder each) {
      this.each = each;
    }

    @Override
    void write(Bytes out, Object value) {
      var map = (Map<?, ?>) value;
      Object[] sorted = map.keySet().toArray();
      Arrays.sort(sorted);
      out.putLong(sorted.length);
      for (Object key : sorted) {
        out.putString((String) key);
        each.write(out, java.util.Objects.requireNonNull(map.get(key)));
      }
    }

    @Override
    Object read(Bytes in) {
      int size = (int) in.getLong();
      var map = new LinkedHashMap<String, Object>();
      for (int i = 0; i < size; i++) {
        map.put(in.getString(), each.read(in));
      }
      return map;
    }

    @Override
    Object zero() {
      return Map.of();
    }

    @Override
    boolean isZero(Object value) {
      return ((Map<?, ?>) value).isEmpty();
    }

    @Override
    String kind() {
      return "map of " + each.kind();
    }
  }
}
