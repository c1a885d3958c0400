package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.LoopbackServer;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything below {@code /services/data}: who calls, how often, which part answers; one call is one transaction. */
final class Api {
  private record Route(String method, Pattern path, Function<Call, Answer> handler) {}

  private static final String VERSIONED = "/services/data/(v\\d+\\.\\d)(?:/(.*))?";
  private static final List<String> METHODS = List.of("GET", "POST", "PATCH", "PUT", "DELETE", "HEAD");
  private static final List<Integer> VERSIONS = List.of(31, 45, 46, 56, 60, 62, 64, 65, 66, 67, 68);

  private final Org org;
  private final Sessions sessions;
  private final String user;
  private final List<Route> routes = new ArrayList<>();
  private final AtomicLong calls = new AtomicLong();
  private volatile long allowance = 100_000;

  Api(Org org, Sessions sessions, String user) {
    this.org = org;
    this.sessions = sessions;
    this.user = user;
    route("GET", "", call -> Answer.ok(resources(call)));
    route("GET", "limits", call -> Answer.ok(limits()));
  }

  Api route(String method, String path, Function<Call, Answer> handler) {
    routes.add(new Route(method, Pattern.compile(path, Pattern.CASE_INSENSITIVE), handler));
    return this;
  }

  void addTo(LoopbackServer server) {
    server.route("GET", "/services/data/?", request -> Reply.json(200, Json.write(versions())));
    for (String method : METHODS) {
      server.route(method, VERSIONED, this::handle);
    }
  }

  long calls() {
    return calls.get();
  }

  void allowance(long callsADay) {
    allowance = callsADay;
  }

  private Reply handle(Request request) {
    if (!sessions.holds(request)) {
      return Answer.of(Refusal.of(401, "INVALID_SESSION_ID", "Session expired or invalid")).reply();
    }
    if (calls.get() >= allowance) {
      return Answer.of(Refusal.of(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")).reply();
    }
    String version = request.group(0).substring(1).replaceFirst("\\.0$", "");
    if (VERSIONS.stream().noneMatch(known -> known.toString().equals(version))) {
      return Answer.of(Refusal.notFound()).reply();
    }
    long used = calls.incrementAndGet();
    Answer answer;
    try {
      answer = org.inOneGo(true, () -> dispatch(call(request)));
    } catch (Refusal refusal) {
      answer = Answer.of(refusal);
    }
    return answer.reply().header("Sforce-Limit-Info", "api-usage=" + used + "/" + allowance);
  }

  private Call call(Request request) {
    var headers = new LinkedHashMap<String, String>();
    request.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    String method = request.query().getOrDefault("_HttpMethod", request.method()).toUpperCase(Locale.ROOT);
    return new Call(
        method,
        trimmed(request.group(1)),
        request.group(0).toLowerCase(Locale.ROOT),
        request.query(),
        headers,
        request.text(),
        Call.caller(user, headers),
        List.of());
  }

  static String trimmed(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Gives a call to the part that answers it. Refusals are thrown. */
  Answer dispatch(Call call) {
    boolean known = false;
    for (Route route : routes) {
      Matcher matcher = route.path().matcher(call.path());
      if (matcher.matches()) {
        known = true;
        if (route.method().equals(call.method())) {
          var groups = new ArrayList<String>();
          for (int i = 1; i <= matcher.groupCount(); i++) {
            groups.add(matcher.group(i) == null ? "" : matcher.group(i));
          }
          return route.handler().apply(call.with(groups));
        }
      }
    }
    throw known
        ? Refusal.of(405, "METHOD_NOT_ALLOWED", "HTTP Method '" + call.method() + "' not allowed.")
        : Refusal.notFound();
  }

  private static ArrayNode versions() {
    ArrayNode versions = Json.array();
    for (int version : VERSIONS) {
      versions.addObject().put("label", "Release " + version).put("url", "/services/data/v" + version + ".0")
          .put("version", version + ".0");
    }
    return versions;
  }

  private static ObjectNode resources(Call call) {
    ObjectNode resources = Json.object();
    for (String name : List.of("sobjects", "query", "queryAll", "limits", "composite", "jobs")) {
      resources.put(name, call.base() + "/" + name);
    }
    return resources;
  }

  private ObjectNode limits() {
    ObjectNode limits = Json.object();
    Map<String, Long> maximum = new LinkedHashMap<>();
    maximum.put("DailyApiRequests", allowance);
    maximum.put("DailyBulkApiBatches", 15_000L);
    maximum.put("DailyBulkV2QueryJobs", 10_000L);
    maximum.put("DailyBulkV2QueryFileStorageMB", 976_562L);
    maximum.put("DailyAsyncApexExecutions", 250_000L);
    maximum.put("DataStorageMB", 1_024L);
    maximum.forEach((name, max) -> {
      long left = name.equals("DailyApiRequests") ? Math.max(0, max - calls.get()) : max;
      limits.putObject(name).put("Max", max.longValue()).put("Remaining", left);
    });
    return limits;
  }
}
