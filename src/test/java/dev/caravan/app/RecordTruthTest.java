package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.audit.RecordTruth;
import dev.caravan.insight.DeskReports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the CRM shows after a run contradicts itself nowhere, and a contradiction is seen. */
class RecordTruthTest {
  private static final List<String> OBJECTS = List.of("Account", "Lead", "Contact", "Task", "Buying_Group__c", "User");

  @TempDir static Path folder;
  private static Map<String, List<Map<String, Object>>> records;
  private static Map<String, Map<String, Long>> report;

  @BeforeAll
  static void a_run() throws Exception {
    try (var place = RunPlace.afterARun(folder.resolve("run"))) {
      records = new LinkedHashMap<>();
      OBJECTS.forEach(object -> records.put(object, place.salesforce.records(object)));
      try (var house = place.open()) {
        report = DeskReports.byOwner(house.host().engine().desk(house.host().states(), house.journal().position()));
      }
    }
  }

  /** The records with one of an object changed that has a filled field. */
  private static RecordTruth.Verdict with(String object, String filled, Consumer<Map<String, Object>> change) {
    var changed = new LinkedHashMap<>(records);
    var rows = new java.util.ArrayList<>(records.get(object));
    for (int i = 0; i < rows.size(); i++) {
      Object value = rows.get(i).get(filled);
      if (value != null && !value.toString().isEmpty()) {
        var row = new HashMap<>(rows.get(i));
        change.accept(row);
        rows.set(i, row);
        break;
      }
    }
    changed.put(object, rows);
    return RecordTruth.of(changed);
  }

  private static void sees(String kind, String object, String filled, Consumer<Map<String, Object>> change) {
    assertThat(with(object, filled, change).contradictions()).extracting(RecordTruth.Contradiction::kind).contains(kind);
  }

  @Test
  void nothing_contradicts_anything() {
    RecordTruth.Verdict verdict = RecordTruth.of(records);
    assertThat(verdict.contradictions()).isEmpty();
    assertThat(verdict.read()).isGreaterThan(50);
  }

  @Test
  void a_sales_managers_count_is_that_of_the_report() {
    assertThat(RecordTruth.of(records, report).contradictions()).isEmpty();
    assertThat(report.values().stream().flatMap(outcomes -> outcomes.values().stream()).mapToLong(Long::longValue).sum()).isGreaterThan(3);
    var other = new LinkedHashMap<>(report);
    other.put(report.keySet().iterator().next(), Map.of("open", 99L));
    assertThat(RecordTruth.of(records, other).contradictions()).extracting(RecordTruth.Contradiction::kind).contains("hand-offs");
  }

  @Test
  void each_kind_of_contradiction_is_seen() {
    sees("reason", "Lead", "Caravan_Reason__c", lead -> lead.put("Caravan_Fit__c", 1.5));
    sees("sum", "Lead", "Caravan_Reason__c", lead -> lead.put("Caravan_Interest__c", 999.9));
    sees("explanation", "Lead", "Caravan_Reason__c", lead -> lead.put("Caravan_Cell__c", "Z9"));
    sees("parts", "Lead", "Caravan_Reason__c", lead -> lead.merge("Caravan_Explanation__c", "\n   +1.0  more", (a, b) -> a + b.toString()));
    sees("stage", "Lead", "Caravan_Reason__c", lead -> {
      lead.put("Caravan_Stage__c", "mql");
      lead.merge("Caravan_Explanation__c", "\nFor an MQL: 3 points", (a, b) -> a + b.toString());
    });
    sees("lift", "Lead", "Caravan_Reason__c", lead -> lead.merge("Caravan_Reason__c", " For an E: 3 points", (a, b) -> a + b.toString()));
    sees("words", "Lead", "Caravan_Reason__c", lead -> lead.merge("Caravan_Reason__c", " Held: touch-guard", (a, b) -> a + b.toString()));
    sees("younger", "Lead", "Caravan_Reason__c", lead -> lead.merge("Caravan_Explanation__c", " 3 Mar 2099", (a, b) -> a + b.toString()));
    sees("first-person", "Buying_Group__c", "First_Person__c", group -> group.put("First_Person__c", "Somebody Else"));
    sees("name", "Buying_Group__c", "Name", group -> group.put("Name", "Buying group payments"));
    sees("level", "Buying_Group__c", "Level__c", group -> group.put("Summary__c", "(lukewarm)"));
    sees("fits", "Buying_Group__c", "Name", group -> group.put("Name", group.get("Name") + "x".repeat(80)));
    sees("words", "Task", "Caravan_Key__c", task -> task.put("Description", "Ask 0055g000000Hald about 2026-03-02T10:15:00Z"));
    sees("subject", "Task", "Caravan_Key__c", task -> task.put("Subject", " "));
    sees("left-over", "Task", "Caravan_Key__c", task -> {
      task.put("Caravan_Key__c", "hand-off/nobody/1/reminder");
      task.put("Status", "Not Started");
    });
  }
}
