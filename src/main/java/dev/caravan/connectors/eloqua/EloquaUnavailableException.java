package dev.caravan.connectors.eloqua;

import org.jspecify.annotations.Nullable;

/** Trouble that passes by itself: 5xx, 429, a time-out, a dropped connection, a sync that failed for a while. */
public class EloquaUnavailableException extends EloquaException {
  private static final long serialVersionUID = 1L;

  public EloquaUnavailableException(String message, int status, @Nullable Throwable cause) {
    super(message, status, cause);
  }

  @Override
  public Kind kind() {
    return Kind.PASSES;
  }
}
