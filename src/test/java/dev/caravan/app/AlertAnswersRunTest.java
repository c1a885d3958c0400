package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reps say of alerts on their tasks is read back and reported, each alert once. */
class AlertAnswersRunTest {
  @TempDir Path folder;

  @Test
  void answers_are_read_back_and_counted_by_pattern() throws Exception {
    try (var place = new RunPlace(folder, DemoData.marketWithAlerts(folder.resolve("facts.ndjson")))) {
      place.alarmsWhateverIsUsual();
      Shell.Said first = place.runOnce();
      assertThat(first.code()).as(first.out() + first.err()).isIn(0, 1);
      List<String> alerts = place.salesforce.records("Task").stream()
          .filter(task -> String.valueOf(task.get("Caravan_Key__c")).startsWith("alert/")).map(task -> String.valueOf(task.get("Id"))).toList();
      assertThat(alerts).hasSizeGreaterThan(1);
      place.salesforce.update("Task", alerts.get(0), Map.of("Caravan_Answer__c", "Snooze"));
      place.salesforce.update("Task", alerts.get(1), Map.of("Caravan_Answer__c", "Not useful", "Status", "Completed"));
      assertThat(place.runOnce().code()).isIn(0, 1);
      Shell.Said said = place.type("report", "alerts", "--json");
      JsonNode rows = new ObjectMapper().readTree(said.out()).path("alerts");
      JsonNode all = rows.get(rows.size() - 1);
      assertThat(all.path("acted_on").asInt()).as(said.out()).isZero();
      assertThat(all.path("not_useful").asInt()).isEqualTo(1);
      assertThat(all.path("snoozed").asInt()).isEqualTo(1);
      assertThat(all.path("precision_percent").asDouble()).isZero();
      for (JsonNode row : rows) {
        assertThat(row.path("told").asInt()).isEqualTo(row.path("acted_on").asInt() + row.path("not_useful").asInt()
            + row.path("snoozed").asInt() + row.path("no_answer").asInt());
      }
      assertThat(all.path("told").asInt()).isGreaterThanOrEqualTo(alerts.size());
    }
  }
}
