package dev.caravan.group;

import dev.caravan.config.ConfigNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How groups are seen, by {@code config/groups.yaml}; pure functions over what a group keeps. */
public final class GroupRules {

  /** A pattern of interest; {@code sameAsset} asks for takers of one asset instead of people engaged. */
  public record Pattern(String name, String says, int people, long within, boolean sameAsset, int evaluating,
      Level level, String place) {}

  /** A role on a solution's committee. */
  record Role(String name, int required, int weight) {}

  private final long engagedWithin;
  private final List<Pattern> patterns;
  /** How long somebody's last act can still count for a pattern. */
  private final long recentWithin;
  /** The pattern that sees meetings; one that never holds if none is configured. */
  private final Pattern sameAsset;
  private final long fallsAfter;
  private final long dormantAfter;
  private final long coolDown;
  private final long handOverAfter;
  private final List<Role> roles;
  private final Map<String, String> nextActions;

  private GroupRules(ConfigNode file) {
    engagedWithin = file.get("engaged_within").duration();
    var read = new ArrayList<Pattern>();
    for (ConfigNode node : file.get("patterns").items()) {
      boolean same = node.find("same").map(value -> value.oneOf(List.of("asset"))).isPresent();
      read.add(new Pattern(node.get("name").text(), node.get("says").text(), node.get("people").integer(2, 1000),
          node.get("within").duration(), same, node.find("evaluating").map(value -> value.integer(0, 1000)).orElse(0),
          Level.valueOf(node.get("level").oneOf(List.of("emerging", "active", "hot")).toUpperCase(java.util.Locale.ROOT)),
          node.origin().file() + ":" + node.origin().line()));
    }
    patterns = List.copyOf(read);
    recentWithin = Math.max(engagedWithin,
        patterns.stream().filter(pattern -> !pattern.sameAsset()).mapToLong(Pattern::within).max().orElse(0));
    sameAsset = patterns.stream().filter(Pattern::sameAsset).findFirst()
        .orElse(new Pattern("", "", Integer.MAX_VALUE, 0, true, 0, Level.EMERGING, ""));
    fallsAfter = file.get("falls_after").duration();
    dormantAfter = file.get("dormant_after").duration();
    coolDown = file.get("cool_down").duration();
    handOverAfter = file.get("hand_over_after").duration();
    var needed = new ArrayList<Role>();
    for (ConfigNode node : file.get("roles").items()) {
      needed.add(new Role(node.get("role").text(), node.get("required").integer(0, 100), node.get("weight").integer(0, 100)));
    }
    roles = List.copyOf(needed);
    var actions = new LinkedHashMap<String, String>();
    file.get("next_actions").entries().forEach(entry -> actions.put(entry.key(), entry.value().text()));
    nextActions = actions;
  }

  /** The room as configured; mistakes are reported at their nodes. */
  public static GroupRules from(ConfigNode groups) {
    return new GroupRules(groups);
  }

  public long engagedWithin() {
    return engagedWithin;
  }

  public long coolDown() {
    return coolDown;
  }

  public long handOverAfter() {
    return handOverAfter;
  }

  /** What a rep is asked to do with a group, by its furthest posture. */
  public String nextAction(String posture) {
    return nextActions.getOrDefault(posture, "");
  }

  /** The group's state and one member's and one asset's entry, after an act. */
  public record Seen(GroupState state, Entry member, Entry asset) {}

