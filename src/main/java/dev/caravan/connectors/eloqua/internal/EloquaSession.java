package dev.caravan.connectors.eloqua.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.connectors.HostGuard;
import dev.caravan.connectors.Overdue;
import dev.caravan.connectors.ServerClock;
import dev.caravan.connectors.eloqua.EloquaConfiguration;
import dev.caravan.connectors.eloqua.EloquaCredentialsException;
import dev.caravan.connectors.eloqua.EloquaException;
import dev.caravan.connectors.eloqua.EloquaUnavailableException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One login: knows what to put into the Authorization header and where the instance lives, and renews both once they
 * are refused. Safe for many threads; only one of them logs in.
 */
public final class EloquaSession {
  private static final Logger LOG = LoggerFactory.getLogger(EloquaSession.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a call needs.
   *
   * @param authorization the header's value; never logged
   * @param rest base of the REST API with {@code {version}} in it
   * @param bulk base of the Bulk API with {@code {version}} in it
   */
  record Access(String authorization, String rest, String bulk) {
    @Override
    public String toString() {
      return "Access to " + bulk;
    }
  }

  private final HttpClient client;
  private final EloquaConfiguration settings;
  private final Overdue overdue;
  private final URI login;
  private final HostGuard hosts;
  private final ServerClock clock = new ServerClock("Eloqua");
  private @Nullable Access access;
  private final UnaryOperator<String> foreign;
  private String refreshToken = "";

  /**
   * @param foreign told the name of the site after a login; says why it must not be used, {@code ""} if it may
   */
  public EloquaSession(HttpClient client, EloquaConfiguration settings, Overdue overdue, UnaryOperator<String> foreign) {
    this.client = client;
    this.overdue = overdue;
    this.foreign = foreign;
    this.settings = settings;
    String url = settings.getLoginUrl();
    this.login = URI.create(url.endsWith("/") ? url : url + "/");
    this.hosts = new HostGuard("Eloqua", login, List.of("eloqua.com", "oraclecloud.com"));
  }

  /** Logs in when that has not been done yet. */
  synchronized Access access() throws EloquaException, InterruptedException {
    if (access == null) {
      access = logIn();
    }
    return access;
  }

  /** Logs in again, unless another thread has done so since {@code refused} was given. */
  synchronized Access renew(Access refused) throws EloquaException, InterruptedException {
    if (access == null || access.authorization().equals(refused.authorization())) {
      access = null;
      access = logIn();
    }
    return access;
  }

  private Access logIn() throws EloquaException, InterruptedException {
    String authorization = switch (settings.getAuthenticationType()) {
      case basic -> basic(user(), settings.getPassword());
      case password -> bearer(token(passwordGrant()));
      case refresh -> bearer(refresh());
    };
    return discover(authorization);
  }

  private String user() {
    return settings.getSiteName() + "\\" + settings.getUserName();
  }

  private static String basic(String name, String secret) {
    return "Basic " + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  private static String bearer(JsonNode token) {
    return "Bearer " + token.path("access_token").asText();
  }

  private ObjectNode passwordGrant() {
    return JSON.createObjectNode()
        .put("grant_type", "password")
        .put("scope", "full")
        .put("username", user())
        .put("password", settings.getPassword());
  }

  /** The newest token first; if a person has authorised anew since, the configured one is the right one. */
  private JsonNode refresh() throws EloquaException, InterruptedException {
    StateRepository<String, String> repository = settings.getTokenRepository();
    String key = "refresh-token/" + settings.getSiteName() + "/" + settings.getClientId();
    String kept = repository == null ? null : repository.getState(key);
    if (refreshToken.isEmpty()) {
      refreshToken = kept == null || kept.isEmpty() ? settings.getRefreshToken() : kept;
    }
    JsonNode token;
    try {
      token = token(refreshGrant(refreshToken));
    } catch (EloquaCredentialsException e) {
      if (refreshToken.equals(settings.getRefreshToken()) || settings.getRefreshToken().isEmpty()) {
        throw e;
      }
      LOG.info("Eloqua refused the refresh token kept from last time; trying the configured one");
      token = token(refreshGrant(settings.getRefreshToken()));
    }
    String next = token.path("refresh_token").asText();
    if (!next.isEmpty()) {
      refreshToken = next; // the old one is spent
      if (repository != null) {
        repository.setState(key, next);
      } else {
        LOG.warn("No token repository: the new refresh token is lost when this process ends");
      }
    }
    return token;
  }

  private static ObjectNode refreshGrant(String token) {
    return JSON.createObjectNode().put("grant_type", "refresh_token").put("scope", "full").put("refresh_token", token);
  }

  private JsonNode token(ObjectNode grant) throws EloquaException, InterruptedException {
    URI uri = login.resolve("auth/oauth2/token");
    HttpResponse<byte[]> reply = call(HttpRequest.newBuilder(uri)
        .header("Authorization", basic(settings.getClientId(), settings.getClientSecret()))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(EloquaHttp.bytes(grant))));
    JsonNode body = tree(reply.body());
    saysSomething("Eloqua login at " + uri, reply, body);
    if (reply.statusCode() != 200 || body.path("access_token").asText().isEmpty()) {
      throw new EloquaCredentialsException("Eloqua login at " + uri + ": " + reply.statusCode() + " "
          + body.path("error").asText() + " " + body.path("error_code").asText() + " "
          + EloquaHttp.shortened(body.path("error_description").asText()) + "; expected an access token; check "
          + (grant.path("grant_type").asText().equals("password")
              ? "caravan.eloqua.site, caravan.eloqua.user, caravan.eloqua.password, caravan.eloqua.client-id and"
                  + " caravan.eloqua.client-secret"
              : "caravan.eloqua.client-id and caravan.eloqua.client-secret, or authorise the app again and set the new"
                  + " caravan.eloqua.refresh-token"),
          reply.statusCode());
    }
    return body;
  }

  private Access discover(String authorization) throws EloquaException, InterruptedException {
    URI uri = login.resolve("id");
    HttpResponse<byte[]> reply = call(HttpRequest.newBuilder(uri).header("Authorization", authorization).GET());
    JsonNode body = tree(reply.body());
    saysSomething("Eloqua login at " + uri, reply, body);
    JsonNode apis = body.path("urls").path("apis").path("rest");
    if (apis.path("bulk").asText().isEmpty() || apis.path("standard").asText().isEmpty()) {
      // Eloqua says no with status 200 and a plain string.
      String said = body.isTextual() ? body.asText() : "status " + reply.statusCode();
      throw new EloquaCredentialsException("Eloqua login at " + uri + ": \"" + EloquaHttp.shortened(said)
          + "\"; expected the addresses of the instance; check caravan.eloqua.site, caravan.eloqua.user and"
          + " caravan.eloqua.password (or the refresh token), that the user is enabled and may use the API (permission Advanced Users - Marketing), and that this machine's"
          + " address is on the allow-list", reply.statusCode());
    }
    for (String address : List.of(apis.path("bulk").asText(), apis.path("standard").asText())) {
      String refused = hosts.refuses(URI.create(address.replace("{version}", "2.0")));
      if (!refused.isEmpty()) {
        throw new EloquaCredentialsException("Eloqua login at " + uri + ": " + refused, reply.statusCode());
      }
    }
    String another = foreign.apply(body.path("site").path("name").asText(""));
    if (!another.isEmpty()) {
      throw new EloquaCredentialsException("Eloqua login at " + uri + ": " + another, reply.statusCode());
    }
    LOG.debug("Eloqua instance found at {}", apis.path("bulk").asText());
    return new Access(authorization, apis.path("standard").asText(), apis.path("bulk").asText());
  }

  /**
   * That somebody may not log in is said by a status, or with 200 by a text; an empty reply or a page is no answer. A page
   * that is not found comes from something before Eloqua, such as a proxy, unless the address is wrong.
   */
  private static void saysSomething(String where, HttpResponse<byte[]> reply, JsonNode body) throws EloquaUnavailableException {
    int status = reply.statusCode();
    boolean elsewhere = (status == 404 || status == 410) && !body.isTextual() && body.isEmpty();
    boolean refuses = status >= 400 && status < 500 && status != 408 && status != 429 && !elsewhere;
    if (!refuses && (status != 200 || !body.isTextual() && body.isEmpty())) {
      throw new EloquaUnavailableException(where + ": " + status + ", which says nothing; tried again"
          + (elsewhere ? "; if this lasts, check caravan.eloqua.login-url" : ""), status, null);
    }
  }

  private HttpResponse<byte[]> call(HttpRequest.Builder request) throws EloquaException, InterruptedException {
    HttpResponse<byte[]> reply = EloquaHttp.exchange(client,
        request.header("Accept", "application/json").build(), Duration.ofMillis(settings.getRequestTimeout()), overdue);
    heard(reply);
    return reply;
  }

  /** Takes the time out of a reply. */
  void heard(HttpResponse<?> reply) {
    reply.headers().firstValue("Date").ifPresent(clock::heard);
  }

  /** The time by the instance's own clock, never later than by ours. */
  Instant now(Instant ours) {
    return clock.now(ours);
  }

  private static JsonNode tree(byte[] body) {
    try {
      JsonNode tree = JSON.readTree(new String(body, StandardCharsets.UTF_8));
      return tree == null ? JSON.createObjectNode() : tree;
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode(); // a page for people; the caller sees that what it needs is missing
    }
  }
}
