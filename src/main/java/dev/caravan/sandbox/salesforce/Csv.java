package dev.caravan.sandbox.salesforce;

import java.util.ArrayList;
import java.util.List;

/** CSV as Bulk 2.0 takes and gives it: quotes doubled inside quotes, line breaks allowed there. */
final class Csv {
  private Csv() {}

  static List<List<String>> read(String text, char delimiter) {
    var rows = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    boolean something = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
        something = true;
      } else if (c == delimiter) {
        row.add(cell.toString());
        cell.setLength(0);
        something = true;
      } else if (c == '\n') {
        if (something || cell.length() > 0) {
          row.add(cell.toString());
          rows.add(List.copyOf(row));
        }
        row.clear();
        cell.setLength(0);
        something = false;
      } else if (c != '\r') {
        cell.append(c);
        something = true;
      }
    }
    if (something || cell.length() > 0) {
      row.add(cell.toString());
      rows.add(List.copyOf(row));
    }
    return rows;
  }

  static String line(List<String> cells, char delimiter) {
    var line = new StringBuilder();
    for (String cell : cells) {
      if (line.length() > 0) {
        line.append(delimiter);
      }
      line.append('"').append(cell.replace("\"", "\"\"")).append('"');
    }
    return line.append('\n').toString();
  }
}
