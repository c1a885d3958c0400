package dev.caravan.insight;

import java.util.regex.Pattern;

/** What a system said, as it may stand in a report. */
final class Said {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"'(),;:]+@[^\\s@<>\"'(),;:]+");
  private static final int LONGEST = 600;

  private Said() {}

  /** One line of a length people read, without e-mail addresses the system may have quoted. */
  static String safe(String said) {
    String line = EMAIL.matcher(said.replaceAll("\\s+", " ").strip()).replaceAll("(an e-mail address)");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
