package dev.caravan.connectors.eloqua.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.connectors.eloqua.EloquaException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Shared lists by name; looked up once. */
public final class SharedLists {
  private final Map<String, String> ids = new ConcurrentHashMap<>();

  /** The id of a list given by name or id. */
  public String id(Bulk bulk, String nameOrId) throws EloquaException, InterruptedException {
    if (!nameOrId.isEmpty() && nameOrId.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return nameOrId;
    }
    String id = ids.get(nameOrId);
    if (id == null) {
      for (JsonNode list : bulk.all("/contacts/lists")) {
        String uri = list.path("uri").asText();
        ids.put(list.path("name").asText(), uri.substring(uri.lastIndexOf('/') + 1));
      }
      id = ids.get(nameOrId);
    }
    if (id == null) {
      throw new EloquaException("Eloqua GET /contacts/lists: there is no shared list \"" + nameOrId
          + "\"; create it in Eloqua (Audience, Shared Library, Lists) and let the user see it", 404);
    }
    return id;
  }
}
