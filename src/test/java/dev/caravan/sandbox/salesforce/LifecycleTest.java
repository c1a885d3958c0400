package dev.caravan.sandbox.salesforce;

import static dev.caravan.sandbox.salesforce.Client.DANA;
import static dev.caravan.sandbox.salesforce.Client.code;
import static dev.caravan.sandbox.salesforce.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records that are merged, deleted, brought back and converted by people. */
class LifecycleTest extends OrgTest {

  private String lead(String lastName) {
    return org.create("Lead", Map.of("LastName", lastName, "Company", "Halden Health", "Email", lastName + "@halden-health.example"));
  }

  private JsonNode all(String soql) {
    return json(client.get("queryAll?q=" + Client.encoded(soql))).path("records");
  }

  private String refused(String path, String body) {
    return code(client.rest("PATCH", path, body));
  }

  @Test
  void a_merged_lead_lies_in_the_bin_and_names_its_winner() {
    String loser = lead("Reyes");
    org.merge("Lead", DANA, loser);
    assertThat(client.column("Id", "SELECT Id FROM Lead WHERE Id = '" + loser + "'")).isEmpty();
    assertThat(all("SELECT Id, IsDeleted, MasterRecordId, SystemModstamp FROM Lead WHERE Id = '" + loser + "'"))
        .singleElement().satisfies(row -> {
          assertThat(row.path("IsDeleted").asBoolean()).isTrue();
          assertThat(row.path("MasterRecordId").asText()).isEqualTo(DANA);
          assertThat(row.path("SystemModstamp").asText()).isEqualTo("2026-03-10T12:00:00.000+0000");
        });
    assertThat(all("SELECT SystemModstamp FROM Lead WHERE Id = '" + DANA + "'").get(0).path("SystemModstamp").asText())
        .as("the winner changed too").isEqualTo("2026-03-10T12:00:00.000+0000");
  }

  @Test
  void writes_to_a_deleted_record_are_refused_and_nothing_may_name_it() {
    String loser = lead("Reyes");
    org.delete("Lead", loser);
    assertThat(refused("sobjects/Lead/" + loser, "{'Title':'x'}")).isEqualTo("404 ENTITY_IS_DELETED");
    assertThat(code(client.rest("POST", "sobjects/Task", "{'Subject':'Call','WhoId':'" + loser + "'}")))
        .isEqualTo("400 INVALID_CROSS_REFERENCE_KEY");
    assertThat(code(client.rest("POST", "sobjects/CampaignMember", "{'CampaignId':'701A','LeadId':'" + loser + "'}")))
        .isEqualTo("400 INVALID_CROSS_REFERENCE_KEY");
  }

  @Test
  void what_belonged_to_the_loser_belongs_to_the_winner() {
    String loser = lead("Reyes");
    String task = org.create("Task", Map.of("Subject", "Call", "WhoId", loser));
    String member = org.create("Buying_Group_Member__c", Map.of("Lead__c", loser));
    String only = org.create("CampaignMember", Map.of("CampaignId", "701A", "LeadId", loser));
    org.merge("Lead", DANA, loser);
    assertThat(org.record("Task", task)).containsEntry("WhoId", DANA);
    assertThat(org.record("Buying_Group_Member__c", member)).containsEntry("Lead__c", DANA);
    assertThat(org.record("CampaignMember", only)).containsEntry("LeadId", DANA);
  }

  @Test
  void of_two_memberships_in_one_campaign_the_winners_stays() {
    String loser = lead("Reyes");
    String kept = org.create("CampaignMember", Map.of("CampaignId", "701A", "LeadId", DANA));
    org.create("CampaignMember", Map.of("CampaignId", "701A", "LeadId", loser));
    org.merge("Lead", DANA, loser);
    assertThat(org.records("CampaignMember")).singleElement().satisfies(member -> assertThat(member).containsEntry("Id", kept));
  }

  @Test
  void a_deleted_record_takes_with_it_what_cannot_be_without_it_and_brings_it_back() {
    String lead = lead("Reyes");
    String task = org.create("Task", Map.of("Subject", "Call", "WhoId", lead));
    String member = org.create("Buying_Group_Member__c", Map.of("Lead__c", lead));
    org.delete("Lead", lead);
    assertThat(org.record("Task", task)).isNull();
    assertThat(org.record("Buying_Group_Member__c", member)).as("only the reference is emptied").doesNotContainKey("Lead__c");
    org.undelete("Lead", lead);
    assertThat(org.record("Lead", lead)).containsEntry("LastName", "Reyes").containsEntry("IsDeleted", false);
    assertThat(org.record("Task", task)).containsEntry("WhoId", lead);
    assertThat(code(client.rest("PATCH", "sobjects/Lead/" + lead, "{'Title':'x'}", "Sforce-Auto-Assign", "FALSE"))).startsWith("204");
  }

