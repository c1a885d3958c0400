package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A field as describe shows it.
 *
 * @param length characters a text may have, 0 where it has no length
 * @param restricted whether it takes only values of its list
 * @param key whether records are found by it
 * @param listed active values of a picklist
 * @param to objects a reference may name
 */
record FieldSchema(String name, String type, int length, boolean createable, boolean updateable, boolean restricted,
    boolean key, List<Listed> listed, String relationship, List<String> to) {
  private static final Set<String> TEXTS = Set.of("string", "textarea", "encryptedstring", "combobox");
  private static final Set<String> LISTS = Set.of("picklist", "multipicklist");

  /** A value of a picklist, and what people see of it. */
  record Listed(String value, String label) {}

  FieldSchema {
    listed = List.copyOf(listed);
    to = List.copyOf(to);
  }

  static FieldSchema of(JsonNode field) {
    var listed = new ArrayList<Listed>();
    field.path("picklistValues").forEach(value -> {
      if (value.path("active").asBoolean(true)) {
        listed.add(new Listed(value.path("value").asText(), value.path("label").asText()));
      }
    });
    var to = new ArrayList<String>();
    field.path("referenceTo").forEach(target -> to.add(target.asText()));
    String type = field.path("type").asText();
    boolean key = field.path("externalId").asBoolean() || field.path("unique").asBoolean()
        || Set.of("id", "reference").contains(type);
    return new FieldSchema(field.path("name").asText(), type, field.path("length").asInt(),
        field.path("createable").asBoolean(), field.path("updateable").asBoolean(),
        field.path("restrictedPicklist").asBoolean(), key, listed, field.path("relationshipName").asText(""), to);
  }

  /** Whether it holds running text, which may be cut; an address or a number of a phone may not. */
  boolean isText() {
    return TEXTS.contains(type);
  }

  boolean isList() {
    return LISTS.contains(type);
  }

  /** A value as the list spells it; empty where the list does not have it. */
  Optional<String> spelled(String value) {
    return listed.stream().filter(each -> each.value().equals(value)).findFirst()
        .or(() -> listed.stream().filter(each -> each.value().equalsIgnoreCase(value) || each.label().equalsIgnoreCase(value))
            .findFirst()).map(Listed::value);
  }
}
