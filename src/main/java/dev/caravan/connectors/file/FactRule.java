package dev.caravan.connectors.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.config.Origin;
import dev.caravan.journal.FactJson;
import dev.caravan.journal.FactValues;
import dev.caravan.model.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One fact that a row gives.
 *
 * <p>It is written as CloudEvents JSON and read back as any other fact, so that a mapping can say whatever the format
 * can, and is refused whatever the format refuses. A record fact gets its time behind its id: one id a state.
 *
 * @param type the fact's type
 * @param when columns that must hold something, else the row does not give this fact
 * @param where columns and the words one of which must stand there
 * @param data what stands in {@code data}
 */
record FactRule(String type, String source, Template id, Optional<Template> subject, TimeRule time, List<String> when,
    Map<String, List<String>> where, Shape.Branch data) {
  /** Facts that tell the state of a record, not something that happened. */
  static final Set<String> RECORDS = Set.of("person", "account", "user", "campaign", "opportunity", "contract");

  private static final ObjectMapper JSON = new ObjectMapper();

  FactRule {
    when = List.copyOf(when);
    where = Map.copyOf(where);
  }

  boolean isRecord() {
    return RECORDS.contains(type);
  }

  /** The fact, or empty when the row does not give it. */
  Optional<Fact> read(Row row) throws BadRow {
    if (!applies(row)) {
      return Optional.empty();
    }
    String moment = Instant.ofEpochMilli(time.read(row)).toString();
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("specversion", "1.0");
    event.put("id", needed("id", id, row) + (isRecord() ? "@" + moment : ""));
    event.put("source", source);
    event.put("type", type);
    if (subject.isPresent()) {
      String named = needed("subject", subject.get(), row);
      event.put("subject", named);
    }
    event.put("time", moment);
    event.set("data", data.json(row));
    try {
      byte[] line = JSON.writeValueAsBytes(event);
      if (line.length > RowReader.LIMIT) {
        throw new BadRow("the fact " + type + " would be longer than " + RowReader.LIMIT + " bytes");
      }
      return Optional.of(FactValues.typed(FactJson.read(line)));
    } catch (JsonProcessingException e) {
      throw new BadRow("a value holds a character that cannot be kept");
    } catch (FactJson.Unreadable e) {
      String columns = columns(e.value());
      throw new BadRow(columns.isEmpty() ? "no " + type + ": " + e.getMessage() + " (" + id.origin().place() + ")"
          : columns + " " + e.reason() + " (" + origin(e.value()).place() + ")");
    }
  }

  /** Refuses what has not happened yet. */
  void requireHappened(Fact fact, long latest) throws BadRow {
    if (fact.head().time() > latest) {
      String columns = columns("time");
      throw new BadRow((columns.isEmpty() ? "the time of the mapping" : columns) + " lies in the future, where nothing can have happened ("
          + origin("time").place() + ")");
    }
  }

  /** {@code column "Close"}: from where a value of the fact is read; {@code ""} where no column is. */
  private String columns(String value) {
    List<String> columns = value.equals("time") && !time.column().isEmpty() ? List.of(time.column())
        : template(value).map(found -> List.copyOf(found.columns())).orElse(List.of());
    return columns.isEmpty() ? "" : "column " + String.join(" and ", columns.stream().map(each -> "\"" + each + "\"").toList());
  }

  private Origin origin(String value) {
    return value.equals("time") ? time.origin() : template(value).map(Template::origin).orElse(id.origin());
  }

  /** How a value of the fact, by its dotted name, is made of columns. */
  Optional<Template> template(String value) {
    if (value.equals("subject")) {
      return subject;
    }
    @Nullable Shape shape = data;
    for (String part : value.split("\\.", -1)) {
      shape = shape instanceof Shape.Branch branch ? branch.parts().get(part) : null;
    }
    return shape instanceof Shape.Leaf leaf ? Optional.of(leaf.template()) : Optional.empty();
  }

  private boolean applies(Row row) {
    for (String column : when) {
      if (row.value(column).isEmpty()) {
        return false;
      }
    }
    for (var column : where.entrySet()) {
      if (!column.getValue().contains(row.value(column.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private String needed(String what, Template template, Row row) throws BadRow {
    String text = template.text(row);
    if (text.isEmpty()) {
      throw new BadRow("no " + what + " for the fact " + type + ": column \"" + template.empty(row) + "\" is empty ("
          + template.origin().place() + ")");
    }
    return text;
  }
}
