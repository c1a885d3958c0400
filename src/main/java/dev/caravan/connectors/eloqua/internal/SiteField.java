package dev.caravan.connectors.eloqua.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.connectors.eloqua.EloquaException;
import dev.caravan.connectors.eloqua.EloquaRefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A contact field as the site shows it to its user.
 *
 * @param name the internal name
 * @param writable whether imports may fill it
 * @param length characters a text may have, 0 where it has no length or it is not known
 */
public record SiteField(String name, boolean writable, int length) {
  private static final Logger LOG = LoggerFactory.getLogger(SiteField.class);
  /** Eloqua's own limits of its two types of text. */
  private static final int SMALL = 100;
  private static final int LARGE = 32_000;
  private static final int PAGE = 1000;

  /** All contact fields, by internal name in lower case. */
  public static Map<String, SiteField> ofContacts(EloquaHttp http, Bulk bulk) throws EloquaException, InterruptedException {
    List<JsonNode> fields = bulk.all("/contacts/fields");
    Map<String, String> types = types(http);
    var found = new HashMap<String, SiteField>();
    for (JsonNode field : fields) {
      String name = field.path("internalName").asText();
      String key = name.toLowerCase(Locale.ROOT);
      int length = switch (types.getOrDefault(key, "")) {
        case "text" -> SMALL;
        case "largeText" -> LARGE;
        default -> 0;
      };
      boolean text = field.path("dataType").asText().equals("string");
      found.put(key, new SiteField(name, !field.path("hasReadOnlyConstraint").asBoolean(), text ? length : 0));
    }
    return found;
  }

  /** Only REST tells a small text from a large one; whose user may not ask it has lengths that are not known. */
  private static Map<String, String> types(EloquaHttp http) throws EloquaException, InterruptedException {
    var types = new HashMap<String, String>();
    try {
      var seen = new ArrayList<JsonNode>();
      for (int page = 1; ; page++) {
        JsonNode reply = http.get(EloquaHttp.Api.REST_1, "/assets/contact/fields", Map.of("depth", "minimal", "count",
            Integer.toString(PAGE), "page", Integer.toString(page)), "elements", "total");
        int before = seen.size();
        reply.path("elements").forEach(seen::add);
        if (seen.size() == before || seen.size() >= reply.path("total").asInt()) {
          break;
        }
      }
      seen.forEach(field -> types.put(field.path("internalName").asText().toLowerCase(Locale.ROOT), field.path("dataType").asText()));
    } catch (EloquaRefusedException e) {
      LOG.info("Lengths of contact fields are not known: {}", e.getMessage());
    }
    return types;
  }
}
