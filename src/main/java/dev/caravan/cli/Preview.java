package dev.caravan.cli;

import dev.caravan.engine.GoLive;
import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import dev.caravan.outbox.Outbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What would change if other settings went live: two replays of the same facts, side by side. */
final class Preview {
  /** So many records go in one call. */
  private static final int COLLECTION = 200;
  private static final int SHOWN = 20;

  private final String from;
  private final String to;
  private final long asOf;
  private final List<Map<String, Object>> ratings = new ArrayList<>();
  private final List<Map<String, Object>> mqls = new ArrayList<>();
  private final List<Map<String, Object>> noMqls = new ArrayList<>();
  private final List<Map<String, Object>> groups = new ArrayList<>();
  private final List<Decision> changes;
  private final List<Outbox.Due> items;

  /**
   * Compares.
   *
   * @param from version of the settings that decided {@code before}
   * @param to version of those that decided {@code after}
   * @param goLive from when on these would act
   */
  Preview(String from, Starters.Replayed before, String to, GoLive goLive, Starters.Replayed after, List<Outbox.Target> targets) {
    this.from = from;
    this.to = to;
    this.asOf = after.asOf();
    people(keyed(before.people(), "person"), keyed(after.people(), "person"));
    groups(keyed(before.groups(), "account"), keyed(after.groups(), "account"));
    changes = Outbox.differences(before.decisions(), after.decisions(), goLive.at(), asOf, to);
    items = Outbox.items(targets, changes);
  }

  /** The few values compared, by whom the line is about and solution. */
  private static Map<List<String>, Map<String, Object>> keyed(Iterable<Map<String, Object>> lines, String whom) {
    var keyed = new TreeMap<List<String>, Map<String, Object>>(
        (a, b) -> a.get(0).equals(b.get(0)) ? a.get(1).compareTo(b.get(1)) : a.get(0).compareTo(b.get(0)));
    for (Map<String, Object> line : lines) {
      var kept = new TreeMap<String, Object>();
      for (String name : List.of("rating", "cell", "mql", "level")) {
        Object value = line.get(name);
        if (value != null) {
          kept.put(name, value);
        }
      }
      keyed.put(List.of(String.valueOf(line.get(whom)), String.valueOf(line.get("solution"))), kept);
    }
    return keyed;
  }

  private void people(Map<List<String>, Map<String, Object>> before, Map<List<String>, Map<String, Object>> after) {
    for (List<String> key : both(before, after)) {
      Map<String, Object> was = before.getOrDefault(key, Map.of());
      Map<String, Object> is = after.getOrDefault(key, Map.of());
      if (differ(was, is, "rating") || differ(was, is, "cell")) {
        var line = line("person", key);
        line.put("rating", change(was, is, "rating"));
        line.put("cell", change(was, is, "cell"));
        ratings.add(line);
      }
      if (differ(was, is, "mql")) {
        boolean now = Boolean.TRUE.equals(is.get("mql"));
        if (now || Boolean.TRUE.equals(was.get("mql"))) {
          (now ? mqls : noMqls).add(line("person", key));
        }
      }
    }
  }

  private void groups(Map<List<String>, Map<String, Object>> before, Map<List<String>, Map<String, Object>> after) {
    for (List<String> key : both(before, after)) {
      Map<String, Object> was = before.getOrDefault(key, Map.of());
      Map<String, Object> is = after.getOrDefault(key, Map.of());
      if (differ(was, is, "level")) {
        var line = line("account", key);
        line.put("level", change(was, is, "level"));
        groups.add(line);
      }
    }
  }

  private static List<List<String>> both(Map<List<String>, ?> before, Map<List<String>, ?> after) {
    var keys = new ArrayList<>(before.keySet());
    after.keySet().stream().filter(key -> !before.containsKey(key)).forEach(keys::add);
    keys.sort((a, b) -> a.get(0).equals(b.get(0)) ? a.get(1).compareTo(b.get(1)) : a.get(0).compareTo(b.get(0)));
    return keys;
  }

  private static boolean differ(Map<String, Object> was, Map<String, Object> is, String name) {
    return !Objects.equals(was.get(name), is.get(name));
  }

  private static Map<String, Object> line(String whom, List<String> key) {
    var line = new LinkedHashMap<String, Object>();
    line.put(whom, key.get(0));
    line.put("solution", key.get(1));
    return line;
  }

  private static Map<String, Object> change(Map<String, Object> was, Map<String, Object> is, String name) {
    var change = new LinkedHashMap<String, Object>();
    change.put("from", was.getOrDefault(name, "none"));
    change.put("to", is.getOrDefault(name, "none"));
    return change;
  }

