package dev.caravan.app;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that starts at a chosen moment and goes on from there; a demonstration's market has a time of its own. */
final class RunningClock implements InstantSource {
  private final long started = System.nanoTime();
  private volatile long base;

  RunningClock(long baseMs) {
    base = baseMs;
  }

  /** Never shows less than this from now on. */
  void atLeast(long epochMs) {
    base = Math.max(base, epochMs - elapsed());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(base + elapsed());
  }

  private long elapsed() {
    return (System.nanoTime() - started) / 1_000_000;
  }
}
