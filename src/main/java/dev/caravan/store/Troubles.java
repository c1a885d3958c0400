package dev.caravan.store;

import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** Finds, in what a driver threw, the trouble a person can do something about. */
final class Troubles {
  private Troubles() {}

  static RuntimeException of(String store, RuntimeException thrown) {
    if (thrown instanceof Store.Trouble) {
      return thrown;
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        RuntimeException told = told(store, sql, thrown);
        if (told != thrown) {
          return told;
        }
      }
    }
    return thrown;
  }

  private static RuntimeException told(String store, SQLException sql, RuntimeException thrown) {
    if (sql instanceof SQLiteException sqlite) {
      // Extended codes carry the plain one in their low byte.
      switch (sqlite.getResultCode().code & 0xff) {
        case 13:
          return full(store, thrown);
        case 5:
        case 6:
          return new Store.Trouble(Store.Trouble.Kind.BUSY, store + ": another process has kept the store locked for"
              + " 30 seconds; nothing of this was written; end that process, or try again", thrown);
        case 11:
        case 26:
          return new Store.Trouble(Store.Trouble.Kind.DAMAGED, store + ": the file is damaged or no SQLite database;"
              + " bring back a copy of it, or move it away and read the sources again", thrown);
        case 8:
        case 10:
        case 14:
          return new Store.Trouble(Store.Trouble.Kind.UNREACHABLE, store + ": the file cannot be opened, read or"
              + " written; nothing of this was written; check the disk and the permissions of its folder", thrown);
        default:
          return thrown;
      }
    }
    String state = String.valueOf(sql.getSQLState());
    if (state.equals("53100") || state.equals("53200")) {
      return full(store, thrown);
    }
    if (state.equals("40P01")) {
      return new Store.Trouble(Store.Trouble.Kind.DEADLOCK, store + ": another session and this one waited for each other;"
          + " nothing of this was written; try again", thrown);
    }
    if (state.equals("55P03")) {
      return new Store.Trouble(Store.Trouble.Kind.BUSY, store + ": another session holds the lock; nothing of this was"
          + " written; try again", thrown);
    }
    if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("28") || state.equals("3D000")) {
      return new Store.Trouble(Store.Trouble.Kind.UNREACHABLE, store + ": the database cannot be reached or refuses the"
          + " login; check that it runs, its address, user and password", thrown);
    }
    return thrown;
  }

  private static Store.Trouble full(String store, RuntimeException thrown) {
    return new Store.Trouble(Store.Trouble.Kind.FULL, store + ": the disk is full, or the file has reached its limit;"
        + " nothing of this was written; free some space, then start again", thrown);
  }
}
