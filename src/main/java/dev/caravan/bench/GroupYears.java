package dev.caravan.bench;

import dev.caravan.cli.CannotStart;
import dev.caravan.config.ConfigNode;
import dev.caravan.config.Configuration;
import dev.caravan.group.Bursts;
import dev.caravan.group.GroupRules;
import dev.caravan.group.GroupState;
import dev.caravan.model.Times;
import dev.caravan.score.Engagement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Real activity of years: which pattern foresees that an account turns to something for good.
 *
 * <p>Of each account and category the first time a pattern holds is its alarm. (a) Does it come before ten events of three
 * people lie within 180 days? (b) Do ten events or more follow in the 180 days after it? (b) cannot be had by counting what
 * is there already. An alarm is judged where the 180 days after it are wholly in the file: of a later one nobody knows yet what
 * comes of it, so its pair is left out, whatever raised it.
 */
final class GroupYears {
  static final long SPAN = 180 * Times.DAY;
  static final int EVENTS = 10;
  private static final int PEOPLE = 3;
  /** Bursts over more events than this tell nothing new about the first one, and cost their square. */
  private static final int BURST_EVENTS = 60;

  /** Somebody did something. */
  record Event(long time, String person) {}

  /**
   * How one way of raising an alarm did.
   *
   * @param raised alarms that can be judged; {@code right} of them in time before the events of (a), {@code missed} pairs
   *     without one
   * @param followed how many of them ten events follow
   * @param leftOut alarms less than 180 days before the end of the file
   */
  record Result(String method, int raised, int right, int missed, int followed, int leftOut) {
    double precision() {
      return raised == 0 ? 0 : (double) right / raised;
    }

    double recall() {
      return right + missed == 0 ? 0 : (double) right / (right + missed);
    }

    double f1() {
      return 2.0 * right / Math.max(1, right + missed + raised);
    }

    double lasting() {
      return raised == 0 ? 0 : (double) followed / raised;
    }
  }

  /** Pairs and results of one part of the years. */
  record Part(String name, int pairs, int adopted, List<Result> results) {}

  private final GroupRules rules;
  private final List<String> patterns;
  private final Map<String, List<Event>> pairs = new TreeMap<>();
  private long end = Long.MIN_VALUE;
  private long begin = Long.MAX_VALUE;

  GroupYears(Configuration config, Path file) throws IOException {
    rules = config.file("groups").read(GroupRules::from);
    patterns = config.file("groups").root().get("patterns").items().stream().filter(GroupYears::canBeJudged)
        .map(node -> node.get("name").text()).toList();
    pairs.putAll(read(file));
    for (List<Event> events : pairs.values()) {
      begin = Math.min(begin, events.get(0).time());
      end = Math.max(end, events.get(events.size() - 1).time());
    }
  }

