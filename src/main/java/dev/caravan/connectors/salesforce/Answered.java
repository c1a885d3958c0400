package dev.caravan.connectors.salesforce;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether results can be those of the rows that were sent. Salesforce names no row in them but by id: an update must
 * give back the ids it was sent, a create ids that nobody was given before, and an upsert never an id of another key.
 */
final class Answered {
  private static final int REMEMBERED = 20_000;

  /** By id the row it was given to: its type and key. */
  private final Map<String, String> given = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      return size() > REMEMBERED;
    }
  };

  /** Why these results belong to other rows; {@code ""} if they may well be of these. */
  synchronized String refuses(String how, List<Map<String, Object>> rows, List<RowResult> results) {
    String keyField = how.contains("sObjectIdName=") ? how.replaceFirst(".*sObjectIdName=", "") : "";
    Set<String> here = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      String id = results.get(i).id();
      if (id.isEmpty()) {
        continue;
      }
      Object sent = rows.get(i).get("id");
      String key = keyField.isEmpty() ? "" : how + " " + rows.get(i).get(keyField);
      boolean others = sent != null ? !Org.same(sent.toString(), id)
          : !here.add(id) || given.containsKey(id) && (key.isEmpty() || !key.equals(given.get(id)));
      if (others) {
        return "result " + (i + 1) + " of " + rows.size() + " is for another record, so the reply is not to this call";
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      if (!results.get(i).id().isEmpty() && rows.get(i).get("id") == null) {
        given.put(results.get(i).id(), keyField.isEmpty() ? "" : how + " " + rows.get(i).get(keyField));
      }
    }
    return "";
  }
}
