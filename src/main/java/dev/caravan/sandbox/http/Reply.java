package dev.caravan.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP reply.
 *
 * @param status HTTP status
 * @param headers as sent
 * @param body empty for none
 */
public record Reply(int status, Map<String, String> headers, byte[] body) {

  public Reply {
    headers = Map.copyOf(headers);
  }

  /** A reply without a body. */
  public static Reply empty(int status) {
    return new Reply(status, Map.of(), new byte[0]);
  }

  /** A JSON reply; {@code json} is sent as it is. */
  public static Reply json(int status, String json) {
    return text(status, "application/json;charset=UTF-8", json);
  }

  /** A reply of any text type. */
  public static Reply text(int status, String contentType, String text) {
    return new Reply(status, Map.of("Content-Type", contentType), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same reply with one more header. */
  public Reply header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }
}
