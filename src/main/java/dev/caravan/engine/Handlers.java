package dev.caravan.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a stage does with each type of message that comes to it: one handler a type. Whoever puts the stages together asks
 * {@link #takes} of everything that may be sent, so that a message without a handler is found before the first fact.
 */
public final class Handlers<H extends Record, E extends Record> {
  private final Map<Class<?>, BiConsumer<Turn<H, E>, Message>> byType = new HashMap<>();

  /**
   * Registers what is done with a type of message.
   *
   * @throws IllegalArgumentException if the type has a handler already
   */
  public <M extends Message> Handlers<H, E> on(Class<M> type, BiConsumer<Turn<H, E>, M> handler) {
    if (byType.putIfAbsent(type, (turn, message) -> handler.accept(turn, type.cast(message))) != null) {
      throw new IllegalArgumentException(type.getSimpleName() + " has two handlers");
    }
    return this;
  }

  /** Whether there is a handler for messages of this type. */
  public boolean takes(Class<?> type) {
    return byType.containsKey(type);
  }

  void take(String stage, Turn<H, E> turn, Message message) {
    BiConsumer<Turn<H, E>, Message> handler = byType.get(message.getClass());
    if (handler == null) {
      throw new IllegalArgumentException(stage + " does not take " + message);
    }
    handler.accept(turn, message);
  }
}
