package dev.caravan.group;

/** How far a group has come; declared from low to high. */
public enum Level {
  DORMANT, EMERGING, ACTIVE, HOT;

  /** As in files: {@code hot}. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public boolean atLeast(Level other) {
    return compareTo(other) >= 0;
  }

  Level down() {
    return this == DORMANT ? DORMANT : values()[ordinal() - 1];
  }
}
