package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.connectors.HostGuard;
import dev.caravan.connectors.Overdue;
import dev.caravan.connectors.ServerClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Request;

/**
 * The first login, made outside the library: there a login that is refused with 401 is never answered, and everything
 * waits for it for ever. What the token's reply says is handed to the library's session, which renews it from then on.
 */
final class Login {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> DOMAINS = List.of("salesforce.com", "force.com", "cloudforce.com", "salesforce.mil");

  private final SalesforceComponent component;
  private final URI address;
  private final Duration deadline;
  private final Overdue overdue;
  private final HostGuard hosts;
  private final ServerClock clock = new ServerClock("Salesforce");
  private final HttpClient client;

  Login(SalesforceComponent component, String loginUrl, Duration deadline, Overdue overdue) {
    this.component = component;
    this.address = URI.create(loginUrl);
    this.deadline = deadline;
    this.overdue = overdue;
    this.hosts = new HostGuard("Salesforce", address, DOMAINS);
    this.client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(deadline).build();
  }

  /** The clock of the org, as its replies to logins tell it. */
  ServerClock clock() {
    return clock;
  }

  /** Logs in when that has not been done yet; one thread at a time. */
  synchronized void ensure() {
    SalesforceSession session = component.getSession();
    if (session == null || session.getAccessToken() != null) {
      return;
    }
    String refused = hosts.refuses(address);
    if (!refused.isEmpty()) {
      throw CallFailed.loginForbidden("caravan.salesforce.login-url: " + refused);
    }
    HttpResponse<String> reply = ask(session.getLoginRequest(null));
    reply.headers().firstValue("Date").ifPresent(clock::heard);
    JsonNode token = tree(reply.body());
    if (reply.statusCode() != 200) {
      throw CallFailed.login(address.toString(), reply.statusCode(), words(token));
    }
    for (String key : List.of("access_token", "instance_url", "id")) {
      if (token.path(key).asText("").isEmpty()) {
        throw CallFailed.login(address.toString(), 0, "the reply has no \"" + key + "\", so it grants nothing");
      }
    }
    refused = hosts.refuses(URI.create(token.path("instance_url").asText()));
    if (!refused.isEmpty()) {
      throw CallFailed.loginForbidden("Salesforce login at " + address + ": " + refused);
    }
    try {
      session.parseLoginResponse(new TokenReply(reply.body()), reply.body());
    } catch (SalesforceException e) {
      throw CallFailed.of("the login", address.toString(), e);
    }
  }

  private HttpResponse<String> ask(Request prepared) {
    HttpRequest request = HttpRequest.newBuilder(prepared.getURI()).timeout(deadline)
        .header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body(prepared))).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (HttpTimeoutException e) {
      throw CallFailed.login(address.toString(), 0, overdue.givenUp("Salesforce, a login", deadline));
    } catch (IOException e) {
      throw CallFailed.login(address.toString(), 0, e.getClass().getSimpleName()
          + (e.getMessage() == null ? "" : ": " + e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CallFailed.of("the login", address.toString(), new InterruptedIOException("stopped"));
    }
  }

  private static byte[] body(Request prepared) {
    var content = (BytesRequestContent) prepared.getBody();
    ByteBuffer bytes = content.read().getByteBuffer();
    var copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  private static JsonNode tree(String body) {
    try {
      JsonNode tree = JSON.readTree(body);
      return tree == null ? JSON.createObjectNode() : tree;
    } catch (IOException e) {
      return JSON.createObjectNode(); // a page for people; that what is needed is missing is said by the caller
    }
  }

  private static String words(JsonNode reply) {
    String words = (reply.path("error").asText("") + " " + reply.path("error_description").asText("")).strip();
    return words.isEmpty() ? "no reason given" : words;
  }
}
