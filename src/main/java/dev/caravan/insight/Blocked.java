package dev.caravan.insight;

import dev.caravan.journal.Journal;
import dev.caravan.journal.Reading;
import dev.caravan.model.Times;
import dev.caravan.outbox.Delivery;
import dev.caravan.outbox.FloodGuard;
import dev.caravan.outbox.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Why records do not get through, one line for each system or stream: since when, how much waits, what the system said,
 * and what to do. No line holds personal data.
 */
public sealed interface Blocked {

  /** {@code unreachable}, {@code stopped}, {@code refused} or {@code flood}. */
  String kind();

  /** The system, or the streams, by name. */
  Set<String> about();

  /** The same of some of those it is about. */
  Blocked only(Set<String> some);

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

    /** What waits for each system, by its name; nothing of a system for which nothing waits. */
    public static SortedMap<String, Line> byTarget(List<Outbox.Waiting> waiting) {
      var lines = new TreeMap<String, Line>();
      waiting.forEach(each -> lines.merge(each.stream().target(), NONE.with(each), (line, more) -> line.with(each)));
      return lines;
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
    public String kind() {
      return "unreachable";
    }

    @Override
    public Set<String> about() {
      return Set.of(system);
    }

    @Override
    public Blocked only(Set<String> some) {
      return this;
    }

    @Override
    public String sentence() {
      if (isForConsent()) {
        return capital(system) + " gets nobody for a programme since " + Times.text(since) + ": " + line.words() + ", for "
            + ended(said) + " Nothing is lost, and it is tried again; if this lasts, check the system that is named";
      }
      String what = !delivers ? " cannot be read" : unread == 0 ? " takes no records" : " cannot be reached";
      String streams = unread == 0 ? "" : "; " + unread + (unread == 1 ? " stream is" : " streams are") + " not read";
      String start = holdsStart ? "; nothing is decided before its history has been read" : "";
      return capital(system) + what + " since " + Times.text(since) + ": " + line.words() + streams + start + ". It said: "
          + ended(said) + " Nothing is lost, and it is tried again; if this lasts, check that the system is up and that"
          + " this machine can reach it";
    }

    @Override
    public String over() {
      return isForConsent() ? "consent is known again, and " + capital(system) + " gets what waited" : capital(system) + " answers again";
    }

    /** Whether the system itself answers, and another one that is asked about consent does not. */
    private boolean isForConsent() {
      return unread == 0 && said.startsWith(Delivery.CONSENT_UNKNOWN);
    }
  }

  /** A stream of deliveries that stands still until somebody mends the set-up. */
  record Stopped(Outbox.Stream stream, long since, Line line, String said) implements Blocked {
    @Override
    public String kind() {
      return "stopped";
    }

    @Override
    public Set<String> about() {
      return Set.of(stream.name());
    }

    @Override
    public Blocked only(Set<String> some) {
      return this;
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

  /** More of a kind than usual; all of it is kept in line until a person lets it go. */
  record Flood(FloodGuard.Flood flood) implements Blocked {
    @Override
    public String kind() {
      return "flood";
    }

    @Override
    public Set<String> about() {
      return Set.of(flood.kind().stream());
    }

    @Override
    public Blocked only(Set<String> some) {
      return this;
    }

    @Override
    public String sentence() {
      String wait = flood.items() == 1 ? "1 record waits" : String.format(Locale.ROOT, "%,d records wait", flood.items());
      return String.format(Locale.ROOT, "%s stands still since %s: %,d %s in an hour, where %,d are the most that is usual; %s. Nothing"
          + " of the kind is written before a person has looked why so many were decided (caravan explain names the rule), then:"
          + " ./caravan resume %s --why \"what was looked at\"", flood.kind().stream(), Times.text(flood.since()), flood.counted(),
          flood.kind().many(), flood.allowed(), wait, flood.kind().stream());
    }

    @Override
    public String over() {
      return flood.kind().stream() + " runs again";
    }
  }

  /**
   * Streams that a system does not let us read.
   *
   * @param since when each could not be read for the first time, epoch ms, by stream
   */
  record Refused(String system, Map<String, Long> since, String said) implements Blocked {
    public Refused {
      since = Map.copyOf(since);
    }

    @Override
    public String kind() {
      return "refused";
    }

    @Override
    public Set<String> about() {
      return since.keySet();
    }

    @Override
    public Blocked only(Set<String> some) {
      var left = new TreeMap<>(since);
      left.keySet().retainAll(some);
      return new Refused(system, left, said);
    }

    @Override
    public String sentence() {
      return what() + " cannot be read since " + Times.text(since.values().stream().mapToLong(Long::longValue).min().orElse(0))
          + ": " + ended(said) + " Mend it; the next poll reads on where the last one ended";
    }

    @Override
    public String over() {
      return what() + " can be read again";
    }

    private String what() {
      return since.size() == 1 ? since.keySet().iterator().next() : since.size() + " streams of " + capital(system);
    }
  }

  /** All that is blocked now: systems first, then streams, by name. */
  static List<Blocked> of(Journal journal, Outbox outbox) {
    Map<String, Line> byStream = new TreeMap<>();
    List<Outbox.Waiting> waiting = outbox.waiting();
    Map<String, Line> bySystem = Line.byTarget(waiting);
    waiting.forEach(each -> byStream.put(each.stream().name(), Line.NONE.with(each)));
    List<Outbox.Outage> outages = outbox.outages().stream()
        .filter(outage -> byStream.containsKey(outage.stream().name())).toList();
    List<Reading> failing = journal.readings().stream().filter(Reading::isFailing).toList();
    var systems = new TreeSet<String>();
    outages.forEach(outage -> systems.add(outage.stream().target()));
    failing.stream().filter(reading -> reading.trouble().passes()).forEach(reading -> systems.add(reading.system()));
    List<Blocked> found = new ArrayList<>();
    List<String> awaited = journal.position() == Long.MIN_VALUE ? journal.awaited() : List.of();
    for (String system : systems) {
      found.add(unreachable(system, awaited.stream().anyMatch(stream -> stream.startsWith(system + "/")),
          outages.stream().filter(outage -> outage.stream().target().equals(system)).toList(),
          failing.stream().filter(reading -> reading.trouble().passes() && reading.system().equals(system)).toList(),
          bySystem.getOrDefault(system, Line.NONE)));
    }
    found.addAll(refused(failing));
    for (Outbox.Stop stop : outbox.stopped()) {
      found.add(new Stopped(stop.stream(), stop.since(), byStream.getOrDefault(stop.stream().name(), Line.NONE),
          SystemWords.safe(stop.reason())));
    }
    outbox.floods().open().forEach(each -> found.add(new Flood(each)));
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
        SystemWords.safe(said));
  }

  private static List<Blocked> refused(List<Reading> failing) {
    Map<String, List<Reading>> byWords = new TreeMap<>();
    failing.stream().filter(reading -> !reading.trouble().passes()).forEach(reading -> byWords
        .computeIfAbsent(reading.system() + " " + reading.trouble().said(), none -> new ArrayList<>()).add(reading));
    return byWords.values().stream().map(some -> (Blocked) new Refused(some.get(0).system(),
        some.stream().collect(Collectors.toMap(Reading::stream, reading -> reading.trouble().since())),
        SystemWords.safe(some.get(0).trouble().said()))).toList();
  }

  private static String capital(String name) {
    return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static String ended(String said) {
    return said.endsWith(".") || said.endsWith("…") ? said : said + ".";
  }
}
