package dev.caravan.outbox;

import dev.caravan.model.Decision;
import dev.caravan.outbox.Outbox.Stream;
import dev.caravan.outbox.Outbox.Waiting;
import dev.caravan.store.Rows;
import dev.caravan.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** How much is written from a store: what its engine said, or less where this process may write less. */
final class HouseMode {
  /** Under this name the store holds it. */
  private static final String MODE = "mode";

  private final Store store;
  private final Mode atMost;

  HouseMode(Store store, Mode atMost) {
    this.store = store;
    this.atMost = atMost;
  }

  /** As it is now: another process may have changed it since the last look. A word nobody knows here writes nothing. */
  Mode of(Handle handle) {
    return handle.createQuery("SELECT value FROM meta WHERE name = :name").bind("name", MODE).mapTo(String.class).findOne()
        .map(code -> Mode.of(code).orElse(Mode.SHADOW)).orElse(Mode.LIVE).lesser(atMost);
  }

  void enter(Mode mode) {
    store.write(tx -> {
      store.meta(tx, MODE, mode.code());
      return mode;
    });
  }

  /** Those of the kinds that are written. */
  List<Decision.Kind> written(Handle handle, List<Decision.Kind> kinds) {
    Mode mode = of(handle);
    return kinds.stream().filter(mode::writes).toList();
  }

  /** What is in line and written, or what is in line and not. */
  List<Waiting> inLine(boolean written) {
    return store.read(handle -> {
      Mode mode = of(handle);
      List<Waiting> found = new ArrayList<>();
      for (String target : handle.createQuery("SELECT DISTINCT target FROM outbox ORDER BY target").mapTo(String.class)
          .list()) {
        Rows.each(handle, "SELECT kind, COUNT(*), MIN(since) FROM outbox WHERE target = ?"
            + " AND state IN ('due', 'in_flight') GROUP BY kind ORDER BY kind", List.of(target), row -> found.add(
                new Waiting(new Stream(target, Line.kind(row.getString(1))), row.getLong(2), row.getLong(3))));
      }
      found.removeIf(each -> mode.writes(each.stream().kind()) != written);
      return found;
    });
  }
}
