package dev.caravan.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A line of {@code groups.ndjson}.
 *
 * @param waits why it, or a renewal of its account, is not handed over
 * @param alertedAt when an alert was last raised, epoch ms; 0 for never
 * @param handOff how its hand-off stands, or the last one ended
 * @param sales what sales has made of it: engaged, opportunity, won, lost; {@code ""} for nothing
 */
record Group(String key, String level, String sales, Set<Hold> waits, long alertedAt, HandOff handOff, List<Member> members) {
  private static final long ENGAGED_WITHIN = Duration.ofDays(30).toMillis();
  /** How late what was to happen by itself may be seen. */
  private static final long HOUR = Duration.ofHours(1).toMillis();

  Group {
    members = List.copyOf(members);
    waits = Set.copyOf(waits);
  }

  /**
   * What the line says of its hand-offs.
   *
   * @param dueAt when the next one is made, epoch ms; 0 where none is
   * @param closed id of the last one where that is over, {@code ""} otherwise
   * @param closedAt when it was closed, epoch ms; 0 where it was not
   */
  record HandOff(long dueAt, String closed, long closedAt) {
    private static final HandOff NONE = new HandOff(0, "", 0);

    private static HandOff of(JsonNode lines) {
      HandOff of = NONE;
      for (JsonNode each : lines) {
        of = switch (Lines.text(each, "state")) {
          case "scheduled" -> new HandOff(Lines.moment(each, "until"), of.closed(), of.closedAt());
          case "closed" -> new HandOff(of.dueAt(), Lines.text(each, "id"), Lines.moment(each, "since"));
          default -> of;
        };
      }
      return of;
    }
  }

  /**
   * A member.
   *
   * @param lastAt when they were last there, epoch ms; 0 where the line does not say
   * @param byHand whether somebody put them in by hand: then they count however long ago that is
   */
  record Member(String shown, long firstAt, long lastAt, boolean byHand) {
    /** Nobody is left out for want of a word: who may be engaged counts. */
    boolean mayBeEngaged(long now) {
      return byHand || lastAt == 0 || lastAt > now - ENGAGED_WITHIN;
    }
  }

  static Group of(JsonNode line) {
    long alertedAt = 0;
    for (JsonNode each : line.path("alerted_at")) {
      alertedAt = Math.max(alertedAt, java.time.Instant.parse(each.asText()).toEpochMilli());
    }
    var members = new ArrayList<Member>();
    line.path("members").forEach(member -> members.add(new Member(Lines.text(member, "person"),
        Lines.moment(member, "first_at"), Lines.moment(member, "last_at"), member.path("by_hand").asBoolean())));
    return new Group(HandOffs.key(Lines.text(line, "account"), Lines.text(line, "solution")), Lines.text(line, "level"),
        Lines.text(line, "sales"), waits(line), alertedAt, HandOff.of(line.path("hand_offs")), members);
  }

  private static Set<Hold> waits(JsonNode line) {
    var waits = EnumSet.noneOf(Hold.class);
    for (JsonNode each : line.path("waits_for")) {
      Hold.of(Lines.text(each, "reason")).ifPresent(waits::add);
    }
    return waits;
  }

  /** Whether it, or a renewal of its account, waits for somebody to release it. */
  boolean toRelease() {
    return waits.contains(Hold.RELEASE);
  }

  /** Whether there is nothing in it that somebody should look at yet. */
  boolean isAsUsual() {
    return waits.contains(Hold.AS_USUAL);
  }

  boolean isHandedOver() {
    return level.equals("active") || level.equals("hot");
  }

  boolean hasDeal() {
    return sales.equals("opportunity");
  }

  /** Whether its hand-off still waits for the rest of the meeting. */
  boolean isScheduled(long now, AuditSettings settings) {
    return handOff.dueAt() > now - HOUR || alertedAt > 0 && now - alertedAt <= settings.groupWaits();
  }
}
