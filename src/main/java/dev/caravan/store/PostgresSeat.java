package dev.caravan.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An advisory lock that a connection of its own holds: PostgreSQL lets go of it when that connection ends. Two schemas of
 * a database have a seat each.
 */
final class PostgresSeat implements Store.Seat {
  /** Any number will do, as long as every Caravan asks for the same. */
  private static final int KIND = 0x0CA2A7A2;
  private static final String PLACE = "(" + KIND + ", hashtext(current_schema()))";
  private static final String NOTE = "engine";
  private static final int ANSWERS_WITHIN_S = 5;

  private final String store;
  private final DataSource server;
  private final String who;
  private @Nullable Connection connection;

  private PostgresSeat(String store, DataSource server, String who) {
    this.store = store;
    this.server = server;
    this.who = who;
  }

  static PostgresSeat take(String store, DataSource server, String who) {
    var seat = new PostgresSeat(store, server, who);
    try {
      String other = seat.sit();
      if (!other.isEmpty()) {
        throw new IllegalStateException(store + ": in use by " + other + "; stop that one, run this one with"
            + " --deliver-only, or give it a database of its own");
      }
      return seat;
    } catch (SQLException e) {
      throw Troubles.of(store, new Rows.Refused(e));
    }
  }

  /** Sits down; gives back who sits there otherwise, {@code ""} when it went well. */
  private String sit() throws SQLException {
    Connection fresh = server.getConnection();
    try {
      if (ask(fresh, "SELECT pg_try_advisory_lock" + PLACE).equals("t")) {
        try (PreparedStatement note = fresh.prepareStatement("INSERT INTO meta (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value")) {
          note.setString(1, NOTE);
          note.setString(2, who);
          note.executeUpdate();
        }
        connection = fresh;
        return "";
      }
      String other = ask(fresh, "SELECT COALESCE(MAX(value), 'another process') FROM meta WHERE name = '" + NOTE + "'");
      fresh.close();
      return other;
    } catch (SQLException | RuntimeException e) {
      fresh.close();
      throw e;
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql); ResultSet row = statement.executeQuery()) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  @Override
  public synchronized boolean held() {
    try {
      if (connection != null) {
        if (connection.isValid(ANSWERS_WITHIN_S)) {
          return true;
        }
        connection.close();
        connection = null;
      }
      return sit().isEmpty();
    } catch (SQLException e) {
      // A server that does not answer cannot have given the seat to another; the next look tells.
      return true;
    }
  }

  /** Gets up first: the server may take a while to see that a connection is gone. */
  @Override
  public synchronized void close() {
    try (Connection mine = connection) {
      connection = null;
      if (mine != null && mine.isValid(ANSWERS_WITHIN_S)) {
        ask(mine, "SELECT pg_advisory_unlock" + PLACE);
      }
    } catch (SQLException e) {
      throw Troubles.of(store, new Rows.Refused(e));
    }
  }
}
