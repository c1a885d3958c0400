package dev.caravan.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a decision shows: texts, numbers, truths, lists and maps of these, a letter for its kind in front of each. People
 * read the maps, so their order counts.
 */
final class Shown extends Coder {
  static final Coder ANYTHING = new Shown(false);
  static final Coder MAP = new Shown(true);

  private final boolean map;

  private Shown(boolean map) {
    this.map = map;
  }

  @Override
  void write(Bytes out, Object value) {
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
      list.forEach(each -> write(out, each));
    } else if (value instanceof Map<?, ?> map) {
      out.put((byte) 'm');
      out.putLong(map.size());
      map.forEach((name, each) -> {
        out.putString((String) name);
        write(out, each);
      });
    } else {
      throw new IllegalArgumentException("no codec for " + value.getClass() + " as something shown");
    }
  }

  @Override
  Object read(Bytes in) {
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
          list.add(read(in));
        }
        yield list;
      }
      case 'm' -> {
        int size = (int) in.getLong();
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < size; i++) {
          map.put(in.getString(), read(in));
        }
        yield map;
      }
      default -> throw new IllegalArgumentException("no value begins with " + kind);
    };
  }

  @Override
  @Nullable Object zero() {
    return map ? Map.of() : null;
  }

  @Override
  boolean isZero(Object value) {
    return map && ((Map<?, ?>) value).isEmpty();
  }

  @Override
  String kind() {
    return map ? "shown map" : "shown";
  }
}
