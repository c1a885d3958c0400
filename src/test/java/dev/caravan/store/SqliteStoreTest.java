package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqliteStoreTest extends StoreContract {
  @Override
  Store open(Path folder) {
    return Store.sqlite(folder.resolve("deep/caravan.db"));
  }

  @Test
  void a_full_disk_is_told_plainly_and_leaves_nothing_half_done() {
    try (Store full = Store.sqlite(folder.resolve("full.db"))) {
      limit(full, 10);
      var state = KeyedState.in(full);
      assertThatThrownBy(() -> full.write(tx -> {
        full.meta(tx, "before", "the big one");
        state.save(tx, List.of(new KeyedState.Change("s", "k", new byte[200_000], 0, Map.of())));
        return null;
      })).isInstanceOfSatisfying(Store.Trouble.class,
          trouble -> assertThat(trouble.kind()).isEqualTo(Store.Trouble.Kind.FULL))
          .hasMessageContaining("full.db: the disk is full").hasMessageContaining("free some space");
      assertThat(full.meta("before")).isEmpty();
      limit(full, 1_000_000);
      full.write(tx -> {
        full.meta(tx, "after", "goes on");
        return null;
      });
      assertThat(full.meta("after")).contains("goes on");
    }
  }

  /** Pages above what there is; the writer's connection lasts as long as the store. */
  static void limit(Store store, int pages) {
    store.write(tx -> {
      int there = tx.handle().createQuery("PRAGMA page_count").mapTo(Integer.class).one();
      return tx.handle().createQuery("PRAGMA max_page_count = " + (there + pages)).mapTo(Integer.class).one();
    });
  }

  @Test
  void a_store_somebody_else_keeps_locked_is_told_plainly_and_works_again_after() throws SQLException {
    Path file = folder.resolve("locked.db");
    try (Store store = Store.sqlite(file);
        var other = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = other.createStatement()) {
      store.write(tx -> tx.handle().createQuery("PRAGMA busy_timeout = 20").mapTo(Integer.class).one());
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> store.pin("org", "00D1")).isInstanceOfSatisfying(Store.Trouble.class,
          trouble -> assertThat(trouble.kind()).isEqualTo(Store.Trouble.Kind.BUSY))
          .hasMessageContaining("locked.db: another process").hasMessageContaining("nothing of this was written");
      statement.execute("ROLLBACK");
      store.pin("org", "00D2");
      assertThat(store.meta("org")).contains("00D2");
    }
  }

  @Test
  void a_file_that_is_no_database_is_told_plainly() throws IOException {
    Path file = folder.resolve("letter.db");
    Files.writeString(file, "Dear Sirs, ".repeat(500));
    assertThatThrownBy(() -> Store.sqlite(file)).isInstanceOf(Store.Trouble.class)
        .hasMessageContaining("letter.db: the file is damaged or no SQLite database");
  }

  @Test
  void what_was_written_is_there_after_opening_again() {
    Path file = folder.resolve("again.db");
    try (Store first = Store.sqlite(file)) {
      first.pin("org", "00D1");
    }
    try (Store second = Store.sqlite(file)) {
      assertThat(second.meta("org")).contains("00D1");
    }
  }
}
