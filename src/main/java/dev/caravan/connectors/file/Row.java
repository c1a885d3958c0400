package dev.caravan.connectors.file;

import java.util.Map;
import java.util.Set;

/**
 * A row as it was read.
 *
 * @param file the file's name without its folders
 * @param line where the row begins, from 1
 * @param values by column, trimmed, without the empty ones
 */
record Row(String file, long line, Map<String, String> values) {
  /** Words that name the row's own place instead of a column. */
  static final Set<String> PLACE = Set.of("line", "file");

  /** What stands in a column; {@code ""} when nothing does. */
  String value(String column) {
    return switch (column) {
      case "line" -> Long.toString(line);
      case "file" -> file;
      default -> values.getOrDefault(column, "");
    };
  }
}
