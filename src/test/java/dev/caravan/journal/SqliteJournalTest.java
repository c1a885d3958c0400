package dev.caravan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.model.Fact;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SqliteJournalTest extends JournalContract {
  @Override
  Store open(Path folder) {
    return Store.sqlite(folder.resolve("caravan.db"));
  }

  @Test
  void on_a_full_disk_an_arrival_is_kept_whole_or_not_at_all() {
    keep("before", List.of(Facts.view("0", "", "7", "", "2026-03-02T10:15:00Z")));
    store.write(tx -> {
      int pages = tx.handle().createQuery("PRAGMA page_count").mapTo(Integer.class).one();
      return tx.handle().createQuery("PRAGMA max_page_count = " + (pages + 4)).mapTo(Integer.class).one();
    });
    List<Fact> many = IntStream.range(1, 5_000)
        .mapToObj(i -> Facts.view("" + i, "", "7", "", "2026-03-02T10:15:00Z")).toList();
    assertThatThrownBy(() -> keep("after", many)).isInstanceOf(Store.Trouble.class)
        .hasMessageContaining("the disk is full");
    assertThat(journal.cursor("eloqua/activity.page-view")).contains("before");
    assertThat(journal.next(10)).hasSize(1);
  }
}
