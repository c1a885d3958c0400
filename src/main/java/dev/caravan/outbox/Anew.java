package dev.caravan.outbox;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What remains to be told when all history was decided anew: of states what differs from what was told, of events those
 * that never happened before, and what was told and holds no longer, taken back.
 *
 * <p>Decisions are taken in as they are made, and of a state only the newest is kept: a long history says the same person's
 * score over and over again.
 */
final class Anew {
  /** A state as it was told last. */
  record Told(Decision.Kind kind, String subject, Map<String, Object> payload) {}

  /** Decisions put at a time: their payloads and the items they meet lie in memory meanwhile. */
  private static final int PORTION = 10_000;
  /** Scores that lie about as they were made: most are soon said anew. */
  private static final int PLAIN = 50_000;

  private final boolean actsAnew;
  private final Map<String, Kept> newest = new LinkedHashMap<>();
  private final Deque<String> plain = new ArrayDeque<>();

  /**
   * Nothing decided yet.
   *
   * @param actsFrom from when on it was acted: places of before are not decided anew, and stay
   */
  Anew(long actsFrom) {
    this.actsAnew = actsFrom == Long.MIN_VALUE;
  }

  /** The states that a list of decisions ends with, by business id. */
  static Map<String, Told> told(Collection<Decision> decisions) {
    Map<String, Told> told = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      if (Putting.showsState(decision.kind())) {
        told.put(Putting.businessId(decision),
            new Told(Putting.itemKind(decision.kind()), decision.subject(), Payloads.of(decision)));
      }
    }
    return told;
  }

  /** What remains to be told where {@code before} is all that was decided until now. */
  static List<Decision> differences(List<Decision> before, List<Decision> anew, long actsFrom, long at, String version) {
    var happened = new HashSet<String>();
    before.forEach(decision -> happened.add(decision.id()));
    var collected = new Anew(actsFrom);
    anew.forEach(collected::add);
    var hashes = new HashMap<String, String>();
    var gone = new ArrayList<Told>();
    told(before).forEach((id, told) -> {
      if (collected.says(id)) {
        hashes.put(id, Payloads.hash(told.payload()));
      } else {
        gone.add(told);
      }
    });
    var changes = new ArrayList<Decision>();
    collected.changes(happened, hashes, gone, at, version, changes::addAll);
    return List.copyOf(changes);
  }

  /** Takes in what was decided next. */
  void add(Decision decision) {
    if (Putting.showsState(decision.kind())) {
      String id = Putting.businessId(decision);
      newest.remove(id); // stands where it was last said
      newest.put(id, new Kept.Plain(decision));
      if (decision.kind() == Decision.Kind.SCORE) {
        plain.add(id);
        if (plain.size() > PLAIN) {
          newest.computeIfPresent(plain.remove(), (same, kept) -> kept instanceof Kept.Plain made ? made.packed() : kept);
        }
      }
    } else {
      newest.putIfAbsent(decision.id(), new Kept.Plain(decision));
    }
  }

  /** Whether a state of this business id was decided. */
  boolean says(String businessId) {
    return newest.containsKey(businessId);
  }

  /** Ids of the events that were decided. */
  List<String> events() {
    return newest.values().stream().filter(kept -> !Putting.showsState(kept.kind())).map(kept -> kept.decision().id()).toList();
  }

  /**
   * The decisions to put; may be asked for once.
   *
   * @param happened events decided before; none is told a second time
   * @param told hash of the payload by business id of every state told
   * @param gone what was told of states that nothing was decided of
   * @param some takes them, some thousand at a time
   */
  void changes(Collection<String> happened, Map<String, String> told, Collection<Told> gone, long at, String version,
      Consumer<List<Decision>> some) {
    newest.keySet().removeAll(Set.copyOf(happened));
    Set<String> same = newest.entrySet().parallelStream()
        .filter(entry -> Putting.showsState(entry.getValue().kind()) && isTold(told.get(entry.getKey()), entry.getValue().decision()))
        .map(Map.Entry::getKey).collect(Collectors.toSet());
    newest.keySet().removeIf(same::contains);
    List<Decision> changes = new ArrayList<>();
    for (Iterator<Kept> each = newest.values().iterator(); each.hasNext();) {
      changes.add(each.next().decision());
      each.remove();
      if (changes.size() == PORTION) {
        some.accept(List.copyOf(changes));
        changes.clear();
      }
    }
    gone.stream().filter(was -> actsAnew || was.kind() == Decision.Kind.GROUP).forEach(was -> takenBack(was, at, version).ifPresent(changes::add));
    some.accept(List.copyOf(changes));
  }

  private static boolean isTold(@Nullable String was, Decision decision) {
    if (was == null) {
      // whoever was never told of the place need not be told of its end
      return decision.kind() == Decision.Kind.LEAVE || decision instanceof Decision.TouchLimit limit && !limit.in();
    }
    return was.equals(Payloads.hash(Payloads.of(decision)));
  }

  private static Optional<Decision> takenBack(Told was, long at, String version) {
    if (was.kind() == Decision.Kind.ENROLMENT && Boolean.TRUE.equals(was.payload().get("in"))) {
      String programme = text(was, "programme");
      return Optional.of(new Decision.Leave("leave/" + was.subject() + "/" + programme + "/" + version, was.subject(), at,
          Because.of("these settings do not enrol the person in it", programme, "config/nurture.yaml", version, ""),
          text(was, "email"), programme));
    }
    if (was.kind() == Decision.Kind.TOUCH_LIMIT && Boolean.TRUE.equals(was.payload().get("in"))) {
      return Optional.of(new Decision.TouchLimit("touch-limit/" + was.subject() + "/" + version, was.subject(), at,
          Because.of("by these settings the person is not at their limit of touches", "touches", "config/routing.yaml", version,
              ""), text(was, "email"), text(was, "list"), false));
    }
    if (was.kind() == Decision.Kind.GROUP && !text(was, "level").equals("dormant")) {
      return Optional.of(group(was, at, version));
    }
    return Optional.empty(); // a score nobody has an opinion on any more stays as it was told, and so does an opt-out
  }

  /** A group these settings do not see: its people stay listed, and nothing more is claimed of them. */
  private static Decision group(Told was, long at, String version) {
    List<Decision.Member> members = new ArrayList<>();
    if (was.payload().get("members") instanceof List<?> shown) {
      for (Object each : shown) {
        if (each instanceof Map<?, ?> member) {
          members.add(new Decision.Member(text(member, "person"), text(member, "email"), text(member, "role"),
              text(member, "title"), time(text(member, "first_at")), (int) number(member.get("activities")),
              Boolean.TRUE.equals(member.get("confirmed"))));
        }
      }
    }
    return new Decision.Group("group/" + was.subject(), was.subject(), at,
        Because.of("these settings see no buying group here", "", "config/groups.yaml", version, ""), text(was, "name"),
        text(was, "account"),
        text(was, "solution"), "dormant", false, text(was, "first_person"), time(text(was, "first_at")), 0, List.of(),
        members, "By the settings of version " + version + " this is no buying group.", "");
  }

  private static String text(Told was, String name) {
    return text(was.payload(), name);
  }

  private static String text(Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    return value == null ? "" : value.toString();
  }

  private static Moment time(String text) {
    return text.isEmpty() ? Moment.NONE : Moment.of(Times.parse(text));
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
