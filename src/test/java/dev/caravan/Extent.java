package dev.caravan;

/**
 * How far suites of faults and long histories go: in each build through every stage on purpose, with {@code -Pfaults}
 * also through what chance, size and repetition add.
 */
public final class Extent {
  public static final boolean FULL = Boolean.getBoolean("caravan.faults");

  private Extent() {}

  public static <T> T of(T brief, T full) {
    return FULL ? full : brief;
  }
}
