package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * One ingest job as the log keeps it.
 *
 * @param settings what the caller asked for, with id and dates
 * @param state Open, UploadComplete, InProgress, JobComplete, Failed or Aborted
 * @param data the CSV as uploaded
 * @param results CSV lines without header: successful, failed
 */
record BulkJob(
    ObjectNode settings,
    String state,
    String data,
    String successful,
    String failed,
    int done,
    int bad,
    String problem) {

  private static final Map<String, Character> DELIMITERS = Map.of(
      "BACKQUOTE", '`', "CARET", '^', "COMMA", ',', "PIPE", '|', "SEMICOLON", ';', "TAB", '\t');

  String id() {
    return settings.path("id").asText();
  }

  String text(String setting) {
    return settings.path(setting).asText("");
  }

  char delimiter() {
    Character delimiter = DELIMITERS.get(text("columnDelimiter"));
    return delimiter == null ? ',' : delimiter;
  }

  boolean over() {
    return List.of("JobComplete", "Failed", "Aborted").contains(state);
  }

  BulkJob state(String next) {
    return new BulkJob(settings, next, data, successful, failed, done, bad, problem);
  }

  BulkJob data(String csv) {
    return new BulkJob(settings, state, csv, successful, failed, done, bad, problem);
  }

  BulkJob failed(String why) {
    return new BulkJob(settings, "Failed", data, "", "", 0, 0, why);
  }

  BulkJob complete(String good, String refused, int records, int failures) {
    return new BulkJob(settings, "JobComplete", data, good, refused, records, failures, "");
  }

  /** What a caller sees; the counts and times only once it is asked for the job itself. */
  ObjectNode shown(boolean whole) {
    ObjectNode shown = settings.deepCopy().put("state", state);
    if (whole) {
      shown.put("jobType", "V2Ingest").put("numberRecordsProcessed", done).put("numberRecordsFailed", bad);
      shown.put("retries", 0).put("totalProcessingTime", done).put("apiActiveProcessingTime", done);
      shown.put("apexProcessingTime", 0);
      if (!problem.isEmpty()) {
        shown.put("errorMessage", problem);
      }
    }
    return shown;
  }

  ObjectNode logged() {
    ObjectNode logged = Json.object();
    logged.set("settings", settings);
    logged.put("state", state).put("data", data).put("successful", successful).put("failed", failed);
    return logged.put("done", done).put("bad", bad).put("problem", problem);
  }

  static BulkJob of(JsonNode logged) {
    return new BulkJob(
        Json.object(logged.path("settings")),
        logged.path("state").asText(),
        logged.path("data").asText(),
        logged.path("successful").asText(),
        logged.path("failed").asText(),
        logged.path("done").asInt(),
        logged.path("bad").asInt(),
        logged.path("problem").asText());
  }
}
