package dev.caravan.engine;

import dev.caravan.group.Entry;
import dev.caravan.group.GroupRules;
import dev.caravan.group.GroupState;
import dev.caravan.group.Level;
import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A group in words and lines, for reps, records and files. */
final class GroupTold {
  private GroupTold() {}

  static String shownAs(Entry member) {
    return member.email().isEmpty() ? member.person() : member.email();
  }

  static GroupState owned(GroupState state, String accountName, String owner) {
    return state.account(accountName, owner);
  }

  static GroupState without(GroupState state, String person) {
    var recent = new TreeMap<>(state.recent());
    recent.remove(person);
    return state.seen(state.lastActivity(), recent);
  }

  static List<String> roles(List<Entry> members) {
    var roles = new TreeSet<String>();
    members.forEach(member -> roles.add(member.role()));
    return List.copyOf(roles);
  }

  /** Whether there is something an alert has not told: a higher level, or a new role. */
  static boolean news(GroupState state, List<Entry> members) {
    return state.level().compareTo(state.alertedLevel()) > 0
        || state.alertedLevel().atLeast(Level.ACTIVE) && !state.alertedRoles().containsAll(roles(members));
  }

  /** The group's posture: evaluating once somebody compares. */
  static String posture(GroupState state) {
    return state.recent().values().stream().anyMatch(GroupState.Recent::compares) ? "evaluating" : "exploring";
  }

  /** Lines a rep understands without training: what, who, who first, what is missing, what to do. */
  static String text(GroupRules rules, GroupState state, List<Entry> members) {
    var lines = new ArrayList<String>();
    lines.add(members.size() + " people of " + state.accountName() + " are interested in " + state.solution()
        + (state.coordinated() ? " and took the same asset together" : "") + " (" + state.level().code() + ").");
    if (!members.isEmpty()) {
      lines.add("First: " + described(members.get(0)) + ", " + Times.text(members.get(0).firstAt()) + ".");
      if (members.size() > 1) {
        lines.add("Then: " + String.join("; ", members.subList(1, Math.min(members.size(), 9)).stream().map(GroupTold::described).toList())
            + (members.size() > 9 ? " and " + (members.size() - 9) + " more" : "") + ".");
      }
    }
    List<String> missing = rules.missing(members);
    lines.add(missing.isEmpty() ? "Every role of the committee is there." : "Not seen yet: " + String.join(", ", missing) + ".");
    lines.add("Do: " + rules.nextAction(posture(state)) + ".");
    return String.join("\n", lines);
  }

  private static String described(Entry member) {
    return member.name() + (member.title().isEmpty() ? "" : ", " + member.title()) + " (" + member.role() + ")";
  }

  static Decision.Group decision(GroupRules rules, String key, long at, GroupState state, List<Entry> members, Because because) {
    var shown = new ArrayList<Decision.Member>();
    for (Entry member : members) {
      shown.add(new Decision.Member(member.person(), member.email(), member.role(), member.title(), member.firstAt(), member.activities()));
    }
    String first = members.isEmpty() ? "" : shownAs(members.get(0));
    return new Decision.Group("group/" + key, key, at, because, state.account(), state.solution(), state.level().code(),
        state.coordinated(), first, members.isEmpty() ? 0 : members.get(0).firstAt(), rules.completeness(members) / 100.0,
        rules.missing(members), shown, text(rules, state, members));
  }

  /** The line of {@code groups.ndjson}. */
  static Map<String, Object> line(GroupRules rules, GroupState state, Map<String, Entry> entries) {
    List<Entry> members = GroupRules.inOrder(entries.values());
    var line = new LinkedHashMap<String, Object>();
    line.put("account", state.account());
    line.put("solution", state.solution());
    line.put("level", state.level().code());
    line.put("coordinated", state.coordinated());
    var first = new LinkedHashMap<String, Object>();
    if (!members.isEmpty()) {
      first.put("person", shownAs(members.get(0)));
      first.put("at", Times.text(members.get(0).firstAt()));
    }
    line.put("first", first);
    var shown = new ArrayList<Map<String, Object>>();
    for (Entry member : members) {
      var of = new LinkedHashMap<String, Object>();
      of.put("person", shownAs(member));
      of.put("role", member.role());
      of.put("first_at", Times.text(member.firstAt()));
      of.put("activities", (long) member.activities());
      shown.add(of);
    }
    line.put("members", shown);
    line.put("sharing", sharing(state, entries));
    line.put("completeness", rules.completeness(members) / 100.0);
    line.put("missing_roles", rules.missing(members));
    line.put("alerted_at", state.alertedAt().stream().map(Times::text).toList());
    line.put("pattern", state.pattern());
    return line;
  }

  /** Who may have shared the meeting's asset: its first taker with each later one. Never more than possible. */
  private static List<Map<String, Object>> sharing(GroupState state, Map<String, Entry> entries) {
    var edges = new ArrayList<Map<String, Object>>();
    Entry asset = state.coordinated() ? entries.get("a:" + state.coordinatedAsset()) : null;
    if (asset != null && !asset.takers().isEmpty()) {
      String from = asset.takers().get(0);
      var told = new TreeSet<String>();
      told.add(from);
      for (String to : asset.takers()) {
        if (told.add(to)) {
          var edge = new LinkedHashMap<String, Object>();
          edge.put("from", name(entries, from));
          edge.put("to", name(entries, to));
          edge.put("evidence", "possible");
          edges.add(edge);
        }
      }
    }
    return edges;
  }

  private static String name(Map<String, Entry> entries, String person) {
    Entry member = entries.get("p:" + person);
    return member == null ? person : shownAs(member);
  }
}