  /** Takes in an act of a person; {@code member} and {@code asset} are what was kept of them, or null. */
  public Seen see(GroupState state, @org.jspecify.annotations.Nullable Entry member,
      @org.jspecify.annotations.Nullable Entry asset, Engagement act) {
    long latest = Math.max(state.lastActivity(), act.time());
    var recent = new TreeMap<>(state.recent());
    boolean counts = member == null || member.in();
    if (counts) {
      GroupState.Recent before = recent.get(act.person());
      recent.put(act.person(), new GroupState.Recent(before == null ? act.time() : Math.max(before.last(), act.time()), act.posture()));
    }
    recent.values().removeIf(each -> each.last() <= latest - recentWithin);
    Entry known = member == null
        ? new Entry(act.person(), act.email(), act.name(), act.role(), act.title(), false, true, act.time(), act.time(), 1, new long[0],
            List.of(), act.emailOut(), act.phoneOut())
        : new Entry(act.person(), act.email(), act.name(), member.manual() ? member.role() : act.role(), act.title(),
            member.manual(), member.in(), member.activities() == 0 ? act.time() : Math.min(member.firstAt(), act.time()),
            Math.max(member.lastAt(), act.time()), member.activities() + 1, new long[0], List.of(), act.emailOut(),
            act.phoneOut());
    Entry takers = asset == null ? Entry.asset() : asset;
    if (act.taken() && counts) {
      takers = taken(takers, act);
    }
    return new Seen(state.seen(latest, recent), known, takers);
  }


  /**
   * An asset's takers with one more; who took it too long before the newest to matter is dropped, but for those of the
   * last meeting: history stays with the group.
   */
  private Entry taken(Entry asset, Engagement act) {
    long keep = patterns.stream().filter(Pattern::sameAsset).mapToLong(Pattern::within).max().orElse(0) * 2;
    int at = asset.times().length;
    while (at > 0 && asset.times()[at - 1] > act.time()) {
      at--;
    }
    long[] times = Arrays.copyOf(asset.times(), asset.times().length + 1);
    System.arraycopy(asset.times(), at, times, at + 1, asset.times().length - at);
    times[at] = act.time();
    var takers = new ArrayList<>(asset.takers());
    takers.add(at, act.person());
    var all = asset(times, takers);
    long meeting = meetingAt(all);
    long newest = times[times.length - 1];
    return only(all, i -> all.times()[i] >= newest - keep
        || all.times()[i] >= meeting && all.times()[i] <= meeting + sameAsset.within());
  }

  private static Entry asset(long[] times, List<String> takers) {
    return new Entry("", "", "", "", "", false, true, 0, 0, 0, times, List.copyOf(takers), false, false);
  }

  private static Entry only(Entry asset, java.util.function.IntPredicate which) {
    int[] kept = java.util.stream.IntStream.range(0, asset.times().length).filter(which).toArray();
    return asset(Arrays.stream(kept).mapToLong(i -> asset.times()[i]).toArray(),
        Arrays.stream(kept).mapToObj(asset.takers()::get).toList());
  }

  /** An asset's takers without one person. */
  public Entry without(Entry asset, String person) {
    return only(asset, i -> !asset.takers().get(i).equals(person));
  }

  /** When the last meeting over an asset began; {@link Long#MAX_VALUE} if there was none. */
  private long meetingAt(Entry asset) {
    Pattern pattern = sameAsset;
    long began = Long.MAX_VALUE;
    for (long start : asset.times()) {
      boolean same = began != Long.MAX_VALUE && start <= began + pattern.within();
      if (!same && takersFrom(asset, start, pattern.within()).size() >= pattern.people()) {
        began = start;
      }
    }
    return began;
  }

  /** Who took an asset together, by stable id, the first one first; empty if it never was a meeting. */
  public List<String> meeting(@org.jspecify.annotations.Nullable Entry asset) {
    long began = asset == null ? Long.MAX_VALUE : meetingAt(asset);
    return asset == null || began == Long.MAX_VALUE ? List.of() : List.copyOf(takersFrom(asset, began, sameAsset.within()));
  }

  /** People who took an asset within a window that begins with {@code start}, in order. */
  private static Set<String> takersFrom(Entry asset, long start, long within) {
    var people = new LinkedHashSet<String>();
    for (int i = 0; i < asset.times().length; i++) {
      if (asset.times()[i] >= start && asset.times()[i] <= start + within) {
        people.add(asset.takers().get(i));
      }
    }
    return people;
  }

