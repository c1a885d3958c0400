package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.WriteLog;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The org's records. One request is one transaction: what it changed is kept and logged as a whole, or undone.
 *
 * <p>Callers hold its lock through {@link #inOneGo}.
 */
final class Org {
  /** Before the change (null: there was none) and after it. */
  private record Change(@Nullable Row before, Row after) {}

  final Schema schema;
  final Access access = new Access();
  final InstantSource clock;
  private final WriteLog log;
  private final Map<ObjectType, Table> tables = new LinkedHashMap<>();
  private final List<Change> open = new ArrayList<>();
  private final Map<String, JsonNode> notes = new LinkedHashMap<>();
  private final Map<String, Original> originals = new LinkedHashMap<>();
  private long created;
  private long writes;

  /** A record callers touched, as it was loaded; null when they made it. */
  record Original(ObjectType type, String id, @Nullable Row row) {}

  Org(Schema schema, InstantSource clock, WriteLog log) {
    this.schema = schema;
    this.clock = clock;
    this.log = log;
    schema.types().forEach(type -> tables.put(type, new Table(type)));
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  Table table(ObjectType type) {
    return Objects.requireNonNull(tables.get(type), () -> "no table of " + type);
  }

  Table table(String type) {
    return table(schema.type(type));
  }

  /** The object of that name as the API's user knows it; refused like one that is not there when it is hidden. */
  ObjectType seen(String name) {
    ObjectType type = schema.type(name);
    if (!access.shows(type)) {
      throw Schema.unknown(name);
    }
    return type;
  }

  /** A record of any object by its id. */
  @Nullable Row find(List<String> types, String id) {
    for (String type : types) {
      Row row = table(type).find(id);
      if (row != null) {
        return row;
      }
    }
    return null;
  }

  String newId(ObjectType type) {
    created++;
    return Ids.make(type.prefix, 'C', created);
  }

  /** Puts a record where no caller is involved: at load. */
  void load(Row row) {
    table(row.type).put(row);
  }

  /** Puts a record for a caller, inside {@link #inOneGo}. */
  void put(Row row) {
    Table table = table(row.type);
    Row before = table.findAny(row.id());
    open.add(new Change(before, row));
    table.put(row);
    FieldHistory.rows(this, before, row).forEach(this::put);
  }

  /** Adds something to remember with the changes of this request. */
  void note(String name, JsonNode what) {
    notes.put(name, what);
  }

  int mark() {
    return open.size();
  }

  void rollBackTo(int mark) {
    for (int i = open.size() - 1; i >= mark; i--) {
      Change change = open.remove(i);
      Table table = table(change.after().type);
      table.remove(change.after().id());
      if (change.before() != null) {
        table.put(change.before());
      }
    }
  }

  synchronized <T> T read(Supplier<T> work) {
    return work.get();
  }

  /** Does a request's work; what it throws undoes all of it. */
  synchronized <T> T inOneGo(boolean counted, Supplier<T> work) {
    boolean done = false;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      if (done) {
        keep(counted);
      } else {
        rollBackTo(0);
        notes.clear();
      }
    }
  }

  private void keep(boolean counted) {
    if (open.isEmpty() && notes.isEmpty()) {
      return;
    }
    ObjectNode line = Json.object().put("at", Values.text(now()));
    var changes = line.putArray("changes");
    for (Change change : open) {
      remember(change);
      changes.add(write(change));
    }
    notes.forEach(line::set);
    log.append(Json.write(line));
    writes += counted ? open.size() : 0;
    open.clear();
    notes.clear();
  }

  private void remember(Change change) {
    Row after = change.after();
    originals.putIfAbsent(
        after.type.name + " " + Ids.key(after.id()), new Original(after.type, after.id(), change.before()));
  }

  private static ObjectNode write(Change change) {
    Row before = change.before();
    Row after = change.after();
    ObjectNode written = Json.object().put("type", after.type.name).put("id", after.id());
    written.put("op", before == null ? "create" : after.deleted() ? "delete" : "update");
    ObjectNode fields = written.putObject("fields");
    for (Field field : after.type.fields()) {
      Object value = after.get(field);
      if (before == null ? value != null : !Objects.equals(value, before.get(field))) {
        fields.set(field.name(), Values.json(value));
      }
    }
    return written;
  }

  /** Does again what the lines of the log say; notes go to the listener. */
  synchronized void replay(List<String> lines, Consumer<JsonNode> noted) {
    int number = 0;
    for (String text : lines) {
      number++;
      JsonNode line = Json.body(text);
      for (JsonNode change : line.path("changes")) {
        replay(change, number);
      }
      noted.accept(line);
    }
  }

  private void replay(JsonNode change, int number) {
    ObjectType type = schema.type(change.path("type").asText());
    String id = change.path("id").asText();
    Table table = table(type);
    Row before = table.findAny(id);
    if (before == null && !change.path("op").asText().equals("create")) {
      throw new IllegalStateException("write log line " + number + ": changes " + type + " " + id
          + ", which the fact file does not hold; was the fact file exchanged? Remove the log to start afresh");
    }
    @Nullable Object[] values = before == null ? new Object[type.size()] : before.copy();
    change.path("fields").properties().forEach(entry -> {
      Field field = type.need(entry.getKey());
      values[field.index()] = entry.getValue().isNull() ? null : Values.read(type, field, entry.getValue());
    });
    Row after = new Row(type, values);
    remember(new Change(before, after));
    table.put(after);
    created = Math.max(created, Ids.numberOf(id));
  }

  synchronized long writes() {
    return writes;
  }

  synchronized List<Original> touched() {
    return List.copyOf(originals.values());
  }
}