  /** Everything, for programs. */
  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("from", from);
    json.put("to", to);
    json.put("as_of", Times.text(asOf));
    json.put("ratings", ratings);
    json.put("new_mqls", mqls);
    json.put("no_longer_mqls", noMqls);
    json.put("groups", groups);
    json.put("hand_offs", told(Decision.Kind.HAND_OFF, "id", "email", "account", "solution", "trigger", "action"));
    json.put("enrolments", told(Decision.Kind.ENROLMENT, "subject", "email", "programme"));
    json.put("leaves", told(Decision.Kind.LEAVE, "subject", "email", "programme"));
    json.put("items", items.stream().map(Preview::item).toList());
    json.put("calls", calls());
    return json;
  }

  private List<Map<String, Object>> told(Decision.Kind kind, String... names) {
    var told = new ArrayList<Map<String, Object>>();
    for (Decision decision : changes) {
      if (decision.kind() == kind) {
        Map<String, Object> fields = decision.fields();
        var line = new LinkedHashMap<String, Object>();
        for (String name : names) {
          line.put(name, switch (name) {
            case "id" -> decision.id();
            case "subject" -> decision.subject();
            default -> String.valueOf(fields.get(name));
          });
        }
        told.add(line);
      }
    }
    return told;
  }

  private static Map<String, Object> item(Outbox.Due due) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", due.id());
    line.put("target", due.target());
    line.put("kind", due.kind().code());
    line.put("about", due.about());
    return line;
  }

  /** By target and kind: items, and the fewest calls that carry them. */
  private Map<String, Object> calls() {
    var counts = new TreeMap<String, Map<String, Long>>();
    for (Outbox.Due due : items) {
      counts.computeIfAbsent(due.target(), none -> new TreeMap<>()).merge(due.kind().code(), 1L, Long::sum);
    }
    var calls = new LinkedHashMap<String, Object>();
    counts.forEach((target, kinds) -> {
      var byKind = new LinkedHashMap<String, Object>();
      kinds.forEach((kind, count) -> byKind.put(kind, Map.of("items", count, "calls", collections(count))));
      calls.put(target, byKind);
    });
    return calls;
  }

  private static long collections(long items) {
    return (items + COLLECTION - 1) / COLLECTION;
  }

  /** For people: how many of each, and the first of them. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add("Settings " + to + " in place of " + from + ", over all facts up to " + Times.text(asOf) + ":");
    section(lines, "rating or cell changes", ratings, line ->
        line.get("person") + "  " + line.get("solution") + "  " + arrow(line, "rating") + "  " + arrow(line, "cell"));
    section(lines, "new MQL", mqls, line -> line.get("person") + "  " + line.get("solution"));
    section(lines, "no longer MQL", noMqls, line -> line.get("person") + "  " + line.get("solution"));
    section(lines, "buying group changes level", groups, line ->
        line.get("account") + "  " + line.get("solution") + "  " + arrow(line, "level"));
    section(lines, "new hand-off", told(Decision.Kind.HAND_OFF, "email", "solution", "trigger"), Preview::words);
    section(lines, "enrolment", told(Decision.Kind.ENROLMENT, "email", "programme"), Preview::words);
    section(lines, "leaves a programme", told(Decision.Kind.LEAVE, "email", "programme"), Preview::words);
    if (items.isEmpty()) {
      lines.add("Nothing would be written.");
    }
    calls().forEach((target, kinds) -> {
      if (kinds instanceof Map<?, ?> byKind) {
        byKind.forEach((kind, counts) -> {
          if (counts instanceof Map<?, ?> count) {
            lines.add("To " + target + ": " + count.get("items") + " × " + kind + ", at least " + count.get("calls")
                + (Objects.equals(count.get("calls"), 1L) ? " call" : " calls") + " (" + COLLECTION + " records a call)");
          }
        });
      }
    });
    return lines;
  }

  private static String arrow(Map<String, Object> line, String name) {
    return line.get(name) instanceof Map<?, ?> change ? change.get("from") + " → " + change.get("to") : "";
  }

  private static String words(Map<String, Object> line) {
    return String.join("  ", line.values().stream().map(String::valueOf).filter(Predicate.not(String::isEmpty)).toList());
  }

  private interface Said {
    String of(Map<String, Object> line);
  }

  private static void section(List<String> lines, String what, List<Map<String, Object>> all, Said said) {
    lines.add(String.format(java.util.Locale.ROOT, "%,d × %s", all.size(), what));
    all.stream().limit(SHOWN).forEach(line -> lines.add("  " + said.of(line)));
    if (all.size() > SHOWN) {
      lines.add(String.format(java.util.Locale.ROOT, "  … and %,d more; --json lists all", all.size() - SHOWN));
    }
  }
}
