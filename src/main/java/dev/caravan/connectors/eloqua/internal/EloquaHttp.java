package dev.caravan.connectors.eloqua.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.connectors.Overdue;
import dev.caravan.connectors.eloqua.EloquaConfiguration;
import dev.caravan.connectors.eloqua.EloquaCredentialsException;
import dev.caravan.connectors.eloqua.EloquaException;
import dev.caravan.connectors.eloqua.EloquaRefusedException;
import dev.caravan.connectors.eloqua.EloquaUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls to one instance under one login. A refused login is renewed once; nothing else is tried twice. */
public final class EloquaHttp {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 300;
  /** A method that HTTP does not have; Eloqua takes it as a header of a POST. */
  private static final String SEARCH = "SEARCH";

  /** Which of the two APIs. */
  enum Api {
    BULK("2.0"), REST_1("1.0"), REST_2("2.0");

    private final String version;

    Api(String version) {
      this.version = version;
    }

    URI uri(EloquaSession.Access access, String path, Map<String, String> query) {
      String base = (this == BULK ? access.bulk() : access.rest()).replace("{version}", version);
      var uri = new StringBuilder(base.endsWith("/") ? base.substring(0, base.length() - 1) : base).append(path);
      char separator = '?';
      for (var parameter : query.entrySet()) {
        uri.append(separator).append(parameter.getKey()).append('=')
            .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
        separator = '&';
      }
      return URI.create(uri.toString());
    }
  }

  private final HttpClient client;
  private final EloquaSession session;
  private final Duration timeout;
  private final Overdue overdue;

  public EloquaHttp(HttpClient client, EloquaSession session, EloquaConfiguration settings, Overdue overdue) {
    this.client = client;
    this.session = session;
    this.timeout = Duration.ofMillis(settings.getRequestTimeout());
    this.overdue = overdue;
  }

  /**
   * The reply to a GET.
   *
   * @param keys what the reply must hold: one without them says nothing, which is not that there is nothing
   */
  JsonNode get(Api api, String path, Map<String, String> query, String... keys) throws EloquaException, InterruptedException {
    return tree("GET", path, send(api, "GET", path, query, null), keys);
  }

  /** The raw body of a GET, for what is too large for a tree. */
  byte[] raw(Api api, String path, Map<String, String> query) throws EloquaException, InterruptedException {
    return send(api, "GET", path, query, null);
  }

  JsonNode post(Api api, String path, JsonNode body, String... keys) throws EloquaException, InterruptedException {
    return tree("POST", path, send(api, "POST", path, Map.of(), bytes(body)), keys);
  }

  /** Asks by POST for records by their ids, which are too many for an address. */
  JsonNode search(String path, Map<String, String> query, JsonNode body, String... keys)
      throws EloquaException, InterruptedException {
    return tree("POST", path, send(Api.REST_2, SEARCH, path, query, bytes(body)), keys);
  }

  /** Uploads rows; Eloqua takes them with 204, or with 201 and a sync. Anything else did not come from its Bulk API. */
  void upload(String path, byte[] rows) throws EloquaException, InterruptedException {
    HttpResponse<byte[]> reply = reply(Api.BULK, "POST", path, Map.of(), rows);
    if (reply.statusCode() != 204 && reply.statusCode() != 201) {
      throw new EloquaUnavailableException("Eloqua POST " + path + ": " + reply.statusCode() + "; expected 204 for rows that"
          + " were taken; they are handed over again", reply.statusCode(), null);
    }
  }

  /** The time by the instance's own clock, as far as it has told; never later than by ours. */
  public Instant now(Instant ours) throws EloquaException, InterruptedException {
    session.access();
    return session.now(ours);
  }

  void delete(String path) throws EloquaException, InterruptedException {
    send(Api.BULK, "DELETE", path, Map.of(), null);
  }

  private byte[] send(Api api, String method, String path, Map<String, String> query, byte @Nullable [] body)
      throws EloquaException, InterruptedException {
    return reply(api, method, path, query, body).body();
  }

