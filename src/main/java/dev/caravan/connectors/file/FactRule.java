package dev.caravan.connectors.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.journal.FactJson;
import dev.caravan.model.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
      event.put("subject", named.contains("@") ? named.toLowerCase(Locale.ROOT) : named);
    }
    event.put("time", moment);
    event.set("data", data.json(row));
    try {
      byte[] line = JSON.writeValueAsBytes(event);
      if (line.length > RowReader.LIMIT) {
        throw new BadRow("the fact " + type + " would be longer than " + RowReader.LIMIT + " bytes");
      }
      return Optional.of(FactJson.read(line));
    } catch (JsonProcessingException e) {
      throw new BadRow("a value holds a character that cannot be kept");
    } catch (FactJson.Unreadable e) {
      throw new BadRow("no " + type + ": " + e.getMessage() + " (" + id.origin().place() + ")");
    }
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
