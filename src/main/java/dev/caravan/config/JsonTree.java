package dev.caravan.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The same tree in the form the schema validator reads. */
final class JsonTree {
  private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

  private JsonTree() {}

  static JsonNode of(ConfigNode node) {
    return switch (node.kind()) {
      case MAP -> {
        ObjectNode map = JSON.objectNode();
        node.entries().forEach(entry -> map.set(entry.key(), of(entry.value())));
        yield map;
      }
      case LIST -> {
        ArrayNode list = JSON.arrayNode();
        node.items().forEach(item -> list.add(of(item)));
        yield list;
      }
      case EMPTY, MISSING -> JSON.nullNode();
      case VALUE -> value(node);
    };
  }

  private static JsonNode value(ConfigNode node) {
    String text = node.text();
    return switch (node.scalar()) {
      case BOOLEAN -> JSON.booleanNode(text.equalsIgnoreCase("true"));
      case INTEGER -> JSON.numberNode(integer(text));
      // .inf and .nan are YAML numbers that no setting means; as text they fail the schema with their own words.
      case DECIMAL -> text.matches("[-+0-9.eE]+") && text.length() < 40
          ? JSON.numberNode(new BigDecimal(text)) : JSON.textNode(text);
      case STRING, NONE -> JSON.textNode(text);
    };
  }

  private static BigInteger integer(String text) {
    if (text.startsWith("0x")) {
      return new BigInteger(text.substring(2), 16);
    }
    return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text.startsWith("+") ? text.substring(1) : text);
  }
}
