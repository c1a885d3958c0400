package dev.caravan.host.flink;

import dev.caravan.engine.Engine;
import java.util.concurrent.ConcurrentHashMap;

/** One engine for all tasks of a process: it is immutable, and reading its settings takes longer than a small job. */
final class Engines {
  private static final ConcurrentHashMap<EngineSource, Engine> BUILT = new ConcurrentHashMap<>();

  private Engines() {}

  static Engine of(EngineSource source) {
    return BUILT.computeIfAbsent(source, EngineSource::engine);
  }
}
