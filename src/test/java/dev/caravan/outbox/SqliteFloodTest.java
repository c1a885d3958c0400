package dev.caravan.outbox;

import dev.caravan.store.Store;
import java.nio.file.Path;

class SqliteFloodTest extends FloodContract {
  @Override
  Store open(Path folder) {
    return Store.sqlite(folder.resolve("caravan.db"));
  }
}
