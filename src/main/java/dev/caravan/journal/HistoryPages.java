package dev.caravan.journal;

import dev.caravan.model.Fact;
import dev.caravan.store.Rows;
import dev.caravan.store.Store;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** All facts from a moment on, in their order. Reads on, some thousand facts at a time, so that no long transaction keeps the store from tidying up. */
final class HistoryPages implements Iterator<Fact> {
  private static final int PAGE = 5_000;
  private final Store store;
  private final Map<List<String>, List<FrontDoor.Merged>> merges;
  private final Set<List<String>> late;
  private long after;
  private Iterator<Fact> page = List.<Fact>of().iterator();
  private boolean end;

  /**
   * @param from epoch ms of becoming known; {@link Long#MIN_VALUE} for all
   * @param withLate whether facts that wait to be taken in late are among them
   */
  HistoryPages(Store store, long from, boolean withLate) {
    this.store = store;
    this.after = from == Long.MIN_VALUE ? from : from - 1;
    this.merges = store.read(handle -> merges(handle, from));
    this.late = withLate ? Set.of() : store.read(LateFacts::ids);
  }

  private static Map<List<String>, List<FrontDoor.Merged>> merges(Handle handle, long from) {
    Map<List<String>, List<FrontDoor.Merged>> found = new LinkedHashMap<>();
    Rows.each(handle, "SELECT id, merged_into, merged_recorded, merged_source, merged_fact, merged_nth FROM person"
        + " WHERE merged_into <> '' AND merged_recorded >= ? ORDER BY merged_nth", List.of(from), row -> {
          var before = new Fact.Head(row.getString(4), row.getString(5), "", row.getLong(3), row.getLong(3), "");
          found.computeIfAbsent(List.of(before.source(), before.id()), at -> new ArrayList<>())
              .add(new FrontDoor.Merged(row.getString(1), row.getString(2), before, row.getInt(6)));
        });
    return found;
  }

  @Override
  public boolean hasNext() {
    while (!page.hasNext() && !end) {
      page = store.read(this::read).iterator();
    }
    return page.hasNext();
  }

  private List<Fact> read(Handle handle) {
    long border = FactRows.border(handle, after, PAGE);
    if (border == Long.MIN_VALUE) {
      end = true;
      return List.of();
    }
    List<Fact> facts = new ArrayList<>();
    for (Fact fact : FactRows.between(handle, after, border)) {
      var here = List.of(fact.head().source(), fact.head().id());
      if (late.contains(here)) {
        continue;
      }
      for (FrontDoor.Merged merged : merges.getOrDefault(here, List.of())) {
        facts.addAll(FrontDoor.follow(
            FrontDoor.mergeFact(merged.loser(), merged.winner(), fact.head().recorded()),
            FactRows.earlier(handle, merged.loser())));
      }
      facts.add(fact);
    }
    after = border;
    return facts;
  }

  @Override
  public Fact next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.next();
  }
}
