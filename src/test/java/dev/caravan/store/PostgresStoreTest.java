package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreContract {
  @Override
  Store open(Path folder) {
    return Databases.postgres();
  }

  @Test
  void a_database_that_is_not_there_is_told_plainly() {
    String nowhere = Databases.freshPostgres().replaceFirst("/postgres\\?", "/nowhere?");
    assertThatThrownBy(() -> Store.postgres(nowhere, "postgres", "")).isInstanceOf(Store.Trouble.class)
        .hasMessageContaining("check that it runs, its address, user and password");
  }
}