  /** What everybody did, by account and category with {@code |} in between, in order of time. */
  static Map<String, List<Event>> read(Path file) throws IOException {
    var pairs = new TreeMap<String, List<Event>>();
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).equals("occurred_at,account,person,category")) {
      throw new CannotStart(file + ": the first line is not \"occurred_at,account,person,category\"; expected a file of activity"
          + " with these four columns");
    }
    for (int i = 1; i < lines.size(); i++) {
      List<String> cells = MatchingBench.cells(lines.get(i));
      if (cells.size() != 4) {
        throw new CannotStart(file + ":" + (i + 1) + ": " + cells.size() + " columns; expected 4");
      }
      long time = Times.parse(cells.get(0));
      pairs.computeIfAbsent(cells.get(1) + "|" + cells.get(3), key -> new ArrayList<>()).add(new Event(time, cells.get(2)));
    }
    pairs.values().forEach(events -> events.sort(Comparator.comparingLong(Event::time)));
    return pairs;
  }

  /** The file tells neither assets, nor steps, nor departments. */
  private static boolean canBeJudged(ConfigNode pattern) {
    return List.of("same", "evaluating", "steps", "joins").stream().allMatch(key -> pattern.find(key).isEmpty());
  }

  /** The earlier half of the years, for choosing numbers, the later half, for judging them, and both together. */
  List<Part> parts() {
    long middle = begin + (end - begin) / 2;
    var earlier = new TreeMap<String, List<Event>>();
    var later = new TreeMap<String, List<Event>>();
    pairs.forEach((pair, events) -> {
      if (events.get(0).time() < middle) {
        earlier.put(pair, events);
      } else if (events.get(0).time() <= end - SPAN) {
        later.put(pair, events);
      }
    });
    var both = new TreeMap<>(earlier);
    both.putAll(later);
    return List.of(part("begun in the earlier half", earlier), part("begun in the later half", later), part("of all years", both));
  }

  private Part part(String name, Map<String, List<Event>> of) {
    var methods = new LinkedHashMap<String, ToIntFunction<List<Event>>>();
    patterns.forEach(pattern -> methods.put(pattern, events -> byPattern(pattern, events)));
    methods.put("2 people in 90 days", events -> people(events, 2, 90));
    methods.put("3 people in 14 days", events -> people(events, 3, 14));
    methods.put("5 events in 90 days", events -> volume(events, 5, 90));
    methods.put("10 events in 90 days", events -> volume(events, 10, 90));
    methods.put("2 people, Kleinberg burst", GroupYears::burst);
    int adopted = (int) of.values().stream().filter(events -> adoptedAt(events) >= 0).count();
    var results = new ArrayList<Result>();
    methods.forEach((method, alarm) -> results.add(judge(method, of, alarm)));
    return new Part(name, of.size(), adopted, results);
  }

  private Result judge(String method, Map<String, List<Event>> of, ToIntFunction<List<Event>> alarm) {
    int raised = 0;
    int right = 0;
    int missed = 0;
    int followed = 0;
    int leftOut = 0;
    for (List<Event> events : of.values()) {
      int adopted = adoptedAt(events);
      int at = alarm.applyAsInt(events);
      long from = at < 0 ? 0 : events.get(at).time();
      if (at >= 0 && from > end - SPAN) {
        leftOut++;
        continue;
      }
      boolean inTime = at >= 0 && adopted >= 0 && from < events.get(adopted).time();
      raised += at >= 0 ? 1 : 0;
      right += inTime ? 1 : 0;
      missed += adopted >= 0 && !inTime ? 1 : 0;
      if (at >= 0) {
        followed += events.stream().filter(event -> event.time() > from && event.time() <= from + SPAN).count() >= EVENTS ? 1 : 0;
      }
    }
    return new Result(method, raised, right, missed, followed, leftOut);
  }

  /** The event that completes ten of three people within 180 days; -1 for none. */
  static int adoptedAt(List<Event> events) {
    int from = 0;
    for (int i = 0; i < events.size(); i++) {
      while (events.get(from).time() < events.get(i).time() - SPAN) {
        from++;
      }
      if (i - from + 1 >= EVENTS && distinct(events, from, i) >= PEOPLE) {
        return i;
      }
    }
    return -1;
  }

  private static int distinct(List<Event> events, int from, int to) {
    var people = new TreeSet<String>();
    events.subList(from, to + 1).forEach(event -> people.add(event.person()));
    return people.size();
  }

  /** The room itself, event by event, as it runs. */
  private int byPattern(String pattern, List<Event> events) {
    GroupState state = GroupState.fresh("", "");
    for (int i = 0; i < events.size(); i++) {
      Engagement act = act(events.get(i));
      state = rules.see(state, null, null, null, act, act.time()).state();
      if (rules.holding(state, null, act).contains(pattern)) {
        return i;
      }
    }
    return -1;
  }

  static Engagement act(Event event) {
    var who = new Engagement.Who(event.person(), "", event.person(), "other", "", "", false, false);
    return new Engagement(who, "", event.time(), "", "", "", false, "exploring", 1, false, "", "");
  }

  private static int people(List<Event> events, int people, int days) {
    for (int i = 0; i < events.size(); i++) {
      var there = new TreeSet<String>();
      for (int back = i; back >= 0 && events.get(back).time() > events.get(i).time() - days * Times.DAY; back--) {
        there.add(events.get(back).person());
      }
      if (there.size() >= people) {
        return i;
      }
    }
    return -1;
  }

  private static int volume(List<Event> events, int many, int days) {
    for (int i = many - 1; i < events.size(); i++) {
      if (events.get(i).time() - events.get(i - many + 1).time() <= days * Times.DAY) {
        return i;
      }
    }
    return -1;
  }

  /** A burst, as far as it could be seen at the time, of which two people are part. */
  private static int burst(List<Event> events) {
    for (int i = 2; i < Math.min(events.size(), BURST_EVENTS); i++) {
      double[] times = events.subList(0, i + 1).stream().mapToDouble(event -> event.time() / (double) Times.DAY).distinct().toArray();
      int[] levels = Bursts.levels(times, 2, 1);
      int last = levels.length - 1;
      int from = last;
      while (from > 0 && levels[from] > 0) {
        from--;
      }
      if (levels[last] > 0) {
        double began = times[from];
        if (events.subList(0, i + 1).stream().filter(event -> event.time() / (double) Times.DAY >= began)
            .map(Event::person).distinct().count() >= 2) {
          return i;
        }
      }
    }
    return -1;
  }
}
