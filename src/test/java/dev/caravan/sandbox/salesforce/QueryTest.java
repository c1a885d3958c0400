package dev.caravan.sandbox.salesforce;

import static dev.caravan.sandbox.salesforce.Client.DANA;
import static dev.caravan.sandbox.salesforce.Client.code;
import static dev.caravan.sandbox.salesforce.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest extends OrgTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "Email = 'DANA@halden-health.example' | Reyes",
      "Title = null | Old",
      "Title != null | Reyes",
      "Title != 'x' | Old,Reyes",
      "LastName LIKE 'r%s' | Reyes",
      "LastName LIKE '_ld' | Old",
      "NOT LastName LIKE 'r%' | Old",
      "LastName IN ('reyes', 'nobody') | Reyes",
      "LastName NOT IN ('reyes') | Old",
      "IsConverted = true | Old",
      "IsConverted = false AND HasOptedOutOfEmail = TRUE | Reyes",
      "(LastName = 'Old' OR LastName = 'Reyes') AND Title = null | Old",
      "SystemModstamp > 2026-01-03T00:00:00Z | Reyes",
      "SystemModstamp >= 2026-01-03T00:00:00.000+00:00 | Old,Reyes",
      "LastName = 'Old' AND ConvertedContactId IN (SELECT ContactId FROM OpportunityContactRole) | Old",
      "SystemModstamp > 2026-01-03T00:00:00Z OR (SystemModstamp = 2026-01-03T00:00:00Z AND Id > '00Q1') | Old,Reyes",
      "SystemModstamp < 2026-01-03T01:00:00%2B01:00 | ``",
      "CreatedDate < 2026-01-02T12:00:00Z | Reyes",
      "LastModifiedDate = LAST_N_DAYS:40 | Reyes",
      "LastModifiedDate < THIS_MONTH | Old,Reyes",
      "CreatedDate = 2026-01-03T00:00:00Z | Old",
      "ConvertedDate <= 2026-01-03 | Old",
      "Owner.Name = 'Bo Rep' | Reyes",
      "Owner.IsActive = true | Reyes",
      "ConvertedContact.Account.Name = 'Halden Health' | Old",
      "Id IN ('00Q2', '00Q5g000000Dana') | Old,Reyes",
      "Company = 'O\\'Neil \\\\ Co' | ``",
      "ConvertedContactId IN (SELECT ContactId FROM OpportunityContactRole) | Old",
      "NumberOfEmployees > 5 | ``"})
  void a_condition_finds_its_leads(String where, String expected) {
    List<String> found = client.column("LastName",
        "SELECT LastName FROM Lead WHERE " + where.replace("%2B", "+") + " ORDER BY LastName");
    assertThat(String.join(",", found)).isEqualTo(expected);
  }

  @Test
  void parents_and_children_come_nested() {
    JsonNode lead = client.query("SELECT Id, Owner.Name, Owner.Email, ConvertedContact.Account.OwnerId FROM Lead"
        + " WHERE Id = '" + DANA + "'").path("records").path(0);
    assertThat(lead.path("Owner").path("Name").asText()).isEqualTo("Bo Rep");
    assertThat(lead.path("Owner").path("attributes").path("type").asText()).isEqualTo("User");
    assertThat(lead.path("ConvertedContact").isNull()).isTrue();
    JsonNode opportunity = client.query("SELECT Id, Account.OwnerId, CloseDate, "
        + "(SELECT ContactId, Role, Contact.Email FROM OpportunityContactRoles ORDER BY Id) FROM Opportunity WHERE IsClosed = false")
        .path("records").path(0);
    assertThat(opportunity.path("Account").path("OwnerId").asText()).isEqualTo("005B");
    JsonNode roles = opportunity.path("OpportunityContactRoles");
    assertThat(roles.path("totalSize").asInt()).isEqualTo(1);
    assertThat(roles.path("records").path(0).path("Contact").path("Email").asText()).isEqualTo("carl@halden-health.example");
  }

  @Test
  void values_are_rendered_as_salesforce_does() {
    JsonNode record = client.query("SELECT Id, SystemModstamp, ActualCost, StartDate, IsActive FROM Campaign WHERE Id = '701A'")
        .path("records").path(0);
    assertThat(record.path("SystemModstamp").asText()).isEqualTo("2026-01-04T00:00:00.000+0000");
    assertThat(record.path("ActualCost").isNumber()).isTrue();
    assertThat(record.path("StartDate").asText()).isEqualTo("2026-04-01");
    assertThat(record.path("IsActive").isBoolean()).isTrue();
    assertThat(record.path("attributes").path("url").asText()).isEqualTo("/services/data/v66.0/sobjects/Campaign/701A");
  }

  @Test
  void a_count_gives_only_the_number() {
    JsonNode count = client.query("SELECT COUNT() FROM Lead WHERE IsConverted = false");
    assertThat(count.path("totalSize").asInt()).isEqualTo(1);
    assertThat(count.path("records")).isEmpty();
  }

  @Test
  void order_limit_and_offset() {
    assertThat(client.column("LastName", "SELECT LastName FROM Lead ORDER BY Title NULLS LAST, LastName DESC"))
        .containsExactly("Reyes", "Old");
    assertThat(client.column("LastName", "SELECT LastName FROM Lead ORDER BY Title ASC NULLS FIRST"))
        .containsExactly("Old", "Reyes");
    assertThat(client.column("LastName", "SELECT LastName FROM Lead ORDER BY SystemModstamp DESC LIMIT 1")).containsExactly("Reyes");
    assertThat(client.column("LastName", "SELECT LastName FROM Lead ORDER BY SystemModstamp, Id LIMIT 1 OFFSET 1"))
        .containsExactly("Reyes");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "SELECT Id FRO Lead | MALFORMED_QUERY",
      "SELECT Id FROM Lead WHERE | MALFORMED_QUERY",
      "SELECT Id FROM Lead WHERE Title = 'x | MALFORMED_QUERY",
      "SELECT Id FROM Lead LIMIT x | MALFORMED_QUERY",
      "SELECT Id, FROM Lead | MALFORMED_QUERY",
      "SELECT Nonsense__c FROM Lead | INVALID_FIELD",
      "SELECT Nobody.Name FROM Lead | INVALID_FIELD",
      "SELECT Id FROM Lead WHERE SystemModstamp > '2026-01-01T00:00:00Z' | INVALID_FIELD",
      "SELECT Id FROM Lead WHERE Title = 5 | INVALID_FIELD",
      "SELECT Id FROM Lead WHERE Caravan_Explanation__c = 'x' | INVALID_FIELD",
      "SELECT Id, Email, id FROM Lead | INVALID_FIELD",
      "SELECT Id FROM Lead WHERE Title = null AND LastName = 'x' OR LastName = 'y' | MALFORMED_QUERY",
      "SELECT Id FROM Lead WHERE Title = null OR LastName = 'x' AND LastName = 'y' | MALFORMED_QUERY",
      "SELECT Id FROM Lead WHERE ConvertedDate = 2026-01-03T00:00:00Z | INVALID_FIELD",
      "SELECT Id FROM Lead WHERE CreatedDate = 2026-01-03 | INVALID_FIELD",
      "SELECT Id FROM Lead WHERE NumberOfEmployees LIKE '1%' | INVALID_QUERY_FILTER_OPERATOR",
      "SELECT Id FROM Lead ORDER BY Caravan_Explanation__c | INVALID_FIELD",
      "SELECT Owner.TimeZoneSidKey FROM Lead | INVALID_FIELD",
      "SELECT Id FROM Lead WHERE Title = 'x' OR Id IN (SELECT LeadId FROM CampaignMember) | MALFORMED_QUERY",
      "SELECT Id FROM Nonsense__c | INVALID_TYPE",
      "SELECT Id, (SELECT Id FROM Nonsenses) FROM Lead | INVALID_TYPE"})
  void a_wrong_query_is_refused_with_the_right_code(String soql, String expected) {
    assertThat(code(client.get("query/?q=" + Client.encoded(soql)))).isEqualTo("400 " + expected);
  }

  @Test
  void a_query_longer_than_an_address_may_be_is_refused() {
    String long16k = "SELECT Id FROM Lead WHERE Title = '" + "x".repeat(16_400) + "'";
    assertThat(client.get("query?q=" + Client.encoded(long16k)).statusCode()).isEqualTo(414);
  }

  @Test
  void pages_hold_what_was_asked_though_records_change_meanwhile() {
    for (int batch = 0; batch < 3; batch++) {
      var records = new ArrayList<String>();
      for (int i = 0; i < 150; i++) {
        records.add("{'attributes':{'type':'Task'},'Subject':'S" + batch + "-" + i + "'}");
      }
      client.rest("POST", "composite/sobjects", "{'records':[" + String.join(",", records) + "]}");
    }
    JsonNode first = client.query("SELECT Id, Subject FROM Task ORDER BY SystemModstamp, Id", "Sforce-Query-Options", "batchSize=200");
    assertThat(first.path("totalSize").asInt()).isEqualTo(450);
    assertThat(first.path("done").asBoolean()).isFalse();
    org.update("Task", first.path("records").path(0).path("Id").asText(), Map.of("Subject", "Moved"));
    var ids = new ArrayList<>(first.findValuesAsText("Id"));
    JsonNode page = first;
    while (!page.path("done").asBoolean()) {
      page = json(client.send("GET", page.path("nextRecordsUrl").asText(), ""));
      ids.addAll(page.findValuesAsText("Id"));
    }
    assertThat(ids).hasSize(450).doesNotHaveDuplicates().isSorted();
    assertThat(code(client.get("query/01gnonsense-200"))).isEqualTo("400 INVALID_QUERY_LOCATOR");
  }

  @Test
  void query_all_shows_the_deleted() {
    client.rest("DELETE", "sobjects/Lead/" + DANA, "");
    assertThat(client.column("Id", "SELECT Id FROM Lead")).containsExactly("00Q2");
    JsonNode all = json(client.get("queryAll/?q=" + Client.encoded("SELECT Id, IsDeleted FROM Lead WHERE IsDeleted = true")));
    assertThat(all.path("records").findValuesAsText("Id")).containsExactly(DANA);
  }
}
