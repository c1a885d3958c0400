package dev.caravan.journal;

import dev.caravan.model.Fact;
import dev.caravan.store.Rows;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * History of streams that were first read after the first work was done: kept with its own recorded times, which no tick to come
 * has, and carried through with all other history once its stream has been read to its end.
 */
final class LateFacts {
  private LateFacts() {}

  /** Whether what a stream brings now may be history that was left out. */
  static boolean isFirstRead(Handle handle, String stream) {
    return handle.createQuery("SELECT 1 FROM stream WHERE name = :name AND expected = 1 AND up_to_date_at = 0")
        .bind("name", stream).mapTo(Integer.class).findOne().isPresent();
  }

  static void note(Handle handle, String stream, Collection<Fact> facts) {
    Rows.batch(handle, "INSERT INTO late (source, id, stream) VALUES (?, ?, ?) ON CONFLICT (source, id) DO NOTHING", facts,
        (statement, fact) -> {
          statement.setString(1, fact.head().source());
          statement.setString(2, fact.head().id());
          statement.setString(3, stream);
        });
  }

  /** All of them in canonical order, once every stream they are of has been read to its end; none before. */
  static List<Fact> complete(Handle handle) {
    boolean waits = handle.createQuery("SELECT COUNT(*) FROM stream WHERE up_to_date_at = 0 AND name IN (SELECT stream FROM late)")
        .mapTo(Integer.class).one() > 0;
    List<Fact> facts = waits ? List.of() : FactRows.late(handle);
    return facts.stream().sorted(FrontDoor.CANONICAL).toList();
  }

  /** Their sources and ids, each pair as one list. */
  static Set<List<String>> ids(Handle handle) {
    var ids = new HashSet<List<String>>();
    Rows.each(handle, "SELECT source, id FROM late", List.of(), row -> ids.add(List.of(row.getString(1), row.getString(2))));
    return ids;
  }

  static void forget(Handle handle) {
    handle.execute("DELETE FROM late");
  }
}
