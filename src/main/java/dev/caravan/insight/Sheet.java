package dev.caravan.insight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A report of rows: for people, for spreadsheets and for programs, with the same columns and values in all three.
 *
 * @param name of its rows in JSON
 * @param columns in snake case
 * @param rows values by column: texts, longs, doubles (one place), truths; {@code ""} where there is none
 * @param words what is said below it
 * @param nothing what is said instead where there are no rows
 */
public record Sheet(String name, List<String> columns, List<List<Object>> rows, List<String> words, String nothing) {
  public Sheet {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    words = List.copyOf(words);
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(row.size() + " values for " + columns.size() + " columns");
      }
    }
  }

  /** Whether there is nothing to report. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  private static String text(Object value) {
    return value instanceof Double number ? String.format(Locale.ROOT, "%.1f", number)
        : value instanceof Boolean truth ? truth ? "yes" : "no" : String.valueOf(value);
  }

  /** For people: columns in line, numbers to the right. */
  public String text() {
    if (isEmpty()) {
      return nothing + "\n";
    }
    var all = new ArrayList<List<String>>();
    all.add(columns.stream().map(each -> each.replace('_', ' ')).toList());
    rows.forEach(row -> all.add(row.stream().map(Sheet::text).toList()));
    var wide = new int[columns.size()];
    for (List<String> line : all) {
      for (int i = 0; i < wide.length; i++) {
        wide[i] = Math.max(wide[i], line.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (List<String> line : all) {
      var row = new StringBuilder();
      for (int i = 0; i < wide.length; i++) {
        String pad = " ".repeat(wide[i] - line.get(i).length());
        row.append(i == 0 ? "" : "  ").append(isNumber(i) ? pad + line.get(i) : line.get(i) + pad);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    if (!words.isEmpty()) {
      text.append('\n');
      words.forEach(each -> text.append(each).append('\n'));
    }
    return text.toString();
  }

  private boolean isNumber(int column) {
    return rows.stream().anyMatch(row -> row.get(column) instanceof Number);
  }

  /** For spreadsheets: comma-separated, with a header. */
  public String csv() {
    var text = new StringBuilder(String.join(",", columns)).append('\n');
    rows.forEach(row -> text.append(String.join(",", row.stream().map(Sheet::text).map(Sheet::cell).toList())).append('\n'));
    return text.toString();
  }

  private static String cell(String value) {
    return value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0 ? value
        : '"' + value.replace("\"", "\"\"") + '"';
  }

  /** For programs: the same keys in the same order every time; values that are not there are left out. */
  public Map<String, Object> json() {
    var lines = new ArrayList<Map<String, Object>>();
    for (List<Object> row : rows) {
      var line = new LinkedHashMap<String, Object>();
      for (int i = 0; i < columns.size(); i++) {
        if (!row.get(i).equals("")) {
          line.put(columns.get(i), row.get(i));
        }
      }
      lines.add(line);
    }
    return Map.of(name, lines);
  }
}
