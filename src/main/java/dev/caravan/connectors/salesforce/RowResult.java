package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Salesforce said of one record of a collection call.
 *
 * @param id the record, {@code ""} when refused
 * @param code Salesforce's status code, {@code ""} when taken
 * @param words Salesforce's own words
 * @param fields the fields it named
 */
record RowResult(String id, String code, String words, List<String> fields) {
  private static final Set<String> PASSING = Set.of("UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "QUERY_TIMEOUT",
      "REQUEST_RUNNING_TOO_LONG", "ALL_OR_NONE_OPERATION_ROLLED_BACK", "TXN_SECURITY_METERING_ERROR");
  private static final Set<String> FINAL = Set.of("STRING_TOO_LONG", "REQUIRED_FIELD_MISSING",
      "INVALID_EMAIL_ADDRESS", "DUPLICATES_DETECTED", "DUPLICATE_VALUE", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
      "MALFORMED_ID", "INVALID_CROSS_REFERENCE_KEY", "ENTITY_IS_DELETED", "NUMBER_OUTSIDE_VALID_RANGE",
      "FIELD_INTEGRITY_EXCEPTION", "INVALID_FIELD", "INVALID_FIELD_FOR_INSERT_UPDATE", "INACTIVE_OWNER_OR_USER",
      "CANNOT_UPDATE_CONVERTED_LEAD", "FIELD_CUSTOM_VALIDATION_EXCEPTION", "INVALID_TYPE_ON_FIELD_IN_RECORD");

  /** Said of the record, whatever was written to it. */
  private static final Set<String> OF_RECORD = Set.of("ENTITY_IS_DELETED", "CANNOT_UPDATE_CONVERTED_LEAD",
      "INSUFFICIENT_ACCESS_OR_READONLY", "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY");
  /** Fields of tasks and members of campaigns that name whose they are. */
  private static final Set<String> WHOSE = Set.of("WhoId", "LeadId", "ContactId");

  /** Said of a record that is there no more, or takes no writes any more: another one may have taken its place. */
  private static final Set<String> LOST = Set.of("ENTITY_IS_DELETED", "CANNOT_UPDATE_CONVERTED_LEAD", "NOT_FOUND");
  /** Named by a reference that leads nowhere, these are no records that people merge or delete. */
  private static final Set<String> NOT_LOST = Set.of("OwnerId", "CampaignId");

  /** A new record needs a field that nothing fills. */
  private static final String UNFILLED = "REQUIRED_FIELD_UNFILLED";

  RowResult {
    fields = List.copyOf(fields);
  }

  /** What one result of a write says. */
  static RowResult of(JsonNode result) {
    if (result.path("success").asBoolean()) {
      return taken(result.path("id").asText());
    }
    JsonNode error = result.path("errors").path(0);
    if (error.isMissingNode()) {
      return new RowResult("", "NO_REASON", "refused without a reason", List.of());
    }
    var fields = new ArrayList<String>();
    error.path("fields").forEach(field -> fields.add(field.asText()));
    return new RowResult("", error.path("statusCode").asText("no code"), error.path("message").asText(), fields);
  }

  /** The same where no record could have had what is missing. */
  RowResult unfilled() {
    return new RowResult(id, UNFILLED, words, fields);
  }

  boolean lacksFields() {
    return code.equals("REQUIRED_FIELD_MISSING");
  }

  /** What Salesforce would say of a record that a query did not find any more. */
  static RowResult deleted() {
    return new RowResult("", "ENTITY_IS_DELETED", "entity is deleted", List.of());
  }

  /** Whether a record of the item is there no more: it was deleted, merged into another, or converted. */
  boolean isLost() {
    return LOST.contains(code) || code.equals("INVALID_CROSS_REFERENCE_KEY") && fields.stream().noneMatch(NOT_LOST::contains);
  }

  static RowResult taken(String id) {
    return new RowResult(id, "", "", List.of());
  }

  boolean ok() {
    return code.isEmpty();
  }

  boolean converted() {
    return code.equals("CANNOT_UPDATE_CONVERTED_LEAD");
  }

  /** Trouble that passes by itself. */
  boolean passing() {
    return PASSING.contains(code);
  }

  boolean limited() {
    return code.equals("REQUEST_LIMIT_EXCEEDED");
  }

  /** A field or permission that lacks for every record: nothing is wrong with this one. */
  boolean isSetting() {
    return code.startsWith("INVALID_FIELD") || code.startsWith("INSUFFICIENT_ACCESS") || code.equals("INVALID_TYPE")
        || code.equals(UNFILLED);
  }

  /** A rule or trigger of the org that may refuse every record. */
  boolean mayBeSetting() {
    return code.equals("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY");
  }

  /** How often it is worth another try: never for what only a person can mend. */
  int retries() {
    return FINAL.contains(code) || code.startsWith("INSUFFICIENT_ACCESS") ? 0 : 2;
  }

  /** Whether it is said of the person's record, and not of what was written for the item. */
  boolean isOfRecord() {
    return OF_RECORD.contains(code) || !fields.isEmpty() && WHOSE.containsAll(fields);
  }

  /** What a person is to do about a refusal that is parked: lost records are followed, and settings stop their stream. */
  String remedy() {
    String what = switch (code) {
      case "STRING_TOO_LONG", "NUMBER_OUTSIDE_VALID_RANGE" -> "make room in the field, or correct the value";
      case "REQUIRED_FIELD_MISSING" -> "fill the field, or let it be empty";
      case "INVALID_EMAIL_ADDRESS" -> "correct the address in Eloqua";
      case "DUPLICATES_DETECTED", "DUPLICATE_VALUE" -> "merge the records";
      case "INVALID_CROSS_REFERENCE_KEY", "MALFORMED_ID" -> "name an owner or campaign that exists";
      case "FIELD_CUSTOM_VALIDATION_EXCEPTION", "FIELD_INTEGRITY_EXCEPTION" -> "correct the record as the rule asks";
      case "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" -> "add the value to the picklist";
      case "INACTIVE_OWNER_OR_USER" -> "give it to an active user";
      case "CAMPAIGN_MISSING" -> "create it with the member statuses Enrolled and Left";
      default -> "correct it in Salesforce";
    };
    return what + ", then requeue";
  }

  /** Equal for records hit by one and the same problem. */
  String signature() {
    return code + " " + new TreeSet<>(fields);
  }

  String sentence() {
    return code + ": " + words + (fields.isEmpty() ? "" : " " + fields);
  }
}
