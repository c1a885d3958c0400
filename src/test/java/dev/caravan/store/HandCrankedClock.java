package dev.caravan.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until somebody turns it. */
public final class HandCrankedClock implements InstantSource {
  private Instant now;

  public HandCrankedClock(String start) {
    now = Instant.parse(start);
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void turn(Duration duration) {
    now = now.plus(duration);
  }
}
