package dev.caravan.config;

/**
 * Where a value stands.
 *
 * @param file the file as the house calls it, {@code config/scoring.yaml}, the same on every machine
 * @param line from 1
 * @param column from 1, in characters
 */
public record Origin(String file, int line, int column) {
  public Origin {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column count from 1, but were " + line + ":" + column);
    }
  }

  /** {@code config/scoring.yaml:14}, as a decision's reason names the rule it rests on. */
  public String place() {
    return file + ":" + line;
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
