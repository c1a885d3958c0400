package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object as describe shows it; fields are found by their names in any case.
 *
 * @param required fields a new record must have that have no default
 * @param children names of relationships to records below it, in lower case
 * @param lacksRecordType whether new records need a record type that Caravan's user does not have
 */
record ObjectSchema(String name, boolean createable, boolean updateable, Map<String, FieldSchema> fields, List<String> required,
    Set<String> children, boolean lacksRecordType) {
  ObjectSchema {
    fields = Map.copyOf(fields);
    required = List.copyOf(required);
    children = Set.copyOf(children);
  }

  static ObjectSchema of(JsonNode described) {
    var fields = new LinkedHashMap<String, FieldSchema>();
    var required = new ArrayList<String>();
    described.path("fields").forEach(node -> {
      FieldSchema field = FieldSchema.of(node);
      fields.put(field.name().toLowerCase(Locale.ROOT), field);
      boolean filled = node.path("nillable").asBoolean(true) || node.path("defaultedOnCreate").asBoolean()
          || field.type().equals("boolean");
      if (field.createable() && !filled) {
        required.add(field.name());
      }
    });
    var children = new HashSet<String>();
    described.path("childRelationships").forEach(
        child -> children.add(child.path("relationshipName").asText("").toLowerCase(Locale.ROOT)));
    return new ObjectSchema(described.path("name").asText(), described.path("createable").asBoolean(),
        described.path("updateable").asBoolean(), fields, required, children, lacksRecordType(described.path("recordTypeInfos")));
  }

  /** Where an object has record types of its own, the user must have one of them, or the master. */
  private static boolean lacksRecordType(JsonNode recordTypes) {
    boolean available = recordTypes.isEmpty();
    for (JsonNode each : recordTypes) {
      available |= each.path("available").asBoolean(true) && each.path("active").asBoolean(true);
    }
    return !available;
  }

  Optional<FieldSchema> field(String fieldName) {
    return Optional.ofNullable(fields.get(fieldName.toLowerCase(Locale.ROOT)));
  }

  /** The reference that a path walks by this name: {@code Account}, {@code Buying_Group__r}. */
  Optional<FieldSchema> relationship(String relationshipName) {
    return fields.values().stream().filter(field -> field.relationship().equalsIgnoreCase(relationshipName)).findFirst();
  }
}
