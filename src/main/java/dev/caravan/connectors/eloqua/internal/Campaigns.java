package dev.caravan.connectors.eloqua.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All campaigns, through the REST API: there is no bulk export of them. */
public final class Campaigns {
  private static final int MOST = 1000;

  private Campaigns() {}

  /** Reads every campaign, a page at a time; at least one page, maybe empty. */
  public static void read(EloquaHttp http, int pageSize, Export.Reader reader) throws Exception {
    int count = Math.min(pageSize, MOST);
    int seen = 0;
    for (int page = 1; ; page++) {
      JsonNode reply = http.get(EloquaHttp.Api.REST_2, "/assets/campaigns", Map.of(
          "depth", "complete", "count", Integer.toString(count), "page", Integer.toString(page), "orderBy", "id ASC"), "elements", "total");
      List<Map<String, String>> rows = new ArrayList<>();
      for (JsonNode element : reply.path("elements")) {
        var row = new LinkedHashMap<String, String>();
        element.properties().forEach(property -> {
          if (property.getValue().isValueNode()) {
            row.put(property.getKey(), property.getValue().isNull() ? "" : property.getValue().asText());
          }
        });
        rows.add(row);
      }
      seen += rows.size();
      boolean last = rows.isEmpty() || seen >= reply.path("total").asInt();
      reader.page(rows, page, last);
      if (last) {
        return;
      }
    }
  }
}
