package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One call below {@code /services/data/vXX.X}, from outside or from inside a composite request.
 *
 * @param path without the version and without a slash at the end
 * @param version such as {@code v66.0}
 * @param headers by lower-case name
 * @param text the body
 * @param groups what the route's pattern captured from the path
 */
record Call(
    String method,
    String path,
    String version,
    Map<String, String> query,
    Map<String, String> headers,
    String text,
    Caller caller,
    List<String> groups) {

  JsonNode json() {
    return Json.body(text);
  }

  String group(int n) {
    return groups.get(n);
  }

  String header(String name, String otherwise) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), otherwise);
  }

  /** Where resources of this version live: {@code /services/data/v66.0}. */
  String base() {
    return "/services/data/" + version;
  }

  double number() {
    return Double.parseDouble(version.substring(1));
  }

  Call with(List<String> captured) {
    return new Call(method, path, version, query, headers, text, caller, captured);
  }

  /** What the duplicate and assignment headers say about how to write. */
  static Caller caller(String user, Map<String, String> headers) {
    String assign = headers.getOrDefault("sforce-auto-assign", "TRUE");
    String duplicates = headers.getOrDefault("sforce-duplicate-rule-header", "").replace(" ", "");
    return new Caller(
        user,
        !assign.strip().equalsIgnoreCase("FALSE"),
        duplicates.toLowerCase(Locale.ROOT).contains("allowsave=true"),
        false);
  }
}
