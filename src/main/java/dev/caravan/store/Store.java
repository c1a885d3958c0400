package dev.caravan.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** The database behind the doors. */
public interface Store extends AutoCloseable {

  /** Runs work in one write transaction; it is rolled back when the work throws. */
  <T> T write(Function<Tx, T> work);

  /** Runs work that only reads. */
  <T> T read(Function<Handle, T> work);

  @Override
  void close();
}
