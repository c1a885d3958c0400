package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /jobs/ingest}: Bulk 2.0. A closed job moves on when it is looked at: the first look finds it InProgress, the
 * second finds it done. Results come in another order than the rows, as they may.
 */
final class BulkApi {
  private static final Set<String> OPERATIONS = Set.of("insert", "update", "upsert", "delete");
  private static final int CHUNK = 200;

  private final Org org;
  private final Writer writer;
  private final Map<String, BulkJob> jobs = new LinkedHashMap<>();

  BulkApi(Org org, Writer writer) {
    this.org = org;
    this.writer = writer;
  }

  void addTo(Api api) {
    String job = "jobs/ingest/([^/]+)";
    api.route("POST", "jobs/ingest", this::create);
    api.route("GET", "jobs/ingest", this::list);
    api.route("PUT", job + "/batches", this::upload);
    api.route("PATCH", job, this::state);
    api.route("GET", job, call -> Answer.ok(keep(step(call, job(call))).shown(true)));
    api.route("DELETE", job, this::delete);
    api.route("GET", job + "/successfulResults", call -> results(job(call), "sf__Id", "sf__Created"));
    api.route("GET", job + "/failedResults", call -> results(job(call), "sf__Id", "sf__Error"));
    api.route("GET", job + "/unprocessedrecords", this::unprocessed);
  }

  /** Takes up a job the log tells of. */
  void replay(JsonNode line) {
    if (line.has("job")) {
      BulkJob job = BulkJob.of(line.path("job"));
      jobs.put(job.id(), job);
    }
    jobs.remove(line.path("jobGone").asText());
  }

  private BulkJob keep(BulkJob job) {
    if (!job.equals(jobs.put(job.id(), job))) {
      org.note("job", job.logged());
    }
    return job;
  }

  private BulkJob job(Call call) {
    BulkJob job = jobs.get(call.group(0));
    if (job == null) {
      throw Refusal.notFound();
    }
    return job;
  }

  private Answer create(Call call) {
    ObjectNode asked = Json.object(call.json());
    ObjectType type = org.seen(asked.path("object").asText());
    String operation = asked.path("operation").asText();
    if (!OPERATIONS.contains(operation)) {
      throw Refusal.of("INVALIDJOB", "Unknown operation: " + operation);
    }
    if (operation.equals("upsert")) {
      RowsApi.key(org, type, asked.path("externalIdFieldName").asText());
    }
    String id = Ids.make("750", 'C', jobNumber());
    ObjectNode settings = Json.object().put("id", id).put("operation", operation).put("object", type.name);
    settings.put("createdById", call.caller().user()).put("createdDate", Values.text(org.now()));
    settings.put("systemModstamp", Values.text(org.now())).put("concurrencyMode", "Parallel").put("contentType", "CSV");
    settings.put("apiVersion", call.number());
    settings.put("contentUrl", call.base().substring(1) + "/jobs/ingest/" + id + "/batches");
    settings.put("lineEnding", asked.path("lineEnding").asText("LF"));
    settings.put("columnDelimiter", asked.path("columnDelimiter").asText("COMMA"));
    for (String optional : List.of("externalIdFieldName", "assignmentRuleId")) {
      if (asked.path(optional).isTextual()) {
        settings.put(optional, asked.path(optional).asText());
      }
    }
    return Answer.ok(keep(new BulkJob(settings, "Open", "", "", "", 0, 0, "")).shown(false));
  }

  private long jobNumber() {
    return 1 + jobs.keySet().stream().mapToLong(Ids::numberOf).max().orElse(0);
  }

  private Answer list(Call call) {
    ObjectNode list = Json.object().put("done", true);
    var records = list.putArray("records");
    jobs.values().forEach(job -> records.add(job.shown(false)));
    list.putNull("nextRecordsUrl");
    return Answer.ok(list);
  }

  private Answer upload(Call call) {
    BulkJob job = job(call);
    if (!job.state().equals("Open") || !job.data().isEmpty()) {
      throw Refusal.of("INVALIDJOBSTATE", "The job takes one upload while it is Open; it is " + job.state());
    }
    keep(job.data(call.text()));
    return Answer.empty(201);
  }

  private Answer state(Call call) {
    BulkJob job = job(call);
    String wanted = call.json().path("state").asText();
    boolean close = wanted.equals("UploadComplete") && job.state().equals("Open");
    boolean abort = wanted.equals("Aborted") && !job.over();
    if (!close && !abort) {
      throw Refusal.of("INVALIDJOBSTATE", "Job state can't go from " + job.state() + " to " + wanted);
    }
    return Answer.ok(keep(job.state(wanted)).shown(false));
  }

  private Answer delete(Call call) {
    BulkJob job = job(call);
    if (!job.over()) {
      throw Refusal.of("INVALIDJOBSTATE", "Only a job that is over can be deleted; it is " + job.state());
    }
    jobs.remove(job.id());
    org.note("jobGone", Json.MAPPER.getNodeFactory().textNode(job.id()));
    return Answer.empty(204);
  }

  private BulkJob step(Call call, BulkJob job) {
    return switch (job.state()) {
      case "UploadComplete" -> job.state("InProgress");
      case "InProgress" -> process(call, job);
      default -> job;
    };
  }

