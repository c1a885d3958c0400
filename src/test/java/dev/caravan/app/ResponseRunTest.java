package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Responses from Eloqua's stand-in into the campaigns of Salesforce's. */
class ResponseRunTest {
  private static final String LEAD = "00Q000000000001EAA";
  private static final String DANA = "dana.reyes@halden-health.example";
  private static final String SPRING = "701000000000001AAA";
  private static final String FAIR = "701000000000002AAA";

  @TempDir Path folder;
  private Path facts;

  @BeforeEach
  void somebody_sends_a_form_and_comes_to_an_event() throws IOException {
    facts = Files.write(folder.resolve("facts.ndjson"), List.of(
        campaign(SPRING, "Spring"), campaign(FAIR, "Fair"),
        Shell.fact("salesforce", "lead-" + LEAD + "@2026-01-06T08:00:00Z", "person", DANA, "2026-01-06T08:00:00Z",
            "{\"ids\":{\"salesforce\":\"" + LEAD + "\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"company\":\"Halden Health\"}"),
        Shell.fact("eloqua", "contact-1@2026-01-06T09:00:00Z", "person", DANA, "2026-01-06T09:00:00Z",
            "{\"ids\":{\"eloqua\":\"1\"},\"first_name\":\"Dana\",\"last_name\":\"Reyes\",\"company\":\"Halden Health\",\"country\":\"US\"}"),
        did("FormSubmit-77", "form-submit", "2026-03-30T16:55:00Z", "Form", SPRING),
        did("External-78", "event", "2026-03-30T18:00:00Z", "Event", FAIR)));
  }

  private static String campaign(String id, String name) {
    return Shell.fact("salesforce", "campaign-" + id + "@2026-01-05T08:00:00Z", "campaign", id, "2026-01-05T08:00:00Z",
        "{\"name\":\"" + name + "\"}");
  }

  private static String did(String id, String kind, String time, String type, String campaign) {
    return Shell.fact("eloqua", id, "activity." + kind, DANA, time, "{\"contact\":\"1\",\"asset\":{\"type\":\"" + type
        + "\",\"id\":\"77\",\"name\":\"Customer care | White paper | Shorter queues\"},\"campaign\":\"" + campaign + "\"}");
  }

  /** Statuses by campaign, of those campaigns that are not nurture's. */
  private static Map<String, Object> members(RunPlace place) {
    var statuses = new TreeMap<String, Object>();
    for (Map<String, Object> member : place.salesforce.records("CampaignMember")) {
      String campaign = String.valueOf(member.get("CampaignId"));
      if (campaign.equals(SPRING) || campaign.equals(FAIR)) {
        assertThat(member).containsEntry("LeadId", LEAD);
        assertThat(statuses.put(campaign, String.valueOf(member.get("Status")))).as("one member a campaign").isNull();
      }
    }
    return statuses;
  }

  @Test
  void who_sends_a_form_has_responded_who_comes_to_an_event_has_attended_and_nothing_is_written_twice() throws Exception {
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      assertThat(place.runOnce().code()).isZero();
      assertThat(members(place)).containsExactlyInAnyOrderEntriesOf(Map.of(SPRING, "Responded", FAIR, "Attended"));
      place.later(Duration.ofMinutes(10));
      long writes = place.writes();
      assertThat(place.runOnce().code()).isZero();
      assertThat(place.writes()).isEqualTo(writes);
    }
  }

  @Test
  void what_a_rep_set_further_up_before_stays() throws Exception {
    try (var place = new RunPlace(folder.resolve("place"), facts)) {
      place.salesforce.create("CampaignMember", Map.of("CampaignId", SPRING, "LeadId", LEAD, "Status", "Attended"));
      assertThat(place.runOnce().code()).isZero();
      assertThat(members(place)).containsEntry(SPRING, "Attended");
    }
  }
}
