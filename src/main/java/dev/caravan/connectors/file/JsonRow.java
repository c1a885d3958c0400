package dev.caravan.connectors.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** A line of NDJSON as columns: nested keys dotted, scalars of a list joined by {@code ;}. */
final class JsonRow {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonRow() {}

  static Map<String, String> read(String line) throws BadRow {
    Map<String, String> values = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRow("not a JSON object");
      }
      object(json, "", values);
      if (json.nextToken() != null) {
        throw new BadRow("more than one value on the line");
      }
      for (String value : values.values()) {
        requireWhole(value);
      }
      return values;
    } catch (JsonProcessingException e) {
      var where = e.getLocation();
      throw new BadRow("broken JSON" + (where == null ? "" : " near column " + where.getColumnNr()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void object(JsonParser json, String prefix, Map<String, String> into) throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      value(json, prefix + name, into);
    }
  }

  private static void value(JsonParser json, String name, Map<String, String> into) throws IOException {
    switch (json.currentToken()) {
      case START_OBJECT -> object(json, name + ".", into);
      case START_ARRAY -> list(json, name, into);
      case VALUE_NULL -> { /* as if it were not there */ }
      default -> into.put(name, json.getText());
    }
  }

  private static void list(JsonParser json, String name, Map<String, String> into) throws IOException {
    var joined = new StringBuilder();
    int number = 0;
    for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
      if (token.isStructStart()) {
        value(json, name + "." + number, into);
      } else if (token != JsonToken.VALUE_NULL) {
        joined.append(joined.isEmpty() ? "" : ";").append(json.getText());
      }
      number++;
    }
    if (!joined.isEmpty()) {
      into.put(name, joined.toString());
    }
  }

  /** Half a surrogate pair can be escaped in JSON, but is no character and cannot be written as UTF-8. */
  private static void requireWhole(String value) throws BadRow {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new BadRow("a value holds a character that cannot be kept");
      }
    }
  }
}
