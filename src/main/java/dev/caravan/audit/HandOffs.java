package dev.caravan.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Every hand-off that was decided, what its clock told, and what the desk says of it. */
final class HandOffs {
  private static final long EXPIRES_AFTER = Duration.ofDays(30).toMillis();
  private static final long WAITS_AT_MOST = Duration.ofDays(30).toMillis();
  /** The end may be counted by the hours of another zone, or from the asking: a weekend more. */
  private static final long LEEWAY = Duration.ofDays(3).toMillis();
  private static final Set<String> UNANSWERED = Set.of("open", "reminded", "reassigned", "escalated");
  /** Before the id of the one it is part of. */
  private static final List<String> PART_OF = List.of("joined ", "merged into ");

  private final Map<String, Asked> asked = new HashMap<>();
  private final Map<String, Clock> clocks = new HashMap<>();
  private final Map<String, DeskStatus> statuses = new HashMap<>();
  private final Map<String, Long> closings = new HashMap<>();
  private final Map<String, Set<String>> appended = new HashMap<>();
  private final Map<String, List<String>> ofGroups = new HashMap<>();
  private final Map<String, String> people = new HashMap<>();
  private final Map<String, List<String>> renewals = new HashMap<>();
  private final Map<String, String> renewalNotes = new HashMap<>();

  /**
   * Sales was asked.
   *
   * @param members as they are shown, of a group's
   */
  record Asked(String id, boolean isGroup, String subject, String account, String solution, long at, Set<String> members) {}

  /** When it first went to somebody, and the last moment its clock rang or was to ring; epoch ms. */
  private record Clock(long assigned, long lastRing) {
    static final Clock NONE = new Clock(0, 0);

    Clock and(long assignedAt, long ring) {
      return new Clock(Math.max(assigned, assignedAt), Math.max(lastRing, ring));
    }
  }

  /** What the desk says. */
  private record DeskStatus(String stands, long askedAt, long answeredAt) {}

  // What decisions tell

  Asked asked(JsonNode line) {
    var members = new HashSet<String>();
    line.path("members").forEach(member -> members.add(member.asText()));
    boolean group = Lines.text(line, "of").equals("group");
    var handOff = new Asked(Lines.text(line, "id"), group, Lines.text(line, "person"), Lines.text(line, "account"),
        Lines.text(line, "solution"), Lines.moment(line, "at"), group ? members : Set.of());
    asked.put(handOff.id(), handOff);
    if (group) {
      ofGroups.computeIfAbsent(key(handOff.account(), handOff.solution()), none -> new ArrayList<>()).add(handOff.id());
    }
    if (Lines.text(line, "trigger").equals("renewal")) {
      renewals.computeIfAbsent(key(handOff.account(), handOff.solution()), none -> new ArrayList<>()).add(handOff.id());
    }
    return handOff;
  }

  static String key(String account, String solution) {
    return account + "|" + solution;
  }

  void assigned(JsonNode line) {
    long at = Lines.moment(line, "at");
    rang(Lines.text(line, "hand_off"), at, Math.max(at, Lines.moment(line, "respond_by")));
  }

  /** A reminder, another owner, word to those above, or a further solution. */
  void noticed(JsonNode line) {
    String about = Lines.text(line, "about");
    switch (Lines.text(line, "what")) {
      case "reminder", "reassignment", "escalation" ->
          rang(about, 0, Math.max(Lines.moment(line, "at"), Lines.moment(line, "respond_by")));
      case "appended" -> appended.computeIfAbsent(about, none -> new HashSet<>()).add(Lines.text(line, "solution"));
      case "opportunity" -> {
        if (Lines.text(line, "trigger").equals("renewal")) {
          renewalNotes.put(key(Lines.text(line, "account"), Lines.text(line, "solution")), Lines.text(line, "hand_off"));
        }
      }
      default -> { }
    }
  }

  private void rang(String id, long assigned, long ring) {
    clocks.merge(id, Clock.NONE.and(assigned, ring), (a, b) -> a.and(b.assigned(), b.lastRing()));
  }

  // What the desk says

