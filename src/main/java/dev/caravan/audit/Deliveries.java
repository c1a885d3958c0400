package dev.caravan.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the outbox says of tasks, and what the CRM holds; nothing where neither is known. */
final class Deliveries {
  /** The field of a task by which Caravan knows it. */
  private static final String KEY = "Caravan_Key__c";

  private boolean hasOutbox;
  private boolean hasRecords;
  private final Map<String, Item> items = new HashMap<>();
  private final Set<String> stopped = new HashSet<>();
  private final Map<String, Task> tasks = new HashMap<>();
  private final Set<String> people = new HashSet<>();
  private final Map<String, String> idsByEmail = new HashMap<>();

  private record Item(String stream, String state) {}

  private record Task(String who, String owner) {}

  // Rows

  /** An item of the outbox, or a stream that stands still ({@code "stopped": true}). */
  void outbox(JsonNode row) {
    String stream = Lines.text(row, "target") + " " + Lines.text(row, "kind");
    if (row.path("stopped").asBoolean()) {
      stopped.add(stream);
      return;
    }
    String id = Lines.text(row, "id");
    items.put(id.substring(id.indexOf(':') + 1), new Item(stream, Lines.text(row, "state")));
  }

  void hasOutbox() {
    hasOutbox = true;
  }

  /** A record of the CRM; {@code type} says of which object. */
  void record(JsonNode row) {
    if (row.path("IsDeleted").asBoolean()) {
      return;
    }
    String id = Lines.text(row, "Id");
    switch (Lines.text(row, "type")) {
      case "Task" -> {
        String key = Lines.text(row, KEY);
        if (!key.isEmpty()) {
          tasks.put(key.toLowerCase(Locale.ROOT), new Task(Lines.text(row, "WhoId"), Lines.text(row, "OwnerId")));
        }
      }
      case "Lead" -> {
        people.add(id);
        idsByEmail.putIfAbsent(Lines.text(row, "Email").toLowerCase(Locale.ROOT), id);
      }
      case "Contact" -> {
        people.add(id);
        idsByEmail.put(Lines.text(row, "Email").toLowerCase(Locale.ROOT), id);
      }
      default -> { }
    }
  }

  void hasRecords() {
    hasRecords = true;
  }

  // Answers

  /** Id of the CRM's record of somebody, {@code ""} where none is known. */
  String recordOf(String shown) {
    return idsByEmail.getOrDefault(shown.toLowerCase(Locale.ROOT), "");
  }

  /**
   * Why a task reaches nobody; null if it does, or nothing is known of deliveries.
   *
   * @param item id of the outbox's item, without the target before it
   * @param key by which the CRM knows the task
   */
  Standing.@Nullable Lost trouble(String item, String key) {
    if (hasOutbox) {
      Item is = items.get(item);
      if (is == null) {
        return new Standing.Lost("task-never-due", "the task of their hand-off was never put in the outbox");
      }
      boolean sent = is.state().equals("sent") || is.state().equals("unchanged");
      if (!sent && stopped.contains(is.stream())) {
        return new Standing.Lost("task-stopped", "the task of their hand-off is not delivered: its stream is stopped");
      }
      if (is.state().equals("held") || is.state().equals("parked")) {
        return new Standing.Lost("task-" + is.state(), "the task of their hand-off is " + is.state() + " in the outbox");
      }
    }
    if (!hasRecords) {
      return null;
    }
    Task task = tasks.get(key.toLowerCase(Locale.ROOT));
    if (task == null) {
      return new Standing.Lost("task-missing", "the CRM has no task of their hand-off");
    }
    if (task.owner().isEmpty()) {
      return new Standing.Lost("task-without-owner", "the task of their hand-off belongs to nobody in the CRM");
    }
    return people.contains(task.who()) ? null
        : new Standing.Lost("task-of-nobody", "the task of their hand-off names no lead and no contact the CRM has");
  }
}
