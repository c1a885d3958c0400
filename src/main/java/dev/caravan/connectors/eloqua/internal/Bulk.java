package dev.caravan.connectors.eloqua.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.connectors.eloqua.EloquaConfiguration;
import dev.caravan.connectors.eloqua.EloquaException;
import dev.caravan.connectors.eloqua.EloquaRefusedException;
import dev.caravan.connectors.eloqua.EloquaUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Bulk API 2.0: definitions, syncs and their pages, logs and rejects. */
public final class Bulk {
  private static final Logger LOG = LoggerFactory.getLogger(Bulk.class);
  private static final int METADATA_PAGE = 1000;
  /** The line of a log that tells how many rows were exported. */
  private static final String EXPORTED = "ELQ-00102";

  /** Errors of a sync that Eloqua itself calls temporary. */
  private static final Set<String> TEMPORARY = Set.of("ELQ-00107", "ELQ-00109", "ELQ-00133", "ELQ-00141", "ELQ-00143",
      "ELQ-00145", "ELQ-00146");

  /** A sync that came to its end: {@code success} or {@code warning}. */
  record Sync(String uri, String status) {}

  private final EloquaHttp http;
  private final Pause pause;
  private final EloquaConfiguration settings;
  private final BooleanSupplier mayGoOn;

  public Bulk(EloquaHttp http, Pause pause, EloquaConfiguration settings) {
    this(http, pause, settings, () -> true);
  }

  private Bulk(EloquaHttp http, Pause pause, EloquaConfiguration settings, BooleanSupplier mayGoOn) {
    this.http = http;
    this.pause = pause;
    this.settings = settings;
    this.mayGoOn = mayGoOn;
  }

  /** The same, ending where the answer is false. */
  public Bulk asking(BooleanSupplier before) {
    return new Bulk(http, pause, settings, before);
  }

  private void ask(String what) throws EloquaUnavailableException {
    if (!mayGoOn.getAsBoolean()) {
      throw new EloquaUnavailableException("Eloqua " + what + ": not gone on with, since the rows may be with another"
          + " worker by now", 0, null);
    }
  }

  /** Creates a definition; returns its uri. */
  String define(String collection, ObjectNode definition) throws EloquaException, InterruptedException {
    ask("POST " + collection);
    return http.post(EloquaHttp.Api.BULK, collection, definition, "uri").path("uri").asText();
  }

  void upload(String definition, byte[] rows) throws EloquaException, InterruptedException {
    ask("upload to " + definition);
    http.upload(definition + "/data", rows);
  }

  /**
   * Runs a definition and waits for the end.
   *
   * @throws EloquaException when it ends in an error, with what its log says
   */
  Sync run(String definition) throws EloquaException, InterruptedException {
    ask("sync of " + definition);
    String uri = http.post(EloquaHttp.Api.BULK, "/syncs",
        EloquaHttp.JSON.createObjectNode().put("syncedInstanceUri", definition), "uri").path("uri").asText();
    long delay = settings.getSyncPollDelay();
    long waited = 0;
    while (true) {
      pause.millis(delay);
      waited += delay;
      ask("sync " + uri);
      String status = http.get(EloquaHttp.Api.BULK, uri, Map.of(), "status").path("status").asText();
      switch (status) {
        case "success", "warning" -> {
          return new Sync(uri, status);
        }
        case "pending", "active" -> {
          if (waited >= settings.getSyncTimeout()) {
            throw new EloquaUnavailableException("Eloqua sync " + uri + " of " + definition + ": still " + status
                + " after " + waited + " ms", 0, null);
          }
        }
        default -> throw failed(uri, definition, status);
      }
      delay = Math.min(Math.max(Math.max(1, settings.getSyncPollDelay()), waited / 3), settings.getMaxSyncPollDelay());
    }
  }

  private EloquaException failed(String uri, String definition, String status)
      throws EloquaException, InterruptedException {
    var said = new ArrayList<String>();
    boolean temporary = false;
    for (JsonNode line : all(uri + "/logs")) {
      if (!line.path("severity").asText().equals("information")) {
        said.add(line.path("statusCode").asText() + " " + line.path("message").asText());
        temporary |= TEMPORARY.contains(line.path("statusCode").asText());
      }
    }
    String message = "Eloqua sync " + uri + " of " + definition + ": ended as \"" + status + "\": "
        + EloquaHttp.shortened(String.join("; ", said));
    return temporary ? new EloquaUnavailableException(message, 0, null) : new EloquaRefusedException(message, 0);
  }

  /** How many rows an export holds, by its log: no row is read for it. */
  long count(Sync sync) throws EloquaException, InterruptedException {
    for (JsonNode line : logs(sync)) {
      if (line.path("statusCode").asText().equals(EXPORTED)) {
        return line.path("count").asLong();
      }
    }
    return rows(sync, 0, 1).total();
  }

  List<JsonNode> logs(Sync sync) throws EloquaException, InterruptedException {
    return all(sync.uri() + "/logs");
  }

  List<JsonNode> rejects(Sync sync) throws EloquaException, InterruptedException {
    return all(sync.uri() + "/rejects");
  }

  /** A page of an export's rows. */
  Rows rows(Sync sync, long offset, int limit) throws EloquaException, InterruptedException {
    return Rows.read(sync.uri(), http.raw(EloquaHttp.Api.BULK, sync.uri() + "/data",
        Map.of("limit", Integer.toString(limit), "offset", Long.toString(offset))));
  }

  /** Internal names of the fields of contacts or accounts. */
  public Set<String> fieldNames(String collection) throws EloquaException, InterruptedException {
    return all("/" + collection + "/fields").stream().map(field -> field.path("internalName").asText())
        .collect(Collectors.toSet());
  }

  /** Every item of a list, page by page. */
  List<JsonNode> all(String path) throws EloquaException, InterruptedException {
    var items = new ArrayList<JsonNode>();
    while (true) {
      JsonNode page = http.get(EloquaHttp.Api.BULK, path,
          Map.of("limit", Integer.toString(METADATA_PAGE), "offset", Integer.toString(items.size())), "hasMore", "count");
      int before = items.size();
      page.path("items").forEach(items::add);
      if (items.size() - before != page.path("count").asInt()) {
        throw new EloquaUnavailableException("Eloqua GET " + path + ": " + (items.size() - before) + " items came and "
            + page.path("count").asText() + " were announced; asked again", 200, null);
      }
      if (!page.path("hasMore").asBoolean() || items.size() == before) {
        return items;
      }
    }
  }

  /** Removes a definition that is no longer needed; Eloqua removes what we could not after a day. */
  void drop(String definition) throws InterruptedException {
    try {
      http.delete(definition);
    } catch (EloquaException e) {
      LOG.warn("{}; it will delete itself within a day", e.getMessage());
    }
  }
}
