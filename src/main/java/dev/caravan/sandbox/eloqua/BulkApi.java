package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Definitions, data and syncs of Bulk 2.0. */
final class BulkApi {
  private static final int MAX_DATA_BYTES = 32 * 1024 * 1024;
  private static final int MAX_POSTS = 500;
  private static final int MAX_PAGE = 50_000;
  private static final int DEFAULT_PAGE = 1000;

  private final Tenant tenant;
  private final String user;
  private final Exports exports;
  private final Imports imports;
  private final Map<String, Definition> definitions = new ConcurrentHashMap<>();
  private final Map<Long, Sync> syncs = new ConcurrentHashMap<>();
  private final AtomicLong nextDefinition;
  private final AtomicLong nextSync;
  private final LongAdder exportsRun = new LongAdder();
  private final Map<Definition.Kind, LongAdder> rowsRead = new ConcurrentHashMap<>();
  private volatile int pollsUntilDone = 1;
  private volatile Duration shortest = Duration.ZERO;
  private volatile Duration longest = Duration.ZERO;
  private volatile @Nullable String failure;

  /**
   * Serves one tenant.
   *
   * @param life how many times the tenant was opened before: uris of an earlier life are not given out again
   */
  BulkApi(Tenant tenant, String user, long life) {
    this.tenant = tenant;
    this.user = user;
    this.exports = new Exports(tenant);
    this.imports = new Imports(tenant);
    this.nextDefinition = new AtomicLong(1001 + life * 1_000_000);
    this.nextSync = new AtomicLong(1001 + life * 1_000_000);
  }

  void pollsUntilDone(int polls) {
    pollsUntilDone = polls;
  }

  void syncsTake(Duration shortest, Duration longest) {
    this.shortest = shortest;
    this.longest = longest;
  }

  long exportsRun() {
    return exportsRun.sum();
  }

  long rowsRead(Definition.Kind kind) {
    return rowsRead.getOrDefault(kind, new LongAdder()).sum();
  }

  void nextSyncFails(String statusCode) {
    failure = statusCode;
  }

  Reply define(Request request) {
    Definition.Kind kind = kind(request);
    Instant now = tenant.clock.instant();
    var definition = new Definition(kind, nextDefinition.getAndIncrement(), Json.body(request), now, now, user);
    check(definition);
    definitions.put(key(definition.uri), definition);
    return Json.reply(201, definition.echo());
  }

  Reply redefine(Request request) {
    Definition old = definition(request);
    Instant createdAt = Instant.parse(old.echo().path("createdAt").asText());
    long id = Long.parseLong(old.uri.substring(old.uri.lastIndexOf('/') + 1));
    var next = new Definition(old.kind, id, Json.body(request), createdAt, tenant.clock.instant(), user);
    check(next);
    definitions.put(key(next.uri), next);
    return Json.reply(200, next.echo());
  }

  private void check(Definition definition) {
    if (definition.kind.exports()) {
      exports.check(definition);
    } else {
      imports.check(definition);
    }
  }

  Reply definitionNow(Request request) {
    return Json.reply(200, definition(request).echo());
  }

  Reply forget(Request request) {
    definitions.remove(key(definition(request).uri));
    return Reply.empty(204);
  }

  private static Definition.Kind kind(Request request) {
    Definition.Kind kind = Definition.Kind.at("/" + request.group(0) + "/" + request.group(1));
    if (kind == null) {
      throw Refused.notFound();
    }
    return kind;
  }

  private Definition definition(Request request) {
    Definition found = definitions.get(key("/" + request.group(0) + "/" + request.group(1) + "/" + request.group(2)));
    if (found == null) {
      throw Refused.notFound();
    }
    return found;
  }

  private static String key(String uri) {
    return uri.toLowerCase(Locale.ROOT);
  }

  Reply stage(Request request) {
    Definition definition = definition(request);
    if (definition.kind.exports() || request.body().length > MAX_DATA_BYTES) {
      throw Refused.notFound();
    }
    List<Map<String, String>> rows = rows(request, definition);
    synchronized (definition) {
      if (definition.posts >= MAX_POSTS) {
        throw Refused.text(400, "There was a validation error.");
      }
      definition.posts++;
      definition.staged.addAll(rows);
    }
    return definition.triggered ? Json.reply(201, start(definition).echo("pending", user)) : Reply.empty(204);
  }

