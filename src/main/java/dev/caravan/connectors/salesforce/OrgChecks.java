package dev.caravan.connectors.salesforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What an org asks for that the mapping does not know of: told once, before anything is written. */
final class OrgChecks {
  private static final String PERSON_ACCOUNT = "IsPersonAccount";
  /** What Caravan fills in new records beside the mapping, by object. */
  private static final Map<String, Set<String>> FILLED = Map.of(
      "Lead", Set.of("OwnerId"),
      "Task", Set.of("OwnerId", "WhoId", "WhatId"),
      "Buying_Group__c", Set.of("OwnerId"),
      Members.TYPE, Set.of("OwnerId"),
      "CampaignMember", Set.of("CampaignId", "LeadId", "ContactId", "Status"),
      "OpportunityContactRole", Set.of("OpportunityId", "ContactId"));
  /** The words of the mapping that new records are made by. */
  private static final Map<String, String> WORDS = Map.of("Lead", "new_lead", "Task", Tasks.OBJECT, "Buying_Group__c",
      "buying_group", Members.TYPE, Members.OBJECT, "OpportunityContactRole", "contact_role");

  private final SalesforceMapping mapping;

  OrgChecks(SalesforceMapping mapping) {
    this.mapping = mapping;
  }

  /** Fields that new records of an object must have and nothing fills. */
  List<String> unfilled(OrgSchema schema, String object) {
    var filled = new ArrayList<>(List.of(NewLeads.KEY.toLowerCase(Locale.ROOT)));
    FILLED.getOrDefault(object, Set.of()).forEach(field -> filled.add(field.toLowerCase(Locale.ROOT)));
    mapping.writes(WORDS.getOrDefault(object, "")).values().forEach(target -> filled.add(target.field().toLowerCase(Locale.ROOT)));
    return schema.object(object).map(ObjectSchema::required).orElse(List.of()).stream()
        .filter(field -> !filled.contains(field.toLowerCase(Locale.ROOT))).toList();
  }

  /** Findings by what they are about. */
  Map<String, String> findings(OrgSchema schema) {
    var found = new LinkedHashMap<String, String>();
    FILLED.keySet().stream().sorted().filter(this::isMade).forEach(object -> {
      List<String> unfilled = unfilled(schema, object);
      if (!unfilled.isEmpty()) {
        found.put("required " + object, "Salesforce takes no new " + object + " without " + String.join(", ", unfilled)
            + ", which connectors/salesforce/mapping.yaml does not fill" + (WORDS.containsKey(object) ? " under write: "
            + WORDS.get(object) : "") + "; name a word for it there, give it a default in Salesforce, or let it be empty");
      }
      if (schema.object(object).filter(ObjectSchema::lacksRecordType).isPresent()) {
        found.put("record-type " + object, "Salesforce has record types of " + object + ", and Caravan's user none of them;"
            + " assign one in the user's profile or permission set");
      }
    });
    if (schema.field("Account", PERSON_ACCOUNT).isPresent()
        && !mapping.only("account").toLowerCase(Locale.ROOT).contains(PERSON_ACCOUNT.toLowerCase(Locale.ROOT))) {
      found.put("person-accounts", "Salesforce has person accounts, and each would count as a company; leave them out with"
          + " account: " + PERSON_ACCOUNT + " = false under only in connectors/salesforce/mapping.yaml, and likewise their"
          + " contacts if consumers take no part");
    }
    return found;
  }

  private boolean isMade(String object) {
    return !object.equals("OpportunityContactRole") || !mapping.writes("contact_role").isEmpty();
  }
}
