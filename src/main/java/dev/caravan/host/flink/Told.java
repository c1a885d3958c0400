package dev.caravan.host.flink;

import dev.caravan.engine.KeyRun;
import dev.caravan.journal.Arrival;
import dev.caravan.model.Decision;
import java.util.Map;

/** What comes out of a job. */
sealed interface Told {

  /**
   * A decision.
   *
   * @param stage index of the stage that made it
   * @param key the key that made it
   * @param n its place among those the key made in the same run of ticks
   */
  record Decided(int stage, String key, int n, Decision decision) implements Told {}

  /** An input a stage could not take. */
  record SetApart(KeyRun.Poisoned input) implements Told {}

  /** A row that was no fact. */
  record Unreadable(Arrival.SetAside row) implements Told {}

  /** Where a key stands at the end, in the bytes of its states. */
  record Stands(int stage, String key, byte[] head, Map<String, byte[]> entries) implements Told {}

  /** How many rows came through the door, and the last moment known; epoch ms. */
  record Counted(long kept, long repeated, long setAside, long asOf) implements Told {}
}