  private static List<Map<String, String>> rows(Request request, Definition definition) {
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(request.body());
    } catch (IOException e) {
      throw definition.wrong("data", "not JSON", "SyntaxRequirement");
    }
    if (!body.isArray()) {
      throw definition.wrong("data", "not an array", "SyntaxRequirement");
    }
    var rows = new ArrayList<Map<String, String>>(body.size());
    for (JsonNode one : body) {
      if (!(one instanceof ObjectNode)) {
        throw definition.wrong("data", "an element that is not an object", "SyntaxRequirement");
      }
      var row = new LinkedHashMap<String, String>();
      one.properties().forEach(entry -> row.put(entry.getKey(), Json.plain(entry.getValue())));
      rows.add(row);
    }
    return rows;
  }

  Reply dropStaged(Request request) {
    Definition definition = definition(request);
    synchronized (definition) {
      definition.staged.clear();
      definition.posts = 0;
    }
    return Reply.empty(204);
  }

  Reply sync(Request request) {
    String uri = Json.text(Json.body(request), "syncedInstanceUri");
    Definition definition = definitions.get(key(uri));
    if (definition == null) {
      throw Refused.invalid("Sync", "syncedInstanceUri", uri, "RelationshipRequirement");
    }
    return Json.reply(201, start(definition).echo("pending", user));
  }

  private Sync start(Definition definition) {
    Instant now = tenant.clock.instant();
    long id = nextSync.getAndIncrement();
    long extra = longest.toMillis() - shortest.toMillis();
    long takes = shortest.toMillis() + (extra <= 0 ? 0 : new SplittableRandom(id).nextLong(extra + 1));
    var sync = new Sync(id, definition, now, now.plusMillis(takes));
    String code = failure;
    failure = null;
    if (code != null) {
      sync.log("error", code, "The sync failed because of a temporary error.", 0);
    } else if (definition.kind.exports()) {
      exportsRun.increment();
      Rows rows = exports.run(definition, sync.id);
      sync.rows = rows;
      sync.log("information", "ELQ-00102", "Successfully exported members to csv file.", rows.size());
      sync.log("information", "ELQ-00131", "Deleted internal staging for data transfer.", 0);
      sync.log("information", "ELQ-00106", "Successfully converted csv file to sqlite, taking "
          + rows.size() / 8 + " kb.", 0);
    } else {
      List<Map<String, String>> staged;
      synchronized (definition) {
        staged = List.copyOf(definition.staged);
        definition.staged.clear();
        definition.posts = 0;
      }
      imports.run(sync, staged);
    }
    syncs.values().stream().filter(old -> old.expired(now)).forEach(old -> old.rows = null);
    syncs.put(sync.id, sync);
    return sync;
  }

  private Sync found(Request request) {
    Sync sync = syncs.get(Long.parseLong(request.group(0)));
    if (sync == null) {
      throw Refused.notFound();
    }
    return sync;
  }

  /** Each look moves the sync on: pending when created, then active, then done. */
  Reply status(Request request) {
    Sync sync = found(request);
    synchronized (sync) {
      sync.polls++;
      return Json.reply(200, sync.echo(runs(sync) ? "active" : sync.status.text(), user));
    }
  }

  private boolean runs(Sync sync) {
    return sync.polls <= pollsUntilDone || tenant.clock.instant().isBefore(sync.doneAt);
  }

  private Sync done(Request request) {
    Sync sync = found(request);
    synchronized (sync) {
      if (runs(sync)) {
        throw Refused.text(409, "There was a conflict.");
      }
    }
    return sync;
  }

  /** Nothing is written into a log before there is something to tell. */
  Reply logs(Request request) {
    Sync sync = found(request);
    synchronized (sync) {
      return Metadata.page(request, runs(sync) ? List.of() : sync.logs);
    }
  }

  Reply rejects(Request request) {
    return Metadata.page(request, found(request).rejects);
  }

  Reply data(Request request) throws IOException {
    Sync sync = done(request);
    if (!sync.definition.kind.exports()) {
      throw Refused.parameter("id", request.group(0), "ContentRequirement");
    }
    Rows rows = sync.rows;
    if (sync.status == Sync.Status.ERROR) {
      throw Refused.notFound();
    }
    if (rows == null || sync.expired(tenant.clock.instant())) {
      throw Refused.text(410, "The requested resource is no longer available.");
    }
    int limit = Metadata.number(request, "limit", DEFAULT_PAGE, 1, MAX_PAGE);
    int offset = Metadata.number(request, "offset", 0, 0, Integer.MAX_VALUE);
    int end = (int) Math.min(rows.size(), (long) offset + limit);
    int count = Math.max(0, end - offset);
    rowsRead.computeIfAbsent(sync.definition.kind, kind -> new LongAdder()).add(count);
    var bytes = new ByteArrayOutputStream(Math.max(256, count * 256));
    try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(bytes)) {
      json.writeStartObject();
      if (count > 0) {
        json.writeArrayFieldStart("items");
        for (int i = offset; i < end; i++) {
          rows.write(json, i);
        }
        json.writeEndArray();
      }
      if (!request.query().getOrDefault("totalResults", "true").equalsIgnoreCase("false")) {
        json.writeNumberField("totalResults", rows.size());
      }
      json.writeNumberField("limit", limit);
      json.writeNumberField("offset", offset);
      json.writeNumberField("count", count);
      json.writeBooleanField("hasMore", end < rows.size());
      json.writeEndObject();
    }
    return new Reply(200, Map.of("Content-Type", "application/json; charset=utf-8"), bytes.toByteArray());
  }

  Reply dropData(Request request) {
    found(request).rows = null;
    return Reply.empty(204);
  }
}
