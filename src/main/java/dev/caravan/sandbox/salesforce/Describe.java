package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What objects and fields look like, for clients that ask. */
final class Describe {
  private Describe() {}

  static ObjectNode all(Org org, String base) {
    ObjectNode all = Json.object().put("encoding", "UTF-8").put("maxBatchSize", 200);
    var types = all.putArray("sobjects");
    org.schema.types().stream().filter(org.access::shows).forEach(type -> types.add(head(org, type, base)));
    return all;
  }

  static ObjectNode basics(Org org, ObjectType type, String base) {
    ObjectNode basics = Json.object();
    basics.set("objectDescribe", head(org, type, base));
    basics.putArray("recentItems");
    return basics;
  }

  static ObjectNode whole(Org org, ObjectType type, String base) {
    ObjectNode whole = head(org, type, base);
    var fields = whole.putArray("fields");
    type.fields().stream().filter(field -> org.access.shows(type, field))
        .forEach(field -> fields.add(field(org, type, field)));
    var children = whole.putArray("childRelationships");
    for (ObjectType other : org.schema.types().stream().filter(org.access::shows).toList()) {
      for (Field field : other.fields()) {
        if (field.children() != null && field.to().contains(type.name)) {
          children.addObject().put("childSObject", other.name).put("field", field.name())
              .put("relationshipName", field.children()).put("cascadeDelete", false);
        }
      }
    }
    var recordTypes = whole.putArray("recordTypeInfos").addObject();
    recordTypes.put("active", true).put("available", true).put("defaultRecordTypeMapping", true);
    recordTypes.put("developerName", "Master").put("master", true).put("name", "Master");
    recordTypes.put("recordTypeId", "012000000000000AAA");
    return whole;
  }

  private static ObjectNode head(Org org, ObjectType type, String base) {
    boolean custom = type.name.endsWith("__c");
    String label = type.name.replace("__c", "").replace('_', ' ');
    ObjectNode head = Json.object().put("name", type.name).put("label", label).put("labelPlural", label + "s");
    boolean writable = org.access.writes(type);
    head.put("keyPrefix", type.prefix).put("custom", custom).put("createable", writable).put("updateable", writable);
    head.put("deletable", !FieldHistory.isHistory(type)).put("queryable", true).put("retrieveable", true).put("undeletable", false);
    ObjectNode urls = head.putObject("urls");
    urls.put("sobject", base + "/sobjects/" + type.name);
    urls.put("describe", base + "/sobjects/" + type.name + "/describe");
    urls.put("rowTemplate", base + "/sobjects/" + type.name + "/{ID}");
    return head;
  }

  private static ObjectNode field(Org org, ObjectType type, Field field) {
    boolean whole = field.kind() == Field.Kind.INT;
    boolean decimal = field.kind().number() && !whole;
    ObjectNode node = Json.object().put("name", field.name()).put("type", field.kind().apiName());
    node.put("label", field.name().replace("__c", "").replace('_', ' ')).put("custom", field.custom());
    int length = field.kind().text() ? field.size() : 0;
    node.put("length", length).put("byteLength", length * 3);
    node.put("precision", decimal ? 18 : 0).put("scale", decimal ? field.size() : 0).put("digits", whole ? 8 : 0);
    node.put("nillable", !field.is("required") && field.kind() != Field.Kind.BOOLEAN && !field.name().equals("Id"));
    node.put("createable", org.access.writes(type) && org.access.writes(type, field, true));
    node.put("updateable", org.access.writes(type) && org.access.writes(type, field, false));
    node.put("externalId", field.is("external")).put("unique", field.is("unique")).put("caseSensitive", false);
    node.put("idLookup", field.is("external") || field.name().equals("Id"));
    node.put("defaultedOnCreate", field.initial() != null || field.name().equals("OwnerId") || field.is("system"));
    node.put("calculated", false).put("autoNumber", false).put("filterable",
        field.kind() != Field.Kind.TEXTAREA && field.kind() != Field.Kind.ANYTYPE);
    node.put("sortable", field.kind() != Field.Kind.TEXTAREA).put("restrictedPicklist", field.is("restricted"));
    node.put("relationshipName", field.relationship()).put("soapType", soap(field.kind()));
    var targets = node.putArray("referenceTo");
    field.to().forEach(targets::add);
    var values = node.putArray("picklistValues");
    for (String value : field.values()) {
      values.addObject().put("active", true).put("defaultValue", value.equals(field.initial())).put("label", value)
          .put("value", value).putNull("validFor");
    }
    return node;
  }

  private static String soap(Field.Kind kind) {
    return switch (kind) {
      case ID, REFERENCE -> "tns:ID";
      case BOOLEAN -> "xsd:boolean";
      case INT -> "xsd:int";
      case DOUBLE, CURRENCY -> "xsd:double";
      case DATE -> "xsd:date";
      case DATETIME -> "xsd:dateTime";
      case ANYTYPE -> "xsd:anyType";
      default -> "xsd:string";
    };
  }
}
