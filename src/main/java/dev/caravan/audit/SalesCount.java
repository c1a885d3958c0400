package dev.caravan.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts hand-offs as a sales manager would in the CRM: each task of one once, by its owner and by what became of it. It knows
 * the records alone.
 */
final class SalesCount {
  private static final String KEY = "Caravan_Key__c";
  private static final String HAND_OFF = "hand-off/";
  private static final String CLOSED = "closed/";
  private static final String OWNER = "OwnerId";
  /** What belongs to a hand-off's task rather than being one. */
  private static final List<String> WORDS = List.of("/reminder", "/escalation");

  private SalesCount() {}

  /** How many of each outcome, by the id of the owner; tasks of people who are no users count for queues, as {@code ""}. */
  static Map<String, Map<String, Long>> of(Map<String, List<Map<String, Object>>> records) {
    var counts = new TreeMap<String, Map<String, Long>>();
    var given = new TreeSet<String>();
    records.getOrDefault("User", List.of()).stream().filter(user -> "Standard".equals(user.getOrDefault("UserType", "Standard")))
        .forEach(user -> given.add(text(user, "Id")));
    for (Map<String, Object> task : records.getOrDefault("Task", List.of())) {
      String key = text(task, KEY);
      String id = key.startsWith(CLOSED) ? key.substring(CLOSED.length()) : key;
      if (id.startsWith(HAND_OFF) && WORDS.stream().noneMatch(id::endsWith) && !id.contains("/appended/")) {
        String owner = given.contains(text(task, OWNER)) ? text(task, OWNER) : "";
        counts.computeIfAbsent(owner, none -> new TreeMap<>()).merge(outcome(task, key), 1L, Long::sum);
      }
    }
    return counts;
  }

  private static String outcome(Map<String, Object> task, String key) {
    if (text(task, "Caravan_Answer__c").equals("Given back")) {
      return "turned back";
    }
    if (text(task, "Subject").startsWith("Part of ")) {
      return "closed otherwise";
    }
    if (!key.startsWith(CLOSED)) {
      return text(task, "Status").equals("Completed") ? "accepted" : "open";
    }
    return text(task, "Description").startsWith("Closed: Nobody acted on it in time") ? "expired"
        : text(task, "Description").startsWith("Closed: It is over: given back") ? "turned back" : "closed otherwise";
  }

  /** Where a report counts otherwise, a sentence each; owners who are no users are counted together. */
  static List<String> differences(Map<String, Map<String, Long>> counted, Map<String, Map<String, Long>> reported) {
    var report = new TreeMap<String, Map<String, Long>>();
    reported.forEach((owner, outcomes) -> {
      Map<String, Long> of = report.computeIfAbsent(counted.containsKey(owner) || owner.startsWith("005") ? owner : "", none -> new TreeMap<>());
      outcomes.forEach((outcome, count) -> of.merge(outcome, count, Long::sum));
    });
    var owners = new TreeSet<>(counted.keySet());
    owners.addAll(report.keySet());
    var found = new ArrayList<String>();
    for (String owner : owners) {
      Map<String, Long> ours = counted.getOrDefault(owner, Map.of());
      Map<String, Long> theirs = report.getOrDefault(owner, Map.of());
      var outcomes = new TreeSet<>(ours.keySet());
      outcomes.addAll(theirs.keySet());
      outcomes.stream().filter(outcome -> !Objects.equals(ours.get(outcome), theirs.get(outcome))).forEach(outcome -> found.add(outcome + ": "
          + ours.getOrDefault(outcome, 0L) + " tasks of " + (owner.isEmpty() ? "queues" : "user " + owner) + ", and the report says "
          + theirs.getOrDefault(outcome, 0L)));
    }
    return found;
  }

  private static String text(Map<String, Object> row, String field) {
    Object value = row.get(field);
    return value == null ? "" : value.toString();
  }
}
