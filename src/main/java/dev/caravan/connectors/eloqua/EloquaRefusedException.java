package dev.caravan.connectors.eloqua;

/** Eloqua refuses what was asked for, for a permission, a field or an object; what else is asked of it goes on. */
public class EloquaRefusedException extends EloquaException {
  private static final long serialVersionUID = 1L;

  /**
   * @param status the HTTP status; 0 when it was not the status that told
   */
  public EloquaRefusedException(String message, int status) {
    super(message, status);
  }

  @Override
  public Kind kind() {
    return Kind.REFUSED;
  }
}
