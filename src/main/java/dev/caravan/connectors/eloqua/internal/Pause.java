package dev.caravan.connectors.eloqua.internal;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Waits by the clock of a scheduler, so that who holds the scheduler holds the time. */
public record Pause(ScheduledExecutorService scheduler) {

  /** Returns after so many milliseconds of the scheduler. */
  public void millis(long delay) throws InterruptedException {
    try {
      scheduler.schedule(() -> { }, delay, TimeUnit.MILLISECONDS).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an empty task failed", e);
    }
  }
}
