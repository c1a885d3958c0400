package dev.caravan.journal;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where the front door finds the people it knew before. */
public interface Aliases {

  /**
   * A person as kept.
   *
   * @param seq people in the order they became known
   * @param gone those of the keys whose records were deleted, merged away or converted
   */
  record Known(String id, long seq, List<String> keys, List<String> gone) {}

  /** The people some keys stand for, with all of their keys; by key. */
  Map<String, Known> find(Collection<String> keys);

  /** The last {@link Known#seq} given away, 0 at first. */
  long lastSeq();

  /** Nobody was known before. */
  Aliases NONE = new Aliases() {
    @Override
    public Map<String, Known> find(Collection<String> keys) {
      return Map.of();
    }

    @Override
    public long lastSeq() {
      return 0;
    }
  };
}
