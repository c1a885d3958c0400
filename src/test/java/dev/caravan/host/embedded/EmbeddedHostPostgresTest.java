package dev.caravan.host.embedded;

import dev.caravan.store.Databases;
import dev.caravan.store.Store;
import java.util.function.Supplier;

class EmbeddedHostPostgresTest extends EmbeddedHostContract {
  @Override
  Supplier<Store> place() {
    String url = Databases.freshPostgres();
    return () -> Store.postgres(url, "postgres", "");
  }
}
