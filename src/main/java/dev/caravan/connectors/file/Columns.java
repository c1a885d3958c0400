package dev.caravan.connectors.file;

import dev.caravan.config.Diagnostics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the columns a mapping names with those a file has. */
final class Columns {
  private Columns() {}

  /** What is wrong with one use of a column; empty when the file has it, once. */
  static Optional<String> mistake(List<String> columns, ImportMapping.Use use) {
    long there = columns.stream().filter(use.column()::equals).count();
    if (there == 1) {
      return Optional.empty();
    }
    return Optional.of("column \"" + use.column() + "\" (" + use.origin() + ") " + (there == 0
        ? "is not there" + Diagnostics.didYouMean(use.column(), columns)
        : "is there " + there + " times; give each column a name of its own"));
  }

  /** Everything wrong with a header, each column once; {@code ""} when nothing is. */
  static String mistakes(List<String> header, List<ImportMapping.Use> uses) {
    Map<String, String> found = new LinkedHashMap<>();
    for (ImportMapping.Use use : uses) {
      mistake(header, use).ifPresent(what -> found.putIfAbsent(use.column(), what));
    }
    return found.isEmpty() ? "" : "the header does not fit the mapping: "
        + String.join("; ", new ArrayList<>(found.values())) + "; the rest of the file was not read";
  }
}
