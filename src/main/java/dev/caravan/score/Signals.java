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

/** What activities are taken for, by {@code config/signals.yaml}. */
public final class Signals {

  /**
   * A kind of activity the model understands.
   *
   * @param kind the asset kind it is about, {@code ""} for any
   * @param by which activities count as it
   * @param taken whether doing it means taking the asset (a download, a seat), as in SPEC 5.1
   */
  record Signal(String name, String says, String kind, Set<Fact.ActivityKind> by, boolean taken) {}

  /**
   * An activity, understood.
   *
   * @param solution its solution, {@code ""} if it names none
   * @param asset what was taken or seen, {@code ""} if not named
   */
  public record Meaning(String signal, String says, String solution, String asset, boolean taken) {}

  private final List<Signal> signals;
  private final Map<String, String> solutions;
  private final Set<String> none;
  private final boolean keepOthers;

  private Signals(List<Signal> signals, Map<String, String> solutions, Set<String> none, boolean keepOthers) {
    this.signals = signals;
    this.solutions = solutions;
    this.none = none;
    this.keepOthers = keepOthers;
  }

  static Signals from(ConfigNode file) {
    var solutions = new LinkedHashMap<String, String>();
    for (ConfigNode solution : file.get("solutions").items()) {
      solutions.put(slug(solution.get("name").text()), solution.get("solution").text());
    }
    var signals = new ArrayList<Signal>();
    for (ConfigNode node : file.get("signals").items()) {
      var by = EnumSet.noneOf(Fact.ActivityKind.class);
      for (ConfigNode kind : node.get("by").items()) {
        by.add(kind.oneOf(Fact.ActivityKind.class));
      }
      signals.add(new Signal(node.get("signal").text(), node.get("says").text(),
          node.find("kind").map(ConfigNode::text).orElse(""), by, node.find("taken").map(ConfigNode::bool).orElse(false)));
    }
    boolean keep = file.find("other_solutions").map(node -> node.oneOf(List.of("keep", "leave-out"))).orElse("keep").equals("keep");
    var none = new java.util.TreeSet<String>();
    file.find("no_solution").ifPresent(list -> list.items().forEach(name -> none.add(slug(name.text()))));
    return new Signals(List.copyOf(signals), Map.copyOf(solutions), Set.copyOf(none), keep);
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

  /** What an activity is taken for; with an empty signal if none fits. */
  public Meaning meaning(Fact.Activity activity) {
    Named named = Named.of(activity);
    String solution = named.solution().isEmpty() ? "" : solution(named.solution());
    for (Signal signal : signals) {
      if (signal.by().contains(activity.kind()) && (signal.kind().isEmpty() || slug(signal.kind()).equals(named.kind()))) {
        return new Meaning(signal.name(), signal.says(), solution, named.asset(), signal.taken());
      }
    }
    return new Meaning("", "", solution, "", false);
  }

  /** The asset of an activity, taken apart: by its name {@code solution | kind | title}, else by its page's address. */
  private record Named(String solution, String kind, String asset) {
    static Named of(Fact.Activity activity) {
      String name = activity.asset().name();
      String id = activity.asset().id().isEmpty() ? name : activity.asset().type() + " " + activity.asset().id();
      String[] words = name.isEmpty() ? path(activity.detail("url")) : name.split("\\|", 3);
      return words.length < 2 ? new Named("", "", id) : new Named(slug(words[0]), slug(words[1]), id.isEmpty() ? String.join("/", words) : id);
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
