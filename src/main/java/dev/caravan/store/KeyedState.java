package dev.caravan.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engine's state between batches: for each stage and key a head, entries under names, and at most one alarm. */
public interface KeyedState {

  /** A key's head; {@code alarm} is epoch ms, {@link Long#MAX_VALUE} for none. */
  record Head(byte[] bytes, long alarm) {}

  /** A key with an alarm that is due. */
  record Due(String stage, String key, long alarm) {}

  /** A change of one key; a null head removes the key, a null entry removes the entry. */
  record Change(String stage, String key, byte @Nullable [] head, long alarm, Map<String, byte @Nullable []> entries) {}

  /** The state kept in a store. */
  static KeyedState in(Store store) {
    return new JdbcKeyedState(store);
  }

  Map<String, Head> heads(String stage, Collection<String> keys);

  Optional<byte[]> entry(String stage, String key, String name);

  /** All entries of a key, by name in order. */
  Map<String, byte[]> entries(String stage, String key);

  /** Alarms at or before a time, by stage and key in order. */
  List<Due> due(long upTo);

  /** Every key of a stage, in order. */
  List<String> keys(String stage);

  void save(Tx tx, List<Change> changes);

  /** Forgets every state of every stage. */
  void clear(Tx tx);
}
