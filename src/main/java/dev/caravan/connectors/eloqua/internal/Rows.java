package dev.caravan.connectors.eloqua.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.caravan.connectors.eloqua.EloquaException;
import dev.caravan.connectors.eloqua.EloquaUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page of rows as text by name; {@code null} becomes {@code ""}.
 *
 * @param total how many rows the whole export has
 */
record Rows(List<Map<String, String>> items, boolean more, long total) {

  static Rows read(String where, byte[] body) throws EloquaException {
    var items = new ArrayList<Map<String, String>>();
    boolean more = false;
    long total = -1;
    boolean saidMore = false;
    long count = -1;
    try (JsonParser json = EloquaHttp.JSON.getFactory().createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new EloquaUnavailableException("Eloqua data of " + where + ": expected an object with items; read again", 200, null);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("items") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            items.add(row(json));
          }
        } else if (name.equals("hasMore")) {
          more = json.getBooleanValue();
          saidMore = true;
        } else if (name.equals("count") && value.isNumeric()) {
          count = json.getLongValue();
        } else if (name.equals("totalResults") && value.isNumeric()) {
          total = json.getLongValue();
        } else if (name.equals("error")) {
          throw new EloquaException("Eloqua data of " + where + ": " + EloquaHttp.shortened(json.getText()), 200);
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new EloquaUnavailableException("Eloqua data of " + where + ": the reply is not whole JSON; read again", 200, e);
    }
    if (!saidMore || total < 0) {
      throw new EloquaUnavailableException("Eloqua data of " + where + ": the reply has no \"" + (saidMore ? "totalResults" : "hasMore")
          + "\", so it does not say that there are no rows; read again", 200, null);
    }
    if (count >= 0 && count != items.size()) {
      throw new EloquaUnavailableException("Eloqua data of " + where + ": " + items.size() + " rows came and " + count
          + " were announced; read again", 200, null);
    }
    if (more && items.isEmpty()) {
      throw new EloquaUnavailableException("Eloqua data of " + where + ": says there is more, but gave no row; read again", 200, null);
    }
    return new Rows(items, more, total);
  }

  private static Map<String, String> row(JsonParser json) throws IOException {
    var row = new LinkedHashMap<String, String>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value.isStructStart()) {
        json.skipChildren();
      } else {
        row.put(name, value == JsonToken.VALUE_NULL ? "" : json.getText());
      }
    }
    return row;
  }
}
