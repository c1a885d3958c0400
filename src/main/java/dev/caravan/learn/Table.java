package dev.caravan.learn;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is learned from.
 *
 * @param fields that may be used, in the order they are told in
 * @param afterwards fields written after the outcome was known, kept only to show what using them would have pretended
 */
public record Table(List<Field> fields, List<Field> afterwards, List<Row> rows) {

  /**
   * A field.
   *
   * @param name as the settings call it
   * @param number whether its values are numbers; else they are words
   */
  public record Field(String name, boolean number) {}

  /**
   * A lead.
   *
   * @param order any number that grows with time; rows of equal order stay together
   * @param values by field; what is not known is not there
   */
  public record Row(double order, boolean won, Map<String, String> values) {
    public Row {
      values = Map.copyOf(values);
    }

    /** The value of a field, {@code ""} if it is not known. */
    String value(String field) {
      return values.getOrDefault(field, "");
    }
  }

  public Table {
    fields = List.copyOf(fields);
    afterwards = List.copyOf(afterwards);
    rows = List.copyOf(rows);
    Set<String> late = new HashSet<>();
    afterwards.forEach(field -> late.add(field.name()));
    for (Field field : fields) {
      if (late.contains(field.name())) {
        throw new IllegalArgumentException("\"" + field.name() + "\" is written after the outcome: it cannot be learned"
            + " from");
      }
    }
  }
}
