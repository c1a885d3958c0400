package dev.caravan.connectors.eloqua.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.connectors.eloqua.EloquaException;
import dev.caravan.connectors.eloqua.EloquaUnavailableException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether contacts take mail, through the REST API: an export would take too long right before a write. */
public final class Subscriptions {
  private static final int MOST = 200;

  private Subscriptions() {}

  /** Ids of those that are unsubscribed from all mail; contacts that are there no more are none of them. */
  public static Set<String> unsubscribed(EloquaHttp http, Collection<String> contacts)
      throws EloquaException, InterruptedException {
    List<String> ids = contacts.stream().distinct().toList();
    var found = new HashSet<String>();
    for (int from = 0; from < ids.size(); from += MOST) {
      List<String> part = ids.subList(from, Math.min(ids.size(), from + MOST));
      ObjectNode body = EloquaHttp.JSON.createObjectNode();
      ArrayNode asked = body.putArray("ids");
      part.forEach(asked::add);
      JsonNode reply = http.search("/data/contacts", Map.of("depth", "partial", "count", Integer.toString(MOST)), body, "elements");
      for (JsonNode contact : reply.path("elements")) {
        if (contact.path("isSubscribed").isMissingNode()) {
          throw new EloquaUnavailableException("Eloqua POST /data/contacts: a contact came without \"isSubscribed\", so"
              + " its consent is not known; asked again", 200, null);
        }
        if (!contact.path("isSubscribed").asBoolean()) {
          found.add(contact.path("id").asText());
        }
      }
    }
    return found;
  }
}
