package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client that knows the protocol and nothing of the stand-in's insides. */
final class Caller {
  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final String authorization;

  record Answer(int status, String text, Map<String, List<String>> headers) {
    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Caller(URI base, String authorization) {
    this.base = base;
    this.authorization = authorization;
  }

  Caller(EloquaStandIn eloqua) {
    this(eloqua.base(), Credentials.TEST.basic());
  }

  Caller as(String other) {
    return new Caller(base, other);
  }

  Answer send(String method, String path, String contentType, byte[] body) {
    var request = HttpRequest.newBuilder(base.resolve(path))
        .header("Content-Type", contentType)
        .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response.headers().map());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer send(String method, String path, String json) {
    return send(method, path, "application/json", json.replace('`', '"').getBytes(StandardCharsets.UTF_8));
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer bulk(String method, String path, String json) {
    return send(method, "/api/bulk/2.0" + path, json);
  }

  Answer rest(String method, String path, String json) {
    return send(method, "/api/REST/1.0" + path, json);
  }

  static String enc(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Makes a definition, posts rows, syncs and polls to the end; the sync as it ended. */
  JsonNode importRows(String kind, String definition, String rows) {
    String uri = bulk("POST", kind, definition).json().path("uri").asText();
    bulk("POST", uri + "/data", rows);
    return sync(uri);
  }

  JsonNode sync(String definitionUri) {
    JsonNode sync = bulk("POST", "/syncs", "{`syncedInstanceUri`:`" + definitionUri + "`}").json();
    String uri = sync.path("uri").asText();
    for (int i = 0; i < 10; i++) {
      sync = bulk("GET", uri, "").json();
      if (!List.of("pending", "active").contains(sync.path("status").asText())) {
        return sync;
      }
    }
    throw new IllegalStateException("never ended: " + sync);
  }

  /** Runs an export and reads all its pages. */
  List<JsonNode> export(String kind, String definition) {
    Answer made = bulk("POST", kind, definition);
    if (made.status() != 201) {
      throw new IllegalStateException(made.toString());
    }
    String uri = sync(made.json().path("uri").asText()).path("uri").asText();
    var rows = new ArrayList<JsonNode>();
    JsonNode page;
    do {
      page = bulk("GET", uri + "/data?limit=50000&offset=" + rows.size(), "").json();
      page.path("items").forEach(rows::add);
    } while (page.path("hasMore").asBoolean());
    return rows;
  }

  static String exportOf(Map<String, String> fields, String filter, boolean utc) {
    var definition = JSON.createObjectNode().put("name", "t").put("filter", filter).put("areSystemTimestampsInUTC",
        utc);
    fields.forEach(definition.putObject("fields")::put);
    return definition.toString();
  }

  static Map<String, String> fields(String... namesAndStatements) {
    var fields = new LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndStatements.length; i += 2) {
      fields.put(namesAndStatements[i], "{{" + namesAndStatements[i + 1] + "}}");
    }
    return fields;
  }
}
