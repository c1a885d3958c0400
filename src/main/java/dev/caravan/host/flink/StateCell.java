package dev.caravan.host.flink;

import dev.caravan.engine.Cell;
import dev.caravan.engine.Stage;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** The current key's state, in Flink's keyed state. */
final class StateCell implements Cell {
  private final Class<? extends Record> headType;
  private final Class<? extends Record> entryType;
  private final ValueState<Record> heads;
  private final ValueState<Long> alarms;
  private final MapState<String, Record> entries;
  private @Nullable Record head;
  private long alarm = NEVER;
  private long setBefore = NEVER;

  private StateCell(Class<? extends Record> headType, Class<? extends Record> entryType, RuntimeContext context) {
    this.headType = headType;
    this.entryType = entryType;
    heads = context.getState(new ValueStateDescriptor<>("head", CodecType.typeOf(some(headType))));
    alarms = context.getState(new ValueStateDescriptor<>("alarm", Types.LONG));
    entries = context.getMapState(new MapStateDescriptor<>("entries", Types.STRING, CodecType.typeOf(some(entryType))));
  }

  static StateCell of(Stage<?, ?> stage, RuntimeContext context) {
    return new StateCell(stage.headType(), stage.entryType(), context);
  }

  /** A cell holds only what its stage put there. */
  @SuppressWarnings("unchecked")
  private static Class<Record> some(Class<? extends Record> type) {
    return (Class<Record>) type;
  }

  /** Goes to the key that Flink is at. */
  void load() throws Exception {
    head = heads.value();
    Long set = alarms.value();
    alarm = set == null ? NEVER : set;
    setBefore = alarm;
  }

  /** Writes back what is kept once a key; entries are written as they change. */
  void save() throws Exception {
    if (head != null) {
      heads.update(head);
    }
    if (alarm != setBefore) {
      alarms.update(alarm);
    }
  }

  /** The key's state in bytes. */
  Told.Stands stands(int stage, String key) throws Exception {
    var written = new TreeMap<String, byte[]>();
    for (Map.Entry<String, Record> entry : entries.entries()) {
      written.put(entry.getKey(), FlinkTypes.codecs().of(some(entryType)).encode(entry.getValue()));
    }
    return new Told.Stands(stage, key,
        head == null ? new byte[0] : FlinkTypes.codecs().of(some(headType)).encode(head), written);
  }

  @Override
  public @Nullable Record head() {
    return head;
  }

  @Override
  public @Nullable Record entry(String name) {
    try {
      return entries.get(name);
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  @Override
  public SortedMap<String, Record> entries() {
    var all = new TreeMap<String, Record>();
    try {
      for (Map.Entry<String, Record> entry : entries.entries()) {
        all.put(entry.getKey(), entry.getValue());
      }
    } catch (Exception e) {
      throw unreadable(e);
    }
    return all;
  }

  @Override
  public long alarm() {
    return alarm;
  }

  @Override
  public void write(Record newHead, Map<String, @Nullable Record> changed, long newAlarm) {
    head = newHead;
    alarm = newAlarm;
    try {
      for (Map.Entry<String, @Nullable Record> change : changed.entrySet()) {
        Record entry = change.getValue();
        if (entry == null) {
          entries.remove(change.getKey());
        } else {
          entries.put(change.getKey(), entry);
        }
      }
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  private static IllegalStateException unreadable(Exception e) {
    return new IllegalStateException("the state of a key cannot be read or written: " + e.getMessage(), e);
  }
}
