package dev.caravan.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The codecs of all that rooms store and send, by their tables. */
public final class Codecs {
  private final Map<Class<?>, Codec<?>> byType = new HashMap<>();
  private final SortedMap<Integer, Codec<?>> byNumber = new TreeMap<>();
  private final SortedMap<Integer, Class<?>> records = new TreeMap<>();
  private final List<String> given;

  /**
   * The codecs of some rooms.
   *
   * @throws IllegalArgumentException if something is missing in the tables, or a number stands for two things; a sentence for each, and
   *     what to write where
   */
  public Codecs(Collection<TypeTable> tables) {
    var resolver = new Resolver(tables);
    given = Collections.unmodifiableList(resolver.given());
    resolver.coders().forEach((row, coder) -> {
      if (coder instanceof RecordCoder record) {
        var alone = new Choice(row.number(), row.name());
        alone.members(List.of(record));
        add(row, alone);
        records.put(row.number(), row.type());
      } else if (coder instanceof Choice choice) {
        add(row, choice);
      }
    });
  }

  private void add(TypeTable.Row row, Choice choice) {
    var codec = new Codec<>(row.type(), row.number(), choice);
    byType.put(row.type(), codec);
    byNumber.put(row.number(), codec);
  }

  /**
   * The codec of a record, or of an interface that a table has as a choice.
   *
   * @throws IllegalArgumentException if no room has registered it
   */
  @SuppressWarnings("unchecked") // put there under its own class
  public <T> Codec<T> of(Class<T> type) {
    Codec<?> codec = byType.get(type);
    if (codec == null) {
      throw new IllegalArgumentException("no room has registered " + TypeTable.name(type) + ": add it to the table of its room, "
          + "with a number no type ever had");
    }
    return (Codec<T>) codec;
  }

  /**
   * The codec of a type by its number.
   *
   * @throws IllegalArgumentException if no room has one of that number
   */
  public Codec<?> of(int number) {
    Codec<?> codec = byNumber.get(number);
    if (codec == null) {
      throw new IllegalArgumentException("no room has a type " + number + "; a newer version of Caravan may");
    }
    return codec;
  }

  /** Every record by its number. */
  public SortedMap<Integer, Class<?>> records() {
    return Collections.unmodifiableSortedMap(records);
  }

  /** Every number given, a line each, with what it stands for and what it is where it was not written. */
  public List<String> given() {
    return new ArrayList<>(given);
  }
}
