package dev.caravan.engine;

import java.util.SortedMap;

/** States of the stages, by key in order, as a host holds them. */
public interface States {
  /** What each key of a stage holds. */
  SortedMap<String, Record> heads(String stage);

  /** What a key of a stage holds under names. */
  SortedMap<String, Record> entries(String stage, String key);
}