  void desk(JsonNode line) {
    people.put(Lines.text(line, "id"), Lines.text(line, "person"));
    statuses.put(Lines.text(line, "id"), new DeskStatus(Lines.text(line, "stands"), Lines.moment(line, "asked_at"),
        Lines.moment(line, "answered_at")));
  }

  /** What a group says of its last hand-off: the desk does not tell when one was closed. */
  void closed(String id, long at) {
    if (!id.isEmpty()) {
      closings.put(id, at);
    }
  }

  // Who is covered

  /** Tells of people by whose id hand-offs were decided, and of who they are by the desk: their records were merged. */
  void others(BiConsumer<String, String> beforeAndNow) {
    people.forEach((id, person) -> {
      Asked decided = asked.get(id);
      if (decided != null && !decided.isGroup() && !person.isEmpty() && !person.equals(decided.subject())) {
        beforeAndNow.accept(decided.subject(), person);
      }
    });
  }

  /** Whether a hand-off of a person's own is about a solution. */
  boolean isAbout(String id, String solution) {
    Asked handOff = asked.get(id);
    return handOff != null && (handOff.solution().equals(solution)
        || appended.getOrDefault(id, Set.of()).contains(solution));
  }

  /** Of a group, {@link #key}; the order is that of their ids. */
  List<String> ofGroup(String key) {
    return ofGroups.getOrDefault(key, List.of());
  }

  /** Of a contract that comes to its end, whoever it names: there is one for all people of the account. */
  List<String> ofRenewal(String key) {
    return renewals.getOrDefault(key, List.of());
  }

  /** Id of the word on a contract that an owner of an open opportunity was given in place of a hand-off; null for none. */
  @Nullable String renewalNote(String key) {
    return renewalNotes.get(key);
  }

  Asked get(String id) {
    Asked handOff = asked.get(id);
    if (handOff == null) {
      throw new IllegalArgumentException("decisions.ndjson holds no hand-off of that id; ask for those it holds only");
    }
    return handOff;
  }

  /** How one stands at a moment. */
  Standing standing(String id, Deliveries deliveries, long now) {
    return standing(id, deliveries, now, 0);
  }

  private Standing standing(String id, Deliveries deliveries, long now, int hops) {
    DeskStatus is = statuses.get(id);
    if (is == null) {
      return new Standing.Lost("not-at-the-desk", "their hand-off was decided, and the desk does not know it");
    }
    for (String words : PART_OF) {
      if (is.stands().startsWith(words) && hops < 8) {
        return standing(is.stands().substring(words.length()), deliveries, now, hops + 1);
      }
    }
    Clock clock = clocks.getOrDefault(id, Clock.NONE);
    if (is.stands().equals("waiting")) {
      return now - is.askedAt() <= WAITS_AT_MOST ? new Standing.Waiting("waits for somebody to take it")
          : new Standing.Lost("waits-too-long", "their hand-off has waited for somebody to take it since " + day(is.askedAt()));
    }
    boolean unanswered = UNANSWERED.contains(is.stands());
    if (!unanswered && !is.stands().equals("answered")) {
      return closed(id, is, clock);
    }
    Standing.Lost undelivered = deliveries.trouble("assignment/" + id, id);
    if (undelivered != null) {
      return undelivered;
    }
    if (unanswered && is.answeredAt() == 0 && now > clock.lastRing() + EXPIRES_AFTER + LEEWAY) {
      return new Standing.Lost("nobody-answered", "nobody answered their hand-off, whose clock rang last on "
          + day(clock.lastRing()) + ", and it is still open");
    }
    return new Standing.Open("is with sales");
  }

  private Standing closed(String id, DeskStatus is, Clock clock) {
    if (is.stands().isEmpty() || is.stands().equals("over")) {
      return new Standing.Lost("closed-without-reason", "their hand-off was closed, and nothing says why");
    }
    long atLatest = is.stands().equals("expired") && clock.lastRing() > 0 ? clock.lastRing() + EXPIRES_AFTER
        : Math.max(is.askedAt(), clock.lastRing());
    return new Standing.Closed(is.stands(), closings.getOrDefault(id, atLatest));
  }

  static String day(long moment) {
    return Instant.ofEpochMilli(moment).toString().substring(0, 10);
  }
}
