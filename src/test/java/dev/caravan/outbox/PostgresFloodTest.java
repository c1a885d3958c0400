package dev.caravan.outbox;

import dev.caravan.store.Databases;
import dev.caravan.store.Store;
import java.nio.file.Path;

class PostgresFloodTest extends FloodContract {
  @Override
  Store open(Path folder) {
    return Databases.postgres();
  }
}
