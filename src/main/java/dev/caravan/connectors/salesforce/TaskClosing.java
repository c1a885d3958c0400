package dev.caravan.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.outbox.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Closes tasks that have nothing more to say: the reminder and the word to those above once somebody acted, and with a
 * hand-off that is over its own task too.
 *
 * <p>A task that is closed here gets a key that says so: what a rep ticked off tells of the rep, this does not.
 */
final class TaskClosing {
  private static final String KEY = NewLeads.KEY;
  private static final String CLOSED = "closed/";
  private static final List<String> WORDS = List.of("/reminder", "/escalation");

  private final Calls calls;
  private final SalesforceMapping mapping;

  TaskClosing(Calls calls, SalesforceMapping mapping) {
    this.calls = calls;
    this.mapping = mapping;
  }

  /** The key of a task that was closed here. */
  static String closed(String key) {
    return CLOSED + key;
  }

  /** Whether a task was closed here rather than by a person. */
  static boolean isClosedHere(String key) {
    return key.startsWith(CLOSED);
  }

  void write(Batch batch, List<Job> jobs) {
    Map<String, Job> byKey = new LinkedHashMap<>();
    for (Job job : jobs) {
      keys(job).forEach(key -> byKey.put(key, job));
    }
    if (byKey.isEmpty()) {
      return;
    }
    SalesforceMapping.Target target = mapping.writes("task").get("text");
    String text = target == null ? "" : target.field();
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Job> of = new ArrayList<>();
    for (JsonNode task : calls.rows("SELECT Id, " + KEY + (text.isEmpty() ? "" : ", " + text) + " FROM Task WHERE IsClosed = false"
        + " AND " + KEY + " IN " + Soql.in(List.copyOf(byKey.keySet())))) {
      Job job = byKey.entrySet().stream().filter(each -> each.getKey().equalsIgnoreCase(task.path(KEY).asText()))
          .map(Map.Entry::getValue).findFirst().orElse(null);
      if (job != null) {
        Map<String, Object> row = Payload.row("Task");
        row.put("id", task.path("Id").asText());
        row.put(KEY, closed(task.path(KEY).asText()));
        mapping.put("task", row, "status", "Completed");
        if (!text.isEmpty()) {
          mapping.put("task", row, "text", "Closed: " + job.text("text") + "\n\n" + task.path(text).asText(""));
        }
        rows.add(row);
        of.add(job);
      }
    }
    List<RowResult> results = rows.isEmpty() ? List.of() : calls.update(batch, rows);
    for (int i = 0; i < results.size(); i++) {
      if (!results.get(i).ok() && !results.get(i).isLost()) {
        batch.refuse(of.get(i).item, results.get(i));
      }
    }
    for (Job job : jobs) {
      if (batch.isOpen(job.item)) {
        batch.settle(job.item, of.contains(job) ? new Delivery.Sent("") : new Delivery.Unchanged(""));
      }
    }
  }

  private static List<String> keys(Job job) {
    var keys = new ArrayList<>(WORDS.stream().map(word -> job.text("about") + word).toList());
    if (job.closesAll()) {
      keys.add(job.text("about"));
    }
    return keys;
  }
}
