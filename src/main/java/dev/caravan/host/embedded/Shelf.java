package dev.caravan.host.embedded;

import dev.caravan.engine.Cell;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settled states of one stage, and drafts of those a batch is changing. */
final class Shelf {

  /** A settled state. Entries may lie in the store until they are asked for. */
  static final class Held {
    @Nullable Record head;
    long alarm = Cell.NEVER;
    @Nullable TreeMap<String, Record> entries;
    final boolean inStore;

    Held(@Nullable Record head, long alarm, boolean inStore) {
      this.head = head;
      this.alarm = alarm;
      this.inStore = inStore;
    }
  }

  /** Where a stage's entries come from when they are not in memory. */
  interface Source {
    TreeMap<String, Record> entries(String key);
  }

  /** A state as a batch sees and changes it; the settled one stays as it is. */
  static final class Draft implements Cell {
    private final String key;
    private final @Nullable Held base;
    private final Source source;
    private @Nullable Record head;
    private long alarm;
    private Map<String, @Nullable Record> changed = Map.of();

    Draft(String key, @Nullable Held base, Source source) {
      this.key = key;
      this.base = base;
      this.source = source;
      this.head = base == null ? null : base.head;
      this.alarm = base == null ? NEVER : base.alarm;
    }

    @Override
    public @Nullable Record head() {
      return head;
    }

    @Override
    public @Nullable Record entry(String name) {
      return changed.containsKey(name) ? changed.get(name) : settled().get(name);
    }

    @Override
    public SortedMap<String, Record> entries() {
      if (changed.isEmpty()) {
        return Collections.unmodifiableSortedMap(settled());
      }
      var all = new TreeMap<>(settled());
      changed.forEach((name, entry) -> {
        if (entry == null) {
          all.remove(name);
        } else {
          all.put(name, entry);
        }
      });
      return all;
    }

    private TreeMap<String, Record> settled() {
      if (base == null) {
        return EMPTY;
      }
      if (base.entries == null) {
        base.entries = base.inStore ? source.entries(key) : new TreeMap<>();
      }
      return base.entries;
    }

    private static final TreeMap<String, Record> EMPTY = new TreeMap<>();

    @Override
    public long alarm() {
      return alarm;
    }

    @Override
    public void write(Record newHead, Map<String, @Nullable Record> changes, long newAlarm) {
      head = newHead;
      alarm = newAlarm;
      if (!changes.isEmpty()) {
        if (changed.isEmpty()) {
          changed = new HashMap<>();
        }
        changed.putAll(changes);
      }
    }

    String key() {
      return key;
    }

    @Nullable Record newHead() {
      return head;
    }

    Map<String, @Nullable Record> changes() {
      return changed;
    }
  }

  private final Map<String, Held> held = new HashMap<>();

  @Nullable Held get(String key) {
    return held.get(key);
  }

  void put(String key, Held state) {
    held.put(key, state);
  }

  void forgetAll() {
    held.clear();
  }

  /** Makes a draft the settled state; true if that set an alarm, or set it anew. */
  boolean settle(Draft draft) {
    // The shelf may have been cleared since: then the state goes on from what the draft was made of.
    Held state = held.computeIfAbsent(draft.key, none -> draft.base != null ? draft.base : new Held(null, Cell.NEVER, false));
    boolean set = draft.alarm != Cell.NEVER && draft.alarm != state.alarm;
    state.head = draft.head;
    state.alarm = draft.alarm;
    if (!draft.changed.isEmpty()) {
      if (state.entries == null) {
        state.entries = state.inStore ? draft.source.entries(draft.key) : new TreeMap<>();
      }
      for (var change : draft.changed.entrySet()) {
        if (change.getValue() == null) {
          state.entries.remove(change.getKey());
        } else {
          state.entries.put(change.getKey(), change.getValue());
        }
      }
    }
    return set;
  }

  Map<String, Held> all() {
    return held;
  }
}
