package dev.caravan.engine;

import dev.caravan.model.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One input (or alarm) taken by one key: the only window a stage has on the world.
 *
 * <p>Nothing a stage does here is visible before {@link #commit}; dropping the turn is the whole of rolling back.
 */
public final class Turn<H extends Record, E extends Record> {
  private final int stage;
  private final Cell cell;
  private final String key;
  private final long tick;
  private final boolean ringing;
  private int n;

  private H head;
  private long alarm;
  private @Nullable Map<String, @Nullable Record> changed;
  private @Nullable List<Input> sent;
  private @Nullable List<Decision> decided;
  private @Nullable RuntimeException unreadable;

  public Turn(int stage, Cell cell, String key, long tick, int n, H head, boolean ringing) {
    this.stage = stage;
    this.cell = cell;
    this.key = key;
    this.tick = tick;
    this.n = n;
    this.head = head;
    this.ringing = ringing;
    this.alarm = ringing ? Cell.NEVER : cell.alarm();
  }

  public String key() {
    return key;
  }

  /** The tick this turn belongs to: "now" in the order of knowing. */
  public long tick() {
    return tick;
  }

  public H head() {
    return head;
  }

  public void head(H changedHead) {
    this.head = changedHead;
  }

  /** The entry under a name, or null. */
  @SuppressWarnings("unchecked") // a cell holds only what this stage put there
  public @Nullable E entry(String name) {
    if (changed != null && changed.containsKey(name)) {
      return (E) changed.get(name);
    }
    return (E) read(() -> cell.entry(name));
  }

  /** All entries by name in order; costs as much as there are. */
  @SuppressWarnings("unchecked")
  public SortedMap<String, E> entries() {
    var all = new TreeMap<String, E>();
    read(cell::entries).forEach((name, entry) -> all.put(name, (E) entry));
    if (changed != null) {
      changed.forEach((name, entry) -> {
        if (entry == null) {
          all.remove(name);
        } else {
          all.put(name, (E) entry);
        }
      });
    }
    return all;
  }

  private <T extends @Nullable Object> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RuntimeException e) {
      unreadable = e;
      throw e;
    }
  }

  /** What went wrong when the state was read, or null: the host's trouble, for which the input must not pay. */
  @Nullable RuntimeException unreadable() {
    return unreadable;
  }

  public void put(String name, E entry) {
    changed().put(name, entry);
  }

  public void remove(String name) {
    changed().put(name, null);
  }

  private Map<String, @Nullable Record> changed() {
    if (changed == null) {
      changed = new HashMap<>();
    }
    return changed;
  }

  /** Tells a key of a later stage. */
  public void send(int toStage, String toKey, Message message) {
    if (toStage <= stage) {
      throw new IllegalArgumentException("stage " + stage + " may only tell later stages, not " + toStage);
    }
    if (sent == null) {
      sent = new ArrayList<>(4);
    }
    sent.add(new Input(tick, stage, key, n++, toStage, toKey, message));
  }

  /**
   * Puts a decision out.
   *
   * @throws IllegalArgumentException for what reaches a person: that goes by way of {@link Reaching}, which asks the guard
   */
  public void decide(Decision decision) {
    if (decision.reachesSomebody()) {
      throw new IllegalArgumentException(decision.id() + " reaches a person and must be asked for");
    }
    out(decision);
  }

  /** Puts out what reaches a person. For {@link Reaching} alone. */
  public void reach(Decision decision) {
    out(decision);
  }

  private void out(Decision decision) {
    if (decided == null) {
      decided = new ArrayList<>(2);
    }
    decided.add(decision);
  }

  /**
   * Sets the key's one alarm, replacing the one before; {@link Cell#NEVER} for none. A time that has passed fires at
   * this tick; one set while an alarm fires comes at the next tick at the earliest, so that time goes on.
   */
  public void alarm(long at) {
    alarm = ringing ? Math.max(at, tick + 1) : at;
  }

  /** Sees to it that the alarm rings by then at the latest. */
  public void alarmBy(long at) {
    alarm(Math.min(alarm, at));
  }

  /** Makes everything visible and gives back how many outputs the key has now made in this tick. */
  int commit(List<Input> messages, List<Decision> decisions) {
    cell.write(head, changed == null ? Map.of() : changed, alarm);
    if (sent != null) {
      messages.addAll(sent);
    }
    if (decided != null) {
      decisions.addAll(decided);
    }
    return n;
  }
}
