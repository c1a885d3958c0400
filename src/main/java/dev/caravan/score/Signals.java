package dev.caravan.score;

import dev.caravan.config.ConfigNode;
import dev.caravan.model.Fact;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What activities are taken for, by {@code config/signals.yaml}. */
public final class Signals {
  private static final int REMEMBERED = 100_000;
  private static final long ONE = 1_000_000L;

  /**
   * A kind of activity the model understands.
   *
   * @param kind the asset kind it is about, as a slug; {@code ""} for any
   * @param by which activities count as it
   * @param taken whether doing it means taking the asset (a download, a seat)
   * @param leastSeconds how long it must have lasted; 0 for any time, known or not
   * @param quality millionths of the rule's points it is worth
   */
  record Signal(String name, String says, String kind, Set<Fact.ActivityKind> by, boolean taken, long leastSeconds,
      long quality) {

    /** Whether all that another fits, this one fits too. */
    boolean takesAllOf(Signal other) {
      return (kind.isEmpty() || kind.equals(other.kind)) && by.containsAll(other.by) && leastSeconds <= other.leastSeconds;
    }
  }

  /**
   * An activity, understood.
   *
   * @param solution its solution, {@code ""} if it names none
   * @param asset what was taken or seen, {@code ""} if not named
   * @param quality millionths of its points it is worth
   */
  public record Meaning(String signal, String says, String solution, String asset, boolean taken, long quality) {
    static final Meaning NOTHING = new Meaning("", "", "", "", false, 0);
  }

  private final List<Signal> signals;
  private final Map<String, String> solutions;
  private final Set<String> none;
  private final boolean keepOthers;
  private final Map<String, Long> qualities;
  private final Set<Fact.ActivityKind> kinds = EnumSet.noneOf(Fact.ActivityKind.class);
  private final Map<String, Named> read = new ConcurrentHashMap<>();

  private Signals(List<Signal> signals, Map<String, String> solutions, Set<String> none, boolean keepOthers,
      Map<String, Long> qualities) {
    this.qualities = qualities;
    this.signals = signals;
    this.solutions = solutions;
    this.none = none;
    this.keepOthers = keepOthers;
    signals.forEach(signal -> kinds.addAll(signal.by()));
  }

  static Signals from(ConfigNode file) {
    var solutions = new LinkedHashMap<String, String>();
    for (ConfigNode solution : file.get("solutions").items()) {
      ConfigNode name = solution.get("name");
      String id = solution.get("solution").text();
      if (solutions.containsValue(id)) {
        solution.get("solution").report("duplicate-solution", "the solution \"" + id + "\" is already declared above");
      }
      if (solutions.put(slug(name.text()), id) != null) {
        name.report("duplicate-solution", "another solution is called \"" + name.text() + "\" above; assets are known by"
            + " that name");
      }
    }
    var qualities = new LinkedHashMap<String, Long>();
    file.find("qualities").ifPresent(map -> map.entries().forEach(
        each -> qualities.put(each.key(), each.value().decimalMillionths())));
    var signals = new ArrayList<Signal>();
    for (ConfigNode node : file.get("signals").items()) {
      var by = EnumSet.noneOf(Fact.ActivityKind.class);
      for (ConfigNode kind : node.get("by").items()) {
        by.add(kind.oneOf(Fact.ActivityKind.class));
      }
      var signal = new Signal(node.get("signal").text(), node.get("says").text(),
          node.find("kind").map(kind -> slug(kind.text())).orElse(""), by, node.find("taken").map(ConfigNode::bool).orElse(false),
          node.find("at_least").map(ConfigNode::duration).orElse(0L) / 1_000,
          node.find("quality").map(named -> qualities.getOrDefault(named.oneOf(qualities.keySet()), ONE)).orElse(ONE));
      signals.stream().filter(before -> before.name().equals(signal.name())).findFirst().ifPresent(before ->
          node.get("signal").report("duplicate-signal", "the signal \"" + before.name() + "\" is already declared above"));
      signals.stream().filter(before -> before.takesAllOf(signal)).findFirst().ifPresent(before ->
          node.get("signal").report("unreachable", "nothing is ever taken for \"" + signal.name() + "\": \"" + before.name()
              + "\" above fits first; expected this one before it"));
      signals.add(signal);
    }
    boolean keep = file.find("other_solutions").map(node -> node.oneOf(List.of("keep", "leave-out"))).orElse("keep").equals("keep");
    var none = new java.util.TreeSet<String>();
    file.find("no_solution").ifPresent(list -> list.items().forEach(name -> none.add(slug(name.text()))));
    return new Signals(List.copyOf(signals), Map.copyOf(solutions), Set.copyOf(none), keep,
        Map.copyOf(qualities));
  }

