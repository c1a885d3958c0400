package dev.caravan.connectors.eloqua.internal;

import dev.caravan.connectors.eloqua.EloquaException;
import java.time.Instant;
import java.util.Map;

/** Whether anything changed, through the REST API: a question that costs no export. */
public final class Changes {
  private Changes() {}

  /** How many contacts changed at or after a moment. */
  public static long ofContacts(EloquaHttp http, Instant since) throws EloquaException, InterruptedException {
    return http.get(EloquaHttp.Api.REST_1, "/data/contacts", Map.of("depth", "minimal", "count", "1",
        "lastUpdatedAt", Long.toString(since.getEpochSecond())), "total").path("total").asLong();
  }
}
