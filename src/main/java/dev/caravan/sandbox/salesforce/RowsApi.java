package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /sobjects}: one record at a time, and what objects look like. */
final class RowsApi {
  private final Org org;
  private final Writer writer;

  RowsApi(Org org, Writer writer) {
    this.org = org;
    this.writer = writer;
  }

  void addTo(Api api) {
    String type = "sobjects/([^/]+)";
    api.route("GET", "sobjects", call -> Answer.ok(Describe.all(org, call.base())));
    api.route("GET", type, call -> Answer.ok(Describe.basics(org, described(call.group(0)), call.base())));
    api.route("POST", type, this::create);
    api.route("GET", type + "/describe",
        call -> Answer.ok(Describe.whole(org, described(call.group(0)), call.base())));
    api.route("POST", type + "/Id", this::create);
    api.route("GET", type + "/([^/]+)", call -> Answer.ok(read(call, byId(call))));
    api.route("PATCH", type + "/([^/]+)", this::update);
    api.route("DELETE", type + "/([^/]+)", this::delete);
    api.route("GET", type + "/([^/]+)/(.+)", this::readByKey);
    api.route("PATCH", type + "/([^/]+)/(.+)", this::upsert);
    api.route("DELETE", type + "/([^/]+)/(.+)", this::deleteByKey);
  }

  /** An address of an object that is not there is an address that is not there. */
  private ObjectType described(String name) {
    ObjectType type = org.schema.find(name);
    if (type == null || !org.access.shows(type)) {
      throw Refusal.notFound();
    }
    return type;
  }

  private Answer create(Call call) {
    ObjectType type = org.seen(call.group(0));
    String id = writer.create(type, Json.object(call.json()), call.caller());
    return Answer.json(201, saved(id))
        .header("Location", call.base() + "/sobjects/" + type.name + "/" + id);
  }

  static ObjectNode saved(String id) {
    ObjectNode saved = Json.object().put("id", id).put("success", true);
    saved.putArray("errors");
    return saved;
  }

  private Answer update(Call call) {
    ObjectType type = org.seen(call.group(0));
    writer.update(type, byId(call).id(), Json.object(call.json()), call.caller());
    return Answer.empty(204);
  }

  private Answer delete(Call call) {
    Row row = byId(call);
    writer.delete(row.type, row.id(), call.caller());
    return Answer.empty(204);
  }

  private Row byId(Call call) {
    Table table = org.table(org.seen(call.group(0)));
    Row row = table.find(call.group(1));
    if (row == null && table.findDeleted(call.group(1)) != null) {
      throw Refusal.of(404, "ENTITY_IS_DELETED", "entity is deleted");
    }
    if (row == null) {
      throw Refusal.notFound();
    }
    return row;
  }

  private Answer readByKey(Call call) {
    ObjectType type = org.seen(call.group(0));
    Row row = find(type, key(org, type, call.group(1)), call.group(2));
    if (row == null) {
      throw Refusal.notFound();
    }
    return Answer.ok(read(call, row));
  }

  private Answer deleteByKey(Call call) {
    ObjectType type = org.seen(call.group(0));
    Row row = find(type, key(org, type, call.group(1)), call.group(2));
    if (row == null) {
      throw Refusal.notFound();
    }
    writer.delete(type, row.id(), call.caller());
    return Answer.empty(204);
  }

  private @Nullable Row find(ObjectType type, Field key, String value) {
    Table table = org.table(type);
    if (key == type.id) {
      return table.find(value);
    }
    return key.is("unique") ? table.findUnique(key.name(), value) : null;
  }

  private Answer upsert(Call call) {
    ObjectType type = org.seen(call.group(0));
    Field key = key(org, type, call.group(1));
    ObjectNode body = Json.object(call.json());
    for (String name : List.of("Id", key.name())) {
      if (body.has(name)) {
        throw Refusal.of("INVALID_FIELD", "The " + name + " field should not be specified in the sobject data.", name);
      }
    }
    String value = call.group(2);
    if (key == type.id) {
      if (org.table(type).find(value) == null) {
        throw Refusal.notFound();
      }
      return upserted(call, new Writer.Upserted(writer.update(type, value, body, call.caller()), false));
    }
    List<Row> several = same(type, key, value);
    if (several.size() > 1) {
      ArrayNode urls = Json.array();
      several.forEach(row -> urls.add(call.base() + "/sobjects/" + type.name + "/" + row.id()));
      return Answer.json(300, urls);
    }
    if (!key.is("unique") && several.size() == 1) {
      String id = writer.update(type, several.get(0).id(), body, call.caller());
      return upserted(call, new Writer.Upserted(id, false));
    }
    boolean updateOnly = call.query().getOrDefault("updateOnly", "").equalsIgnoreCase("true");
    return upserted(call, writer.upsert(type, key, value, body, updateOnly, call.caller()));
  }

  private static Answer upserted(Call call, Writer.Upserted upserted) {
    if (!upserted.created() && call.number() < 46) {
      return Answer.empty(204);
    }
    return Answer.json(upserted.created() ? 201 : 200, saved(upserted.id()).put("created", upserted.created()));
  }

  /** Records with that key: an external id that isn't unique may name several. */
  private List<Row> same(ObjectType type, Field key, String value) {
    if (key.is("unique")) {
      return List.of();
    }
    return org.table(type).rows().stream()
        .filter(row -> value.equalsIgnoreCase(String.valueOf(row.get(key))))
        .toList();
  }

  /** The field an upsert goes by, or the refusal for one that is no external id. */
  static Field key(Org org, ObjectType type, String name) {
    Field field = org.access.field(type, name);
    if (field == null || field != type.id && !field.is("external")) {
      throw Refusal.of(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + name);
    }
    return field;
  }

  private ObjectNode read(Call call, Row row) {
    ObjectNode record = Json.object();
    record.set("attributes", Queries.attributes(row, call.base()));
    String wanted = call.query().get("fields");
    if (wanted == null) {
      row.type.fields().stream().filter(field -> org.access.shows(row.type, field))
          .forEach(field -> record.set(field.name(), Values.json(row.get(field))));
      return record;
    }
    record.setAll(picked(org, row, List.of(wanted.split(","))));
    return record;
  }

  static ObjectNode picked(Org org, Row row, List<String> names) {
    ObjectNode picked = Json.object();
    for (String name : names) {
      Field field = org.access.field(row.type, name.strip());
      if (field == null) {
        throw Refusal.of("INVALID_FIELD", "No such column '" + name.strip() + "' on sobject of type " + row.type.name);
      }
      picked.set(field.name(), Values.json(row.get(field)));
    }
    return picked;
  }
}
