package dev.caravan.codec;

/**
 * Bytes of a state or message, the same on every host and in every store.
 *
 * <p>Layout: a byte for the layout, the number of the record's type, a bit for each of its fields that is there, then these in
 * the order of their numbers. The same value always gives the same bytes: sets and maps are written sorted (the order of
 * {@code Map.copyOf} differs from one run of the JVM to the next).
 */
public final class Codec<T> {
  /** Layout of the bytes; 1 went by the places of components. */
  private static final byte LAYOUT = 2;

  private final Class<T> type;
  private final int number;
  private final String name;
  private final Coder choice;

  /**
   * A codec.
   *
   * @param number of the type in its room's table
   * @param choice writes the number of a record's type in front
   */
  Codec(Class<T> type, int number, Coder choice) {
    this.type = type;
    this.number = number;
    this.name = TypeTable.name(type);
    this.choice = choice;
  }

  /** The number of the type in its room's table. */
  public int number() {
    return number;
  }

  public byte[] encode(T value) {
    var out = new Bytes(512);
    out.put(LAYOUT);
    choice.write(out, value);
    return out.toArray();
  }

  /**
   * Reads what {@link #encode} wrote, in this version or an older one.
   *
   * @throws IllegalArgumentException if the bytes were written by a newer version, are of another type, or are cut off; the
   *     message is a sentence without their content
   */
  public T decode(byte[] bytes) {
    var in = new Bytes(bytes);
    try {
      byte layout = in.get();
      if (layout != LAYOUT) {
        throw new IllegalArgumentException("these bytes of " + name + " are laid out by version " + layout
            + ", this version of Caravan reads " + LAYOUT);
      }
      T value = type.cast(choice.read(in));
      if (in.left() > 0) {
        throw new IllegalArgumentException(in.left() + " bytes are left over behind a " + name);
      }
      return value;
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new IllegalArgumentException("these bytes end in the middle of a " + name, e);
    }
  }
}
