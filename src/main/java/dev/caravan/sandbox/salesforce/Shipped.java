package dev.caravan.sandbox.salesforce;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is in the org before any fact: users, queues, lead statuses and the nurture campaigns. */
final class Shipped {
  private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");
  private static final List<String> PROGRAMMES = List.of(
      "raise-interest", "complete-profile", "educate-fit", "keep-warm", "student-digital", "customer-newsletter",
      "turnback-not-ready", "turnback-wrong-answers", "turnback-unreachable", "turnback-no-budget",
      "turnback-competitor", "turnback-other");

  private static final Map<String, String> DUPLICATE_RULES = Map.of("Contact", Ids.make("0Bm", 'S', 1), "Lead", Ids.make("0Bm", 'S', 2));

  private final Org org;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private int roles;
  /** The user facts are stamped with, and who acts at a screen. */
  final String administrator;
  /** The user the API's callers are. */
  final String integration;
  /** Where the active lead assignment rule sends leads. */
  final String webLeads;

  Shipped(Org org) {
    this.org = org;
    administrator = newId("User");
    user(administrator, "System", "Administrator", "admin@org.example");
    integration = newId("User");
    user(integration, "Caravan", "Integration", SalesforceStandIn.USERNAME);
    queue("Caravan_Unrouted", "Caravan Unrouted");
    webLeads = queue("Web_Leads", "Web Leads");
    put("Organization", Map.of("Name", "The stand-in's company", "DefaultCurrencyIsoCode", "USD"));
    put("AssignmentRule", Map.of("Name", "Web leads first", "SobjectType", "Lead", "Active", true));
    DUPLICATE_RULES.forEach((type, id) -> duplicateRule(type, false));
    long order = 1;
    for (String status : List.of(
        "Open - Not Contacted", "Working - Contacted", "Closed - Converted", "Closed - Not Converted")) {
      put("LeadStatus", Map.of("ApiName", status, "MasterLabel", status, "SortOrder", order++,
          "IsDefault", status.startsWith("Open"), "IsConverted", status.equals("Closed - Converted")));
    }
    for (String programme : PROGRAMMES) {
      String campaign = put("Campaign", Map.of(
          "Name", "caravan-" + programme, "Type", "Nurture", "Status", "In Progress", "IsActive", true,
          "OwnerId", administrator));
      statuses(campaign, List.of("Sent", "Responded", "Enrolled", "Left"));
    }
  }

  /** Says whether the duplicate rule of an object is active; objects without one are passed over. */
  void duplicateRule(String type, boolean active) {
    String id = DUPLICATE_RULES.get(type);
    if (id != null) {
      put("DuplicateRule", id, Map.of("DeveloperName", type + "s_DR", "MasterLabel", type + "s", "SobjectType", type, "IsActive", active));
    }
  }

  /** A user who works for the org and not in sales: no standard user. */
  private void user(String id, String first, String last, String email) {
    put("User", id, Map.of("FirstName", first, "LastName", last, "Name", first + " " + last, "Email", email,
        "Username", email, "IsActive", true, "UserType", "AutomatedProcess", "TimeZoneSidKey", "UTC"));
  }

  private String queue(String developerName, String name) {
    String id = put("Group", Map.of("Name", name, "DeveloperName", developerName, "Type", "Queue"));
    put("QueueSobject", Map.of("QueueId", id, "SobjectType", "Lead"));
    return id;
  }

  /** The statuses members of a campaign may have; the first is the default, Responded and Attended are responses. */
  void statuses(String campaign, List<String> labels) {
    long order = 1;
    for (String label : labels) {
      put("CampaignMemberStatus", Map.of("CampaignId", campaign, "Label", label, "IsDefault", order == 1,
          "HasResponded", label.equals("Responded") || label.equals("Attended"), "SortOrder", order));
      order++;
    }
  }

  boolean hasNoStatuses(String campaign) {
    Table statuses = org.table("CampaignMemberStatus");
    return statuses.by(statuses.type.need("CampaignId"), campaign).isEmpty();
  }

  /** The id of a contact role that facts tell of. */
  String newRoleId() {
    return Ids.make(org.schema.type("OpportunityContactRole").prefix, 'L', ++roles);
  }

  private String newId(String type) {
    return Ids.make(org.schema.type(type).prefix, 'S', numbers.merge(type, 1, Integer::sum));
  }

  private String put(String type, Map<String, Object> fields) {
    String id = newId(type);
    put(type, id, fields);
    return id;
  }

  private void put(String type, String id, Map<String, Object> fields) {
    org.load(row(org.schema.type(type), id, fields, LONG_AGO, LONG_AGO, administrator));
  }

  /** A record as if it had been made then and changed last then. */
  static Row row(
      ObjectType type, String id, Map<String, ?> fields, Instant made, Instant changed, @Nullable String by) {
    @Nullable Object[] values = new Object[type.size()];
    for (Field field : type.fields()) {
      String initial = field.initial();
      if (initial != null) {
        values[field.index()] = Values.read(type, field, initial);
      }
    }
    fields.forEach((name, value) -> values[type.need(name).index()] = value);
    return row(type, id, values, made, changed, by);
  }

  static Row row(
      ObjectType type, String id, @Nullable Object[] values, Instant made, Instant changed, @Nullable String by) {
    values[type.id.index()] = id;
    values[type.createdDate.index()] = made;
    values[type.createdBy.index()] = by;
    values[type.modifiedDate.index()] = changed;
    values[type.modifiedBy.index()] = by;
    values[type.stamp.index()] = changed;
    return new Row(type, values);
  }
}
