package dev.caravan.sandbox.salesforce;

import static dev.caravan.sandbox.salesforce.Client.DANA;
import static dev.caravan.sandbox.salesforce.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest extends OrgTest {
  @TempDir Path other;

  @Test
  void after_a_restart_the_org_is_as_it_was() throws IOException {
    client.rest("PATCH", "sobjects/Lead/" + DANA, "{'Caravan_Rating__c':'B','Caravan_Fit__c':66.5}", "Sforce-Auto-Assign", "FALSE");
    client.rest("PATCH", "sobjects/Task/Caravan_Key__c/t1", "{'Subject':'Call','WhoId':'" + DANA + "'}");
    client.rest("POST", "sobjects/CampaignMember", "{'CampaignId':'701A','ContactId':'003C','Status':'Responded'}");
    String gone = json(client.rest("POST", "sobjects/Task", "{'Subject':'Gone'}")).path("id").asText();
    client.rest("DELETE", "sobjects/Task/" + gone, "");
    org.update("Lead", DANA, Map.of("OwnerId", org.personUser()));
    String before = org.snapshot();
    var lead = org.record("Lead", DANA);
    Files.writeString(folder.resolve("salesforce.log"), "{\"at\":\"cut sho", StandardOpenOption.APPEND);
    reopen();
    assertThat(org.snapshot()).isEqualTo(before);
    assertThat(org.record("Lead", DANA)).isEqualTo(lead);
    assertThat(org.writes()).isZero();
    String next = json(client.rest("POST", "sobjects/Task", "{'Subject':'Next'}")).path("id").asText();
    assertThat(next).isNotEqualTo(gone);
    assertThat(org.records("Task")).hasSize(2);
  }

  @Test
  void the_snapshot_is_the_same_whatever_the_order_of_writes() {
    writeTasks(client, "a", "b");
    String first = org.snapshot();
    try (var second = Client.open(other)) {
      writeTasks(new Client(second).login(), "b", "a");
      assertThat(second.snapshot()).isEqualTo(first);
    }
    assertThat(first.lines().filter(line -> line.startsWith("Task Task:"))).hasSize(2);
    assertThat(first).contains("WhatId=\"Buying_Group__c:g\"").doesNotContain("SystemModstamp");
  }

  private static void writeTasks(Client caller, String... keys) {
    String group = json(caller.rest("PATCH", "sobjects/Buying_Group__c/Caravan_Key__c/g", "{'Level__c':'hot'}")).path("id").asText();
    for (String key : keys) {
      caller.rest("PATCH", "sobjects/Task/Caravan_Key__c/" + key, "{'Subject':'Call','WhatId':'" + group + "'}");
    }
  }

  @Test
  void what_was_changed_back_is_not_in_the_snapshot() {
    org.update("Lead", DANA, Map.of("Title", "VP"));
    assertThat(org.snapshot()).isEqualTo("Lead " + DANA + " Title=\"VP\"\n");
    org.update("Lead", DANA, Map.of("Title", "Director"));
    assertThat(org.snapshot()).isEmpty();
  }

  @Test
  void a_log_of_other_facts_is_refused_with_advice() throws IOException {
    client.rest("PATCH", "sobjects/Contact/003C", "{'Title':'x'}");
    Path log = folder.resolve("salesforce.log");
    Path empty = Files.writeString(folder.resolve("empty.ndjson"), "");
    org.close();
    assertThatThrownBy(() -> SalesforceStandIn.open(empty, log, Clock.fixed(Client.NOW, ZoneOffset.UTC), 0))
        .hasMessageContaining("write log line 1").hasMessageContaining("Remove the log");
  }

  @Test
  void the_org_ships_with_a_queue_and_nurture_campaigns() {
    assertThat(client.column("Name", "SELECT Name FROM Campaign WHERE Name LIKE 'caravan-%'")).hasSize(12)
        .contains("caravan-keep-warm", "caravan-turnback-no-budget");
    assertThat(client.column("Label", "SELECT Label FROM CampaignMemberStatus WHERE Campaign.Name = 'caravan-keep-warm'"
        + " ORDER BY SortOrder")).containsExactly("Sent", "Responded", "Enrolled", "Left");
    assertThat(client.column("ApiName", "SELECT ApiName FROM LeadStatus WHERE IsConverted = true"))
        .containsExactly("Closed - Converted");
  }

  @Test
  void a_hundred_thousand_records_are_polled_page_by_page() throws IOException {
    Path many = other.resolve("many.ndjson");
    try (var out = Files.newBufferedWriter(many)) {
      for (int i = 0; i < 100_000; i++) {
        String time = "2026-01-%02dT%02d:00:00Z".formatted(1 + i % 28, i % 24);
        out.write(Client.fact("lead-" + i, "person", "p" + i + "@x" + i % 1000 + ".example", time,
            "'ids':{'salesforce':'00Q%012d'},'last_name':'L%d','company':'C'".formatted(i, i)));
        out.newLine();
      }
    }
    try (var big = SalesforceStandIn.open(many, null, Clock.fixed(Client.NOW, ZoneOffset.UTC), 0)) {
      var caller = new Client(big).login();
      int seen = 0;
      String since = "2026-01-27T00:00:00Z";
      String id = "";
      while (true) {
        var page = caller.query("SELECT Id, Email, SystemModstamp FROM Lead WHERE SystemModstamp > " + since
            + " OR (SystemModstamp = " + since + " AND Id > '" + id + "') ORDER BY SystemModstamp, Id LIMIT 2000");
        if (page.path("records").isEmpty()) {
          break;
        }
        seen += page.path("records").size();
        var last = page.path("records").path(page.path("records").size() - 1);
        since = last.path("SystemModstamp").asText().replace(".000+0000", "Z");
        id = last.path("Id").asText();
      }
      assertThat(seen).isEqualTo(caller.query("SELECT COUNT() FROM Lead WHERE SystemModstamp >= 2026-01-27T00:00:00Z")
          .path("totalSize").asInt());
    }
  }
}
