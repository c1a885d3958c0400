package dev.caravan.app;

import dev.caravan.insight.Blocked;
import dev.caravan.journal.Journal;
import dev.caravan.outbox.Outbox;
import dev.caravan.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says once that a system or stream is blocked, and once that it is no longer. */
final class BlockedNotifier {
  private final Journal journal;
  private final Outbox outbox;
  private final Troubles troubles;
  private final Map<Trouble, Blocked> told = new LinkedHashMap<>();

  /** What is wrong with one system or stream; others may share the sentence. */
  private record Trouble(String kind, String name) {}

  BlockedNotifier(Caravan caravan) {
    this(caravan.journal(), caravan.outbox(), caravan.troubles());
  }

  BlockedNotifier(Journal journal, Outbox outbox, Troubles troubles) {
    this.journal = journal;
    this.outbox = outbox;
    this.troubles = troubles;
  }

  /** What is new since the last look, in sentences. */
  List<String> look() {
    List<Blocked> now;
    try {
      now = Blocked.of(journal, outbox);
    } catch (Store.Trouble e) {
      // The database may be away for a while: that is trouble of its own, and no reason to end the service.
      troubles.note("the watch over systems and streams", String.valueOf(e.getMessage()));
      return List.of();
    }
    List<String> news = new ArrayList<>();
    Map<Trouble, Blocked> still = new LinkedHashMap<>();
    for (Blocked each : now) {
      each.about().forEach(name -> still.put(new Trouble(each.kind(), name), each));
    }
    without(still, told).forEach((each, names) -> news.add(each.only(names).sentence()));
    without(told, still).forEach((each, names) -> news.add(each.only(names).over()));
    told.clear();
    told.putAll(still);
    return news;
  }

  /** What one look knows and another does not: the names by what is to be said of them. */
  private static Map<Blocked, Set<String>> without(Map<Trouble, Blocked> some, Map<Trouble, Blocked> others) {
    var left = new LinkedHashMap<Blocked, Set<String>>();
    some.forEach((trouble, blocked) -> {
      if (!others.containsKey(trouble)) {
        left.computeIfAbsent(blocked, none -> new TreeSet<>()).add(trouble.name());
      }
    });
    return left;
  }
}
