package dev.caravan.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Both databases; they differ in how a writer gets its turn and in the words of the migration. */
final class JdbcStore implements Store {
  private static final Map<String, String> SQLITE_WORDS = Map.of("text", "TEXT", "bytes", "BLOB", "identity",
      "INTEGER PRIMARY KEY", "clustered", "WITHOUT ROWID");
  private static final Map<String, String> POSTGRES_WORDS = Map.of("text", "TEXT COLLATE \"C\"", "bytes", "BYTEA",
      "identity", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "clustered", "");
  /** Any number will do, as long as every Caravan asks for the same. */
  private static final long WRITERS_TURN = 0x0CA2A7A11L;

  private final String name;
  private final HikariDataSource writerPool;
  private final HikariDataSource readerPool;
  private final Jdbi writer;
  private final Jdbi reader;
  /** How to reach the server once more; null for a file. */
  private final @Nullable DataSource postgres;
  private final boolean asksForTurn;
  private final ReentrantLock turn = new ReentrantLock(true);

  private JdbcStore(String name, HikariDataSource writerPool, HikariDataSource readerPool,
      @Nullable DataSource postgres) {
    this.name = name;
    this.writerPool = writerPool;
    this.readerPool = readerPool;
    this.writer = Jdbi.create(writerPool);
    this.reader = Jdbi.create(readerPool);
    this.postgres = postgres;
    this.asksForTurn = postgres != null;
  }

  static JdbcStore sqlite(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        OwnerOnly.folder(folder);
      }
      // SQLite gives the files beside it the rights of this one.
      OwnerOnly.file(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be created; check who owns its folder and what they allow", e);
    }
    try {
      migrate(sqliteSource(file, SQLiteConfig.TransactionMode.DEFERRED), SQLITE_WORDS);
      return new JdbcStore(name,
          pool("writer", 1, sqliteSource(file, SQLiteConfig.TransactionMode.IMMEDIATE)),
          pool("reader", 4, sqliteSource(file, SQLiteConfig.TransactionMode.DEFERRED)), null);
    } catch (RuntimeException e) {
      throw Troubles.of(name, e);
    }
  }

  static JdbcStore postgres(String url, String user, String password) {
    String name = "PostgreSQL";
    try {
      var server = new PGSimpleDataSource();
      server.setUrl(url);
      server.setUser(user);
      server.setPassword(password);
      var config = new HikariConfig();
      config.setPoolName("store");
      config.setMaximumPoolSize(6);
      config.setDataSource(server);
      var pool = new HikariDataSource(config);
      try {
        migrate(pool, POSTGRES_WORDS);
      } catch (RuntimeException e) {
        pool.close();
        throw e;
      }
      return new JdbcStore(name, pool, pool, server);
    } catch (RuntimeException e) {
      throw Troubles.of(name, e);
    }
  }

  private static DataSource sqliteSource(Path file, SQLiteConfig.TransactionMode mode) {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // FULL, not NORMAL: in WAL mode NORMAL may lose the last commits in a power cut, and a lost "sent" is a doubled
    // task. It costs one fsync a transaction, and our transactions are whole batches.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(30_000);
    config.setTransactionMode(mode);
    config.setCacheSize(-64_000);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  private static HikariDataSource pool(String name, int size, DataSource source) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    if (size > 1) {
      config.setConnectionInitSql("PRAGMA query_only = true");
    }
    config.setMaxLifetime(0);
    config.setIdleTimeout(0);
    return new HikariDataSource(config);
  }

  private static void migrate(DataSource source, Map<String, String> words) {
    Flyway.configure().dataSource(source).locations("classpath:db/house").placeholders(words).load().migrate();
  }

  @Override
  public <T> T write(Function<Tx, T> work) {
    refuseInside();
    turn.lock();
    try {
      return transaction(work, asksForTurn);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public <T> T writeBeside(Function<Tx, T> work) {
    refuseInside();
    return postgres == null ? write(work) : transaction(work, false);
  }

  private void refuseInside() {
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException("a write inside a write would wait for itself; pass the Tx on");
    }
  }

  private <T> T transaction(Function<Tx, T> work, boolean inTurn) {
    try (Handle handle = writer.open()) {
      handle.begin();
      try {
        if (inTurn) {
          handle.createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(:turn)) AS mine").bind("turn", WRITERS_TURN)
              .mapTo(Integer.class).one();
        }
        T result = work.apply(new Tx(handle, postgres != null));
        handle.commit();
        return result;
      } catch (Throwable failure) {
        rollBack(handle, failure);
        throw failure;
      }
    } catch (RuntimeException e) {
      throw Troubles.of(name, e);
    }
  }

  @Override
  public Seat takeSeat(String who) {
    return postgres == null ? new SeatAtFile() : PostgresSeat.take(name, postgres, who);
  }

  /** Whoever opens a SQLite file to work in it holds the lock of its folder. */
  private static final class SeatAtFile implements Seat {
    @Override
    public boolean held() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Override
  public OptionalLong time() {
    return postgres == null ? OptionalLong.empty() : OptionalLong.of(read(handle ->
        handle.createQuery("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)").mapTo(Long.class).one()));
  }

  /** The first failure is the one to tell; SQLite has rolled back by itself after some of them. */
  private static void rollBack(Handle handle, Throwable failure) {
    try {
      if (handle.isInTransaction()) {
        handle.rollback();
      }
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    try (Handle handle = reader.open()) {
      handle.begin();
      if (asksForTurn) {
        handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      }
      try {
        T result = work.apply(handle);
        handle.rollback();
        return result;
      } catch (Throwable failure) {
        rollBack(handle, failure);
        throw failure;
      }
    } catch (RuntimeException e) {
      throw Troubles.of(name, e);
    }
  }

  @Override
  public void close() {
    readerPool.close();
    writerPool.close();
  }
}
