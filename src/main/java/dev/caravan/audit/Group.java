package dev.caravan.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code groups.ndjson}.
 *
 * @param alertedAt when an alert was last raised, epoch ms; 0 for never
 * @param dueAt when its next hand-off is made, epoch ms; 0 where the line does not say
 * @param sales what sales has made of it: engaged, opportunity, won, lost; {@code ""} for nothing
 */
record Group(String key, String level, String sales, long alertedAt, long dueAt, List<Member> members) {
  private static final long ENGAGED_WITHIN = Duration.ofDays(30).toMillis();

  Group {
    members = List.copyOf(members);
  }

  /**
   * A member.
   *
   * @param lastAt when they were last there, epoch ms; 0 where the line does not say
   */
  record Member(String shown, long firstAt, long lastAt) {
    /** Nobody is left out for want of a word: who may be engaged counts. */
    boolean mayBeEngaged(long now) {
      return lastAt == 0 || lastAt > now - ENGAGED_WITHIN;
    }
  }

  static Group of(JsonNode line) {
    long alertedAt = 0;
    for (JsonNode each : line.path("alerted_at")) {
      alertedAt = Math.max(alertedAt, java.time.Instant.parse(each.asText()).toEpochMilli());
    }
    var members = new ArrayList<Member>();
    line.path("members").forEach(member -> members.add(new Member(Lines.text(member, "person"),
        Lines.moment(member, "first_at"), Lines.moment(member, member.path("activities").asLong() == 1 && !member.has("last_at")
            ? "first_at" : "last_at"))));
    return new Group(HandOffs.key(Lines.text(line, "account"), Lines.text(line, "solution")), Lines.text(line, "level"),
        Lines.text(line, "sales"), alertedAt, Lines.moment(line, "hand_off_due"), members);
  }

  boolean isHandedOver() {
    return level.equals("active") || level.equals("hot");
  }

  boolean hasDeal() {
    return sales.equals("opportunity");
  }

  /** Whether its hand-off still waits for the rest of the meeting. */
  boolean isScheduled(long now, Words words) {
    return dueAt > 0 || alertedAt > 0 && now - alertedAt <= words.groupWaits();
  }
}
