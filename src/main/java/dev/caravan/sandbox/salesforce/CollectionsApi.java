package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /composite/sobjects}: up to 200 records a call, answered in the order they came. */
final class CollectionsApi {
  private static final int MOST = 200;

  private final Org org;
  private final Writer writer;

  CollectionsApi(Org org, Writer writer) {
    this.org = org;
    this.writer = writer;
  }

  void addTo(Api api) {
    api.route("POST", "composite/sobjects", call -> write(call, record -> create(call, record)));
    api.route("PATCH", "composite/sobjects", call -> write(call, record -> update(call, record)));
    api.route("DELETE", "composite/sobjects", this::delete);
    api.route("PATCH", "composite/sobjects/([^/]+)/([^/]+)", this::upsert);
    api.route("POST", "composite/sobjects/([^/]+)", this::retrieve);
    api.route("GET", "composite/sobjects/([^/]+)", this::retrieve);
  }

  private ObjectNode create(Call call, ObjectNode record) {
    return RowsApi.saved(writer.create(type(record), record, call.caller()));
  }

  private ObjectNode update(Call call, ObjectNode record) {
    ObjectType type = type(record);
    ObjectNode body = record.deepCopy();
    JsonNode id = take(body, "Id");
    if (id == null || id.asText().isEmpty()) {
      throw Refusal.of("MISSING_ARGUMENT", "Id not specified in an update call", "Id");
    }
    return RowsApi.saved(writer.update(type, id.asText(), body, call.caller()));
  }

  private Answer upsert(Call call) {
    ObjectType type = org.seen(call.group(0));
    Field key = RowsApi.key(org, type, call.group(1));
    var times = new HashMap<String, Integer>();
    for (JsonNode record : call.json().path("records")) {
      String value = value(record, key.name());
      if (value != null) {
        times.merge(value.toLowerCase(Locale.ROOT), 1, Integer::sum);
      }
    }
    return write(call, record -> upsert(call, type, key, record, times));
  }

  private ObjectNode upsert(Call call, ObjectType type, Field key, ObjectNode record, Map<String, Integer> times) {
    if (type(record) != type) {
      throw Refusal.of("INVALID_TYPE", "The record is a " + type(record) + ", the call is for " + type);
    }
    ObjectNode body = record.deepCopy();
    JsonNode given = take(body, key.name());
    String value = given == null || given.isNull() ? "" : given.asText().strip();
    if (key == type.id) {
      boolean create = value.isEmpty();
      String id = create
          ? writer.create(type, body, call.caller())
          : writer.update(type, value, body, call.caller());
      return RowsApi.saved(id).put("created", create);
    }
    if (value.isEmpty()) {
      throw Refusal.of("MISSING_ARGUMENT", key.name() + " not specified", key.name());
    }
    if (times.getOrDefault(value.toLowerCase(Locale.ROOT), 0) > 1) {
      throw Refusal.of("DUPLICATE_VALUE", "Duplicate external id specified: " + value, key.name());
    }
    if (take(body, "Id") != null) {
      throw Refusal.of("INVALID_FIELD", "cannot specify both an external ID reference and a salesforce id", "Id");
    }
    var upserted = writer.upsert(type, key, value, body, false, call.caller());
    return RowsApi.saved(upserted.id()).put("created", upserted.created());
  }

  private ObjectType type(ObjectNode record) {
    String name = record.path("attributes").path("type").asText("");
    if (name.isEmpty() || record.path("attributes").path("type").isNull()) {
      throw Refusal.of("INVALID_TYPE", "The record names no type: attributes.type is missing");
    }
    return org.seen(name);
  }

  private static @Nullable String value(JsonNode record, String name) {
    for (var entry : record.properties()) {
      if (entry.getKey().equalsIgnoreCase(name) && !entry.getValue().isNull()) {
        return entry.getValue().asText().strip();
      }
    }
    return null;
  }

  private static @Nullable JsonNode take(ObjectNode body, String name) {
    for (var entry : body.properties()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        return body.remove(entry.getKey());
      }
    }
    return null;
  }

  private Answer write(Call call, Function<ObjectNode, ObjectNode> each) {
    JsonNode body = call.json();
    JsonNode records = body.path("records");
    if (!records.isArray()) {
      throw Refusal.of("JSON_PARSER_ERROR", "Expected an array of records");
    }
    atMost(records.size());
    return Answer.ok(all(records, body.path("allOrNone").asBoolean(false), record -> each.apply(Json.object(record))));
  }

  private static void atMost(int records) {
    if (records > MOST) {
      throw Refusal.of("EXCEEDED_MAX_SIZE_REQUEST", "record limit reached. cannot submit more than " + MOST
          + " records in this call, found " + records);
    }
  }

  private ArrayNode all(Iterable<JsonNode> records, boolean allOrNone, Function<JsonNode, ObjectNode> each) {
    int before = org.mark();
    var results = new ArrayList<ObjectNode>();
    boolean failed = false;
    for (JsonNode record : records) {
      int mark = org.mark();
      try {
        results.add(each.apply(record));
      } catch (Refusal refusal) {
        org.rollBackTo(mark);
        failed = true;
        results.add(failure(refusal));
      }
    }
    if (failed && allOrNone) {
      org.rollBackTo(before);
      results.replaceAll(result -> result.path("success").asBoolean() ? failure(Refusal.of(
          "ALL_OR_NONE_OPERATION_ROLLED_BACK",
          "Record rolled back because not all records were valid and the request was using AllOrNone header"))
          : result);
    }
    return Json.array().addAll(results);
  }

  private static ObjectNode failure(Refusal refusal) {
    ObjectNode failure = Json.object().put("success", false);
    failure.putArray("errors").add(refusal.json("statusCode"));
    return failure;
  }

  private Answer delete(Call call) {
    ArrayNode ids = Json.array();
    for (String id : call.query().getOrDefault("ids", "").split(",")) {
      ids.add(id.strip());
    }
    atMost(ids.size());
    boolean allOrNone = call.query().getOrDefault("allOrNone", "false").equalsIgnoreCase("true");
    return Answer.ok(all(ids, allOrNone, id -> {
      for (ObjectType type : org.schema.types()) {
        if (org.table(type).find(id.asText()) != null) {
          writer.delete(type, id.asText(), call.caller());
          return RowsApi.saved(id.asText());
        }
      }
      throw Refusal.of(404, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
    }));
  }

  private Answer retrieve(Call call) {
    ObjectType type = org.seen(call.group(0));
    var ids = new ArrayList<String>();
    var fields = new ArrayList<String>();
    if (call.method().equals("GET")) {
      ids.addAll(List.of(call.query().getOrDefault("ids", "").split(",")));
      fields.addAll(List.of(call.query().getOrDefault("fields", "Id").split(",")));
    } else {
      call.json().path("ids").forEach(id -> ids.add(id.asText()));
      call.json().path("fields").forEach(field -> fields.add(field.asText()));
    }
    if (ids.size() > 2000) {
      throw Refusal.of("EXCEEDED_MAX_SIZE_REQUEST", "cannot retrieve more than 2000 records in this call");
    }
    ArrayNode records = Json.array();
    for (String id : ids) {
      Row row = org.table(type).find(id.strip());
      if (row == null) {
        records.addNull();
      } else {
        ObjectNode record = records.addObject();
        record.set("attributes", Queries.attributes(row, call.base()));
        record.setAll(RowsApi.picked(org, row, fields));
      }
    }
    return Answer.ok(records);
  }
}
