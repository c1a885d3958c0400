package dev.caravan.app;

import dev.caravan.outbox.Urgency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Calls the routes that deliver, in the order of {@link Urgency}: after every batch it begins again with the most urgent,
 * so that a hand-off never waits behind thousands of scores.
 */
public final class Deliveries {
  private final Supplier<List<String>> routes;
  private final ToIntFunction<String> call;
  private final ToLongFunction<String> troubles;
  /** Routes that failed since something was last left to do; the others go on. */
  private final Set<String> failed = new HashSet<>();

  /**
   * Deliveries through routes.
   *
   * @param routes ids of the routes there are now, in any order
   * @param call lets a route deliver one batch; gives back how many items it took
   * @param troubles how many troubles a route has told of so far
   */
  Deliveries(Supplier<List<String>> routes, ToIntFunction<String> call, ToLongFunction<String> troubles) {
    this.routes = routes;
    this.call = call;
    this.troubles = troubles;
  }

  /** Delivers one batch of the most urgent that is due; gives back how many items it held, 0 if nothing is due. */
  public synchronized int mostUrgent() {
    for (String route : routes.get().stream().sorted(Urgency.ofRoutes()).toList()) {
      if (failed.contains(route)) {
        continue;
      }
      long before = troubles.applyAsLong(route);
      int taken = call.applyAsInt(route);
      if (troubles.applyAsLong(route) > before) {
        failed.add(route);
      }
      if (taken > 0) {
        return taken;
      }
    }
    failed.clear();
    return 0;
  }

  /** Delivers until nothing is due, or until told to stop between two batches; gives back how many items were taken. */
  long all(BooleanSupplier goOn) {
    long all = 0;
    for (int taken = 1; taken > 0 && goOn.getAsBoolean(); all += taken) {
      taken = mostUrgent();
    }
    return all;
  }
}
