package dev.caravan.funnel;

import dev.caravan.config.Condition;
import dev.caravan.config.ConfigNode;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code config/funnel.yaml} and finds what does not fit together in it. */
final class FunnelReader {
  private static final String ONLY = "only-path";
  private static final Set<String> NUMBERS =
      Set.of("interest", "mql", "fit", "completeness", "posture", "exploring", "evaluating", "deciding");
  private static final Set<String> FLAGS = Set.of("sales accepted", "sales working", "sales rejected", "opportunity open",
      "opportunity won", "opportunity lost", "customer", "renewal due");
  private static final Set<String> ALWAYS_KNOWN = Set.of(Funnel.NEW_PURCHASE, Funnel.EXPANSION, Funnel.RENEWAL);

  /** A stage before its path is known. */
  private record Draft(ConfigNode node, Condition enter) {}

  private final ConfigNode funnel;
  private final Set<String> scenarios;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<String, String> pathOf = new TreeMap<>();
  private final Map<String, Set<String>> scenariosOf = new TreeMap<>();
  private final Set<String> taken = new HashSet<>();
  private boolean waysAreKnown = true;

  FunnelReader(ConfigNode funnel, Set<String> scenarios) {
    this.funnel = funnel;
    this.scenarios = scenarios;
  }

  Funnel read() {
    for (ConfigNode node : funnel.get("stages").items()) {
      ConfigNode name = node.get("stage");
      if (drafts.putIfAbsent(name.text(), new Draft(node, condition(node.get("enter")))) != null) {
        name.report("named-twice", "stage \"" + name.text() + "\" was there before; give one of the two another name");
      }
    }
    if (drafts.isEmpty()) {
      funnel.report("no-stages", "a funnel needs at least one stage");
      return new Funnel(List.of(), Map.of(), Times.DAY);
    }
    Map<String, List<String>> orders = orders();
    var paths = new ArrayList<Funnel.Path>();
    orders.forEach((path, names) -> {
      var stages = new ArrayList<Funnel.Stage>();
      for (String name : names) {
        Draft draft = drafts.get(name);
        if (draft != null) {
          stages.add(stage(draft, path, stages.size()));
        }
      }
      if (!stages.isEmpty()) {
        paths.add(new Funnel.Path(path, scenariosOf.getOrDefault(path, Set.of()), stages));
      }
    });
    if (waysAreKnown) {
      paths.forEach(this::allAreReached);
    }
    Map<String, String> moved = moved();
    long due = funnel.find("renewal_due_before").map(ConfigNode::duration).orElse(120 * Times.DAY);
    boolean sound = paths.stream().flatMap(path -> path.stages().stream())
        .flatMap(stage -> stage.next().stream()).allMatch(pathOf::containsKey);
    return sound ? new Funnel(paths, moved, due) : new Funnel(List.of(), moved, due);
  }

  private static Condition condition(ConfigNode enter) {
    try {
      return Condition.parse(enter.text(), NUMBERS, FLAGS);
    } catch (IllegalArgumentException e) {
      if (enter.isSound()) {
        enter.report("condition", String.valueOf(e.getMessage()));
      }
      return Condition.parse("always", Set.of(), Set.of());
    }
  }

  /** The stages of each path in their order; without paths all stages are on one. */
  private Map<String, List<String>> orders() {
    var orders = new LinkedHashMap<String, List<String>>();
    Optional<ConfigNode> paths = funnel.find("paths");
    if (paths.isEmpty()) {
      orders.put(ONLY, List.copyOf(drafts.keySet()));
      drafts.keySet().forEach(name -> pathOf.put(name, ONLY));
      return orders;
    }
    for (ConfigNode node : paths.get().items()) {
      String path = node.get("path").text();
      if (orders.containsKey(path)) {
        node.get("path").report("named-twice", "path \"" + path + "\" was there before; give one of the two another name");
      }
      var names = new ArrayList<String>();
      for (ConfigNode item : node.get("stages").items()) {
        String name = item.oneOf(drafts.keySet());
        if (!item.text().equals(name)) {
          continue;
        }
        String other = pathOf.putIfAbsent(name, path);
        if (other == null) {
          names.add(name);
        } else {
          item.report("two-paths", "stage \"" + name + "\" is on path \"" + other + "\" already; a stage is on one path only,"
              + " so that nobody who renews stands where a new purchase does; give this path a stage of its own");
        }
      }
      orders.put(path, names);
      scenariosOf.put(path, scenarios(node));
    }
    drafts.forEach((name, draft) -> {
      if (!pathOf.containsKey(name)) {
        draft.node().get("stage").report("no-path", "stage \"" + name + "\" is on no path; name it under `paths`, at its"
            + " place from first to furthest");
      }
    });
    return orders;
  }

