package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.LoopbackServer;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The login host: tokens that expire, refresh tokens that rotate, and {@code /id}. */
final class Gate {
  private final Credentials credentials;
  private final InstantSource clock;
  private final Map<String, Instant> accessUntil = new HashMap<>();
  private final Set<String> refresh = new HashSet<>();
  private volatile Duration lifetime = Duration.ofHours(8);

  Gate(Credentials credentials, InstantSource clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  void lifetime(Duration next) {
    lifetime = next;
  }

  synchronized void forgetAccessTokens() {
    accessUntil.clear();
  }

  Reply token(Request request) {
    if (!request.header("authorization").orElse("").equals(credentials.clientBasic())) {
      return denied("invalid_client", 2100, "The client credentials are invalid.");
    }
    JsonNode body = tokenBody(request);
    switch (Json.text(body, "grant_type")) {
      case "password":
        boolean known = Json.text(body, "username").equalsIgnoreCase(credentials.login())
            && Json.text(body, "password").equals(credentials.password());
        return known ? grant() : denied("invalid_grant", 2200, "The user name or password is incorrect.");
      case "refresh_token":
        synchronized (this) {
          boolean unused = refresh.remove(Json.text(body, "refresh_token"));
          return unused ? grant() : denied("invalid_grant", 2300, "The refresh token is invalid or was used before.");
        }
      default:
        return denied("unsupported_grant_type", 2400, "The grant type is not supported.");
    }
  }

  private static JsonNode tokenBody(Request request) {
    if (request.header("content-type").orElse("").toLowerCase(java.util.Locale.ROOT).contains("json")) {
      return Json.body(request);
    }
    ObjectNode form = Json.object();
    LoopbackServer.parameters(request.text()).forEach(form::put);
    return form;
  }

  private synchronized Reply grant() {
    Duration lives = lifetime;
    String access = UUID.randomUUID().toString();
    String next = UUID.randomUUID().toString();
    accessUntil.put(access, clock.instant().plus(lives));
    refresh.add(next);
    return Json.reply(200, Json.object()
        .put("access_token", access)
        .put("token_type", "bearer")
        .put("expires_in", lives.toSeconds())
        .put("refresh_token", next));
  }

  private static Reply denied(String error, int code, String description) {
    return Json.reply(
        401, Json.object().put("error", error).put("error_code", code).put("error_description", description));
  }

  /** Whether the request carries a live token or the user's name and password. */
  synchronized boolean lets(Request request) {
    String header = request.header("authorization").orElse("");
    if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      Instant until = accessUntil.get(header.substring(7).trim());
      return until != null && clock.instant().isBefore(until);
    }
    return header.equals(credentials.basic());
  }

  /** Bad credentials are no HTTP error here: 200 and a JSON string. */
  Reply id(Request request, URI base) {
    if (!lets(request)) {
      return Reply.json(200, "\"Not authenticated.\"");
    }
    ObjectNode id = Json.object();
    id.putObject("site").put("id", 1).put("name", credentials.site());
    id.putObject("user").put("id", 222).put("username", credentials.user()).put("displayName", credentials.user())
        .put("firstName", "Caravan").put("lastName", "Sandbox").put("emailAddress", "api@caravan.example");
    ObjectNode urls = id.putObject("urls").put("base", base.toString());
    ObjectNode apis = urls.putObject("apis");
    apis.putObject("soap").put("standard", base + "/API/{version}/Service.svc");
    apis.putObject("rest")
        .put("standard", base + "/API/REST/{version}/")
        .put("bulk", base + "/API/Bulk/{version}/");
    return Json.reply(200, id);
  }
}
