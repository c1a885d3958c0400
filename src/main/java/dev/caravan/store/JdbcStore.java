package dev.caravan.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
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
  private final boolean asksForTurn;
  private final ReentrantLock turn = new ReentrantLock(true);

  private JdbcStore(String name, HikariDataSource writerPool, HikariDataSource readerPool, boolean asksForTurn) {
    this.name = name;
    this.writerPool = writerPool;
    this.readerPool = readerPool;
    this.writer = Jdbi.create(writerPool);
    this.reader = Jdbi.create(readerPool);
    this.asksForTurn = asksForTurn;
  }

  static JdbcStore sqlite(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot create the folder of the store; check its permissions", e);
    }
    try {
      migrate(sqliteSource(file, SQLiteConfig.TransactionMode.DEFERRED), SQLITE_WORDS);
      return new JdbcStore(name,
          pool("writer", 1, sqliteSource(file, SQLiteConfig.TransactionMode.IMMEDIATE)),
          pool("reader", 4, sqliteSource(file, SQLiteConfig.TransactionMode.DEFERRED)), false);
    } catch (RuntimeException e) {
      throw Troubles.of(name, e);
    }
  }

  static JdbcStore postgres(String url, String user, String password) {
    String name = "PostgreSQL";
    try {
      var config = new HikariConfig();
      config.setPoolName("store");
      config.setMaximumPoolSize(6);
      config.setJdbcUrl(url);
      config.setUsername(user);
      config.setPassword(password);
      var pool = new HikariDataSource(config);
      try {
        migrate(pool, POSTGRES_WORDS);
      } catch (RuntimeException e) {
        pool.close();
        throw e;
      }
      return new JdbcStore(name, pool, pool, true);
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
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException("a write inside a write would wait for itself; pass the Tx on");
    }
    turn.lock();
    try (Handle handle = writer.open()) {
      handle.begin();
      try {
        if (asksForTurn) {
          handle.createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(:turn)) AS mine").bind("turn", WRITERS_TURN)
              .mapTo(Integer.class).one();
        }
        T result = work.apply(new Tx(handle));
        handle.commit();
        return result;
      } catch (Throwable failure) {
        rollBack(handle, failure);
        throw failure;
      }
    } catch (RuntimeException e) {
      throw Troubles.of(name, e);
    } finally {
      turn.unlock();
    }
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
