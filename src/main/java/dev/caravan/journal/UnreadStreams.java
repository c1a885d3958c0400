package dev.caravan.journal;

import java.util.List;

/** An exception that knows for which streams nothing could be read. */
public interface UnreadStreams {

  /** What kind of trouble it is. */
  enum Kind {
    /** An outage or a limit: it passes by itself. */
    PASSES,
    /** The system does not show these streams, for a field, an object or a permission: the others go on without them. */
    REFUSED,
    /** Nothing of the system is read as it should be: a login that is refused, a page that could not be kept. */
    STOPS
  }

  /** Names of the streams, as in {@link Arrival}. */
  List<String> streams();

  /** What kind of trouble it is. */
  Kind kind();
}
