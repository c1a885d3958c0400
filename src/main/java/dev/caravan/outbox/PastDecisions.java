package dev.caravan.outbox;

import dev.caravan.model.Because;
import dev.caravan.model.Decision;
import dev.caravan.model.Moment;
import dev.caravan.model.Times;
import dev.caravan.store.Rows;
import dev.caravan.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What Caravan did about people and groups before a moment, in the order of doing; some thousand at a time. */
final class PastDecisions implements Iterator<Decision> {
  private static final int PAGE = 5_000;
  /** The kinds by which somebody was asked, told or enrolled, in the order in which one follows another in the same tick. */
  private static final List<String> ACTS =
      List.of("hand-off", "alert", "assignment", "notice", "leave", "enrolment", "touch", "touch-limit");
  private static final String WHERE = " FROM decision WHERE kind IN ('hand-off', 'alert', 'assignment', 'notice', 'leave',"
      + " 'enrolment', 'touch', 'touch-limit') AND decided > ? AND decided <";

  private final Store store;
  private final long before;
  private long after = Long.MIN_VALUE;
  private boolean end;
  private Iterator<Decision> page = List.<Decision>of().iterator();

  PastDecisions(Store store, long before) {
    this.store = store;
    this.before = before;
  }

  @Override
  public boolean hasNext() {
    while (!page.hasNext() && !end) {
      page = store.read(this::read).iterator();
    }
    return page.hasNext();
  }

  @Override
  public Decision next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.next();
  }

  /** Whole ticks: from where the last page ended to the tick of the row that fills this one. */
  private List<Decision> read(Handle handle) {
    List<Long> border = new ArrayList<>();
    Rows.each(handle, "SELECT decided" + WHERE + " ? ORDER BY decided LIMIT 1 OFFSET " + PAGE, List.of(after, before),
        row -> border.add(row.getLong(1)));
    end = border.isEmpty();
    long until = end ? before - 1 : border.get(0);
    List<Decision> decisions = new ArrayList<>();
    Rows.each(handle, "SELECT kind, id, subject, decided, because, fields" + WHERE + "= ?", List.of(after, until), row ->
        decisions.add(decision(row.getString(1), row.getString(2), row.getString(3), row.getLong(4),
            Payloads.because(row.getString(5)), Payloads.read(row.getString(6)))));
    after = until;
    decisions.sort(Comparator.comparingLong(Decision::at)
        .thenComparingInt(each -> ACTS.indexOf(each.kind().code())).thenComparingInt(each -> each.id().length())
        .thenComparing(Decision::id)); // the tenth of a person comes behind the ninth
    return decisions;
  }

  private static Decision decision(String kind, String id, String subject, long at, Because because, Map<String, Object> fields) {
    return switch (kind) {
      case "hand-off" -> handOff(id, subject, at, because, fields);
      case "alert" -> new Decision.Alert(id, subject, at, because, text(fields, "account"), text(fields, "solution"),
          text(fields, "level"), text(fields, "pattern"), text(fields, "text"), time(fields, "risen_at").or(at));
      case "assignment" -> new Decision.Assignment(id, subject, at, because,
          handOff(text(fields, "hand_off"), subject, at, because, fields), text(fields, "owner"), text(fields, "target"),
          text(fields, "owner_name"), time(fields, "respond_by"));
      case "notice" -> new Decision.Notice(id, subject, at, because,
          handOff(text(fields, "hand_off"), subject, at, because, fields), text(fields, "what"), text(fields, "about"),
          text(fields, "owner"), text(fields, "owner_name"), time(fields, "respond_by"));
      case "leave" -> new Decision.Leave(id, subject, at, because, text(fields, "email"), text(fields, "programme"));
      case "enrolment" -> new Decision.Enrolment(id, subject, at, because, text(fields, "email"), text(fields, "programme"));
      case "touch" -> new Decision.Touch(id, subject, at, because, text(fields, "email"), text(fields, "programme"),
          text(fields, "track"), text(fields, "content"), text(fields, "title"), text(fields, "purpose"),
          texts(fields, "questions"), texts(fields, "asks"), text(fields, "offers"));
      case "touch-limit" -> new Decision.TouchLimit(id, subject, at, because, text(fields, "email"), text(fields, "list"),
          Boolean.TRUE.equals(fields.get("in")));
      default -> throw new IllegalArgumentException("nobody is reached by a decision of kind " + kind);
    };
  }

  private static Decision.HandOff handOff(String id, String subject, long at, Because because, Map<String, Object> fields) {
    Map<String, String> profile = new TreeMap<>();
    if (fields.get("profile") instanceof Map<?, ?> known) {
      known.forEach((name, value) -> profile.put(String.valueOf(name), String.valueOf(value)));
    }
    return new Decision.HandOff(id, subject, at, because, text(fields, "of"), text(fields, "person"), text(fields, "email"),
        text(fields, "account"), text(fields, "solution"), text(fields, "trigger"), text(fields, "action"),
        texts(fields, "members"), text(fields, "text"), profile);
  }

  private static String text(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    return value == null ? "" : value.toString();
  }

  private static List<String> texts(Map<String, Object> fields, String name) {
    return fields.get(name) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private static Moment time(Map<String, Object> fields, String name) {
    String text = text(fields, name);
    return text.isEmpty() ? Moment.NONE : Moment.of(Times.parse(text));
  }
}
