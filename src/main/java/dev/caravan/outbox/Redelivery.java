package dev.caravan.outbox;

import dev.caravan.model.Decision;
import dev.caravan.outbox.Outbox.State;
import dev.caravan.outbox.Outbox.Target;
import dev.caravan.store.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lines of people whose records at a target are others than before. */
final class Redelivery {
  /** States that are one line a person. */
  private static final List<Decision.Kind> ONE_EACH =
      List.of(Decision.Kind.SCORE, Decision.Kind.CONSENT, Decision.Kind.TOUCH, Decision.Kind.TOUCH_LIMIT);
  /** Those of them that somebody else's line tells from now on, where two people turn out to be one. */
  private static final List<Decision.Kind> OVERTAKEN = List.of(Decision.Kind.SCORE, Decision.Kind.CONSENT, Decision.Kind.TOUCH);

  private final Tx tx;
  private final long now;

  Redelivery(Tx tx, long now) {
    this.tx = tx;
    this.now = now;
  }

  /** As {@link Outbox#again}. */
  int again(String target, Set<Decision.Kind> kinds, Collection<String> people) {
    Set<String> who = Set.copyOf(people);
    Map<String, Line> lines = new LinkedHashMap<>();
    var ids = new ArrayList<String>();
    who.forEach(person -> ONE_EACH.forEach(kind -> ids.add(target + ":" + kind.code() + ":" + person)));
    lines.putAll(Line.byId(tx, ids));
    Line.in(tx.handle(), "target = ? AND state IN ('held', 'parked') AND about IN ({keys})" + tx.locked(), List.of(target), who,
        lines);
    // A group's hand-off is about the group, and waits for the record of the person it names.
    Line.where(tx.handle(), "target = ? AND state = 'held' AND kind = 'assignment' ORDER BY id" + tx.locked(), List.of(target))
        .stream().filter(line -> who.contains(String.valueOf(Payloads.read(line.payload).get("person"))))
        .forEach(line -> lines.put(line.id, line));
    for (String person : who) {
      // One line a programme; } comes right behind |.
      Line.where(tx.handle(), "id >= ? AND id < ? ORDER BY id" + tx.locked(), List.of(target + ":programme:" + person + "|",
          target + ":programme:" + person + "}")).forEach(line -> lines.put(line.id, line));
    }
    if (kinds.contains(Decision.Kind.GROUP)) {
      Line.where(tx.handle(), "target = ? AND kind = 'group' ORDER BY id" + tx.locked(), List.of(target)).stream()
          .filter(line -> names(line, who)).forEach(line -> lines.put(line.id, line));
    }
    List<Line> due = lines.values().stream().filter(line -> kinds.contains(line.kind)).filter(this::isAgain)
        .sorted(Comparator.comparingLong(line -> line.seq)).toList();
    long seq = tx.handle().createQuery("SELECT COALESCE(MAX(seq), 0) FROM outbox").mapTo(Long.class).one();
    for (Line line : due) {
      line.sentHash = "";
      line.due(now);
      line.seq = ++seq;
      line.touchedAt = now;
    }
    Line.save(tx.handle(), due);
    return due.size();
  }

  private boolean isAgain(Line line) {
    return switch (line.state) {
      case SENT, UNCHANGED -> Putting.showsState(line.kind);
      case HELD -> true;
      case PARKED -> line.ofRecord;
      case DUE, IN_FLIGHT -> false;
    };
  }

  private static boolean names(Line group, Set<String> people) {
    Object members = Payloads.read(group.payload).get("members");
    return members instanceof List<?> list && list.stream()
        .anyMatch(each -> each instanceof Map<?, ?> member && people.contains(String.valueOf(member.get("person"))));
  }

  /** As {@link Outbox#ended}. */
  void ended(List<Target> targets, Collection<String> people) {
    var ids = new HashSet<String>();
    for (Target target : targets) {
      people.forEach(person -> OVERTAKEN.forEach(kind -> ids.add(target.name() + ":" + kind.code() + ":" + person)));
    }
    List<Line> over = Line.byId(tx, ids).values().stream()
        .filter(line -> line.state == State.DUE || line.state == State.HELD || line.state == State.PARKED).toList();
    for (Line line : over) {
      line.due(now);
      line.state = State.UNCHANGED;
      line.touchedAt = now;
    }
    Line.save(tx.handle(), over);
  }
}
