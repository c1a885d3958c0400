package dev.caravan.host.flink;

import dev.caravan.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

/** One engine for all tasks of a process: it is immutable, and reading its settings takes longer than a small job. */
final class Engines {
  private static @Nullable EngineSource source;
  private static @Nullable Pipeline engine;

  private Engines() {}

  static synchronized Pipeline of(EngineSource rooms) {
    if (engine == null || !rooms.equals(source)) {
      engine = rooms.engine();
      source = rooms;
    }
    return engine;
  }
}
