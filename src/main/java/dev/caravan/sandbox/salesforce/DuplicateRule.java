package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A duplicate rule on the e-mail of leads or contacts, as an admin of the org would switch it on. */
final class DuplicateRule {
  private static final String WORDS =
      "You're creating a duplicate record. We recommend you use an existing record instead.";

  private DuplicateRule() {}

  static void check(Org org, SalesforceStandIn.Duplicates rule, @Nullable Row before, Row after, boolean allowed) {
    Field email = after.type.field("Email");
    if (rule == SalesforceStandIn.Duplicates.OFF || email == null || after.get(email) == null) {
      return;
    }
    boolean alert = rule == SalesforceStandIn.Duplicates.ALERT;
    if (alert && allowed || before != null && Objects.equals(before.get(email), after.get(email))) {
      return;
    }
    for (Row other : org.table(after.type).by(email, String.valueOf(after.get(email)))) {
      if (!other.id().equals(after.id())) {
        throw Refusal.withDetail("DUPLICATES_DETECTED", WORDS, detail(other, alert));
      }
    }
  }

  private static ObjectNode detail(Row other, boolean alert) {
    String type = other.type.name;
    ObjectNode detail = Json.object();
    // The real key has this very spelling.
    ObjectNode result = detail.putObject("duplicateResut");
    result.put("allowSave", alert).put("duplicateRule", type + "s_DR").put("duplicateRuleEntityType", type);
    result.put("errorMessage", WORDS);
    ObjectNode match = result.putArray("matchResults").addObject();
    match.put("entityType", type).put("matchEngine", "ExactMatchEngine").put("rule", type + "_MR");
    match.put("size", 1).put("success", true).putArray("errors");
    ObjectNode record = match.putArray("matchRecords").addObject();
    record.put("matchConfidence", 100).putArray("additionalInformation");
    record.putArray("fieldDiffs");
    ObjectNode found = record.putObject("record");
    found.putObject("attributes").put("type", type);
    found.put("Id", other.id());
    return detail;
  }
}
