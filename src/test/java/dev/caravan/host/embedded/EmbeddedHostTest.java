package dev.caravan.host.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.host.Rooms;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedHostTest extends EmbeddedHostContract {
  @TempDir private Path places;
  private int made;

  @Override
  Supplier<Store> place() {
    Path file = places.resolve(made++ + ".db");
    return () -> Store.sqlite(file);
  }

  @Test
  void a_full_disk_leaves_nothing_half_done_and_the_batch_is_settled_when_there_is_space() {
    try (var house = new TestHouse(place(), Rooms.SHIPPED.engine(), 10_000)) {
      house.keep(story());
      Work work = house.next();
      List<String> before = house.everythingKept();
      long pages = pragma(house, "page_count");
      pragma(house, "max_page_count = " + (pages + 2));
      assertThatThrownBy(() -> house.settle(work)).isInstanceOf(Store.Trouble.class)
          .hasMessageContaining("the disk is full");
      assertThat(house.everythingKept()).containsExactlyElementsOf(before);
      pragma(house, "max_page_count = " + (pages + 100_000));
      house.settle(work);
      assertThat(house.outcome()).isEqualTo(storyReplayed());
    }
  }

  private static long pragma(TestHouse house, String what) {
    return house.store().write(tx -> tx.handle().createQuery("PRAGMA " + what).mapTo(Long.class).one());
  }
}
