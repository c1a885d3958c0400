package dev.caravan.model;

/** Points are counted in millionths, so that sums are exact. */
public final class Points {
  /** A tenth of a point: what is shown of one. */
  public static final long TENTH = 100_000L;

  private Points() {}
}