  private HttpResponse<byte[]> reply(Api api, String method, String path, Map<String, String> query, byte @Nullable [] body)
      throws EloquaException, InterruptedException {
    EloquaSession.Access access = session.access();
    HttpResponse<byte[]> reply = exchange(client, request(access, api, method, path, query, body), timeout, overdue);
    if (reply.statusCode() == 401) {
      access = session.renew(access);
      reply = exchange(client, request(access, api, method, path, query, body), timeout, overdue);
    }
    int status = reply.statusCode();
    session.heard(reply);
    if (status >= 200 && status < 300) {
      return reply;
    }
    String where = "Eloqua " + method + " " + path + ": " + status + " " + words(reply.body());
    if (status == 401) {
      throw new EloquaCredentialsException(where + "; refused right after a fresh login; check that the user may use"
          + " the API", status);
    }
    if (status == 403) {
      throw new EloquaRefusedException(where + "; the user lacks a permission for this; see label-based access control and"
          + " security groups", status);
    }
    if (status >= 300 && status < 400) {
      throw new EloquaUnavailableException("Eloqua " + method + " " + path + ": " + status + ", a redirect, which is not"
          + " followed: what is written goes to the instance itself or nowhere", status, null);
    }
    // Every path is ours or came with a reply just now: a definition or sync is gone or not ready, and is made anew.
    boolean passes = status == 404 || status == 408 || status == 409 || status == 410;
    if (passes || status == 413 || status == 429 || status >= 500) {
      throw new EloquaUnavailableException(where, status, null);
    }
    throw new EloquaRefusedException(where, status);
  }

  private HttpRequest request(EloquaSession.Access access, Api api, String method, String path,
      Map<String, String> query, byte @Nullable [] body) {
    var request = HttpRequest.newBuilder(api.uri(access, path, query))
        .header("Authorization", access.authorization())
        .header("Accept", "application/json")
        .method(method.equals(SEARCH) ? "POST" : method, body == null
            ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
    if (method.equals(SEARCH)) {
      request.header("X-HTTP-Method-Override", SEARCH);
    }
    if (body != null) {
      request.header("Content-Type", "application/json; charset=utf-8");
    }
    return request.build();
  }

  /** One call; the time allowed covers the body too. */
  static HttpResponse<byte[]> exchange(HttpClient client, HttpRequest request, Duration timeout, Overdue overdue)
      throws EloquaException, InterruptedException {
    String where = "Eloqua " + request.method() + " " + request.uri().getPath() + ": ";
    var reply = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return reply.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      reply.cancel(true);
      String call = "Eloqua " + request.method() + " " + request.uri().getPath().replaceAll("/\\d+(?=/|$)", "/#");
      throw new EloquaUnavailableException(where + overdue.givenUp(call, timeout), 0, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw new EloquaUnavailableException(where + "connection failed: " + io, 0, io);
      }
      throw new EloquaException(where + e.getCause(), 0, e.getCause());
    } catch (InterruptedException e) {
      reply.cancel(true);
      throw e;
    }
  }

  static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON", e);
    }
  }

  private static JsonNode tree(String method, String path, byte[] body, String... keys) throws EloquaException {
    String where = "Eloqua " + method + " " + path + ": ";
    JsonNode tree;
    try {
      tree = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (IOException e) {
      throw new EloquaUnavailableException(where + "the reply is not JSON; asked again", 200, e);
    }
    for (String key : keys) {
      if (tree.path(key).isMissingNode() || tree.path(key).isNull()) {
        throw new EloquaUnavailableException(where + "the reply has no \"" + key + "\", so it says nothing; asked again", 200, null);
      }
    }
    return tree;
  }

  /** What an error body says, without the values it complains about: they may be personal. */
  private static String words(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).trim();
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return shortened(text.startsWith("<") ? "" : text);
    }
    try {
      JsonNode tree = JSON.readTree(text);
      var words = new TreeSet<String>();
      for (JsonNode error : tree.isArray() ? tree : JSON.createArrayNode().add(tree)) {
        words.add((error.path("type").asText() + " " + error.path("property").asText()
            + error.path("parameter").asText() + error.path("error").asText() + error.path("message").asText() + " "
            + error.path("requirement").path("type").asText()).trim().replaceAll(" +", " "));
      }
      return shortened(String.join("; ", words));
    } catch (JsonProcessingException e) {
      return shortened(text);
    }
  }

  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
