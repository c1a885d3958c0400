package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.Reply;
import dev.caravan.sandbox.http.Request;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON as Eloqua reads it: property names match by any case. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static Reply reply(int status, JsonNode body) {
    try {
      return Reply.json(status, MAPPER.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a reply that is not JSON", e);
    }
  }

  /** The request's body, which must be a JSON object. */
  static ObjectNode body(Request request) {
    try {
      if (MAPPER.readTree(request.body()) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw Refused.invalid("Request", "body", "not JSON", "SyntaxRequirement");
    }
    throw Refused.invalid("Request", "body", "not an object", "SyntaxRequirement");
  }

  static @Nullable JsonNode get(JsonNode node, String name) {
    JsonNode exact = node.get(name);
    if (exact != null) {
      return exact.isNull() ? null : exact;
    }
    for (var entry : node.properties()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        return entry.getValue().isNull() ? null : entry.getValue();
      }
    }
    return null;
  }

  /** A property as text, "" when absent. */
  static String text(JsonNode node, String name) {
    JsonNode found = get(node, name);
    return found == null ? "" : plain(found);
  }

  static boolean flag(JsonNode node, String name, boolean otherwise) {
    JsonNode found = get(node, name);
    return found == null ? otherwise : found.asBoolean(otherwise);
  }

  /** A scalar as its text, anything else as JSON. */
  static String plain(JsonNode node) {
    return node.isNull() ? "" : node.isValueNode() ? node.asText() : node.toString();
  }
}
