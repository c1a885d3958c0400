package dev.caravan.host.flink;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.Input;
import dev.caravan.engine.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/** The rooms as a streaming job: files → door → stages → files. */
final class Job {
  private static final CodecType<Input> INPUT = CodecType.typeOf(Input.class);
  private static final CodecType<Told> TOLD = CodecType.typeOf(Told.class);
  /** By stage; more than there are, since a job is laid out for any rooms. */
  private static final List<OutputTag<Input>> TO = IntStream.range(0, 32).mapToObj(Job::tag).toList();

  private Job() {}

  private static OutputTag<Input> tag(int stage) {
    return new OutputTag<>("to-" + stage, INPUT);
  }

  /** The way to the stage an input is for. */
  static OutputTag<Input> to(Input input) {
    return TO.get(input.to());
  }

  /**
   * Lays the job out; what comes of it lies under {@code out} when it has ended.
   *
   * @param asOf facts recorded later are not known yet; {@link Long#MAX_VALUE} for the last fact's time
   */
  static void lay(StreamExecutionEnvironment flink, Source<Row, ?, ?> facts, EngineSource rooms, long asOf, Path out) {
    DataStream<Row> rows = flink.fromSource(facts, promises(), "facts", CodecType.typeOf(Row.class))
        .uid("facts").setParallelism(1);
    SingleOutputStreamOperator<Told> door = DataStreamUtils.reinterpretAsKeyedStream(rows, row -> "")
        .transform("door", TOLD, new Door(rooms, asOf)).uid("door").setParallelism(1);
    Pipeline engine = Engines.of(rooms);
    DataStream<Told> told = door;
    var before = new ArrayList<SingleOutputStreamOperator<Told>>(List.of(door));
    for (Stage<?, ?> stage : engine.stages()) {
      int index = before.size() - 1;
      DataStream<Input> inputs = door.getSideOutput(TO.get(index));
      for (SingleOutputStreamOperator<Told> earlier : before.subList(1, before.size())) {
        inputs = inputs.union(earlier.getSideOutput(TO.get(index)));
      }
      SingleOutputStreamOperator<Told> room = inputs.keyBy(Input::key)
          .process(new Room(rooms, index), TOLD).name(stage.name()).uid(stage.name());
      before.add(room);
      told = told.union(room);
    }
    told.sinkTo(ToldFiles.sink(out)).name("told").uid("told");
  }

  /** Ticks by what the reader knows of the rows to come. */
  private static WatermarkStrategy<Row> promises() {
    return WatermarkStrategy.forGenerator(context -> new WatermarkGenerator<Row>() {
      private long floor = Row.NONE;

      @Override
      public void onEvent(Row row, long time, WatermarkOutput output) {
        if (row.floor() > floor && row.floor() != Long.MAX_VALUE) {
          floor = row.floor();
          output.emitWatermark(new Watermark(floor - 1));
        }
      }

      @Override
      public void onPeriodicEmit(WatermarkOutput output) {}
    });
  }
}
