package dev.caravan.sandbox.eloqua;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All activities, one array a type, sorted by time and id. Never changes once filled. */
final class ActivityShelf {
  private static final Activity[] NONE = {};

  private final Map<ActivityType, Activity[]> byType = new EnumMap<>(ActivityType.class);

  ActivityShelf(Map<ActivityType, List<Activity>> activities) {
    activities.forEach((type, list) -> {
      Activity[] sorted = list.toArray(NONE);
      Arrays.sort(sorted, Comparator.comparingLong(Activity::at).thenComparingLong(Activity::id));
      byType.put(type, sorted);
    });
  }

  Activity[] of(ActivityType type) {
    return byType.getOrDefault(type, NONE);
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
