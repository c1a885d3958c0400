package dev.caravan.sandbox.salesforce;

import static dev.caravan.sandbox.salesforce.Client.DANA;
import static dev.caravan.sandbox.salesforce.Client.code;
import static dev.caravan.sandbox.salesforce.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowsTest extends OrgTest {
  private static final String[] NO_RULE = {"Sforce-Auto-Assign", "FALSE"};

  @Test
  void facts_become_records_the_latest_fact_wins_field_by_field() {
    var lead = org.record("Lead", DANA);
    assertThat(lead).containsEntry("Title", "Director").containsEntry("LastName", "Reyes")
        .containsEntry("Name", "Dana Reyes").containsEntry("HasOptedOutOfEmail", true).containsEntry("DoNotCall", true)
        .containsEntry("OwnerId", "005B").containsEntry("Email", "dana@halden-health.example");
    assertThat(lead.get("CreatedDate")).hasToString("2026-01-02T00:00:00Z");
    assertThat(lead.get("SystemModstamp")).hasToString("2026-02-02T00:00:00Z");
    assertThat(org.record("Account", "001A")).containsEntry("NumberOfEmployees", 12000L).containsEntry("Region__c", "North");
    assertThat(org.record("User", "005B")).containsEntry("IsActive", true).containsEntry("Name", "Bo Rep");
    assertThat(org.record("Contact", "003C")).containsEntry("AccountId", "001A").containsEntry("MailingCountry", "DE");
    assertThat(org.record("Lead", "00Q2")).containsEntry("IsConverted", true).containsEntry("ConvertedContactId", "003C")
        .containsEntry("ConvertedAccountId", "001A");
    assertThat(org.record("Contract", "800A")).containsEntry("AccountId", "001A").containsEntry("Solution__c", "payments");
    assertThat(org.records("OpportunityContactRole")).singleElement().satisfies(role ->
        assertThat(role).containsEntry("ContactId", "003C").containsEntry("Role", "Decision Maker"));
    assertThat(org.unreadableFacts()).isEqualTo(1);
    assertThat(org.snapshot()).isEmpty();
  }

  @Test
  void a_record_is_created_read_changed_and_deleted() {
    var created = client.rest("POST", "sobjects/Contact/", "{'LastName':'New','AccountId':'001A'}");
    assertThat(created.statusCode()).isEqualTo(201);
    String id = json(created).path("id").asText();
    assertThat(created.headers().firstValue("Location").orElse("")).endsWith("/sobjects/Contact/" + id);
    assertThat(id).startsWith("003").hasSize(18);
    assertThat(client.rest("PATCH", "sobjects/Contact/" + id.substring(0, 15), "{'Title':'Boss'}").statusCode()).isEqualTo(204);
    var read = client.get("sobjects/Contact/" + id + "?fields=Title,Name");
    assertThat(json(read).path("Title").asText()).isEqualTo("Boss");
    assertThat(json(read).path("attributes").path("type").asText()).isEqualTo("Contact");
    assertThat(client.rest("POST", "sobjects/Contact/" + id + "?_HttpMethod=PATCH", "{'Title':'Chief'}").statusCode())
        .isEqualTo(204);
    assertThat(org.record("Contact", id)).containsEntry("Title", "Chief");
    assertThat(client.rest("DELETE", "sobjects/Contact/" + id, "").statusCode()).isEqualTo(204);
    assertThat(code(client.get("sobjects/Contact/" + id))).isEqualTo("404 ENTITY_IS_DELETED");
    assertThat(org.writes()).isEqualTo(4);
    assertThat(org.snapshot()).isEmpty();
  }

  @Test
  void a_body_may_come_in_chunks() throws Exception {
    var body = java.net.http.HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(
        "{\"Subject\":\"Chunked\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    var request = java.net.http.HttpRequest.newBuilder(org.base().resolve("/services/data/v66.0/sobjects/Task"))
        .header("Authorization", "OAuth " + client.token).header("Content-Type", "application/json;charset=UTF-8")
        .POST(body).build();
    assertThat(java.net.http.HttpClient.newHttpClient()
        .send(request, java.net.http.HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(201);
  }

  @Test
  void an_upsert_says_whether_it_created() {
    var first = client.rest("PATCH", "sobjects/Task/Caravan_Key__c/e%203%2Fx%40y.z", "{'Subject':'Call'}");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(json(first).path("created").asBoolean()).isTrue();
    var second = client.rest("PATCH", "sobjects/Task/caravan_key__c/E%203%2FX%40Y.z/", "{'Subject':'Call again'}");
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second).path("created").asBoolean()).isFalse();
    assertThat(json(second).path("id")).isEqualTo(json(first).path("id"));
    assertThat(client.send("PATCH", "/services/data/v45.0/sobjects/Task/Caravan_Key__c/e%203%2Fx%40y.z",
        "{\"Subject\":\"Old\"}").statusCode()).isEqualTo(204);
    assertThat(json(client.get("sobjects/Task/Caravan_Key__c/e%203%2Fx%40y.z")).path("Subject").asText()).isEqualTo("Old");
    assertThat(client.rest("PATCH", "sobjects/Task/Caravan_Key__c/none?updateOnly=true", "{'Subject':'x'}").statusCode())
        .isEqualTo(404);
    assertThat(client.rest("PATCH", "sobjects/Lead/Id/" + DANA, "{'Title':'VP'}", NO_RULE).statusCode()).isEqualTo(200);
    assertThat(code(client.rest("PATCH", "sobjects/Task/Caravan_Key__c/k", "{'Caravan_Key__c':'k','Subject':'x'}")))
        .isEqualTo("400 INVALID_FIELD");
  }

  @Test
  void what_is_not_there_is_404() {
    assertThat(code(client.get("sobjects/Lead/00Qnone"))).isEqualTo("404 NOT_FOUND");
    assertThat(code(client.get("nonsense"))).isEqualTo("404 NOT_FOUND");
    assertThat(code(client.rest("PATCH", "sobjects/Lead/Title/x", "{}"))).isEqualTo("404 NOT_FOUND");
    assertThat(code(client.get("sobjects/Nonsense/describe"))).isEqualTo("404 NOT_FOUND");
    assertThat(code(client.rest("POST", "sobjects/Lead", "{'LastName'"))).isEqualTo("400 JSON_PARSER_ERROR");
  }

  @Test
  void describe_tells_what_an_upsert_needs_to_know() {
    var describe = json(client.get("sobjects/Lead/describe/"));
    assertThat(describe.path("keyPrefix").asText()).isEqualTo("00Q");
    for (var field : describe.path("fields")) {
      if (field.path("name").asText().equals("Caravan_Key__c")) {
        assertThat(field.path("externalId").asBoolean()).isTrue();
        assertThat(field.path("unique").asBoolean()).isTrue();
        assertThat(field.path("length").asInt()).isEqualTo(255);
        assertThat(field.path("type").asText()).isEqualTo("string");
      }
    }
    assertThat(describe.path("fields").findValuesAsText("name")).contains("Caravan_Explanation__c", "IsConverted");
    assertThat(json(client.get("sobjects")).path("sobjects").findValuesAsText("name")).contains("Buying_Group__c");
  }

  @Test
  void a_write_of_what_is_there_already_changes_nothing() {
    var reply = client.rest("PATCH", "sobjects/Lead/" + DANA, "{'Title':' Director ','OwnerId':'005B'}", NO_RULE);
    assertThat(reply.statusCode()).isEqualTo(204);
    assertThat(org.writes()).isZero();
    assertThat(org.record("Lead", DANA).get("SystemModstamp")).hasToString("2026-02-02T00:00:00Z");
  }

  @Test
  void own_writes_carry_the_integration_user_and_whole_seconds() {
    client.rest("PATCH", "sobjects/Lead/" + DANA,
        "{'Caravan_As_Of__c':'2026-03-01T10:00:00.789+01:00','Caravan_Fit__c':66.66,'OwnerId':'005B'}", NO_RULE);
    assertThat(org.record("Lead", DANA)).containsEntry("LastModifiedById", org.integrationUser())
        .containsEntry("SystemModstamp", Client.NOW).containsEntry("Caravan_Fit__c", 66.7);
    assertThat(json(client.get("sobjects/Lead/" + DANA)).path("Caravan_As_Of__c").asText())
        .isEqualTo("2026-03-01T09:00:00.000+0000");
    org.update("Lead", DANA, java.util.Map.of("Title", "Edited"));
    assertThat(org.record("Lead", DANA)).containsEntry("LastModifiedById", org.personUser());
    assertThat(org.writes()).isEqualTo(1);
  }
}
