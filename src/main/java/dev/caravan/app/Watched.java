package dev.caravan.app;

import dev.caravan.cli.Starters;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Work that takes its time, with a bar that tells several times a second how far it is. */
final class Watched {
  private static final long EVERY_MS = 300;

  private final Starters.Bars bars;

  Watched(Starters.Bars bars) {
    this.bars = bars;
  }

  /** Does work of which nobody knows how long it takes. */
  <T> T during(String task, Callable<T> work) throws Exception {
    try (Starters.Progress ignored = bars.progress(task, -1)) {
      return work.call();
    }
  }

  /**
   * Does work.
   *
   * @param max what {@code done} comes to at its end
   * @param done asked from another thread
   */
  <T> T during(String task, long max, LongSupplier done, Callable<T> work) throws Exception {
    ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(run -> {
      var thread = new Thread(run, "progress");
      thread.setDaemon(true);
      return thread;
    });
    try (Starters.Progress bar = bars.progress(task, Math.max(1, max))) {
      ScheduledFuture<?> watching = watcher.scheduleWithFixedDelay(() -> bar.step(Math.min(Math.max(0, done.getAsLong()), max)), EVERY_MS,
          EVERY_MS, TimeUnit.MILLISECONDS);
      T result = work.call();
      watcher.shutdownNow();
      if (!watcher.awaitTermination(EVERY_MS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the progress of \"" + task + "\" cannot be told any more");
      }
      if (watching.isDone() && !watching.isCancelled()) {
        watching.get(); // it only ends by itself if it failed
      }
      bar.step(max);
      return result;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the progress of \"" + task + "\" could not be told", e.getCause());
    } finally {
      watcher.shutdownNow();
    }
  }
}
