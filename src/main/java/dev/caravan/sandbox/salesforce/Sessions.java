package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.LoopbackServer;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Logs clients in by any of the four grants, and knows which tokens still hold. */
final class Sessions {
  static final String ORG_ID = "00D5g000000CaRaEAK";

  private record Session(Instant until, long lastCall) {}

  private final InstantSource clock;
  private final String user;
  private final Supplier<String> base;
  private final Map<String, Session> sessions = new HashMap<>();
  private final SecureRandom random = new SecureRandom();
  private Duration life = Duration.ofHours(2);
  private long callsPerToken = Long.MAX_VALUE;
  private long logins;

  Sessions(InstantSource clock, String user, Supplier<String> base) {
    this.clock = clock;
    this.user = user;
    this.base = base;
  }

  void addTo(LoopbackServer server) {
    server.route("POST", "/services/oauth2/token/?", this::token);
    server.route("POST", "/services/oauth2/revoke/?", this::revoke);
    server.route("GET", "/services/oauth2/revoke/?", this::revoke);
    server.route("GET", "/services/oauth2/userinfo/?", this::identity);
    server.route("POST", "/services/oauth2/userinfo/?", this::identity);
    server.route("GET", "/id/([^/]+)/([^/]+)/?", this::identity);
  }

  synchronized void last(Duration lasting) {
    life = lasting;
  }

  synchronized void last(long calls) {
    callsPerToken = calls;
  }

  synchronized void expire() {
    sessions.clear();
  }

  synchronized long logins() {
    return logins;
  }

  /** Whether the request brings a token that holds; counts a use of it. */
  synchronized boolean holds(Request request) {
    String token = bearer(request);
    Session session = token == null ? null : sessions.get(token);
    if (token == null || session == null) {
      return false;
    }
    if (!session.until().isAfter(clock.instant()) || session.lastCall() <= 0) {
      sessions.remove(token);
      return false;
    }
    sessions.put(token, new Session(session.until(), session.lastCall() - 1));
    return true;
  }

  private static @Nullable String bearer(Request request) {
    String header = request.header("authorization").orElse("");
    int blank = header.indexOf(' ');
    return blank < 0 ? null : header.substring(blank + 1).strip();
  }

  private synchronized Reply token(Request request) {
    Map<String, String> form = new LinkedHashMap<>(request.query());
    form.putAll(LoopbackServer.parameters(request.text()));
    String problem = problem(form);
    if (problem != null) {
      int colon = problem.indexOf(':');
      return Reply.json(400, Json.write(Json.object()
          .put("error", problem.substring(0, colon)).put("error_description", problem.substring(colon + 1))));
    }
    logins++;
    var bytes = new byte[24];
    random.nextBytes(bytes);
    String token = ORG_ID + "!AQ" + HexFormat.of().formatHex(bytes);
    sessions.put(token, new Session(clock.instant().plus(life), callsPerToken));
    ObjectNode reply = Json.object().put("access_token", token).put("signature", "c2ln").put("scope", "api");
    reply.put("instance_url", base.get()).put("id", base.get() + "/id/" + ORG_ID + "/" + user);
    reply.put("token_type", "Bearer").put("issued_at", String.valueOf(clock.millis()));
    return Reply.json(200, Json.write(reply));
  }

  /** What is wrong with a login, as {@code error:description}; null when it is good. */
  private @Nullable String problem(Map<String, String> form) {
    String grant = form.getOrDefault("grant_type", "");
    boolean jwt = grant.equals("urn:ietf:params:oauth:grant-type:jwt-bearer");
    if (!jwt && !form.getOrDefault("client_id", "").equals(SalesforceStandIn.CLIENT_ID)) {
      return "invalid_client_id:client identifier invalid";
    }
    if (!jwt && !form.getOrDefault("client_secret", "").equals(SalesforceStandIn.CLIENT_SECRET)) {
      return "invalid_client:invalid client credentials";
    }
    boolean good = switch (grant) {
      case "client_credentials" -> true;
      case "password" -> SalesforceStandIn.USERNAME.equals(form.get("username"))
          && SalesforceStandIn.PASSWORD.equals(form.get("password"));
      case "refresh_token" -> SalesforceStandIn.REFRESH_TOKEN.equals(form.get("refresh_token"));
      default -> jwt;
    };
    if (!good) {
      boolean known = List.of("password", "refresh_token").contains(grant);
      return known ? "invalid_grant:authentication failure" : "unsupported_grant_type:grant type not supported";
    }
    return jwt ? jwtProblem(form.getOrDefault("assertion", "")) : null;
  }

  /** The signature isn't looked at: the stand-in knows no certificate. */
  private @Nullable String jwtProblem(String assertion) {
    String[] parts = assertion.split("\\.", -1);
    JsonNode claims;
    try {
      if (parts.length != 3 || parts[2].isEmpty()) {
        return "invalid_grant:invalid assertion";
      }
      var plain = Base64.getUrlDecoder().decode(parts[1]);
      claims = Json.body(new String(plain, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | Refusal e) {
      return "invalid_grant:invalid assertion";
    }
    if (!claims.path("iss").asText().equals(SalesforceStandIn.CLIENT_ID)) {
      return "invalid_client_id:client identifier invalid";
    }
    if (!claims.path("sub").asText().equals(SalesforceStandIn.USERNAME)) {
      return "invalid_grant:user hasn't approved this consumer";
    }
    if (claims.path("aud").asText().isEmpty()) {
      return "invalid_grant:audience is invalid";
    }
    // Some clients send the expiry as a string. Their clock is the machine's, ours may stand elsewhere.
    long until = claims.path("exp").asLong(0);
    boolean over = until <= clock.instant().getEpochSecond() && until <= Instant.now().getEpochSecond();
    return over ? "invalid_grant:expired authorization code" : null;
  }

  private synchronized Reply revoke(Request request) {
    String token = request.query().get("token");
    if (token == null) {
      token = LoopbackServer.parameters(request.text()).get("token");
    }
    if (token != null) {
      sessions.remove(token);
    }
    return Reply.empty(200);
  }

  private Reply identity(Request request) {
    if (!holds(request)) {
      return Reply.text(403, "text/plain;charset=UTF-8", "Bad_OAuth_Token");
    }
    ObjectNode who = Json.object().put("id", base.get() + "/id/" + ORG_ID + "/" + user).put("user_id", user);
    who.put("sub", base.get() + "/id/" + ORG_ID + "/" + user).put("organization_id", ORG_ID);
    who.put("username", SalesforceStandIn.USERNAME).put("preferred_username", SalesforceStandIn.USERNAME);
    who.put("display_name", "Caravan Integration").put("active", true).put("language", "en_US").put("locale", "en_US");
    ObjectNode urls = who.putObject("urls");
    urls.put("rest", base.get() + "/services/data/v{version}/");
    urls.put("sobjects", base.get() + "/services/data/v{version}/sobjects/");
    urls.put("query", base.get() + "/services/data/v{version}/query/");
    return Reply.json(200, Json.write(who));
  }
}
