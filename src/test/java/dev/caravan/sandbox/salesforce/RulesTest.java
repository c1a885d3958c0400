package dev.caravan.sandbox.salesforce;

import static dev.caravan.sandbox.salesforce.Client.DANA;
import static dev.caravan.sandbox.salesforce.Client.code;
import static dev.caravan.sandbox.salesforce.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RulesTest extends OrgTest {
  private static final String[] NO_RULE = {"Sforce-Auto-Assign", "FALSE"};

  private String refusal(String method, String path, String body) {
    return code(client.rest(method, path, body, NO_RULE));
  }

  @Test
  void required_fields_are_named_when_missing() {
    var reply = client.rest("POST", "sobjects/Lead", "{'FirstName':'A'}");
    assertThat(code(reply)).isEqualTo("400 REQUIRED_FIELD_MISSING");
    assertThat(json(reply).path(0).path("message").asText())
        .isEqualTo("Required fields are missing: [LastName, Company]");
    assertThat(json(reply).path(0).path("fields")).hasSize(2);
    assertThat(refusal("POST", "sobjects/Contact", "{'FirstName':'A'}")).isEqualTo("400 REQUIRED_FIELD_MISSING");
    assertThat(refusal("POST", "sobjects/Task", "{'Priority':'High'}")).isEqualTo("400 REQUIRED_FIELD_MISSING");
    assertThat(refusal("PATCH", "sobjects/Lead/" + DANA, "{'LastName':null}")).isEqualTo("400 REQUIRED_FIELD_MISSING");
  }

  @Test
  void values_that_do_not_fit_are_refused() {
    String lead = "sobjects/Lead/" + DANA;
    assertThat(refusal("PATCH", lead, "{'Caravan_Reason__c':'" + "x".repeat(256) + "'}")).isEqualTo("400 STRING_TOO_LONG");
    assertThat(refusal("PATCH", lead, "{'Nonsense__c':'x'}")).isEqualTo("400 INVALID_FIELD");
    assertThat(refusal("PATCH", lead, "{'IsConverted':true}")).isEqualTo("400 INVALID_FIELD_FOR_INSERT_UPDATE");
    assertThat(refusal("PATCH", lead, "{'Email':'no address'}")).isEqualTo("400 INVALID_EMAIL_ADDRESS");
    assertThat(refusal("PATCH", lead, "{'Caravan_Fit__c':'much'}")).isEqualTo("400 JSON_PARSER_ERROR");
    assertThat(refusal("PATCH", lead, "{'Caravan_As_Of__c':'yesterday'}")).isEqualTo("400 JSON_PARSER_ERROR");
    assertThat(refusal("POST", "sobjects/Buying_Group__c", "{'Level__c':'boiling'}"))
        .isEqualTo("400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
    assertThat(org.writes()).isZero();
  }

  @Test
  void external_ids_are_unique_in_any_case() {
    client.rest("POST", "sobjects/Task", "{'Subject':'A','Caravan_Key__c':'k1'}");
    var reply = client.rest("POST", "sobjects/Task", "{'Subject':'B','Caravan_Key__c':'K1'}");
    assertThat(code(reply)).isEqualTo("400 DUPLICATE_VALUE");
    assertThat(json(reply).path(0).path("message").asText())
        .startsWith("duplicate value found: Caravan_Key__c duplicates value on record with id: 00T");
  }

  @Test
  void a_converted_lead_is_read_only_and_cannot_be_named() {
    assertThat(refusal("PATCH", "sobjects/Lead/00Q2", "{'Title':'x'}")).isEqualTo("400 CANNOT_UPDATE_CONVERTED_LEAD");
    assertThat(refusal("POST", "sobjects/CampaignMember", "{'CampaignId':'701A','LeadId':'00Q2'}"))
        .isEqualTo("400 CANNOT_UPDATE_CONVERTED_LEAD");
  }

  @Test
  void a_person_is_a_member_of_a_campaign_once() {
    var first = client.rest("POST", "sobjects/CampaignMember", "{'CampaignId':'701A','LeadId':'" + DANA + "'}");
    assertThat(first.statusCode()).isEqualTo(201);
    String id = json(first).path("id").asText();
    assertThat(org.record("CampaignMember", id)).containsEntry("Status", "Sent").containsEntry("HasResponded", false);
    var second = client.rest("POST", "sobjects/CampaignMember", "{'CampaignId':'701A','LeadId':'" + DANA + "'}");
    assertThat(json(second).path(0).path("message").asText()).isEqualTo("Already a campaign member.");
    client.rest("PATCH", "sobjects/CampaignMember/" + id, "{'Status':'Responded'}");
    assertThat(org.record("CampaignMember", id)).containsEntry("HasResponded", true).containsKey("FirstRespondedDate");
    assertThat(refusal("PATCH", "sobjects/CampaignMember/" + id, "{'Status':'Danced'}"))
        .isEqualTo("400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
    assertThat(refusal("PATCH", "sobjects/CampaignMember/" + id, "{'ContactId':'003C'}"))
        .isEqualTo("400 INVALID_FIELD_FOR_INSERT_UPDATE");
  }

  @Test
  void a_queue_may_own_a_lead_but_no_contact() {
    String queue = client.column("Id", "SELECT Id FROM Group WHERE Type = 'Queue' AND DeveloperName = 'Caravan_Unrouted'").get(0);
    assertThat(client.rest("PATCH", "sobjects/Lead/" + DANA, "{'OwnerId':'" + queue + "'}", NO_RULE).statusCode()).isEqualTo(204);
    assertThat(client.column("Name", "SELECT Owner.Name FROM Lead WHERE Id = '" + DANA + "'")).containsExactly("Caravan Unrouted");
    assertThat(refusal("PATCH", "sobjects/Contact/003C", "{'OwnerId':'" + queue + "'}"))
        .isEqualTo("400 INVALID_CROSS_REFERENCE_KEY");
  }

  @Test
  void an_owner_must_exist_and_be_active() {
    assertThat(refusal("PATCH", "sobjects/Lead/" + DANA, "{'OwnerId':'005X'}")).isEqualTo("400 INACTIVE_OWNER_OR_USER");
    assertThat(refusal("PATCH", "sobjects/Lead/" + DANA, "{'OwnerId':'005none'}")).isEqualTo("400 INVALID_CROSS_REFERENCE_KEY");
  }

  @Test
  void the_lead_assignment_rule_takes_the_owner_unless_the_caller_forbids_it() {
    String id = json(client.rest("POST", "sobjects/Lead", "{'LastName':'A','Company':'X','OwnerId':'005B'}")).path("id").asText();
    assertThat(client.column("Name", "SELECT Owner.Name FROM Lead WHERE Id = '" + id + "'")).containsExactly("Web Leads");
    client.rest("PATCH", "sobjects/Lead/" + id, "{'OwnerId':'005B'}", NO_RULE);
    assertThat(org.record("Lead", id)).containsEntry("OwnerId", "005B");
    client.rest("PATCH", "sobjects/Lead/" + id, "{'Title':'x'}");
    assertThat(org.record("Lead", id).get("OwnerId")).isNotEqualTo("005B");
    org.leadAssignmentRule(false);
    client.rest("PATCH", "sobjects/Lead/" + id, "{'OwnerId':'005B'}");
    assertThat(org.record("Lead", id)).containsEntry("OwnerId", "005B");
  }

  @Test
  void a_task_of_a_lead_has_nothing_else_it_is_about() {
    assertThat(refusal("POST", "sobjects/Task", "{'Subject':'Call','WhoId':'" + DANA + "','WhatId':'001A'}"))
        .isEqualTo("400 FIELD_INTEGRITY_EXCEPTION");
    assertThat(client.rest("POST", "sobjects/Task", "{'Subject':'Call','WhoId':'003C','WhatId':'001A'}").statusCode()).isEqualTo(201);
  }

  @Test
  void one_contact_role_of_an_opportunity_is_primary() {
    assertThat(refusal("POST", "sobjects/OpportunityContactRole",
        "{'OpportunityId':'006A','ContactId':'003C','IsPrimary':true}")).isEqualTo("400 FIELD_INTEGRITY_EXCEPTION");
  }

  @Test
  void a_duplicate_rule_warns_or_blocks() {
    String twin = "{'LastName':'Twin','Company':'X','Email':'DANA@halden-health.example'}";
    String[] allow = {"Sforce-Duplicate-Rule-Header", "allowSave=true; includeRecordDetails=true"};
    org.duplicateRule("Lead", SalesforceStandIn.Duplicates.ALERT);
    var alert = client.rest("POST", "sobjects/Lead", twin);
    assertThat(code(alert)).isEqualTo("400 DUPLICATES_DETECTED");
    assertThat(json(alert).path(0).path("duplicateResut").path("allowSave").asBoolean()).isTrue();
    assertThat(json(alert).findValue("matchRecords").path(0).path("record").path("Id").asText()).isEqualTo(DANA);
    assertThat(client.rest("POST", "sobjects/Lead", twin, allow).statusCode()).isEqualTo(201);
    org.duplicateRule("Lead", SalesforceStandIn.Duplicates.BLOCK);
    assertThat(code(client.rest("POST", "sobjects/Lead", twin, allow))).isEqualTo("400 DUPLICATES_DETECTED");
  }
}
