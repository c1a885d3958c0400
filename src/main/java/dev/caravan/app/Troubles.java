package dev.caravan.app;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where routes tell what went wrong: counted, logged without personal data, and kept for the end of a run. */
public final class Troubles {
  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);
  private static final int KEPT = 100;

  private final List<String> told = new ArrayList<>();
  private long count;

  /** Takes note of an exchange that failed for good. */
  public synchronized void told(Exchange exchange) {
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    String where = exchange.getFromRouteId() == null ? "a route" : exchange.getFromRouteId();
    note(where + ": " + (cause == null ? "failed for a reason unknown" : said(cause)));
  }

  synchronized void note(String trouble) {
    count++;
    if (told.size() < KEPT && !told.contains(trouble)) {
      told.add(trouble);
      LOG.warn("{}", trouble);
    }
  }

  /** How many there were. */
  synchronized long count() {
    return count;
  }

  /** The different ones, oldest first. */
  synchronized List<String> all() {
    return List.copyOf(told);
  }

  /** What was attempted where, as the outermost says, and why it failed, as the innermost does. */
  private static String said(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String outer = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    String inner = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return outer.contains(inner) ? outer : outer + " (" + inner + ")";
  }
}
