package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.http.Reply;

/** Ends a request with an error reply in the shape Eloqua gives it. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  Refused(Reply reply, String why) {
    super(why, null, false, false);
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }

  /** 400 with one validation error of an object's property. */
  static Refused invalid(String objectType, String property, String value, String requirement) {
    ObjectNode error = Json.object();
    error.put("type", "ObjectValidationError");
    error.putObject("container").put("type", "ObjectKey").put("objectType", objectType);
    error.put("property", property);
    error.putObject("requirement").put("type", requirement);
    error.put("value", value);
    return new Refused(Json.reply(400, Json.array().add(error)), objectType + "." + property + ": " + requirement);
  }

  /** 400 with an error of a path or query parameter. */
  static Refused parameter(String name, String value, String requirement) {
    ObjectNode error = Json.object();
    error.put("type", "EndpointParameterError").put("parameter", name);
    error.putObject("requirement").put("type", requirement);
    error.put("value", value);
    return new Refused(Json.reply(400, error), name + ": " + requirement);
  }

  static Refused notFound() {
    return text(404, "The requested resource was not found.");
  }

  static Refused text(int status, String why) {
    return new Refused(Reply.text(status, "text/plain;charset=UTF-8", why), why);
  }
}
