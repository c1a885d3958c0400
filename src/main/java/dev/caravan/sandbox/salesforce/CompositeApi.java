package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.LoopbackServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /composite}: up to 25 calls in one, later ones may use what earlier ones answered. */
final class CompositeApi {
  private static final Pattern REFERENCE = Pattern.compile("@\\{([^.}\\[]+)([^}]*)}");
  private static final Pattern URL =
      Pattern.compile("(?:https?://[^/]+)?/services/data/(v\\d+\\.\\d)/?([^?]*)(?:\\?(.*))?");
  private static final Set<String> HEADERS = Set.of("accept", "authorization", "content-type");

  private final Org org;
  private final Api api;

  CompositeApi(Org org, Api api) {
    this.org = org;
    this.api = api;
  }

  void addTo(Api routes) {
    routes.route("POST", "composite", this::composite);
  }

  private Answer composite(Call call) {
    JsonNode request = call.json();
    JsonNode parts = request.path("compositeRequest");
    if (!parts.isArray() || parts.isEmpty()) {
      throw Refusal.of("JSON_PARSER_ERROR", "compositeRequest is missing or empty");
    }
    limits(parts);
    boolean allOrNone = request.path("allOrNone").asBoolean(false);
    int mark = org.mark();
    Map<String, JsonNode> bodies = new LinkedHashMap<>();
    Set<String> failed = new HashSet<>();
    var answers = new ArrayList<ObjectNode>();
    for (JsonNode part : parts) {
      String reference = part.path("referenceId").asText();
      Answer answer = answer(call, part, bodies, failed, allOrNone && !failed.isEmpty());
      if (answer.status() >= 400) {
        failed.add(reference);
      }
      bodies.put(reference, answer.body());
      answers.add(wrapped(reference, answer));
    }
    if (allOrNone && !failed.isEmpty()) {
      org.rollBackTo(mark);
      answers.replaceAll(answer -> failed.contains(answer.path("referenceId").asText()) ? answer
          : wrapped(answer.path("referenceId").asText(), halted()));
    }
    ObjectNode reply = Json.object();
    reply.putArray("compositeResponse").addAll(answers);
    return Answer.ok(reply);
  }

  private static void limits(JsonNode parts) {
    int heavy = 0;
    for (JsonNode part : parts) {
      String url = part.path("url").asText();
      heavy += url.contains("/composite/sobjects") || url.contains("/query") ? 1 : 0;
      if (part.path("referenceId").asText("").isEmpty()) {
        throw Refusal.of("JSON_PARSER_ERROR", "A sub-request has no referenceId");
      }
    }
    if (parts.size() > 25 || heavy > 5) {
      throw Refusal.of("LIMIT_EXCEEDED",
          "A composite request may hold 25 sub-requests, 5 of them collections or queries; found " + parts.size()
              + " and " + heavy);
    }
  }

  private static Answer halted() {
    return Answer.of(Refusal.of("PROCESSING_HALTED",
        "The transaction was rolled back since another operation in the same transaction failed."));
  }

  private Answer answer(
      Call outer, JsonNode part, Map<String, JsonNode> bodies, Set<String> failed, boolean halt) {
    if (halt) {
      return halted();
    }
    int mark = org.mark();
    try {
      String url = filled(part.path("url").asText(), bodies, failed);
      JsonNode body = filled(part.path("body"), bodies, failed);
      Matcher matcher = URL.matcher(url);
      if (!matcher.matches()) {
        throw Refusal.notFound();
      }
      // A part has the format and the caller of the whole; every other header it names itself.
      var headers = new LinkedHashMap<>(outer.headers());
      headers.keySet().retainAll(HEADERS);
      part.path("httpHeaders").properties().forEach(header -> {
        String name = header.getKey().toLowerCase(Locale.ROOT);
        if (HEADERS.contains(name)) {
          throw Refusal.of("JSON_PARSER_ERROR", "A sub-request can't have the header " + header.getKey());
        }
        headers.put(name, header.getValue().asText());
      });
      return api.dispatch(new Call(
          part.path("method").asText("GET").toUpperCase(Locale.ROOT),
          Api.trimmed(URLDecoder.decode(matcher.group(2).replace("+", "%2B"), StandardCharsets.UTF_8)),
          matcher.group(1),
          LoopbackServer.parameters(matcher.group(3)),
          headers,
          body.isMissingNode() ? "" : Json.write(body),
          Call.caller(outer.caller().user(), headers),
          List.of()));
    } catch (Refusal refusal) {
      org.rollBackTo(mark);
      return Answer.of(refusal);
    }
  }

  private static ObjectNode wrapped(String reference, Answer answer) {
    ObjectNode wrapped = Json.object();
    wrapped.set("body", answer.body().isMissingNode() ? Json.MAPPER.getNodeFactory().nullNode() : answer.body());
    ObjectNode headers = wrapped.putObject("httpHeaders");
    answer.headers().forEach(headers::put);
    return wrapped.put("httpStatusCode", answer.status()).put("referenceId", reference);
  }

  private static JsonNode filled(JsonNode node, Map<String, JsonNode> bodies, Set<String> failed) {
    if (node.isTextual()) {
      return Json.MAPPER.getNodeFactory().textNode(filled(node.asText(), bodies, failed));
    }
    if (node instanceof ObjectNode object) {
      ObjectNode filled = Json.object();
      object.properties().forEach(entry -> filled.set(entry.getKey(), filled(entry.getValue(), bodies, failed)));
      return filled;
    }
    if (node.isArray()) {
      ArrayNode filled = Json.array();
      node.forEach(item -> filled.add(filled(item, bodies, failed)));
      return filled;
    }
    return node;
  }

  private static String filled(String text, Map<String, JsonNode> bodies, Set<String> failed) {
    return REFERENCE.matcher(text).replaceAll(match -> {
      String reference = match.group(1);
      JsonNode body = bodies.get(reference);
      if (failed.contains(reference)) {
        throw Refusal.of("PROCESSING_HALTED",
            "Invalid reference specified. No value for " + match.group() + " found in " + reference);
      }
      JsonNode found = body == null ? null : body.at(pointer(match.group(2)));
      if (found == null || found.isMissingNode() || found.isContainerNode()) {
        throw Refusal.of("PROCESSING_HALTED",
            "Invalid reference specified. No value for " + match.group(2) + " found in " + reference);
      }
      return Matcher.quoteReplacement(found.asText());
    });
  }

  private static String pointer(String path) {
    return path.replace("]", "").replace('[', '/').replace('.', '/');
  }
}