  private BulkJob process(Call call, BulkJob job) {
    List<List<String>> lines = Csv.read(job.data(), job.delimiter());
    ObjectType type = org.seen(job.text("object"));
    List<String> header = lines.isEmpty() ? List.of() : lines.get(0);
    for (String column : header) {
      String name = column.contains(".") ? column.substring(0, column.indexOf('.')) : column;
      if (org.access.field(type, name) == null && type.relationship(name) == null) {
        return job.failed("InvalidBatch : Field name not found : " + column);
      }
    }
    var caller = new Caller(call.caller().user(), !job.text("assignmentRuleId").isEmpty(), false, false);
    var good = new ArrayList<String>();
    var bad = new ArrayList<String>();
    List<List<String>> rows = lines.isEmpty() ? List.of() : lines.subList(1, lines.size());
    for (int from = 0; from < rows.size(); from += CHUNK) {
      List<List<String>> chunk = rows.subList(from, Math.min(rows.size(), from + CHUNK));
      Map<String, Integer> times = times(job, header, chunk);
      for (List<String> row : chunk) {
        int mark = org.mark();
        var cells = new ArrayList<String>();
        try {
          Writer.Upserted done = row(job, type, header, row, times, caller);
          cells.addAll(List.of(done.id(), String.valueOf(done.created())));
          cells.addAll(row);
          good.add(Csv.line(cells, job.delimiter()));
        } catch (Refusal refusal) {
          org.rollBackTo(mark);
          String fields = refusal.fields.isEmpty() ? "-" : String.join(",", refusal.fields) + " ";
          cells.addAll(List.of("", refusal.code + ":" + refusal.words() + ":" + fields + "-"));
          cells.addAll(row);
          bad.add(Csv.line(cells, job.delimiter()));
        }
      }
    }
    var order = new Random(job.id().hashCode());
    Collections.shuffle(good, order);
    Collections.shuffle(bad, order);
    return job.complete(String.join("", good), String.join("", bad), rows.size(), bad.size());
  }

  private static Map<String, Integer> times(BulkJob job, List<String> header, List<List<String>> rows) {
    var times = new HashMap<String, Integer>();
    int key = header.indexOf(job.text("externalIdFieldName"));
    for (List<String> row : rows) {
      if (key >= 0 && key < row.size()) {
        times.merge(row.get(key).toLowerCase(Locale.ROOT), 1, Integer::sum);
      }
    }
    return times;
  }

  private Writer.Upserted row(
      BulkJob job, ObjectType type, List<String> header, List<String> row, Map<String, Integer> times, Caller caller) {
    if (row.size() != header.size()) {
      throw Refusal.of("INVALID_CSV_LINE", "The row has " + row.size() + " cells, the header " + header.size());
    }
    ObjectNode body = Json.object();
    for (int i = 0; i < header.size(); i++) {
      put(body, header.get(i), row.get(i));
    }
    String operation = job.text("operation");
    if (operation.equals("insert")) {
      return new Writer.Upserted(writer.create(type, body, caller), true);
    }
    String name = operation.equals("upsert") ? job.text("externalIdFieldName") : "Id";
    JsonNode given = body.remove(name);
    String key = given == null || given.isNull() ? "" : given.asText().strip();
    if (key.isEmpty()) {
      throw Refusal.of("MISSING_ARGUMENT", name + " not specified", name);
    }
    if (operation.equals("delete")) {
      writer.delete(type, key, caller);
      return new Writer.Upserted(key, false);
    }
    Field field = RowsApi.key(org, type, name);
    if (field == type.id) {
      return new Writer.Upserted(writer.update(type, key, body, caller), false);
    }
    if (times.getOrDefault(key.toLowerCase(Locale.ROOT), 0) > 1) {
      throw Refusal.of("DUPLICATE_VALUE", "Duplicate external id specified: " + key, name);
    }
    return writer.upsert(type, field, key, body, false, caller);
  }

  /** An empty cell says nothing, #N/A clears, a dotted column names a record by its external id. */
  private static void put(ObjectNode body, String column, String cell) {
    @Nullable String value = cell.equals("#N/A") ? null : cell;
    int dot = column.indexOf('.');
    if (value != null && value.isEmpty()) {
      return;
    }
    if (dot < 0) {
      body.put(column, value);
    } else {
      body.putObject(column.substring(0, dot)).put(column.substring(dot + 1), value);
    }
  }

  private static Answer results(BulkJob job, String first, String second) {
    List<List<String>> lines = Csv.read(job.data(), job.delimiter());
    var header = new ArrayList<>(List.of(first, second));
    header.addAll(lines.isEmpty() ? List.of() : lines.get(0));
    String rows = second.equals("sf__Error") ? job.failed() : job.successful();
    return Answer.csv(Csv.line(header, job.delimiter()) + rows, Map.of());
  }

  private Answer unprocessed(Call call) {
    BulkJob job = job(call);
    List<List<String>> lines = Csv.read(job.data(), job.delimiter());
    var text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      if (i == 0 || !job.state().equals("JobComplete")) {
        text.append(Csv.line(lines.get(i), job.delimiter()));
      }
    }
    return Answer.csv(text.length() == 0 ? "\n" : text.toString(), Map.of());
  }
}
