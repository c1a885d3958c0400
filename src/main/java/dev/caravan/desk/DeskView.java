package dev.caravan.desk;

import dev.caravan.model.Moment;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who works on hand-offs and what became of them, for whoever reports on it.
 *
 * @param seats the users of the CRM, by id
 * @param handOffs in the order of their ids
 * @param held how many people and solutions wait for a hand-off, by reason
 * @param asOf the moment it was like that, epoch ms
 */
public record DeskView(List<Seat> seats, List<HandedOver> handOffs, Map<String, Long> held, long asOf) {
  public DeskView {
    seats = List.copyOf(seats);
    handOffs = List.copyOf(handOffs);
    held = Collections.unmodifiableMap(new TreeMap<>(held));
  }

  /**
   * A user of the CRM.
   *
   * @param open how many hand-offs lie on their desk
   * @param shares what they take of each pool they are in, by pool
   */
  public record Seat(String id, String name, boolean active, int open, Map<String, Share> shares) {}

  /** What somebody takes of a pool: the weight they have, and how many turns they took. */
  public record Share(int weight, long taken) {}

  /**
   * A hand-off.
   *
   * @param person whose it is, or whom it names; who turned out to be another since is that one
   * @param of person or group
   * @param trigger mql, hand-raise or group
   * @param owner who has it now, user id or queue, {@code ""} while it waits
   * @param had who had it, user ids or queues, the first one first
   * @param target how it came to its owner: as in an assignment, by-hand, or waiting
   * @param pool which it waits for, or was taken from, {@code ""} for none
   * @param why what was said last when somebody was looked for
   * @param askedAt when somebody was needed, epoch ms
   * @param at when it went to its first owner; none while it waits
   * @param stands waiting, open, reminded, reassigned, escalated, answered, or why it is over: won, lost, expired,
   *     joined or merged into the one it is part of, given back with its reason
   * @param said what sales last said: accepted, working or rejected; {@code ""} for nothing
   * @param answeredAt when its rep first acted
   * @param tookWorking how long that took in working time of the rep, ms; 0 for not yet
   * @param clock how long the response clock gave until it rang, ms of working time; 0 for none
   * @param rang whether it has
   */
  public record HandedOver(String id, String person, String of, String trigger, String solution, String owner, List<String> had,
      String target, String pool, String why, long askedAt, Moment at, String stands, String said, Moment answeredAt,
      long tookWorking, long clock, boolean rang) {
    public HandedOver {
      had = List.copyOf(had);
    }

    public boolean waits() {
      return stands.equals("waiting");
    }
  }
}
