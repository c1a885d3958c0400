package dev.caravan.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as a stand-in sees it.
 *
 * @param method upper case
 * @param path decoded, without the query
 * @param query decoded parameters, first value wins
 * @param headers by lower-case name
 * @param body raw bytes, empty when there is none
 * @param groups what the route's pattern captured from the path, in order
 */
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, List<String>> headers,
    byte[] body,
    List<String> groups) {

  /** The first value of a header, by any case of its name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT))).map(values -> values.get(0));
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** What the n-th group of the route's pattern captured; n starts at 0. */
  public String group(int n) {
    return groups.get(n);
  }

  Request with(List<String> captured) {
    return new Request(method, path, query, headers, body, captured);
  }
}
