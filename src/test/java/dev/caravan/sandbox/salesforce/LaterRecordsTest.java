package dev.caravan.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An org in which time passes: what facts tell of happens when it is time. */
class LaterRecordsTest {
  private static final String DEAL = "006A";
  @TempDir Path folder;
  private Instant now = Instant.parse("2026-01-15T00:00:00Z");

  private static String fact(String at, String id, String type, String subject, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"" + id + "@" + at + "\",\"source\":\"salesforce\",\"type\":\"" + type + "\",\"subject\":\""
        + subject + "\",\"time\":\"" + at + "\",\"data\":" + data + "}";
  }

  private SalesforceStandIn open() throws Exception {
    Path facts = Files.write(folder.resolve("facts.ndjson"), List.of(
        fact("2026-01-01T00:00:00Z", "contact-003A", "person", "dana@halden.example", "{\"ids\":{\"salesforce\":\"003A\"},\"last_name\":\"Reyes\"}"),
        fact("2026-01-10T00:00:00Z", "opportunity-006A", "opportunity", DEAL, deal("Discovery")),
        fact("2026-02-10T00:00:00Z", "opportunity-006A", "opportunity", DEAL, deal("Closed Won")),
        fact("2026-02-11T00:00:00Z", "lead-00QB", "person", "ben@halden.example", "{\"ids\":{\"salesforce\":\"00QB\"},\"last_name\":\"Book\"}")));
    return SalesforceStandIn.openInTime(facts, folder.resolve("writes.log"), () -> now, 0);
  }

  private static String deal(String stage) {
    return "{\"account\":\"001A\",\"solution\":\"payments\",\"stage\":\"" + stage + "\",\"won\":" + stage.endsWith("Won")
        + ",\"amount\":500,\"contacts\":[{\"person\":\"dana@halden.example\"}]}";
  }

  @Test
  void nobody_sees_a_record_or_a_change_before_its_time_and_what_people_wrote_meanwhile_stays() throws Exception {
    try (var org = open()) {
      assertThat(org.record("Opportunity", DEAL)).containsEntry("StageName", "Discovery");
      assertThat(org.record("Lead", "00QB")).isNull();
      org.update("Opportunity", DEAL, Map.of("Name", "Renamed by a person"));
      String written = org.snapshot();

      now = Instant.parse("2026-02-10T00:00:00Z");
      org.timePasses();
      assertThat(org.record("Opportunity", DEAL)).containsEntry("StageName", "Closed Won").containsEntry("IsWon", true)
          .containsEntry("Name", "Renamed by a person").containsEntry("SystemModstamp", now);
      assertThat(org.records("OpportunityContactRole")).as("said again, and no second role").hasSize(1);
      assertThat(org.record("Lead", "00QB")).isNull();

      now = Instant.parse("2026-02-11T00:00:00Z");
      org.timePasses();
      assertThat(org.record("Lead", "00QB")).containsEntry("CreatedDate", now);
      assertThat(written).contains("Renamed by a person");
    }
    try (var again = open()) {
      assertThat(again.record("Opportunity", DEAL)).as("opened later").containsEntry("StageName", "Closed Won")
          .containsEntry("Name", "Renamed by a person");
    }
  }
}
