package dev.caravan.connectors.eloqua;

/** Eloqua does not know us: a person must look at the login settings. */
public class EloquaCredentialsException extends EloquaException {
  private static final long serialVersionUID = 1L;

  public EloquaCredentialsException(String message, int status) {
    super(message, status);
  }
}
