package dev.caravan.engine;

/**
 * One keyed step of the way: a small state machine that exists once per key.
 *
 * <p>What happens depends on the key's state and the input alone. A stage must not keep anything in fields.
 *
 * @param <H> what a key always holds, an immutable record
 * @param <E> what a key holds under names, so that a large key costs per entry; an immutable record
 */
public interface Stage<H extends Record, E extends Record> {

  /** Its name in tables, traces and messages. */
  String name();

  Class<H> headType();

  Class<E> entryType();

  /** What a key holds before its first input. */
  H fresh(String key);

  /** What it does with each type of message; the same for every key. */
  Handlers<H, E> handlers();

  /** Takes one input. */
  default void take(Turn<H, E> turn, Message message) {
    handlers().take(name(), turn, message);
  }

  /** The key's alarm fell due. */
  void alarm(Turn<H, E> turn);
}
