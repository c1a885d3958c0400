package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Bulk definition: what to export, or how to read what is imported. Unknown properties are dropped. */
final class Definition {
  private static final int MAX_IMPORT_FIELDS = 100;
  private static final int MAX_EXPORT_FIELDS = 250;
  private static final int MAX_SYNC_ACTIONS = 10;

  /** What a definition is for; the text is the path it lives under. */
  enum Kind {
    CONTACT_EXPORT("/contacts/exports"),
    ACCOUNT_EXPORT("/accounts/exports"),
    ACTIVITY_EXPORT("/activities/exports"),
    CONTACT_IMPORT("/contacts/imports"),
    CONTACT_SYNC_ACTION("/contacts/syncActions");

    private final String path;

    Kind(String path) {
      this.path = path;
    }

    static @Nullable Kind at(String path) {
      for (Kind kind : values()) {
        if (kind.path.equalsIgnoreCase(path)) {
          return kind;
        }
      }
      return null;
    }

    boolean exports() {
      return this == CONTACT_EXPORT || this == ACCOUNT_EXPORT || this == ACTIVITY_EXPORT;
    }

    String objectType() {
      String[] parts = path.substring(1).split("/", -1);
      String what = parts[0].equals("activities") ? "Activity" : parts[0].equals("accounts") ? "Account" : "Contact";
      return what + (parts[1].equals("exports") ? "Export" : parts[1].equals("imports") ? "Import" : "SyncAction");
    }
  }

  /** What happens to every matched contact of an import. */
  record SyncAction(String action, String destination, String status) {}

  final Kind kind;
  final String uri;
  final Map<String, String> fields;
  final String filter;
  final boolean utc;
  final String identifier;
  final boolean triggered;
  final String updateRule;
  final String importRule;
  final List<SyncAction> syncActions;
  final Duration retention;
  final long maxRecords;

  /** Rows waiting for the next sync, and how often data was posted for it; guarded by the definition. */
  final List<Map<String, String>> staged = new ArrayList<>();
  int posts;

  private final ObjectNode echo;

  Definition(Kind kind, long id, ObjectNode body, Instant createdAt, Instant now, String user) {
    this.kind = kind;
    this.uri = kind.path + "/" + id;
    String name = Json.text(body, "name");
    if (name.isBlank() || name.length() > 100) {
      throw wrong("name", name, name.isBlank() ? "NotNullRequirement" : "ValidTextLengthRequirement");
    }
    fields = fields(Json.get(body, "fields"));
    echo = Json.object().put("name", name);
    ObjectNode fieldEcho = echo.putObject("fields");
    fields.forEach(fieldEcho::put);
    filter = kind.exports() ? Json.text(body, "filter") : "";
    utc = kind.exports() && Json.flag(body, "areSystemTimestampsInUTC", false);
    maxRecords = kind.exports() && Json.get(body, "maxRecords") != null
        ? Long.parseLong(integer("maxRecords", Json.text(body, "maxRecords"))) : Long.MAX_VALUE;
    retention = retention(body);
    syncActions = syncActions(Json.get(body, "syncActions"));
    updateRule = rule(body, "updateRule", "always", Set.of("always", "ifNewIsNotNull", "ifExistingIsNull"));
    importRule = rule(body, "importRule", "createAndUpdate", Set.of("createAndUpdate", "updateOnly", "createOnly"));
    identifier = kind.exports() ? "" : identifier(Json.text(body, "identifierFieldName"));
    triggered = !kind.exports() && Json.flag(body, "isSyncTriggeredOnImport", true);
    if (kind.exports()) {
      if (!filter.isEmpty()) {
        echo.put("filter", filter);
      }
      echo.put("areSystemTimestampsInUTC", utc);
      if (maxRecords != Long.MAX_VALUE) {
        echo.put("maxRecords", maxRecords);
      }
    } else {
      echo.put("identifierFieldName", identifier)
          .put("isSyncTriggeredOnImport", triggered)
          .put("isUpdatingMultipleMatchedRecords", Json.flag(body, "isUpdatingMultipleMatchedRecords", false));
    }
    echo.put("dataRetentionDuration", Json.get(body, "dataRetentionDuration") == null
        ? kind.exports() ? "PT6H" : "P7D" : Json.text(body, "dataRetentionDuration"));
    for (String given : List.of("autoDeleteDuration", "syncActions", "updateRule", "importRule")) {
      JsonNode value = Json.get(body, given);
      if (value != null) {
        echo.set(given, value);
      }
    }
    echo.put("uri", uri)
        .put("createdBy", user).put("createdAt", Times.meta(createdAt))
        .put("updatedBy", user).put("updatedAt", Times.meta(now));
  }

