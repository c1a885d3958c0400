package dev.caravan.insight;

import dev.caravan.journal.Journal;
import dev.caravan.journal.Reading;
import dev.caravan.model.Times;
import dev.caravan.outbox.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Why records do not get through, one line for each system or stream: since when, how much waits, what the system said,
 * and what to do. No line holds personal data.
 */
public sealed interface Blocked {

  /** What it is about; the same as long as it is the same trouble. */
  String key();

  /** For people, in one line. */
  String sentence();

  /** What to say once it is over. */
  String over();

  /**
   * Items that are not delivered yet.
   *
   * @param since when the oldest is in line, epoch ms; 0 if there are none
   */
  record Line(long items, long since) {
    static final Line NONE = new Line(0, 0);

    Line with(Outbox.Waiting more) {
      return new Line(items + more.items(), items == 0 ? more.since() : Math.min(since, more.since()));
    }

    /** For people. */
    public String words() {
      return switch ((int) Math.min(2, items)) {
        case 0 -> "no record waits";
        case 1 -> "1 record waits, since " + Times.text(since);
        default -> String.format(Locale.ROOT, "%,d records wait", items) + ", the oldest since " + Times.text(since);
      };
    }
  }

  /**
   * A system whose calls fail as a whole.
   *
   * @param unread how many of its streams cannot be read
   * @param delivers whether what is delivered to it fails
   * @param holdsStart whether nothing is decided yet because its history is awaited
   */
  record Unreachable(String system, long since, int unread, boolean delivers, boolean holdsStart, Line line, String said)
      implements Blocked {
    @Override
    public String key() {
      return "unreachable " + system;
    }

    @Override
    public String sentence() {
      String what = !delivers ? " cannot be read" : unread == 0 ? " takes no records" : " cannot be reached";
      String streams = unread == 0 ? "" : "; " + unread + (unread == 1 ? " stream is" : " streams are") + " not read";
      String start = holdsStart ? "; nothing is decided before its history has been read" : "";
      return capital(system) + what + " since " + Times.text(since) + ": " + line.words() + streams + start + ". It said: "
          + ended(said) + " Nothing is lost, and it is tried again; if this lasts, check that the system is up and that"
          + " this machine can reach it";
    }

    @Override
    public String over() {
      return capital(system) + " answers again";
    }
  }

  /** A stream of deliveries that stands still until somebody mends the set-up. */
  record Stopped(Outbox.Stream stream, long since, Line line, String said) implements Blocked {
    @Override
    public String key() {
      return "stopped " + stream.name();
    }

    @Override
    public String sentence() {
      return stream.name() + " stands still since " + Times.text(since) + ": " + line.words() + ". "
          + capital(stream.target()) + " said: " + ended(said) + " Mend it, then: ./caravan resume " + stream.name()
          + " --why \"what was mended\"";
    }

    @Override
    public String over() {
      return stream.name() + " runs again";
    }
  }

  /** Streams that a system does not let us read. */
  record Refused(String system, long since, List<String> streams, String said) implements Blocked {
    public Refused {
      streams = List.copyOf(streams);
    }

    @Override
    public String key() {
      return "refused " + String.join(" ", streams);
    }

    @Override
    public String sentence() {
      String what = streams.size() == 1 ? streams.get(0) : streams.size() + " streams of " + capital(system);
      return what + " cannot be read since " + Times.text(since) + ": " + ended(said)
          + " Mend it; the next poll reads on where the last one ended";
    }

    @Override
    public String over() {
      return (streams.size() == 1 ? streams.get(0) : streams.size() + " streams of " + capital(system))
          + " can be read again";
    }
  }

  /** All that is blocked now: systems first, then streams, by name. */
  static List<Blocked> of(Journal journal, Outbox outbox) {
    Map<String, Line> byStream = new TreeMap<>();
    Map<String, Line> bySystem = new TreeMap<>();
    for (Outbox.Waiting waiting : outbox.waiting()) {
      byStream.merge(waiting.stream().name(), Line.NONE.with(waiting), (one, other) -> one);
      bySystem.put(waiting.stream().target(),
          bySystem.getOrDefault(waiting.stream().target(), Line.NONE).with(waiting));
    }
    List<Outbox.Outage> outages = outbox.outages().stream()
        .filter(outage -> byStream.containsKey(outage.stream().name())).toList();
    List<Reading> failing = journal.readings().stream().filter(Reading::isFailing).toList();
    var systems = new TreeSet<String>();
    outages.forEach(outage -> systems.add(outage.stream().target()));
    failing.stream().filter(reading -> reading.trouble().passes()).forEach(reading -> systems.add(reading.system()));
    List<Blocked> found = new ArrayList<>();
    List<String> awaited = journal.position() == Long.MIN_VALUE ? journal.awaited() : List.of();
    for (String system : systems) {
      found.add(unreachable(system, awaited.stream().anyMatch(stream -> stream.startsWith(system + "/")), outages.stream().filter(outage -> outage.stream().target().equals(system)).toList(),
          failing.stream().filter(reading -> reading.trouble().passes() && reading.system().equals(system)).toList(),
          bySystem.getOrDefault(system, Line.NONE)));
    }
    found.addAll(refused(failing));
    for (Outbox.Stop stop : outbox.stopped()) {
      found.add(new Stopped(stop.stream(), stop.since(), byStream.getOrDefault(stop.stream().name(), Line.NONE),
          Said.safe(stop.reason())));
    }
    return List.copyOf(found);
  }

  private static Blocked unreachable(String system, boolean holdsStart, List<Outbox.Outage> outages, List<Reading> unread, Line line) {
    long since = Long.MAX_VALUE;
    String said = "";
    for (Reading reading : unread) {
      said = reading.trouble().since() < since ? reading.trouble().said() : said;
      since = Math.min(since, reading.trouble().since());
    }
    for (Outbox.Outage outage : outages) {
      said = outage.since() < since ? outage.said() : said;
      since = Math.min(since, outage.since());
    }
    return new Unreachable(system, since, unread.size(), !outages.isEmpty(), holdsStart, line,
        Said.safe(said));
  }

  private static List<Blocked> refused(List<Reading> failing) {
    Map<String, List<Reading>> byWords = new TreeMap<>();
    failing.stream().filter(reading -> !reading.trouble().passes()).forEach(reading -> byWords
        .computeIfAbsent(reading.system() + " " + reading.trouble().said(), none -> new ArrayList<>()).add(reading));
    return byWords.values().stream().map(some -> (Blocked) new Refused(some.get(0).system(),
        some.stream().mapToLong(reading -> reading.trouble().since()).min().orElse(0),
        some.stream().map(Reading::stream).toList(), Said.safe(some.get(0).trouble().said()))).toList();
  }

  private static String capital(String name) {
    return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static String ended(String said) {
    return said.endsWith(".") || said.endsWith("…") ? said : said + ".";
  }
}
