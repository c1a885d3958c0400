package dev.caravan.outbox;

import dev.caravan.store.Store;
import java.nio.file.Path;

class SqliteOutboxTest extends OutboxContract {
  @Override
  Store open(Path folder) {
    return Store.sqlite(folder.resolve("caravan.db"));
  }
}
