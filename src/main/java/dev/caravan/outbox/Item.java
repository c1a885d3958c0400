package dev.caravan.outbox;

import dev.caravan.model.Decision;
import java.util.Map;

/**
 * One thing to deliver to one target.
 *
 * @param id unique: target and business id
 * @param key what it is about: the stable person id, {@code account|solution}, or the hand-off's id
 * @param payload the decision's fields, plus {@code at} and {@code because}
 * @param attempts tries before this one
 * @param uncertain a try may have reached the outside although we never heard (a crash, a lost reply): look before
 *     creating
 * @param claim under which it was given out, the same for all items of one take; the answer to it names it
 * @param remoteId the outside's id of what it was last written to, {@code ""} if it never was
 */
public record Item(String id, String target, Decision.Kind kind, String key, Map<String, Object> payload, int attempts,
    boolean uncertain, String claim, String remoteId) {
  /** An item nobody has claimed. */
  public Item(String id, String target, Decision.Kind kind, String key, Map<String, Object> payload, int attempts,
      boolean uncertain) {
    this(id, target, kind, key, payload, attempts, uncertain, "", "");
  }

  public Item {
    payload = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(payload));
  }
}
