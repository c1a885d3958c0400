package dev.caravan.outbox;

import dev.caravan.model.Decision;
import dev.caravan.outbox.Outbox.Outage;
import dev.caravan.outbox.Outbox.Stop;
import dev.caravan.outbox.Outbox.Stream;
import dev.caravan.store.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Which streams of deliveries stand still, and which cannot reach their system. */
final class Streams {
  private Streams() {}

  /** Those of the kinds whose streams run, as items name them. */
  static List<Decision.Kind> running(Handle handle, String target, List<Decision.Kind> kinds) {
    List<Decision.Kind> running = new ArrayList<>(kinds.stream().map(Putting::itemKind).distinct().toList());
    Rows.each(handle, "SELECT kind FROM stream_stop WHERE target = ?", List.of(target),
        row -> running.remove(Line.kind(row.getString(1))));
    return running;
  }

  static List<Stop> stopped(Handle handle) {
    List<Stop> found = new ArrayList<>();
    Rows.each(handle, "SELECT target, kind, reason, since FROM stream_stop ORDER BY target, kind", List.of(),
        row -> found.add(new Stop(stream(row.getString(1), row.getString(2)), row.getString(3), row.getLong(4))));
    return found;
  }

  static List<Outage> outages(Handle handle) {
    List<Outage> found = new ArrayList<>();
    Rows.each(handle, "SELECT target, kind, said, since FROM stream_outage ORDER BY target, kind", List.of(),
        row -> found.add(new Outage(stream(row.getString(1), row.getString(2)), row.getString(3), row.getLong(4))));
    return found;
  }

  private static Stream stream(String target, String kind) {
    return new Stream(target, Line.kind(kind));
  }

  /** Lets one run again; false if it did not stand still. */
  static boolean resume(Handle handle, Stream stream) {
    return handle.createUpdate("DELETE FROM stream_stop WHERE target = :target AND kind = :kind")
        .bind("target", stream.target()).bind("kind", stream.kind().code()).execute() == 1;
  }

  /** Lets all run again; gives back how many stood still. */
  static int resumeAll(Handle handle) {
    return handle.createUpdate("DELETE FROM stream_stop").execute();
  }

  /**
   * Keeps which of them must stand still by the results of a try, and since when which cannot reach their system. A failure
   * goes on where it began as long as something has waited ever since; else nobody knows how it was meanwhile.
   */
  static void settled(Handle handle, Settling settling, long now) {
    settling.stops().forEach((stream, reason) -> handle.createUpdate("INSERT INTO stream_stop (target, kind, reason, since)"
        + " VALUES (:target, :kind, :reason, :since) ON CONFLICT (target, kind) DO NOTHING")
        .bind("target", stream.target()).bind("kind", stream.kind().code()).bind("reason", reason)
        .bind("since", now).execute());
    settling.reached().stream().sorted(Stream.ORDER).forEach(stream ->
        handle.createUpdate("DELETE FROM stream_outage WHERE target = :target AND kind = :kind")
            .bind("target", stream.target()).bind("kind", stream.kind().code()).execute());
    settling.failures().entrySet().stream().sorted(Map.Entry.comparingByKey(Stream.ORDER)).forEach(entry ->
        handle.createUpdate("INSERT INTO stream_outage (target, kind, said, since, failed_at)"
            + " VALUES (:target, :kind, :said, :now, :now) ON CONFLICT (target, kind) DO UPDATE SET"
            + " since = CASE WHEN stream_outage.failed_at >= :oldest THEN stream_outage.since ELSE excluded.since END,"
            + " failed_at = excluded.failed_at, said = excluded.said")
            .bind("target", entry.getKey().target()).bind("kind", entry.getKey().kind().code())
            .bind("said", entry.getValue().said()).bind("now", now).bind("oldest", entry.getValue().oldest()).execute());
  }
}
