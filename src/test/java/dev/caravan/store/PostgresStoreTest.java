package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreContract {
  @Override
  Store open(Path folder) {
    return Databases.postgres();
  }

  @Test
  void one_engine_sits_at_a_database_and_the_next_is_told_who() {
    String url = Databases.freshPostgres();
    try (Store first = Store.postgres(url, "postgres", ""); Store second = Store.postgres(url, "postgres", "")) {
      try (Store.Seat seat = first.takeSeat("process 1 on alpha")) {
        assertThat(seat.held()).isTrue();
        assertThatThrownBy(() -> second.takeSeat("process 2 on beta")).isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("in use by process 1 on alpha").hasMessageContaining("--deliver-only");
        try (Store elsewhere = Databases.postgres(); Store.Seat theirs = elsewhere.takeSeat("process 3")) {
          assertThat(theirs.held()).as("another database").isTrue();
        }
      }
      second.takeSeat("process 2 on beta").close();
    }
  }

  @Test
  void a_seat_whose_connection_broke_is_taken_again_unless_somebody_else_sits_there() {
    String url = Databases.freshPostgres();
    try (Store first = Store.postgres(url, "postgres", ""); Store second = Store.postgres(url, "postgres", "")) {
      try (Store.Seat seat = first.takeSeat("process 1")) {
        breakConnections(second);
        assertThat(seat.held()).isTrue();
        breakConnections(second);
        try (Store.Seat other = second.takeSeat("process 2")) {
          assertThat(seat.held()).isFalse();
          assertThat(other.held()).isTrue();
        }
        assertThat(seat.held()).isTrue();
      }
    }
  }

  /** Those that hold a seat in this schema. */
  private static void breakConnections(Store store) {
    store.write(tx -> tx.handle().createQuery("SELECT COUNT(pg_terminate_backend(pid, 10000)) FROM pg_locks"
        + " WHERE locktype = 'advisory' AND objsubid = 2 AND objid::int = hashtext(current_schema())")
        .mapTo(Long.class).one());
  }

  @Test
  void who_writes_beside_does_not_wait_for_whose_turn_it_is() {
    String url = Databases.freshPostgres();
    try (Store first = Store.postgres(url, "postgres", ""); Store second = Store.postgres(url, "postgres", "")) {
      first.write(tx -> {
        first.meta(tx, "model", "1");
        return second.<Integer>writeBeside(beside -> {
          second.meta(beside, "other", "2");
          return 1;
        });
      });
      assertThat(first.meta("other")).contains("2");
    }
  }

  @Test
  void a_database_has_a_time_of_its_own() {
    try (Store store = Databases.postgres()) {
      assertThat(store.time()).isPresent();
    }
  }

  @Test
  void a_database_that_is_not_there_is_told_plainly() {
    String nowhere = Databases.freshPostgres().replaceFirst("/postgres\\?", "/nowhere?");
    assertThatThrownBy(() -> Store.postgres(nowhere, "postgres", "")).isInstanceOf(Store.Trouble.class)
        .hasMessageContaining("check that it runs, its address, user and password");
  }
}
