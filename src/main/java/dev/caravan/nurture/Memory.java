package dev.caravan.nurture;

import java.util.Map;
import java.util.TreeMap;

/**
 * What nurture remembers of a person, for as long as they are known: no programme begins anew with somebody who comes back.
 *
 * @param sent when each content was sent, by its id, epoch ms
 * @param places how far they are, by programme
 * @param touches how many there were
 * @param last when the last one was, epoch ms; of no meaning where there were none
 */
public record Memory(Map<String, Long> sent, Map<String, Place> places, int touches, long last) {
  public static final Memory NONE = new Memory(Map.of(), Map.of(), 0, 0);

  /**
   * A place in a programme.
   *
   * @param first when its first touch was, epoch ms; of no meaning where there were none, as is {@code last}
   * @param last when its last touch was
   * @param exhausted whether nothing of it was left when something was due
   */
  public record Place(long first, long last, int touches, boolean exhausted) {
    static final Place NEW = new Place(0, 0, 0, false);

    private Place and(Place other) {
      if (touches == 0 || other.touches == 0) {
        Place begun = touches == 0 ? other : this;
        return new Place(begun.first, begun.last, begun.touches, exhausted || other.exhausted);
      }
      return new Place(Math.min(first, other.first), Math.max(last, other.last), Math.max(touches, other.touches), exhausted || other.exhausted);
    }
  }

  Place place(String programme) {
    return places.getOrDefault(programme, Place.NEW);
  }

  /** Something was sent. */
  public Memory sent(String programme, String content, long at) {
    var all = new TreeMap<>(sent);
    all.put(content, at);
    Place before = place(programme);
    return new Memory(all, with(programme, new Place(before.touches() == 0 ? at : before.first(), at, before.touches() + 1, false)),
        touches + 1, at);
  }

  /** Nothing of the programme was left. */
  public Memory exhausted(String programme) {
    Place before = place(programme);
    return new Memory(sent, with(programme, new Place(before.first(), before.last(), before.touches(), true)), touches, last);
  }

  /** What is remembered of somebody who turned out to be the same person, too; of two places the further one holds. */
  public Memory and(Memory other) {
    var all = new TreeMap<>(sent);
    other.sent.forEach((content, at) -> all.merge(content, at, Math::max));
    var further = new TreeMap<>(places);
    other.places.forEach((programme, place) -> further.merge(programme, place, Place::and));
    return new Memory(all, further, touches + other.touches,
        touches == 0 ? other.last : other.touches == 0 ? last : Math.max(last, other.last));
  }

  private Map<String, Place> with(String programme, Place place) {
    var all = new TreeMap<>(places);
    all.put(programme, place);
    return all;
  }
}
