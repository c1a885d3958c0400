package dev.caravan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.sandbox.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the shapes of calls: system, method, path without ids, and what kind of thing is asked or written. Remembers which
 * definition a sync of Eloqua's belongs to, since its path does not say.
 */
final class CallShapes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ASKED = Pattern.compile("/(query|queryAll)\\?.*?FROM (\\w+)", Pattern.DOTALL);
  private static final Pattern DESCRIBED = Pattern.compile("/sobjects/(\\w+)/describe");
  private static final Pattern FROM = Pattern.compile("FROM (\\w+)");

  private final String system;
  private final Map<String, String> syncs = new ConcurrentHashMap<>();

  CallShapes(String system) {
    this.system = system;
  }

  /** The shape of a request, such as {@code salesforce POST /composite: query Lead}. */
  String of(String method, URI target, byte[] body) {
    String path = target.getPath();
    String shape = system + " " + method + " " + path.replaceFirst("(?i)^/services/data/v[\\d.]+", "")
        .replaceFirst("(?i)^/api/(rest|bulk)/[\\d.]+", "").replaceAll("/\\d+(?=/|$)", "/#")
        .replaceFirst("/query/[^/]+$", "/query/#").replaceFirst("/queryAll/[^/]+$", "/queryAll/#");
    String kind = kind(target, path, text(body));
    return kind.isEmpty() ? shape : shape + ": " + kind;
  }

  /** Takes note of what a reply says of syncs. */
  void heard(String shape, byte[] reply) {
    if (shape.contains(" POST /syncs: ")) {
      String uri = tree(text(reply)).path("uri").asText();
      syncs.put(uri, shape.substring(shape.indexOf(": ") + 2));
    }
  }

  private String kind(URI target, String path, String body) {
    if (path.endsWith("/syncs")) {
      return tree(body).path("syncedInstanceUri").asText().replaceFirst("^/", "").replaceAll("/\\d+$", "");
    }
    Matcher sync = Pattern.compile("/syncs/\\d+").matcher(path);
    if (sync.find()) {
      return syncs.getOrDefault(sync.group(), "");
    }
    if (path.endsWith("/query") || path.endsWith("/queryAll")) {
      Matcher from = FROM.matcher(LoopbackServer.parameters(target.getRawQuery()).getOrDefault("q", ""));
      return from.find() ? from.group(1) : "";
    }
    if (path.endsWith("/composite")) {
      return parts(tree(body));
    }
    return "";
  }

  /** What the parts of a composite call are about, each once. */
  private static String parts(JsonNode request) {
    var parts = new TreeSet<String>();
    for (JsonNode part : request.path("compositeRequest")) {
      String url = java.net.URLDecoder.decode(part.path("url").asText().replace("+", "%2B"), StandardCharsets.UTF_8);
      Matcher asked = ASKED.matcher(url);
      Matcher described = DESCRIBED.matcher(url);
      parts.add(asked.find() ? asked.group(1) + " " + asked.group(2)
          : described.find() ? "describe" : written(part, url.replaceFirst("^.*/composite/sobjects/?", "")));
    }
    return String.join(", ", parts);
  }

  /** What a part writes: to which types, and by which key if by one. */
  private static String written(JsonNode part, String address) {
    var types = new TreeSet<String>();
    part.path("body").path("records").forEach(record -> types.add(record.path("attributes").path("type").asText()));
    return part.path("method").asText() + " " + String.join(" ", types) + address.replaceFirst("^\\w+/?", " by ");
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException("a body that is not JSON: " + body.length() + " characters", e);
    }
  }
}
