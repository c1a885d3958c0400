package dev.caravan.connectors.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in the data of a fact: templates in maps and lists. What a row leaves empty is left out. */
sealed interface Shape {

  /** The value for a row; empty text, map or list when there is none. */
  JsonNode json(Row row) throws BadRow;

  /** Whether it holds nothing that is worth writing. */
  static boolean isNothing(JsonNode node) {
    return node.isTextual() ? node.textValue().isEmpty() : node.isEmpty();
  }

  /** One value. */
  record Leaf(Template template) implements Shape {
    @Override
    public JsonNode json(Row row) throws BadRow {
      return TextNode.valueOf(template.text(row));
    }
  }

  /** Values by name, in the order of the mapping. */
  record Branch(Map<String, Shape> parts) implements Shape {
    public Branch {
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    @Override
    public ObjectNode json(Row row) throws BadRow {
      ObjectNode map = JsonNodeFactory.instance.objectNode();
      for (var part : parts.entrySet()) {
        JsonNode value = part.getValue().json(row);
        if (!isNothing(value)) {
          map.set(part.getKey(), value);
        }
      }
      return map;
    }
  }

  /** Several of the same kind. */
  record Items(List<Shape> items) implements Shape {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public ArrayNode json(Row row) throws BadRow {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (Shape item : items) {
        JsonNode value = item.json(row);
        if (!isNothing(value)) {
          list.add(value);
        }
      }
      return list;
    }
  }
}