  /** The pattern of the highest level that an act completes, if any. */
  public java.util.Optional<Pattern> completed(GroupState state, Entry asset, Engagement act) {
    Pattern best = null;
    for (Pattern pattern : patterns) {
      boolean holds = pattern.sameAsset() ? act.taken() && takersAround(asset, act.time(), pattern.within()) >= pattern.people()
          : engaged(state, pattern.within()) >= pattern.people() && comparing(state, pattern.within()) >= pattern.evaluating();
      if (holds && (best == null || pattern.level().atLeast(best.level()))) {
        best = pattern;
      }
    }
    return java.util.Optional.ofNullable(best);
  }

  private static long engaged(GroupState state, long within) {
    long engaged = 0;
    for (GroupState.Recent each : state.recent().values()) {
      engaged += each.last() > state.lastActivity() - within ? 1 : 0;
    }
    return engaged;
  }

  private static long comparing(GroupState state, long within) {
    long comparing = 0;
    for (GroupState.Recent each : state.recent().values()) {
      comparing += each.compares() && each.last() > state.lastActivity() - within ? 1 : 0;
    }
    return comparing;
  }

  /** The most people who took an asset within one window that holds {@code time}. */
  private static int takersAround(Entry asset, long time, long within) {
    int most = 0;
    for (int from = 0; from < asset.times().length; from++) {
      long start = asset.times()[from];
      if (start > time || start < time - within) {
        continue;
      }
      most = Math.max(most, takersFrom(asset, start, within).size());
    }
    return most;
  }

  /** What the level falls to by a quiet time, and when that is looked at again ({@link Long#MAX_VALUE}: no more). */
  public GroupState quiet(GroupState state, long now) {
    long quiet = now - state.lastActivity();
    if (quiet >= dormantAfter && state.level() != Level.DORMANT) {
      return state.level(Level.DORMANT, now, state.pattern(), state.coordinatedAsset()).alerted(Level.DORMANT, List.of(), state.alertedAt());
    }
    if (quiet >= fallsAfter && state.levelSince() <= now - fallsAfter && state.level().atLeast(Level.ACTIVE)) {
      return state.level(state.level().down(), now, state.pattern(), state.coordinatedAsset());
    }
    return state;
  }

  /** When the level may next fall. */
  public long fallsAt(GroupState state) {
    if (state.level() == Level.DORMANT) {
      return Long.MAX_VALUE;
    }
    long dormant = state.lastActivity() + dormantAfter;
    return state.level().atLeast(Level.ACTIVE)
        ? Math.min(dormant, Math.max(state.lastActivity(), state.levelSince()) + fallsAfter) : dormant;
  }

  /** Mean over needed roles of min(1, engaged ÷ required), in hundredths (SPEC 5.3). */
  public int completeness(List<Entry> members) {
    long sum = 0;
    int needed = 0;
    for (Role role : roles) {
      if (role.required() > 0) {
        needed++;
        sum += Math.min(100, 100L * having(members, role.name()) / role.required());
      }
    }
    return needed == 0 ? 100 : (int) ((sum + needed / 2) / needed);
  }

  /** Needed roles nobody fills. */
  public List<String> missing(List<Entry> members) {
    var missing = new ArrayList<String>();
    for (Role role : roles) {
      if (role.required() > having(members, role.name())) {
        missing.add(role.name());
      }
    }
    return missing;
  }

  private static long having(List<Entry> members, String role) {
    return members.stream().filter(member -> member.role().equals(role)).count();
  }

  /** Members by their first act. */
  public static List<Entry> inOrder(Iterable<Entry> entries) {
    var members = new ArrayList<Entry>();
    for (Entry entry : entries) {
      if (entry.isMember() && entry.in()) {
        members.add(entry);
      }
    }
    members.sort(java.util.Comparator.comparingLong(Entry::firstAt).thenComparing(Entry::person));
    return members;
  }
}
