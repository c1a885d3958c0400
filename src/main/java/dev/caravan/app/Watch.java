package dev.caravan.app;

import dev.caravan.insight.Blocked;
import dev.caravan.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says once that a system or stream is blocked, and once that it is no longer. */
final class Watch {
  private final Caravan caravan;
  private final Map<String, Blocked> told = new LinkedHashMap<>();

  Watch(Caravan caravan) {
    this.caravan = caravan;
  }

  /** What is new since the last look, in sentences. */
  List<String> look() {
    List<Blocked> now;
    try {
      now = Blocked.of(caravan.journal(), caravan.outbox());
    } catch (Store.Trouble e) {
      // The database may be away for a while: that is trouble of its own, and no reason to end the service.
      caravan.troubles().note("the watch over systems and streams", String.valueOf(e.getMessage()));
      return List.of();
    }
    List<String> news = new ArrayList<>();
    Map<String, Blocked> still = new LinkedHashMap<>();
    for (Blocked each : now) {
      still.put(each.key(), each);
      if (!told.containsKey(each.key())) {
        news.add(each.sentence());
      }
    }
    told.forEach((key, was) -> {
      if (!still.containsKey(key)) {
        news.add(was.over());
      }
    });
    told.clear();
    told.putAll(still);
    return news;
  }
}
