package dev.caravan.journal;

import dev.caravan.store.Databases;
import dev.caravan.store.Store;
import java.nio.file.Path;

class PostgresJournalTest extends JournalContract {
  @Override
  Store open(Path folder) {
    return Databases.postgres();
  }
}
