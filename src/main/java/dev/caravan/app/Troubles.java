package dev.caravan.app;

import dev.caravan.journal.Journal;
import dev.caravan.journal.UnreadStreams;
import dev.caravan.model.Masked;
import dev.caravan.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where routes tell what went wrong: counted, logged without personal data, and kept for the end of a run.
 *
 * <p>Streams that could not be read are noted in the journal. Where the cause passes by itself, or the system refuses
 * just these streams, that is all: whoever watches the streams says so once.
 */
public final class Troubles {
  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);
  private static final int KEPT = 100;

  /** Where it happened, by what happened: one refused login is one trouble, however many routes meet it. */
  private final Map<String, Set<String>> told = new LinkedHashMap<>();
  private final Journal journal;
  private final Map<String, Long> counts = new HashMap<>();
  /** What stopped streams: those that stand still are told of by whoever watches them. */
  private final Map<Stop, Set<String>> stops = new LinkedHashMap<>();

  /** What stopped streams, and which. */
  private record Stop(String said, List<String> streams) {}

  Troubles(Journal journal) {
    this.journal = journal;
  }

  /** Takes note of an exchange that failed for good. */
  public void told(Exchange exchange) {
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    String said = cause == null ? "failed for a reason unknown" : said(cause);
    UnreadStreams unread = unread(cause);
    if (unread == null) {
      note(where(exchange), said);
      return;
    }
    try {
      journal.notRead(unread.streams(), said, unread.kind());
      if (unread.kind() == UnreadStreams.Kind.STOPS) {
        stopped(where(exchange), new Stop(Masked.text(said), unread.streams()));
      }
    } catch (Store.Trouble e) {
      note(where(exchange), String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable UnreadStreams unread(@Nullable Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof UnreadStreams unread && !unread.streams().isEmpty()) {
        return unread;
      }
    }
    return null;
  }

  private synchronized void countOne(String where) {
    counts.merge(where, 1L, Long::sum);
  }

  private synchronized void stopped(String where, Stop stop) {
    countOne(where);
    if (stops.size() < KEPT || stops.containsKey(stop)) {
      stops.computeIfAbsent(stop, none -> new TreeSet<>()).add(where);
    }
  }

  /**
   * What stopped streams and is over, since they have been read again: nobody else tells of it.
   *
   * @param failing the streams that stand still
   */
  synchronized List<String> overcome(Collection<String> failing) {
    Map<String, Set<String>> over = new LinkedHashMap<>();
    stops.forEach((stop, where) -> {
      if (stop.streams().stream().noneMatch(failing::contains)) {
        over.computeIfAbsent(stop.said(), none -> new TreeSet<>()).addAll(where);
      }
    });
    return over.entrySet().stream().map(entry -> String.join(", ", entry.getValue()) + ": " + entry.getKey()
        + "; it passed, but this run ended there").toList();
  }

  synchronized void note(String where, String words) {
    String what = Masked.text(words);
    countOne(where);
    if (told.size() < KEPT && !told.containsKey(what)) {
      LOG.warn("{}: {}", where, what);
      told.put(what, new TreeSet<>());
    }
    if (told.containsKey(what)) {
      told.get(what).add(where);
    }
  }

  /** How many there were that a run cannot go on with. */
  synchronized long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many of them a route told of. */
  synchronized long count(String route) {
    return counts.getOrDefault(route, 0L);
  }

  /** The different ones, oldest first. */
  synchronized List<String> all() {
    return told.entrySet().stream().map(entry -> String.join(", ", entry.getValue()) + ": " + entry.getKey()).toList();
  }

  /** The route, without the number that Camel gives to each use of a Kamelet. */
  private static String where(Exchange exchange) {
    String route = exchange.getFromRouteId();
    return route == null ? "a route" : route.replaceFirst("-\\d+$", "");
  }

  /**
   * What was attempted where, as the outermost says, and why it failed, as the innermost does. Ours are preferred: they
   * say what to do, while those around them tell of beans and those within of drivers.
   */
  static String said(Throwable cause) {
    List<Throwable> all = new ArrayList<>();
    for (Throwable each = cause; each != null && !all.contains(each); each = each.getCause()) {
      all.add(each);
      if (each instanceof Store.Trouble) {
        break; // it was made for people; below are the driver's words
      }
    }
    List<Throwable> ours = all.stream()
        .filter(each -> each.getClass().getName().startsWith("dev.caravan.") && each.getMessage() != null).toList();
    List<Throwable> speaking = ours.isEmpty() ? all : ours;
    String outer = message(speaking.get(0));
    String inner = message(speaking.get(speaking.size() - 1));
    return outer.contains(inner) ? outer : outer + " (" + inner + ")";
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }
}
