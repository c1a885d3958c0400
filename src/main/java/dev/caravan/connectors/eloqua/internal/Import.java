package dev.caravan.connectors.eloqua.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.connectors.eloqua.EloquaException;
import dev.caravan.connectors.eloqua.EloquaSyncResult;
import dev.caravan.connectors.eloqua.EloquaSyncResult.Reject;
import dev.caravan.connectors.eloqua.EloquaUnavailableException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows to hand over in one definition: values of contacts, or members of a shared list.
 *
 * <p>Doing it twice gives the same as doing it once, which is what makes it safe to repeat after a lost reply.
 *
 * @param collection {@code /contacts/imports} or {@code /contacts/syncActions}
 * @param identifier the column contacts are found by
 * @param settings further properties of the definition
 */
public record Import(String collection, String identifier, ObjectNode settings) {
  private static final String UNMATCHED = "ELQ-00034";
  /** Records processed, staged for import, and staged for sync actions. */
  private static final Set<String> PROCESSED = Set.of("ELQ-00001", "ELQ-00130", "ELQ-00140");
  private static final int MOST_UPLOADS = 500;

  /** Writes fields of contacts. */
  public static Import fields(String identifier, String updateRule, String importRule) {
    ObjectNode settings = EloquaHttp.JSON.createObjectNode();
    if (!updateRule.isEmpty()) {
      settings.put("updateRule", updateRule);
    }
    if (!importRule.isEmpty()) {
      settings.put("importRule", importRule);
    }
    return new Import("/contacts/imports", identifier, settings);
  }

  /** Puts contacts on a shared list or takes them off. */
  public static Import members(String identifier, boolean add, String listId) {
    ObjectNode settings = EloquaHttp.JSON.createObjectNode();
    settings.putArray("syncActions").addObject()
        .put("action", add ? "add" : "remove")
        .put("destination", "{{ContactList[" + listId + "]}}");
    return new Import("/contacts/syncActions", identifier, settings);
  }

  /** Subscribes contacts to all mail or unsubscribes them from it, and writes what else the rows hold. */
  public static Import subscription(String identifier, boolean subscribed, List<Map<String, String>> rows) {
    ObjectNode settings = EloquaHttp.JSON.createObjectNode();
    boolean fields = rows.stream().anyMatch(row -> row.size() > 1);
    if (fields) {
      settings.put("importRule", "updateOnly");
    }
    settings.putArray("syncActions").addObject()
        .put("action", "setStatus")
        .put("destination", "{{GlobalSubscribe}}")
        .put("status", subscribed ? "subscribed" : "unsubscribed");
    return new Import(fields ? "/contacts/imports" : "/contacts/syncActions", identifier, settings);
  }

  /** Hands the rows over and tells what became of each. */
  public EloquaSyncResult run(Bulk bulk, List<Map<String, String>> rows, int maxBytes)
      throws EloquaException, InterruptedException {
    if (rows.isEmpty()) {
      return EloquaSyncResult.EMPTY;
    }
    String definition = bulk.define(collection, definition(rows));
    EloquaSyncResult result;
    long unmatched;
    try {
      for (byte[] part : parts(rows, maxBytes)) {
        bulk.upload(definition, part);
      }
      Bulk.Sync sync = bulk.run(definition);
      List<JsonNode> logs = bulk.logs(sync);
      allArrived(sync, logs, rows.size());
      List<JsonNode> refused = sync.status().equals("success") ? List.of() : bulk.rejects(sync);
      result = new EloquaSyncResult(rows.size(), rejects(rows, refused), List.of(), warnings(logs));
      unmatched = unmatched(logs) - rejected(result.rejects(), UNMATCHED);
    } finally {
      bulk.drop(definition);
    }
    return unmatched <= 0 ? result : findUnmatched(bulk, rows, maxBytes, result, unmatched);
  }

  /** A sync that ended well says nothing of rows it never got. */
  private static void allArrived(Bulk.Sync sync, List<JsonNode> logs, int sent) throws EloquaException {
    long processed = logs.stream().filter(line -> PROCESSED.contains(line.path("statusCode").asText()))
        .mapToLong(line -> line.path("count").asLong()).max().orElse(0);
    if (processed < sent) {
      throw new EloquaUnavailableException("Eloqua sync " + sync.uri() + ": " + sent + " rows were sent and it processed "
          + processed + "; they are handed over again, which changes nothing where they had arrived", 200, null);
    }
  }

