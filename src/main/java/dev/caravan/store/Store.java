package dev.caravan.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** The database behind the doors. */
public interface Store extends AutoCloseable {

  /** Opens (and on first use creates) a SQLite file, with its migrations done. */
  static Store sqlite(Path file) {
    return JdbcStore.sqlite(file);
  }

  /** Opens a PostgreSQL database, with its migrations done. */
  static Store postgres(String url, String user, String password) {
    return JdbcStore.postgres(url, user, password);
  }

  /**
   * Runs work in one write transaction; it is rolled back when the work throws. Writes come one after the other, also
   * those of other processes, so that what the work reads stays true until it ends. A write inside a write is refused:
   * pass the {@link Tx} on.
   *
   * @throws Trouble when the database refuses for a reason a person can do something about
   */
  <T> T write(Function<Tx, T> work);

  /**
   * The same without waiting for a turn, so that a delivery need not wait until the engine has written a large batch. On
   * PostgreSQL others may be writing at this moment: the work locks the rows it goes by, see {@link Tx#locked}. On
   * SQLite, where one writes at a time, it is {@link #write}.
   *
   * @throws Trouble as in {@link #write}
   */
  <T> T writeBeside(Function<Tx, T> work);

  /**
   * Runs work that only reads, on one unchanging view; it never waits for a writer.
   *
   * @throws Trouble as in {@link #write}
   */
  <T> T read(Function<Handle, T> work);

  /** What is written about the store itself under a name: the version of the model, the org it belongs to. */
  default Optional<String> meta(String name) {
    return read(handle -> handle.createQuery("SELECT value FROM meta WHERE name = :name")
        .bind("name", name).mapTo(String.class).findOne());
  }

  /** Writes something down about the store itself. */
  default void meta(Tx tx, String name, String value) {
    tx.handle().createUpdate("INSERT INTO meta (name, value) VALUES (:name, :value)"
        + " ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .bind("name", name).bind("value", value).execute();
  }

  /**
   * Ties the store to a value for good: the first value stays.
   *
   * @throws Trouble if it is tied to another one
   */
  default void pin(String name, String value) {
    String there = write(tx -> {
      tx.handle().createUpdate("INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
          .bind("name", name).bind("value", value).execute();
      return tx.handle().createQuery("SELECT value FROM meta WHERE name = :name").bind("name", name)
          .mapTo(String.class).one();
    });
    if (!there.equals(value)) {
      throw new Trouble(Trouble.Kind.PINNED, "this store belongs to " + name + " \"" + there + "\", not \"" + value
          + "\"; connect the one it belongs to, or give the other its own data directory", null);
    }
  }

  /** The place of the one engine of a database. */
  interface Seat extends AutoCloseable {
    /** Whether it is still ours; a connection that broke is made again, if nobody sat down meanwhile. */
    boolean held();

    @Override
    void close();
  }

  /**
   * Takes the engine's place; it ends with the process that holds it, however that ends. On SQLite the lock of the data
   * directory is all there is to take.
   *
   * @param who for those who come later: which process, on which machine
   * @throws IllegalStateException if another process holds it; the message names it
   */
  Seat takeSeat(String who);

  /** The database's own time, epoch ms; empty where it is this machine's. */
  OptionalLong time();

  @Override
  void close();

  /** The database refuses, and a person can do something about it; the message says what. Nothing was written. */
  final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is the matter; after a deadlock the same may be begun again at once. */
    public enum Kind { FULL, BUSY, DEADLOCK, DAMAGED, UNREACHABLE, PINNED }

    private final Kind kind;

    Trouble(Kind kind, String message, @org.jspecify.annotations.Nullable Throwable cause) {
      super(message, cause);
      this.kind = kind;
    }

    public Kind kind() {
      return kind;
    }
  }
}
