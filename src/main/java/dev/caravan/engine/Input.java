package dev.caravan.engine;

import java.util.Comparator;

/**
 * A message on its way to a key of a stage, with its place in canonical order.
 *
 * <p>Canonical order is causal: (tick, producing stage, producing key, n-th output of that key in that tick). It names
 * the message on every host, whatever way it came.
 *
 * @param tick order of knowing, epoch ms
 * @param from index of the producing stage, {@link #STREET} for facts
 * @param fromKey key that produced it, {@code ""} for facts
 * @param n the how-manieth output of that key in that tick
 * @param to index of the stage it goes to
 * @param key the key it goes to
 */
public record Input(long tick, int from, String fromKey, int n, int to, String key, Message message) {
  /** No database keeps a zero byte in a key; what an outside wrote with one becomes the same key on every host. */
  public Input {
    key = key.indexOf(0) < 0 ? key : key.replace('\0', '\ufffd');
  }

  /** Where facts come from. */
  public static final int STREET = -1;

  /** Canonical order. */
  public static final Comparator<Input> CANONICAL = (a, b) -> {
    int order = Long.compare(a.tick, b.tick);
    if (order == 0) {
      order = Integer.compare(a.from, b.from);
    }
    if (order == 0) {
      order = a.fromKey.compareTo(b.fromKey);
    }
    return order == 0 ? Integer.compare(a.n, b.n) : order;
  };
}
