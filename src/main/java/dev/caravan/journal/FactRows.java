package dev.caravan.journal;

import dev.caravan.model.Fact;
import dev.caravan.store.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Facts as rows, and back. */
final class FactRows {
  private static final String COLUMNS = "SELECT source, id, type, subject, happened, recorded, person, body FROM fact ";
  private static final String IN_ORDER = " ORDER BY recorded, source, id";

  private FactRows() {}

  /** Facts of the ticks after one and up to another. */
  static List<Fact> between(Handle handle, long after, long upTo) {
    List<Fact> facts = new ArrayList<>();
    Rows.each(handle, COLUMNS + "WHERE recorded > ? AND recorded <= ?" + IN_ORDER, List.of(after, upTo),
        row -> facts.add(fact(row)));
    return facts;
  }

  /** Those that wait to be carried through with all history. */
  static List<Fact> late(Handle handle) {
    List<Fact> facts = new ArrayList<>();
    Rows.each(handle, "SELECT f.source, f.id, f.type, f.subject, f.happened, f.recorded, '', f.body FROM fact f"
        + " JOIN late ON late.source = f.source AND late.id = f.id", List.of(), row -> facts.add(fact(row)));
    return facts;
  }

  /** The tick with which about {@code atMost} facts after a tick are full, {@link Long#MIN_VALUE} if there are none. */
  static long border(Handle handle, long after, int atMost) {
    long[] border = {Long.MIN_VALUE};
    Rows.each(handle, "SELECT recorded FROM fact WHERE recorded > ? ORDER BY recorded LIMIT 1 OFFSET ?",
        List.of(after, Math.max(0, atMost - 1)), row -> border[0] = row.getLong(1));
    if (border[0] == Long.MIN_VALUE) {
      Rows.each(handle, "SELECT recorded FROM fact WHERE recorded > ? ORDER BY recorded DESC LIMIT 1", List.of(after),
          row -> border[0] = row.getLong(1));
    }
    return border[0];
  }

  /** What somebody did before becoming part of somebody else; with all who became part of them. */
  static List<Fact> earlier(Handle handle, String person) {
    return of(handle, person, "");
  }

  /** What records said of somebody, and of all who became part of them. */
  static List<Fact> records(Handle handle, String person) {
    return of(handle, person, " AND type = 'person'");
  }

  /** What became known last of a user of the CRM. */
  static Optional<Fact.User> user(Handle handle, String id) {
    List<Fact> found = new ArrayList<>();
    // As the index fact_user says it: SQLite uses a partial index only then.
    Rows.each(handle, COLUMNS + "WHERE type = 'user' AND subject = ? ORDER BY position DESC LIMIT 1", List.of(id), row -> found.add(fact(row)));
    return found.stream().map(Fact.User.class::cast).findFirst();
  }

  private static List<Fact> of(Handle handle, String person, String which) {
    Set<String> all = new LinkedHashSet<>(List.of(person));
    Collection<String> found = all;
    while (!found.isEmpty()) {
      Set<String> next = new LinkedHashSet<>();
      Rows.eachIn(handle, "SELECT id FROM person WHERE merged_into <> '' AND merged_into IN ({keys})", List.of(), found,
          row -> next.add(row.getString(1)));
      next.removeAll(all);
      all.addAll(next);
      found = next;
    }
    List<Fact> facts = new ArrayList<>();
    Rows.eachIn(handle, COLUMNS + "WHERE person <> '' AND person IN ({keys})" + which, List.of(), all,
        row -> facts.add(fact(row)));
    facts.sort(FrontDoor.CANONICAL);
    return facts;
  }

  private static Fact fact(ResultSet row) throws SQLException {
    var head = new Fact.Head(row.getString(1), row.getString(2), row.getString(4), row.getLong(5), row.getLong(6),
        row.getString(7));
    return FactJson.fact(head, row.getString(3), row.getString(8));
  }
}
