package dev.caravan.connectors.salesforce;

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

  RowResult {
    fields = List.copyOf(fields);
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

  /** How often it is worth another try: never for what only a person can mend. */
  int retries() {
    return FINAL.contains(code) || code.startsWith("INSUFFICIENT_ACCESS") ? 0 : 2;
  }

  /** Equal for records hit by one and the same problem. */
  String signature() {
    return code + " " + new TreeSet<>(fields);
  }

  String sentence() {
    return code + ": " + words + (fields.isEmpty() ? "" : " " + fields);
  }
}