  /** Solutions by name, as declared. */
  Map<String, String> solutions() {
    return solutions;
  }

  Set<String> names() {
    var names = new java.util.TreeSet<String>();
    signals.forEach(signal -> names.add(signal.name()));
    return names;
  }

  /** What a signal is called in an explanation. */
  String says(String name) {
    return signals.stream().filter(signal -> signal.name().equals(name)).map(Signal::says).findFirst().orElse(name);
  }

  /** What a signal is worth in general, in millionths of its points. */
  long quality(String name) {
    return signals.stream().filter(signal -> signal.name().equals(name)).mapToLong(Signal::quality).findFirst().orElse(ONE);
  }

  /** Whether some signal is made of activities of a kind. */
  boolean knows(Fact.ActivityKind kind) {
    return kinds.contains(kind);
  }

  /** What an activity is taken for; with an empty signal if none fits. */
  public Meaning meaning(Fact.Activity activity) {
    // Assets and pages are few and come again and again; their names are taken apart once.
    String name = activity.asset().name().isEmpty() ? activity.detail("url") : activity.asset().name();
    Named named = read.get(name);
    if (named == null) {
      named = Named.of(name, activity.asset().name().isEmpty());
      if (read.size() < REMEMBERED) {
        read.put(name, named);
      }
    }
    String asset = activity.asset().id().isEmpty() ? named.asset() : activity.asset().type() + " " + activity.asset().id();
    String solution = named.solution().isEmpty() ? "" : solution(named.solution());
    for (Signal signal : signals) {
      if (signal.by().contains(activity.kind()) && (signal.kind().isEmpty() || signal.kind().equals(named.kind()))
          && (signal.leastSeconds() == 0 || seconds(activity) >= signal.leastSeconds())) {
        // What the activity says of itself goes before what is true of its kind in general.
        long quality = qualities.isEmpty() ? ONE : qualities.getOrDefault(activity.detail("quality"), signal.quality());
        return new Meaning(signal.name(), signal.says(), solution, asset, signal.taken(), quality);
      }
    }
    return new Meaning("", "", solution, "", false, ONE);
  }

  /** How long it lasted, -1 if nobody said. */
  private static long seconds(Fact.Activity activity) {
    String said = activity.detail("duration_seconds");
    int end = Math.max(said.indexOf('.'), 0) == 0 ? said.length() : said.indexOf('.');
    try {
      return Long.parseLong(said, 0, end, 10);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** So many millionths of a number, rounded. */
  static long times(long number, long millionths) {
    return millionths == ONE ? number : Math.round(number * (millionths / 1e6));
  }

  /** An asset taken apart: by its name {@code solution | kind | title}, else by its page's address. */
  private record Named(String solution, String kind, String asset) {
    static Named of(String name, boolean address) {
      String[] words = address ? path(name) : name.split("\\|", 3);
      return words.length < 2 ? new Named("", "", name)
          : new Named(slug(words[0]), slug(words[1]), address ? String.join("/", words) : name);
    }

    /** {@code https://host/solution/kind/title?…} to its first three segments; a page view names no asset in Eloqua. */
    private static String[] path(String url) {
      int host = url.indexOf("://");
      int start = host < 0 ? -1 : url.indexOf('/', host + 3);
      return start < 0 ? new String[0] : url.substring(start + 1).replaceAll("[?#].*$", "").split("/", 3);
    }
  }

  private String solution(String slug) {
    if (none.contains(slug)) {
      return "";
    }
    String declared = solutions.get(slug);
    return declared != null ? declared : keepOthers ? slug : "";
  }

  private static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
  }
}
