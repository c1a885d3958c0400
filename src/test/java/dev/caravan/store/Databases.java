package dev.caravan.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL for the tests of this JVM; every store gets a schema of its own: to the store it is as good as a
 * database, and it is made and thrown away much faster.
 */
public final class Databases {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private Databases() {}

  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        // Nothing here cuts the power of the server itself, so it need not wait for the disk.
        var server = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(2)).setServerConfig("fsync", "off")
            .setServerConfig("full_page_writes", "off").start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
          try {
            server.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The address of a place where nothing is yet. */
  public static String freshPostgres() {
    String name = "caravan" + NEXT.incrementAndGet();
    try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Server.POSTGRES.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + name;
  }

  /** The address of a database of its own, for what a schema is not enough for: copies of it. */
  public static String freshDatabase() {
    return database("");
  }

  /** The address of a copy of such a database; nobody may be connected to it. */
  public static String copyOf(String url) {
    return database(" TEMPLATE " + url.replaceFirst("[^?]*/", "").replaceFirst("\\?.*", ""));
  }

  private static String database(String how) {
    String name = "caravan" + NEXT.incrementAndGet();
    try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + how);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Server.POSTGRES.getJdbcUrl("postgres", name).replaceFirst("\\?.*", "");
  }

  public static Store postgres() {
    return Store.postgres(freshPostgres(), "postgres", "");
  }
}
