package dev.caravan.host.flink;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.Input;
import dev.caravan.journal.Echoes;
import dev.caravan.journal.FrontDoor;
import dev.caravan.model.Fact;
import java.util.List;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Lets every fact in once, in canonical order, with its person; sends it to the stages it concerns.
 *
 * <p>Its watermark is the last tick let in. At the end of the input it moves on to the horizon that was asked for.
 */
final class Door extends AbstractStreamOperator<Told> implements OneInputStreamOperator<Row, Told> {
  private static final long serialVersionUID = 1L;

  private final EngineSource rooms;
  private final long asOf;
  private transient @Nullable Inside inside;

  /** @param asOf facts recorded later are not known yet; {@link Long#MAX_VALUE} for the last fact's time */
  Door(EngineSource rooms, long asOf) {
    this.rooms = rooms;
    this.asOf = asOf;
  }

  /** What is there once the operator is open. */
  private record Inside(Pipeline engine, DoorMemory memory) {}

  @Override
  public void open() throws Exception {
    super.open();
    inside = new Inside(Engines.of(rooms), new DoorMemory(this));
  }

  private Inside inside() {
    if (inside == null) {
      throw new IllegalStateException("not open");
    }
    return inside;
  }

  @Override
  public void processElement(StreamRecord<Row> element) {
    DoorMemory memory = inside().memory;
    Row row = element.getValue();
    DoorMemory.Counts counts = memory.counts();
    if (row instanceof Row.Known known) {
      Fact fact = known.fact();
      boolean first = memory.firstTime(fact);
      if (first && fact.head().recorded() <= asOf) {
        memory.waits(fact);
      }
      memory.counts(first ? counts.oneKept() : counts.oneRepeated());
    } else if (row instanceof Row.Unreadable unreadable) {
      memory.counts(counts.oneSetAside());
      output.collect(new StreamRecord<>(new Told.Unreadable(unreadable.row())));
    }
  }

  @Override
  public void processWatermark(Watermark mark) {
    DoorMemory memory = inside().memory;
    letIn(memory, memory.ripe(mark.getTimestamp()));
    DoorMemory.Counts counts = memory.counts();
    if (mark.getTimestamp() < Watermark.MAX_WATERMARK.getTimestamp()) {
      output.emitWatermark(new Watermark(counts.tick()));
      return;
    }
    long horizon = asOf != Long.MAX_VALUE ? asOf : counts.tick() == Long.MIN_VALUE ? 0 : counts.tick();
    output.collect(new StreamRecord<>(
        new Told.Counted(counts.kept(), counts.repeated(), counts.setAside(), horizon)));
    output.emitWatermark(new Watermark(horizon));
    output.emitWatermark(mark);
  }

  private void letIn(DoorMemory memory, List<Fact> ripe) {
    ripe.sort(FrontDoor.CANONICAL);
    var echoes = new Echoes(memory.newest());
    ripe.removeIf(echoes::isEcho);
    if (ripe.isEmpty()) {
      return;
    }
    var door = new FrontDoor(memory.aliases(), memory::factsOf);
    long tick = Long.MIN_VALUE;
    int n = 0;
    for (Fact fact : door.admit(ripe)) {
      n = fact.head().recorded() == tick ? n : 0;
      tick = fact.head().recorded();
      List<Input> inputs = inside().engine.enter(fact, n);
      n += inputs.size();
      for (Input input : inputs) {
        output.collect(Job.to(input), new StreamRecord<>(input));
      }
    }
    memory.learn(door.learned());
    memory.counts(memory.counts().at(tick));
  }

  /** For {@link DoorMemory}: which key what comes next is about. */
  @Override
  public void setCurrentKey(Object key) {
    super.setCurrentKey(key);
  }

}
