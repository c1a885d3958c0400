package dev.caravan.outbox;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What remains to be told when all history was decided anew: of states what differs from what was told, of events those
 * that never happened before, and what was told and holds no longer, taken back.
 */
final class Anew {
  /** A state as it was told last. */
  record Told(Decision.Kind kind, String subject, Map<String, Object> payload) {}

  private final long at;
  private final String version;

  Anew(long at, String version) {
    this.at = at;
    this.version = version;
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

  /**
   * The decisions to put.
   *
   * @param happened whether an event of this id was decided before; it is not told a second time
   */
  List<Decision> changes(Map<String, Told> told, Predicate<String> happened, List<Decision> anew) {
    Map<String, Decision> newest = new LinkedHashMap<>();
    for (Decision decision : anew) {
      if (Putting.showsState(decision.kind())) {
        newest.remove(Putting.businessId(decision)); // stands where it was last said
        newest.put(Putting.businessId(decision), decision);
      } else if (!happened.test(decision.id())) {
        newest.putIfAbsent(decision.id(), decision);
      }
    }
    newest.values().removeIf(decision -> Putting.showsState(decision.kind())
        && isTold(told.get(Putting.businessId(decision)), decision));
    List<Decision> changes = new ArrayList<>(newest.values());
    var stands = told(anew);
    told.forEach((id, was) -> {
      if (!stands.containsKey(id)) {
        takenBack(was).ifPresent(changes::add);
      }
    });
    return changes;
  }

  private static boolean isTold(@Nullable Told was, Decision decision) {
    if (was == null) {
      return decision.kind() == Decision.Kind.LEAVE; // whoever was never told of the place need not be told of its end
    }
    return Payloads.hash(was.payload()).equals(Payloads.hash(Payloads.of(decision)));
  }

  private Optional<Decision> takenBack(Told was) {
    if (was.kind() == Decision.Kind.ENROLMENT && Boolean.TRUE.equals(was.payload().get("in"))) {
      String programme = text(was, "programme");
      return Optional.of(new Decision.Leave("leave/" + was.subject() + "/" + programme + "/" + version,
          was.subject(), at, because("these settings do not enrol the person in it", programme, "config/nurture.yaml"),
          text(was, "email"), programme));
    }
    if (was.kind() == Decision.Kind.GROUP && !text(was, "level").equals("dormant")) {
      return Optional.of(group(was));
    }
    return Optional.empty(); // a score nobody has an opinion on any more stays as it was told
  }

  /** A group these settings do not see: its people stay listed, and nothing more is claimed of them. */
  private Decision group(Told was) {
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
        because("these settings see no buying group here", "", "config/groups.yaml"), text(was, "account"),
        text(was, "solution"), "dormant", false, text(was, "first_person"), time(text(was, "first_at")), 0, List.of(),
        members, "By the settings of version " + version + " this is no buying group.", "");
  }

  private Because because(String text, String rule, String place) {
    return Because.of(text, rule, place, version, "");
  }

  private static String text(Told was, String name) {
    return text(was.payload(), name);
  }

  private static String text(Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    return value == null ? "" : value.toString();
  }

  private static long time(String text) {
    return text.isEmpty() ? 0 : Times.parse(text);
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
