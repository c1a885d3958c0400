package dev.caravan.group;

import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group at one moment, as it is told.
 *
 * @param members who ever took part, by their first act
 * @param engaged those lately there or put in by hand
 * @param roles of all members, by person
 * @param meeting stable ids of those who took an asset together last, the first taker first
 * @param meetingIsNew whether that was since the group last slept
 * @param completeness hundredths
 * @param missing needed roles that are short
 * @param engagement visits of the engaged within the time somebody stays engaged, each times the weight of the role
 * @param says what the pattern says that made the level
 */
public record Picture(GroupState state, List<Entry.Member> members, List<Entry.Member> engaged, Map<String, String> roles,
    List<String> meeting, boolean meetingIsNew, List<Edge> edges, int completeness, List<String> missing, long engagement,
    List<Sign> signs, String says) {

  /** A pattern that raises no level but is told, with the numbers that made it. */
  public record Sign(String name, String says, String numbers) {}

  /** Somebody may have had it from somebody ({@code from, to}: stable ids), so long after; never told as fact. */
  public record Edge(String from, String to, boolean isLikely, String because, long after) {}

  static Picture of(GroupState state, Iterable<Entry> entries, @Nullable Entry meetingAsset, Patterns patterns,
      Sharing sharing, Roles roles) {
    List<Entry.Member> members = GroupRules.inOrder(entries);
    List<Entry.Member> engaged = members.stream()
        .filter(member -> member.manual() || state.crowd().isThere(member.person(), patterns.engagedWithin())).toList();
    Map<String, String> assigned = roles.assigned(state.solution(), members);
    Map<String, String> filled = roles.assigned(state.solution(), engaged);
    long began = meetingAsset == null ? Long.MAX_VALUE : sharing.meetingAt(meetingAsset.uses());
    List<String> meeting = meetingAsset == null || began == Long.MAX_VALUE ? List.of()
        : List.copyOf(sharing.from(meetingAsset.uses(), began));
    long engagement = 0;
    int days = (int) Math.max(1, patterns.engagedWithin() / Times.DAY);
    for (Entry.Member member : engaged) {
      String role = filled.getOrDefault(member.person(), "");
      engagement += (long) roles.weight(state.solution(), role) * state.crowd().visitsOf(member.person(), days);
    }
    return new Picture(state, members, engaged, assigned, meeting,
        !meeting.isEmpty() && !state.crowd().resumedAt().isAfter(began), edges(members, meeting, meetingAsset, began),
        roles.completeness(state.solution(), filled), roles.missing(state.solution(), filled), engagement,
        patterns.signs(state.crowd()), patterns.named(state.pattern()).map(Pattern::says).orElse(""));
  }

  /** Who may have had it from whom: by a link of another, else from the first who took the meeting's asset. */
  private static List<Edge> edges(List<Entry.Member> members, List<String> meeting, @Nullable Entry asset, long began) {
    var edges = new ArrayList<Edge>();
    var times = new HashMap<String, Long>();
    if (asset != null) {
      meeting.forEach(person -> times.put(person, Sharing.timeOf(asset.uses(), person, began)));
    }
    for (Entry.Member member : members) {
      if (member.sharing().isKnown()) {
        edges.add(new Edge(member.sharing().from(), member.person(), true, member.sharing().because(), member.sharing().after()));
      }
    }
    for (String to : meeting.subList(Math.min(1, meeting.size()), meeting.size())) {
      if (edges.stream().noneMatch(edge -> edge.to().equals(to))) {
        edges.add(new Edge(meeting.get(0), to, false, "took the same asset shortly after", times.getOrDefault(to, began) - began));
      }
    }
    edges.sort(Comparator.comparing(edge -> times.getOrDefault(edge.to(), Long.MAX_VALUE)));
    return List.copyOf(edges);
  }

  /** The engaged by their first act since the last long silence. */
  public List<Entry.Member> byArrival() {
    return engaged.stream().sorted(Comparator.comparingLong(Entry.Member::since).thenComparing(Entry.Member::person)).toList();
  }

  /** Whose act began this wave of interest, of those lately there; empty where everybody was put in by hand. */
  public Optional<Entry.Member> first() {
    return byArrival().stream().filter(member -> member.activities() > 0).findFirst();
  }

  /** A member's name; what is known of them otherwise. */
  public String name(String person) {
    return members.stream().filter(member -> member.person().equals(person)).findFirst().map(member -> member.who().name()).orElse("somebody else");
  }

  /** A member's e-mail, else the id. */
  public String shownAs(String person) {
    return members.stream().filter(member -> member.person().equals(person)).findFirst().map(Entry.Member::shownAs).orElse(person);
  }

  public String role(Entry.Member member) {
    return roles.getOrDefault(member.person(), member.who().persona());
  }

  /** Roles of all members, each once, sorted. */
  public List<String> rolesThere() {
    return roles.values().stream().distinct().sorted().toList();
  }
}
