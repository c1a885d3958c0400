package dev.caravan.outbox;

import dev.caravan.model.Decision;
import dev.caravan.outbox.Outbox.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What must be written before what.
 *
 * <p>Kinds that show a state have one line for each subject and need no order. Tasks are about a hand-off, and people
 * leave one programme for another: there a later line that overtakes an earlier one would be wrong outside.
 */
final class WriteOrder {
  /** As the index outbox_turn says it, word for word: SQLite uses a partial index only then. */
  private static final String INDEXED =
      "earlier.kind IN ('assignment', 'consent', 'enrolment', 'response') AND earlier.state IN ('due', 'parked')";
  private static final String EARLIER = " NOT EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.target = outbox.target"
      + " AND earlier.seq < outbox.seq AND ";

  /**
   * A condition for lines to take. Its three parameters are the time.
   *
   * <p>A person's task that is put off keeps their later ones back. So does a hand-off's, whoever they are about, and
   * also while it is parked: it would be made by a word that says only what changed.
   */
  static final String MAY_GO = " AND (kind NOT IN ('assignment', 'enrolment', 'response') OR" + EARLIER + INDEXED
      + " AND earlier.kind = outbox.kind AND earlier.about = outbox.about AND (earlier.state = 'parked' AND earlier.of_record = 1"
      + " OR earlier.kind = 'assignment' AND earlier.state = 'due' AND earlier.due_at > ?)))"
      + " AND (hand_off = '' OR" + EARLIER + "earlier.hand_off <> '' AND earlier.state IN ('due', 'parked')"
      + " AND earlier.hand_off = outbox.hand_off AND (earlier.state = 'parked' OR earlier.due_at > ?"
      + " OR earlier.about <> outbox.about AND earlier.due_at <= ?)))";

  private WriteOrder() {}

  /** Whether a line in line must not go before one that is parked. */
  static boolean waitsFor(Line line, Line parked) {
    boolean later = line.target.equals(parked.target) && line.seq > parked.seq;
    boolean sameRecord = parked.ofRecord && line.kind == parked.kind && line.about.equals(parked.about);
    return later && (sameRecord || !line.handOff.isEmpty() && line.handOff.equals(parked.handOff));
  }

  /** Lines in line that may be about the same as parked ones, by id. */
  static Map<String, Line> inLineBehind(Handle handle, List<Line> parked) {
    var due = new HashMap<String, Line>();
    Map<String, List<Line>> byTarget = parked.stream().collect(Collectors.groupingBy(line -> line.target));
    byTarget.forEach((target, lines) -> {
      Set<String> subjects = lines.stream().filter(line -> line.ofRecord).map(line -> line.about).collect(Collectors.toSet());
      Set<String> handOffs = lines.stream().map(line -> line.handOff).filter(id -> !id.isEmpty()).collect(Collectors.toSet());
      Line.in(handle, "target = ? AND kind IN ('assignment', 'consent', 'enrolment', 'response')"
          + " AND state IN ('due', 'parked') AND state = 'due' AND about IN ({keys})", List.of(target), subjects, due);
      Line.in(handle, "target = ? AND hand_off <> '' AND state IN ('due', 'parked') AND state = 'due'"
          + " AND hand_off IN ({keys})", List.of(target), handOffs, due);
    });
    return due;
  }

  /**
   * Leaves out of a page who would enter a programme, or be sent its content, too early: while what they said of consent
   * is not told yet, or another place of theirs is put off, which may be the one they leave. Leaving waits for nothing.
   */
  static List<Line> withoutEarlyEntries(Handle handle, String target, List<Line> page, long now) {
    Set<String> entering = page.stream().filter(WriteOrder::enters).map(line -> line.about).collect(Collectors.toSet());
    var before = new HashMap<String, Line>();
    Line.in(handle, "target = ? AND kind IN ('assignment', 'consent', 'enrolment', 'response')"
        + " AND state IN ('due', 'parked') AND state = 'due' AND about IN ({keys})", List.of(target), entering, before);
    var early = new HashSet<String>();
    for (Line line : page) {
      if (enters(line) && before.values().stream().anyMatch(other -> other.about.equals(line.about)
          && (other.kind == Decision.Kind.CONSENT || other.kind == Decision.Kind.ENROLMENT && other.dueAt > now
              && (other.seq < line.seq || line.kind == Decision.Kind.TOUCH)))) {
        early.add(line.id);
      }
    }
    var others = new ArrayList<>(page);
    others.removeIf(line -> early.contains(line.id));
    return List.copyOf(others);
  }

  private static boolean enters(Line line) {
    return line.kind == Decision.Kind.TOUCH || line.kind == Decision.Kind.ENROLMENT && line.state == State.DUE
        && Boolean.TRUE.equals(Payloads.read(line.payload).get("in"));
  }
}
