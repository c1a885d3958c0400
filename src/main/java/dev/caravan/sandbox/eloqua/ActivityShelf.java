package dev.caravan.sandbox.eloqua;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All activities, one array a type, sorted by time and id. An array never changes: what is added makes a new one. */
final class ActivityShelf {
  private static final Activity[] NONE = {};
  private static final Comparator<Activity> ORDER =
      Comparator.comparingLong(Activity::at).thenComparingLong(Activity::id);

  private final Map<ActivityType, Activity[]> byType = new ConcurrentHashMap<>();
  private final Map<ActivityType, Duration> late = new ConcurrentHashMap<>();

  ActivityShelf(Map<ActivityType, List<Activity>> activities) {
    activities.forEach((type, list) -> {
      Activity[] sorted = list.toArray(NONE);
      Arrays.sort(sorted, ORDER);
      byType.put(type, sorted);
    });
  }

  Activity[] of(ActivityType type) {
    return byType.getOrDefault(type, NONE);
  }

  /** Puts one more where its time is. */
  synchronized void add(Activity activity) {
    Activity[] before = of(activity.type());
    Activity[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = activity;
    Arrays.sort(after, ORDER);
    byType.put(activity.type(), after);
  }

  /** A number no activity of the type has. */
  long free(ActivityType type) {
    return Arrays.stream(of(type)).mapToLong(Activity::id).max().orElse(0) + 1;
  }

  /** From now on, activities of a type can be read only so long after they happened. */
  void late(ActivityType type, Duration by) {
    late.put(type, by);
  }

  /** Whether an activity can be read at a moment: it has happened, and the tenant has recorded it. */
  boolean shows(Activity activity, long now) {
    long recorded = Math.max(activity.recordedAt(),
        activity.at() + late.getOrDefault(activity.type(), Duration.ZERO).toMillis());
    return recorded <= now;
  }

  /** The first index whose activity happened at or after the time. */
  int from(ActivityType type, long millis) {
    Activity[] all = of(type);
    int low = 0;
    int high = all.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all[middle].at() < millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  long size() {
    return byType.values().stream().mapToLong(all -> all.length).sum();
  }
}
