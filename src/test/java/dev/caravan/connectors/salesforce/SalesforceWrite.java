package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.Request;
import java.io.IOException;
import java.util.Optional;

/**
 * A write as Salesforce gets it: the one part of a composite call.
 *
 * @param path below the version, such as {@code /composite/sobjects/Task/Caravan_Key__c}
 */
public record SalesforceWrite(String method, String path, String reference) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The write that a request is; empty if it is none. */
  public static Optional<SalesforceWrite> of(Request request) {
    if (!request.path().endsWith("/composite") || !request.text().contains("/composite/sobjects")) {
      return Optional.empty();
    }
    JsonNode part = tree(request.text()).path("compositeRequest").path(0);
    return Optional.of(new SalesforceWrite(part.path("method").asText(),
        part.path("url").asText().replaceFirst("^/services/data/v[\\d.]+", ""), part.path("referenceId").asText()));
  }

  /** Whether a request is a write. */
  public static boolean is(Request request) {
    return of(request).isPresent();
  }

  /** Whether it writes to this path: {@code /composite/sobjects}, or {@code /composite/sobjects/Task/} for tasks by a key. */
  public static boolean to(Request request, String path) {
    return of(request).map(write -> path.endsWith("/") ? write.path.startsWith(path) : write.path.equals(path)).orElse(false);
  }

  /** What Salesforce answers to a write. */
  public static Reply answer(Request request, int status, String body) {
    ObjectNode reply = JSON.createObjectNode();
    reply.withArray("compositeResponse").addObject().put("httpStatusCode", status)
        .put("referenceId", of(request).orElseThrow().reference()).putObject("httpHeaders");
    ((ObjectNode) reply.path("compositeResponse").path(0)).set("body", tree(body));
    return Reply.json(200, reply.toString());
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException("not JSON: " + text.length() + " characters", e);
    }
  }
}
