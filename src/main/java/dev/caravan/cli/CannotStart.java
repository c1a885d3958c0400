package dev.caravan.cli;

import org.jspecify.annotations.Nullable;

/** Something a person must put right first; the message says where, what and what to do. Ends with exit code 2. */
public final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotStart(String message) {
    this(message, null);
  }

  public CannotStart(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
