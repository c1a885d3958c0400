package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An object as describe shows it; fields are found by their names in any case. */
record ObjectSchema(String name, boolean createable, boolean updateable, Map<String, FieldSchema> fields) {
  ObjectSchema {
    fields = Map.copyOf(fields);
  }

  static ObjectSchema of(JsonNode described) {
    var fields = new LinkedHashMap<String, FieldSchema>();
    described.path("fields").forEach(node -> {
      FieldSchema field = FieldSchema.of(node);
      fields.put(field.name().toLowerCase(Locale.ROOT), field);
    });
    return new ObjectSchema(described.path("name").asText(), described.path("createable").asBoolean(),
        described.path("updateable").asBoolean(), fields);
  }

  Optional<FieldSchema> field(String fieldName) {
    return Optional.ofNullable(fields.get(fieldName.toLowerCase(Locale.ROOT)));
  }

  /** The reference that a path walks by this name: {@code Account}, {@code Buying_Group__r}. */
  Optional<FieldSchema> relationship(String relationshipName) {
    return fields.values().stream().filter(field -> field.relationship().equalsIgnoreCase(relationshipName)).findFirst();
  }
}
