package dev.caravan.host.flink;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.Input;
import dev.caravan.engine.KeyRun;
import dev.caravan.engine.Stage;
import dev.caravan.model.Decision;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A stage as a keyed process function: inputs wait until the watermark has passed their tick, then the key takes all
 * complete ticks at once, alarms in between.
 */
final class Room extends KeyedProcessFunction<String, Input, Told> {
  private static final long serialVersionUID = 1L;
  /** No moment in time, but the end of the input. */
  private static final long END = Long.MAX_VALUE;

  private final EngineSource rooms;
  private final int index;
  private transient @Nullable Inside inside;

  Room(EngineSource rooms, int index) {
    this.rooms = rooms;
    this.index = index;
  }

  private record Inside(Stage<?, ?> stage, StateCell cell, ListState<Input> waiting) {}

  @Override
  public void open(OpenContext context) {
    Pipeline engine = Engines.of(rooms);
    Stage<?, ?> stage = engine.stages().get(index);
    inside = new Inside(stage, StateCell.of(stage, getRuntimeContext()),
        getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", CodecType.typeOf(Input.class))));
  }

  private Inside inside() {
    if (inside == null) {
      throw new IllegalStateException("not open");
    }
    return inside;
  }

  @Override
  public void processElement(Input input, Context context, Collector<Told> out) throws Exception {
    inside().waiting.add(input);
    context.timerService().registerEventTimeTimer(input.tick());
  }

  @Override
  public void onTimer(long timer, OnTimerContext context, Collector<Told> out) throws Exception {
    TimerService time = context.timerService();
    StateCell cell = inside().cell;
    if (time.currentWatermark() == END) {
      if (timer == END) {
        cell.load();
        out.collect(cell.stands(index, context.getCurrentKey()));
      }
      return;
    }
    List<Input> ripe = ripe(time.currentWatermark());
    cell.load();
    long alarm = cell.alarm();
    if (ripe.isEmpty() && alarm > time.currentWatermark()) {
      return; // taken at an earlier timer of this watermark, or an alarm that was set anew
    }
    var made = new KeyRun.Yield();
    KeyRun.run(inside().stage, index, context.getCurrentKey(), cell, ripe, time.currentWatermark(), made);
    cell.save();
    ring(time, alarm, cell.alarm());
    time.registerEventTimeTimer(END);
    for (Input message : made.messages()) {
      context.output(Job.to(message), message);
    }
    int n = 0;
    for (Decision decision : made.decisions()) {
      out.collect(new Told.Decided(index, context.getCurrentKey(), n++, decision));
    }
    for (KeyRun.Poisoned poisoned : made.poisoned()) {
      out.collect(new Told.SetApart(poisoned));
    }
  }

  private static void ring(TimerService time, long before, long alarm) {
    if (alarm != before && alarm != END) {
      time.registerEventTimeTimer(alarm);
    }
  }

  /** Takes out the inputs of complete ticks, in canonical order. */
  private List<Input> ripe(long until) throws Exception {
    var ripe = new ArrayList<Input>();
    var later = new ArrayList<Input>();
    for (Input input : inside().waiting.get()) {
      (input.tick() <= until ? ripe : later).add(input);
    }
    if (!ripe.isEmpty()) {
      inside().waiting.update(later);
      ripe.sort(Input.CANONICAL);
    }
    return ripe;
  }
}
