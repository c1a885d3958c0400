package dev.caravan.journal;

import java.util.List;

/** An exception that knows for which streams nothing could be read. */
public interface Unread {

  /** Names of the streams, as in {@link Arrival}. */
  List<String> streams();

  /** Whether the trouble passes by itself, as an outage or a limit does. */
  boolean passes();
}
