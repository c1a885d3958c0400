package dev.caravan.engine;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A key's state as a host holds it; read while a turn runs, changed only by {@link Turn#commit}. */
public interface Cell {
  /** No alarm. */
  long NEVER = Long.MAX_VALUE;

  /** The head, or null before the first input. */
  @Nullable Record head();

  @Nullable Record entry(String name);

  /** All entries by name in order. */
  SortedMap<String, Record> entries();

  long alarm();

  /** Writes what a turn changed; an entry mapped to null is removed. */
  void write(Record head, java.util.Map<String, @Nullable Record> changed, long alarm);
}
