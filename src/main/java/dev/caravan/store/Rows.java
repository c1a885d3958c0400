package dev.caravan.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Many rows at a time, on plain JDBC: where a batch of facts goes through, a query a row would be the whole cost. */
public final class Rows {
  /** Keys asked for at a time; one size, so that there is one statement to prepare. */
  private static final int KEYS = 400;
  private static final int BATCH = 2_000;

  private Rows() {}

  /** Fills in the parameters of one row. */
  public interface Binder<T> {
    void bind(PreparedStatement statement, T row) throws SQLException;
  }

  /** Takes one row of a result. */
  public interface Reader {
    void row(ResultSet row) throws SQLException;
  }

  /** The database said no; {@link Store} finds the reason inside. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Runs a statement once a row; gives back how many rows each one changed. */
  public static <T> int[] batch(Handle handle, String sql, Collection<T> rows, Binder<T> binder) {
    int[] changed = new int[rows.size()];
    if (rows.isEmpty()) {
      return changed;
    }
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      int done = 0;
      int waiting = 0;
      for (T row : rows) {
        binder.bind(statement, row);
        statement.addBatch();
        if (++waiting == BATCH) {
          done = flush(statement, changed, done);
          waiting = 0;
        }
      }
      if (waiting > 0) {
        flush(statement, changed, done);
      }
      return changed;
    } catch (SQLException e) {
      throw new Refused(e);
    }
  }

  private static int flush(PreparedStatement statement, int[] changed, int done) throws SQLException {
    int[] counts = statement.executeBatch();
    for (int i = 0; i < counts.length; i++) {
      changed[done + i] = counts[i] == Statement.SUCCESS_NO_INFO ? 1 : counts[i];
    }
    return done + counts.length;
  }

  /** Runs a query; parameters are strings, longs and ints. */
  public static void each(Handle handle, String sql, List<?> parameters, Reader reader) {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      statement.setFetchSize(BATCH);
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.row(rows);
        }
      }
    } catch (SQLException e) {
      throw new Refused(e);
    }
  }

  /**
   * Runs a query for many keys, some hundred at a time; {@code {keys}} in the text, at the end of its parameters,
   * stands for them.
   */
  public static void eachIn(Handle handle, String sql, List<?> before, Collection<String> keys, Reader reader) {
    if (keys.isEmpty()) {
      return;
    }
    String text = sql.replace("{keys}", "?" + ", ?".repeat(KEYS - 1));
    List<String> all = new ArrayList<>(keys);
    try (PreparedStatement statement = handle.getConnection().prepareStatement(text)) {
      for (int from = 0; from < all.size(); from += KEYS) {
        for (int i = 0; i < before.size(); i++) {
          statement.setObject(i + 1, before.get(i));
        }
        for (int i = 0; i < KEYS; i++) {
          // The rest of the last chunk repeats its last key, which changes nothing in a set.
          statement.setString(before.size() + i + 1, all.get(Math.min(from + i, all.size() - 1)));
        }
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            reader.row(rows);
          }
        }
      }
    } catch (SQLException e) {
      throw new Refused(e);
    }
  }
}
