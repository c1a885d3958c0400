package dev.caravan.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.caravan.sandbox.http.Reply;
import java.util.Map;

/** What came of a call: JSON (missing for an empty body), or CSV. */
record Answer(int status, JsonNode body, String csv, Map<String, String> headers) {

  static Answer json(int status, JsonNode body) {
    return new Answer(status, body, "", Map.of());
  }

  static Answer ok(JsonNode body) {
    return json(200, body);
  }

  static Answer empty(int status) {
    return json(status, MissingNode.getInstance());
  }

  static Answer csv(String text, Map<String, String> headers) {
    return new Answer(200, MissingNode.getInstance(), text, headers);
  }

  static Answer of(Refusal refusal) {
    return json(refusal.status, Json.array().add(refusal.json("errorCode")));
  }

  Answer header(String name, String value) {
    return new Answer(status, body, csv, Map.of(name, value));
  }

  Reply reply() {
    Reply reply;
    if (!csv.isEmpty()) {
      reply = Reply.text(status, "text/csv", csv);
    } else {
      reply = body.isMissingNode() ? Reply.empty(status) : Reply.json(status, Json.write(body));
    }
    for (var header : headers.entrySet()) {
      reply = reply.header(header.getKey(), header.getValue());
    }
    return reply;
  }
}
