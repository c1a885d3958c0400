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
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Bulk API 2.0: definitions, syncs and their pages, logs and rejects. */
public final class Bulk {
  private static final Logger LOG = LoggerFactory.getLogger(Bulk.class);
  private static final int METADATA_PAGE = 1000;
  /** While a sync takes less, it is asked each time after as long again, in ms. */
  private static final long SOON = 1_000;
  /** The line of an export's log that counts its rows. */
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

  /** Creates a definition; returns its uri. Its name is used once only, so that the reply is known to be to this one. */
  String define(String collection, ObjectNode definition) throws EloquaException, InterruptedException {
    ask("POST " + collection);
    String name = definition.path("name").asText() + " " + UUID.randomUUID().toString().substring(0, 8);
    JsonNode made = http.post(EloquaHttp.Api.BULK, collection, definition.deepCopy().put("name", name), "uri", "name");
    belongs("POST " + collection, name, made.path("name").asText());
    return made.path("uri").asText();
  }

  /** A reply that belongs to another call says nothing of this one. */
  private static void belongs(String where, String expected, String said) throws EloquaUnavailableException {
    if (!said.equalsIgnoreCase(expected)) {
      throw new EloquaUnavailableException("Eloqua " + where + ": the reply is about \"" + EloquaHttp.shortened(said)
          + "\" and not \"" + expected + "\", so it is not to this call; asked again", 200, null);
    }
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
    JsonNode begun = http.post(EloquaHttp.Api.BULK, "/syncs",
        EloquaHttp.JSON.createObjectNode().put("syncedInstanceUri", definition), "uri", "syncedInstanceUri");
    belongs("POST /syncs", definition, begun.path("syncedInstanceUri").asText());
    String uri = begun.path("uri").asText();
    long delay = settings.getSyncPollDelay();
    long waited = 0;
    while (true) {
      pause.millis(delay);
      waited += delay;
      ask("sync " + uri);
      JsonNode now = http.get(EloquaHttp.Api.BULK, uri, Map.of(), "status", "uri");
      belongs("GET " + uri, uri, now.path("uri").asText());
      String status = now.path("status").asText();
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
      // A sync that is nearly done is not waited for long, and a long one is not asked often.
      delay = Math.min(Math.max(Math.max(1, settings.getSyncPollDelay()), waited < SOON ? waited : waited / 3),
          settings.getMaxSyncPollDelay());
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

  List<JsonNode> logs(Sync sync) throws EloquaException, InterruptedException {
    return of(sync, all(sync.uri() + "/logs"));
  }

  List<JsonNode> rejects(Sync sync) throws EloquaException, InterruptedException {
    return all(sync.uri() + "/rejects");
  }

  /** Lines of a sync's log name the sync. */
  private static List<JsonNode> of(Sync sync, List<JsonNode> lines) throws EloquaUnavailableException {
    for (JsonNode line : lines) {
      belongs("GET " + sync.uri() + "/logs", sync.uri(), line.path("syncUri").asText());
    }
    return lines;
  }

  /** How many rows an export wrote, as its log says; empty where it does not. */
  OptionalLong exported(Sync sync) throws EloquaException, InterruptedException {
    return logs(sync).stream().filter(line -> line.path("statusCode").asText().equals(EXPORTED))
        .mapToLong(line -> line.path("count").asLong()).max();
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
