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

  /** The group's posture: that of its furthest member. */
  static String posture(GroupState state) {
    var postures = state.recent().values().stream().map(GroupState.Recent::posture).toList();
    return postures.contains("deciding") ? "deciding" : postures.contains("evaluating") ? "evaluating" : "exploring";
  }

  /** Members who were engaged lately, and those put in by hand; the others are history. */
  static List<Entry> engaged(GroupState state, List<Entry> members) {
    return members.stream().filter(member -> member.manual() || state.recent().containsKey(member.person())).toList();
  }

  /** Whether two entries of one person tell the same of them. */
  static boolean looksLike(Entry a, Entry b) {
    return a.email().equals(b.email()) && a.name().equals(b.name()) && a.role().equals(b.role()) && a.title().equals(b.title());
  }

  /** What must not be done to the person a task names, a line each, before anything else is said; often nothing. */
  static String warning(Entry named) {
    return (named.emailOut() ? "Do not e-mail " + named.name() + ", who has opted out of e-mail.\n" : "")
        + (named.phoneOut() ? "Do not phone " + named.name() + " unless they asked you to: they have opted out of phone"
            + " calls.\n" : "");
  }

  /**
   * Lines a rep understands without training: what, who, who first, who may have shared, what is missing, what to do.
   *
   * @param meeting stable ids of those who took the meeting's asset, the first taker first
   */
  static String text(GroupRules rules, GroupState state, List<Entry> members, List<String> meeting) {
    var lines = new ArrayList<String>();
    lines.add(members.size() + " people of " + state.accountName() + " are interested in " + state.solution()
        + (meeting.isEmpty() ? "" : ", " + meeting.size() + " of them took the same asset together")
        + " (" + state.level().code() + ").");
    if (!members.isEmpty()) {
      lines.add("First: " + described(members.get(0)) + ".");
      if (members.size() > 1) {
        lines.add("Then: " + String.join("; ", members.subList(1, Math.min(members.size(), 9)).stream().map(GroupTold::described).toList())
            + (members.size() > 9 ? " and " + (members.size() - 9) + " more" : "") + ".");
      }
    }
    if (meeting.size() > 1) {
      lines.add("Sharing is possible: " + named(members, meeting.get(0)) + " took the asset first, shortly after "
          + String.join(", ", meeting.subList(1, Math.min(meeting.size(), 9)).stream().map(id -> named(members, id)).toList())
          + (meeting.size() > 9 ? " and " + (meeting.size() - 9) + " more" : "") + ".");
    }
    List<String> missing = rules.missing(members);
    lines.add("Committee " + rules.completeness(members) + " % complete"
        + (missing.isEmpty() ? ": every role is there." : "; not seen yet: " + String.join(", ", missing) + "."));
    lines.add("Do: " + rules.nextAction(posture(state)) + ".");
    return String.join("\n", lines);
  }

  private static String described(Entry member) {
    return member.name() + (member.title().isEmpty() ? "" : ", " + member.title()) + " (" + member.role() + ", since "
        + Times.text(member.firstAt()) + ", " + (member.activities() == 1 ? "1 activity" : member.activities() + " activities") + ")";
  }

  private static String named(List<Entry> members, String person) {
    return members.stream().filter(member -> member.person().equals(person)).findFirst().map(Entry::name).orElse(person);
  }

  static Decision.Group decision(GroupRules rules, String key, long at, GroupState state, List<Entry> members,
      List<String> meeting, Because because) {
    var shown = new ArrayList<Decision.Member>();
    for (Entry member : members) {
      shown.add(new Decision.Member(member.person(), member.email(), member.role(), member.title(), member.firstAt(), member.activities()));
    }
    String first = members.isEmpty() ? "" : shownAs(members.get(0));
    List<Entry> engaged = engaged(state, members);
    return new Decision.Group("group/" + key, key, at, because, state.account(), state.solution(), state.level().code(),
        state.coordinated(), first, members.isEmpty() ? 0 : members.get(0).firstAt(), rules.completeness(engaged) / 100.0,
        rules.missing(engaged), shown, text(rules, state, engaged, meeting));
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
    line.put("sharing", sharing(rules.meeting(state.coordinated() ? entries.get("a:" + state.coordinatedAsset()) : null), entries));
    List<Entry> engaged = engaged(state, members);
    line.put("completeness", rules.completeness(engaged) / 100.0);
    line.put("missing_roles", rules.missing(engaged));
    line.put("alerted_at", state.alertedAt().stream().map(Times::text).toList());
    line.put("pattern", state.pattern());
    return line;
  }

  /** Who may have shared the meeting's asset: its first taker with each later one. Never more than possible. */
  private static List<Map<String, Object>> sharing(List<String> meeting, Map<String, Entry> entries) {
    var edges = new ArrayList<Map<String, Object>>();
    for (String to : meeting.subList(Math.min(1, meeting.size()), meeting.size())) {
      var edge = new LinkedHashMap<String, Object>();
      edge.put("from", name(entries, meeting.get(0)));
      edge.put("to", name(entries, to));
      edge.put("evidence", "possible");
      edges.add(edge);
    }
    return edges;
  }

  private static String name(Map<String, Entry> entries, String person) {
    Entry member = entries.get("p:" + person);
    return member == null ? person : shownAs(member);
  }
}
