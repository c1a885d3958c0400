package dev.caravan.insight;

import dev.caravan.model.Masked;

/** What a system said, as it may stand in a report. */
final class SystemWords {
  private static final int LONGEST = 600;

  private SystemWords() {}

  /** One line of a length people read, without addresses and numbers the system may have quoted. */
  static String safe(String said) {
    String line = Masked.text(said.replaceAll("\\s+", " ").strip());
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
