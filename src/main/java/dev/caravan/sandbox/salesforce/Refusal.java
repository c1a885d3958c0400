package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why the org does not do what was asked, with the code, words and HTTP status a caller of the real one would get. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final int status;
  final String code;
  final transient List<String> fields;
  /** Extra members of the error object, such as the detail of a duplicate. */
  final transient @Nullable ObjectNode detail;

  private Refusal(int status, String code, String message, List<String> fields, @Nullable ObjectNode detail) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.detail = detail;
  }

  static Refusal of(int status, String code, String message, String... fields) {
    return new Refusal(status, code, message, List.of(fields), null);
  }

  static Refusal of(String code, String message, String... fields) {
    return of(400, code, message, fields);
  }

  static Refusal withDetail(String code, String message, ObjectNode detail) {
    return new Refusal(400, code, message, List.of(), detail);
  }

  static Refusal notFound() {
    return of(404, "NOT_FOUND", "The requested resource does not exist");
  }

  String words() {
    String message = getMessage();
    return message == null ? code : message;
  }

  /** As in plain REST replies ({@code errorCode}) or inside results ({@code statusCode}). */
  ObjectNode json(String codeName) {
    ObjectNode error = Json.object();
    if (detail != null) {
      error.setAll(detail);
    }
    error.put("message", words()).put(codeName, code);
    var array = error.putArray("fields");
    fields.forEach(array::add);
    return error;
  }
}