  private Set<String> scenarios(ConfigNode path) {
    var known = new TreeSet<>(scenarios);
    known.addAll(ALWAYS_KNOWN);
    var named = new TreeSet<String>();
    for (ConfigNode node : path.get("scenarios").items()) {
      String scenario = node.oneOf(known);
      if (node.text().equals(scenario) && !taken.add(scenario)) {
        node.report("two-paths", "scenario \"" + scenario + "\" has a path already; take it out of one of the two");
      }
      named.add(scenario);
    }
    return named;
  }

  private Funnel.Stage stage(Draft draft, String path, int order) {
    ConfigNode node = draft.node();
    String name = node.get("stage").text();
    var next = new ArrayList<String>();
    for (ConfigNode item : node.find("next").map(ConfigNode::items).orElse(List.of())) {
      String to = item.oneOf(drafts.keySet());
      if (!item.text().equals(to)) {
        waysAreKnown = false;
        continue;
      }
      if (to.equals(name)) {
        item.report("next-itself", "stage \"" + name + "\" names itself; people stay on a stage anyway: take it out");
      } else if (!path.equals(pathOf.getOrDefault(to, path))) {
        item.report("next-elsewhere", "stage \"" + to + "\" is on path \"" + pathOf.get(to) + "\", not on \"" + path
            + "\"; people change path by their scenario, or by a `limit`: take it out");
      } else {
        next.add(to);
      }
    }
    Funnel.Limit limit = node.find("limit").map(some -> limit(some, name)).orElse(null);
    boolean ends = node.find("final").map(ConfigNode::bool).orElse(false);
    boolean goesOn = !next.isEmpty() || limit != null && !limit.to().isEmpty();
    boolean saysOn = node.find("next").isPresent() || node.find("limit").flatMap(some -> some.find("to")).isPresent();
    if (!ends && !saysOn) {
      node.get("stage").report("no-next", "stage \"" + name + "\" has no `next`; name the stages people go to from here, or"
          + " say `final: true`");
    } else if (ends && goesOn) {
      node.get("final").report("not-final", "stage \"" + name + "\" is called final and people go on from it; take out one"
          + " of the two");
    }
    return new Funnel.Stage(name, node.get("owner").oneOf(List.of("marketing", "sales")), node.get("means").text(),
        draft.enter(), next, limit, path, order, node.origin().file() + ":" + node.origin().line());
  }

  private Funnel.Limit limit(ConfigNode node, String stage) {
    node.find("to").filter(to -> to.isSound() && to.text().equals(stage)).ifPresent(to -> to.report("next-itself",
        "stage \"" + stage + "\" names itself; leave `to` out, and people stay and are shown as overdue"));
    return new Funnel.Limit(node.get("after").duration(),
        node.find("counts_from").map(from -> from.oneOf(List.of("stage", "hand-off"))).orElse("stage").equals("hand-off"),
        node.find("to").map(to -> to.oneOf(drafts.keySet())).orElse(""));
  }

  /** From the first stage of a path one must come to all others of it. */
  private void allAreReached(Funnel.Path path) {
    var byName = new TreeMap<String, Funnel.Stage>();
    path.stages().forEach(stage -> byName.put(stage.name(), stage));
    Set<String> reached = new HashSet<>(Set.of(path.first().name()));
    var open = new ArrayList<>(List.of(path.first()));
    while (!open.isEmpty()) {
      Funnel.Stage from = open.remove(open.size() - 1);
      var ways = new ArrayList<>(from.next());
      Funnel.Limit limit = from.limit();
      if (limit != null) {
        ways.add(limit.to());
      }
      for (String way : ways) {
        Funnel.Stage to = byName.get(way);
        if (to != null && reached.add(way)) {
          open.add(to);
        }
      }
    }
    for (Funnel.Stage stage : path.stages()) {
      Draft draft = drafts.get(stage.name());
      if (draft != null && !reached.contains(stage.name())) {
        draft.node().get("stage").report("unreachable", "nobody comes to stage \"" + stage.name() + "\": no way leads to it"
            + " from \"" + path.first().name() + "\", the first of its path; name it in the `next` of another stage, or take"
            + " it out");
      }
    }
  }

  private Map<String, String> moved() {
    var moved = new TreeMap<String, String>();
    for (ConfigNode.Entry entry : funnel.find("moved").map(ConfigNode::entries).orElse(List.of())) {
      String to = entry.value().oneOf(drafts.keySet());
      if (drafts.containsKey(entry.key())) {
        entry.value().report("still-there", "stage \"" + entry.key() + "\" is still there; `moved` is for stages that were"
            + " taken out: take this line out");
      } else {
        moved.put(entry.key(), to);
      }
    }
    return moved;
  }
}
