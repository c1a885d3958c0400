package dev.caravan.sandbox.eloqua;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One run of a definition. Its work is done when it is created; its status is told as if it took its time. */
final class Sync {
  /** How a sync ended. */
  enum Status {
    SUCCESS,
    WARNING,
    ERROR;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  final long id;
  final Definition definition;
  final Instant createdAt;
  final List<ObjectNode> logs = new ArrayList<>();
  final List<ObjectNode> rejects = new ArrayList<>();
  Status status = Status.SUCCESS;
  @Nullable Rows rows;
  int polls;
  /** Before this moment it is told as active, however often it is looked at. */
  final Instant doneAt;

  Sync(long id, Definition definition, Instant createdAt, Instant doneAt) {
    this.doneAt = doneAt;
    this.id = id;
    this.definition = definition;
    this.createdAt = createdAt;
  }

  String uri() {
    return "/syncs/" + id;
  }

  void log(String severity, String code, String message, long count) {
    if (severity.equals("warning") && status == Status.SUCCESS) {
      status = Status.WARNING;
    }
    if (severity.equals("error")) {
      status = Status.ERROR;
    }
    logs.add(Json.object()
        .put("syncUri", uri())
        .put("count", count)
        .put("severity", severity)
        .put("statusCode", code)
        .put("message", message)
        .put("createdAt", Times.meta(createdAt.truncatedTo(ChronoUnit.MILLIS))));
  }

  /** Data of an export that was run this long ago is gone. */
  boolean expired(Instant now) {
    return !now.isBefore(createdAt.plus(definition.retention));
  }

  ObjectNode echo(String state, String user) {
    ObjectNode echo = Json.object().put("syncedInstanceUri", definition.uri);
    String time = Times.meta(state.equals("pending") ? createdAt : createdAt.truncatedTo(ChronoUnit.MILLIS));
    if (!state.equals("pending")) {
      echo.put("syncStartedAt", time);
    }
    if (!state.equals("pending") && !state.equals("active")) {
      echo.put("syncEndedAt", Times.meta(doneAt.truncatedTo(ChronoUnit.MILLIS)));
    }
    return echo.put("status", state).put("createdAt", time).put("createdBy", user).put("uri", uri());
  }
}
