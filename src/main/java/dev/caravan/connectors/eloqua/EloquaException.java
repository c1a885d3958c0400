package dev.caravan.connectors.eloqua;

import dev.caravan.journal.UnreadStreams;
import dev.caravan.model.Masked;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Eloqua refused a whole call, or answered what it should not; trying the same again gives the same.
 *
 * <p>The message says where, what, and what to do; it holds Eloqua's own words but no row's values.
 */
public class EloquaException extends Exception implements UnreadStreams {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final ArrayList<String> streams = new ArrayList<>();

  /**
   * @param status the HTTP status; 0 when it was not the status that told
   */
  public EloquaException(String message, int status, @Nullable Throwable cause) {
    super(Masked.text(message), cause);
    this.status = status;
  }

  public EloquaException(String message, int status) {
    this(message, status, null);
  }

  /** Names streams that could not be read for it. */
  void addStreams(Collection<String> unread) {
    streams.addAll(unread);
  }

  @Override
  public List<String> streams() {
    return List.copyOf(streams);
  }

  @Override
  public Kind kind() {
    return Kind.STOPS;
  }

  /** The HTTP status Eloqua answered with; 0 when there was none or it was not the status that told. */
  public int status() {
    return status;
  }
}