  /** Eloqua counts the rows without a contact but does not name them: halves tell, since repeating changes nothing. */
  private EloquaSyncResult findUnmatched(Bulk bulk, List<Map<String, String>> rows, int maxBytes,
      EloquaSyncResult whole, long unmatched) throws EloquaException, InterruptedException {
    var missing = new ArrayList<Integer>();
    if (unmatched + whole.rejects().size() >= rows.size()) {
      Set<Integer> rejected = new HashSet<>();
      whole.rejects().forEach(reject -> rejected.add(reject.row()));
      for (int row = 0; row < rows.size(); row++) {
        if (!rejected.contains(row)) {
          missing.add(row);
        }
      }
    } else {
      int half = rows.size() / 2;
      missing.addAll(run(bulk, rows.subList(0, half), maxBytes).unmatched());
      run(bulk, rows.subList(half, rows.size()), maxBytes).unmatched().forEach(row -> missing.add(row + half));
    }
    return new EloquaSyncResult(rows.size(), whole.rejects(), missing, whole.warnings());
  }

  private ObjectNode definition(List<Map<String, String>> rows) {
    var columns = new LinkedHashSet<String>();
    columns.add(identifier);
    if (collection.endsWith("/imports")) {
      rows.forEach(row -> columns.addAll(row.keySet()));
    }
    ObjectNode definition = settings.deepCopy();
    definition.put("name", "Camel " + collection.substring(1).replace('/', ' '))
        .put("identifierFieldName", identifier)
        .put("isSyncTriggeredOnImport", false)
        .put("autoDeleteDuration", "P1D");
    ObjectNode fields = definition.putObject("fields");
    for (String column : columns) {
      fields.put(column, column.equals("Id") ? "{{Contact.Id}}" : "{{Contact.Field(" + column + ")}}");
    }
    return definition;
  }

  private List<byte[]> parts(List<Map<String, String>> rows, int maxBytes) {
    var parts = new ArrayList<byte[]>();
    var part = new ByteArrayOutputStream();
    for (Map<String, String> row : rows) {
      if (row.getOrDefault(identifier, "").isEmpty()) {
        throw new IllegalArgumentException("a row has no value for the identifier field " + identifier);
      }
      byte[] json = EloquaHttp.bytes(
          collection.endsWith("/imports") ? row : Map.of(identifier, row.getOrDefault(identifier, "")));
      if (part.size() > 0 && part.size() + json.length + 2 > maxBytes) {
        parts.add(closed(part));
        part = new ByteArrayOutputStream();
      }
      part.write(part.size() == 0 ? '[' : ',');
      part.writeBytes(json);
    }
    parts.add(closed(part));
    if (parts.size() > MOST_UPLOADS) {
      throw new IllegalArgumentException(rows.size() + " rows make " + parts.size() + " uploads; Eloqua takes "
          + MOST_UPLOADS + " a sync; hand over fewer rows at once");
    }
    return parts;
  }

  private static byte[] closed(ByteArrayOutputStream part) {
    part.write(']');
    return part.toByteArray();
  }

  /** Matches rejects to rows by their number, and by the identifier where the number does not fit (several uploads). */
  private List<Reject> rejects(List<Map<String, String>> rows, List<JsonNode> refused) throws EloquaException {
    var byIdentifier = new HashMap<String, Integer>();
    var rejects = new LinkedHashMap<Integer, Reject>();
    for (JsonNode reject : refused) {
      String value = reject.path("fieldValues").path(identifier).asText();
      int row = reject.path("recordIndex").asInt() - 1;
      boolean fits = row >= 0 && row < rows.size()
          && (value.isEmpty() || value.equalsIgnoreCase(rows.get(row).getOrDefault(identifier, "")));
      if (!fits) {
        if (byIdentifier.isEmpty()) {
          for (int i = 0; i < rows.size(); i++) {
            byIdentifier.putIfAbsent(rows.get(i).getOrDefault(identifier, ""), i);
          }
        }
        Integer found = byIdentifier.get(value);
        if (found == null) {
          throw new EloquaUnavailableException("Eloqua rejects of " + collection + ": reject of record "
              + reject.path("recordIndex").asText() + " matches none of the " + rows.size() + " rows sent, so the reply is not"
              + " to this call; they are handed over again", 200, null);
        }
        row = found;
      }
      var invalid = new ArrayList<String>();
      reject.path("invalidFields").forEach(field -> invalid.add(field.asText()));
      rejects.putIfAbsent(row, new Reject(row, reject.path("statusCode").asText(), reject.path("message").asText(),
          invalid));
    }
    return List.copyOf(rejects.values());
  }

  private static long unmatched(List<JsonNode> logs) {
    return logs.stream().filter(line -> line.path("statusCode").asText().equals(UNMATCHED))
        .mapToLong(line -> line.path("count").asLong()).sum();
  }

  private static long rejected(List<Reject> rejects, String code) {
    return rejects.stream().filter(reject -> reject.code().equals(code)).count();
  }

  private static List<String> warnings(List<JsonNode> logs) {
    return logs.stream().filter(line -> !line.path("severity").asText().equals("information"))
        .map(line -> line.path("statusCode").asText() + " " + line.path("message").asText()).toList();
  }
}