  @Test
  void a_loser_that_is_brought_back_names_no_winner_and_its_children_stay_with_the_winner() {
    String loser = lead("Reyes");
    String task = org.create("Task", Map.of("Subject", "Call", "WhoId", loser));
    org.merge("Lead", DANA, loser);
    org.undelete("Lead", loser);
    assertThat(org.record("Lead", loser)).doesNotContainKey("MasterRecordId");
    assertThat(org.record("Task", task)).containsEntry("WhoId", DANA);
  }

  @Test
  void a_deleted_account_takes_its_contacts_opportunities_and_contracts_along() {
    org.delete("Account", "001A");
    assertThat(org.record("Contact", "003C")).isNull();
    assertThat(org.record("Opportunity", "006A")).isNull();
    assertThat(all("SELECT IsDeleted, (SELECT ContactId, IsDeleted FROM OpportunityContactRoles) FROM Opportunity WHERE Id = '006A'"))
        .singleElement().satisfies(row -> assertThat(row.at("/OpportunityContactRoles/records/0/IsDeleted").asBoolean()).isTrue());
    org.undelete("Account", "001A");
    assertThat(org.record("Contact", "003C")).containsEntry("AccountId", "001A");
    assertThat(org.records("OpportunityContactRole")).hasSize(1);
  }

  @Test
  void contacts_of_a_merged_account_go_over_to_the_winner() {
    String winner = org.create("Account", Map.of("Name", "Halden"));
    org.merge("Account", winner, "001A");
    assertThat(org.record("Contact", "003C")).containsEntry("AccountId", winner);
    assertThat(org.record("Opportunity", "006A")).containsEntry("AccountId", winner);
  }

  @Test
  void a_converted_lead_is_a_contact_with_its_tasks_and_takes_no_writes() {
    String task = org.create("Task", Map.of("Subject", "Call", "WhoId", DANA));
    String contact = org.convert(DANA, "001A");
    assertThat(org.record("Contact", contact)).containsEntry("LastName", "Reyes").containsEntry("Email", "dana@halden-health.example")
        .containsEntry("AccountId", "001A");
    assertThat(org.record("Lead", DANA)).containsEntry("IsConverted", true).containsEntry("ConvertedContactId", contact)
        .containsEntry("ConvertedAccountId", "001A").containsEntry("Status", "Closed - Converted");
    assertThat(org.record("Task", task)).containsEntry("WhoId", contact);
    assertThat(refused("sobjects/Lead/" + DANA, "{'Title':'x'}")).isEqualTo("400 CANNOT_UPDATE_CONVERTED_LEAD");
  }

  @Test
  void what_cannot_be_done_is_refused_with_the_orgs_words() {
    String loser = lead("Reyes");
    assertThatThrownBy(() -> org.merge("Lead", loser, loser)).hasMessageContaining("INVALID_OPERATION");
    assertThatThrownBy(() -> org.merge("Opportunity", "006A", "006B")).hasMessageContaining("INVALID_TYPE");
    org.merge("Lead", DANA, loser);
    assertThatThrownBy(() -> org.merge("Lead", DANA, loser)).hasMessageContaining("ENTITY_IS_DELETED");
    assertThatThrownBy(() -> org.undelete("Lead", DANA)).hasMessageContaining("UNDELETE_FAILED");
    assertThatThrownBy(() -> org.convert("00Q2", "001A")).hasMessageContaining("CANNOT_UPDATE_CONVERTED_LEAD");
  }

  @Test
  void a_restart_remembers_what_was_merged_deleted_and_brought_back() {
    String loser = lead("Reyes");
    String deleted = lead("Gone");
    String back = lead("Back");
    org.merge("Lead", DANA, loser);
    org.delete("Lead", deleted);
    org.delete("Lead", back);
    org.undelete("Lead", back);
    String before = org.snapshot();
    reopen();
    assertThat(org.snapshot()).isEqualTo(before);
    assertThat(org.record("Lead", back)).isNotNull();
    assertThat(all("SELECT MasterRecordId FROM Lead WHERE Id = '" + loser + "'").get(0).path("MasterRecordId").asText()).isEqualTo(DANA);
  }
}
