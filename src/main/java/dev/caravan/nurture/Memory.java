package dev.caravan.nurture;

import java.util.Map;
import java.util.TreeMap;

/**
 * What nurture remembers of a person, for as long as they are known: no programme begins anew with somebody who comes back.
 *
 * @param sent when each content was sent, by its id, epoch ms
 * @param places how far they are, by programme
 * @param touches how many there were
 * @param last when the last one was, epoch ms; 0 for none
 */
public record Memory(Map<String, Long> sent, Map<String, Place> places, int touches, long last) {
  public static final Memory NONE = new Memory(Map.of(), Map.of(), 0, 0);

  /**
   * A place in a programme.
   *
   * @param first when its first touch was, epoch ms; 0 for none
   * @param last when its last touch was
   * @param exhausted whether nothing of it was left when something was due
   */
  public record Place(long first, long last, int touches, boolean exhausted) {
    static final Place NEW = new Place(0, 0, 0, false);
  }

  Place place(String programme) {
    return places.getOrDefault(programme, Place.NEW);
  }

  /** Something was sent. */
  public Memory sent(String programme, String content, long at) {
    var all = new TreeMap<>(sent);
    all.put(content, at);
    Place before = place(programme);
    return new Memory(all, with(programme, new Place(before.first() == 0 ? at : before.first(), at, before.touches() + 1, false)),
        touches + 1, at);
  }

  /** Nothing of the programme was left. */
  public Memory exhausted(String programme) {
    Place before = place(programme);
    return new Memory(sent, with(programme, new Place(before.first(), before.last(), before.touches(), true)), touches, last);
  }

  private Map<String, Place> with(String programme, Place place) {
    var all = new TreeMap<>(places);
    all.put(programme, place);
    return all;
  }
}
