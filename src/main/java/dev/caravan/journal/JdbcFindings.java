package dev.caravan.journal;

import dev.caravan.store.Rows;
import dev.caravan.store.Store;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** {@link Findings} in the store. */
final class JdbcFindings implements Findings {
  private final Store store;
  private final InstantSource clock;

  JdbcFindings(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void found(String source, String about, String said) {
    store.write(tx -> tx.handle().createUpdate("INSERT INTO finding (source, about, said, since)"
        + " VALUES (:source, :about, :said, :since) ON CONFLICT (source, about) DO UPDATE SET said = excluded.said")
        .bind("source", source).bind("about", about).bind("said", said).bind("since", clock.millis()).execute());
  }

  @Override
  public void mended(String source, Collection<String> abouts) {
    if (!abouts.isEmpty()) {
      store.write(tx -> Rows.batch(tx.handle(), "DELETE FROM finding WHERE source = ? AND about = ?", List.copyOf(abouts),
          (statement, about) -> {
            statement.setString(1, source);
            statement.setString(2, about);
          }));
    }
  }

  @Override
  public List<Finding> all() {
    return store.read(handle -> handle.createQuery("SELECT source, about, said, since FROM finding ORDER BY source, about")
        .map((row, context) -> new Finding(row.getString(1), row.getString(2), row.getString(3), row.getLong(4))).list());
  }
}
