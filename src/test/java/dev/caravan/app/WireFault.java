package dev.caravan.app;

/** What may become of a call between Caravan and a system, on the wire. */
enum WireFault {
  UNAUTHORIZED("401"),
  NOT_FOUND("404"),
  NO_PAGE("404 page"),
  NOTHING("{}"),
  EMPTY("empty"),
  STALE("stale"),
  TRUNCATED("truncated"),
  RESET_BEFORE("reset before"),
  RESET_AFTER("reset after"),
  UNAVAILABLE("503 page"),
  SLOW("slow");

  private final String shown;

  WireFault(String shown) {
    this.shown = shown;
  }

  /** Whether the system itself gets the request, and does what it asks for. */
  boolean reaches() {
    return this == TRUNCATED || this == RESET_AFTER || this == SLOW;
  }

  /** Whether the reply tells of a mistake in the set-up, which a person has to look at. */
  boolean isSetting() {
    return this == UNAUTHORIZED || this == NOT_FOUND;
  }

  @Override
  public String toString() {
    return shown;
  }
}