  ObjectNode echo() {
    return echo;
  }

  Refused wrong(String property, String value, String requirement) {
    return Refused.invalid(kind.objectType(), property, value, requirement);
  }

  private Map<String, String> fields(@Nullable JsonNode node) {
    if (!(node instanceof ObjectNode object) || object.isEmpty()) {
      throw wrong("fields", node == null ? "" : node.toString(), "NotNullRequirement");
    }
    var read = new LinkedHashMap<String, String>();
    object.properties().forEach(entry -> read.put(entry.getKey(), entry.getValue().asText()));
    boolean tooMany = read.size() > (kind.exports() ? MAX_EXPORT_FIELDS : MAX_IMPORT_FIELDS)
        || (kind == Kind.CONTACT_SYNC_ACTION && read.size() != 1);
    if (tooMany) {
      throw wrong("fields", Integer.toString(read.size()), "ContentRequirement");
    }
    return read;
  }

  private String identifier(String name) {
    if (name.isEmpty() || name.length() > 100) {
      throw wrong("identifierFieldName", name, "NotNullRequirement");
    }
    return fields.keySet().stream().filter(name::equalsIgnoreCase).findFirst()
        .orElseThrow(() -> wrong("identifierFieldName", name, "ContentRequirement"));
  }

  private String rule(ObjectNode body, String property, String otherwise, Set<String> known) {
    String given = Json.text(body, property);
    if (given.isEmpty()) {
      return otherwise;
    }
    return known.stream().filter(given::equalsIgnoreCase).findFirst()
        .orElseThrow(() -> wrong(property, given, "ContentRequirement"));
  }

  private Duration retention(ObjectNode body) {
    String given = Json.text(body, "dataRetentionDuration");
    try {
      Duration duration = given.isEmpty()
          ? kind.exports() ? Duration.ofHours(6) : Duration.ofDays(7)
          : Duration.parse(given.toUpperCase(Locale.ROOT));
      if (duration.compareTo(Duration.ofHours(1)) < 0 || duration.compareTo(Duration.ofDays(14)) > 0) {
        throw wrong("dataRetentionDuration", given, "ContentRequirement");
      }
      return duration;
    } catch (DateTimeException e) {
      throw wrong("dataRetentionDuration", given, "SyntaxRequirement");
    }
  }

  private String integer(String property, String value) {
    if (!value.matches("\\d{1,10}")) {
      throw wrong(property, value, "IntegerRequirement");
    }
    return value;
  }

  private List<SyncAction> syncActions(@Nullable JsonNode node) {
    var actions = new ArrayList<SyncAction>();
    if (node != null) {
      for (JsonNode one : node) {
        actions.add(new SyncAction(
            Json.text(one, "action"), Json.text(one, "destination"), Json.text(one, "status")));
      }
    }
    if (actions.size() > MAX_SYNC_ACTIONS) {
      throw wrong("syncActions", Integer.toString(actions.size()), "ContentRequirement");
    }
    if (kind == Kind.CONTACT_SYNC_ACTION && actions.isEmpty()) {
      throw wrong("syncActions", "", "NotNullRequirement");
    }
    return List.copyOf(actions);
  }
}
