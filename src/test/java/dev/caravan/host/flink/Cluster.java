package dev.caravan.host.flink;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.host.HostContract;
import dev.caravan.host.HostContract.Lines;
import dev.caravan.host.Rooms;
import dev.caravan.journal.FactJson;
import dev.caravan.model.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink of two task managers, and jobs on it. */
final class Cluster implements AutoCloseable {
  private static final AtomicInteger JOBS = new AtomicInteger();

  private final Path folder;
  private final MiniCluster flink;

  Cluster(Path folder) throws Exception {
    this.folder = folder;
    var settings = new Configuration();
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    flink = new MiniCluster(new MiniClusterConfiguration.Builder().setConfiguration(settings).withRandomPorts()
        .setNumTaskManagers(2).setNumSlotsPerTaskManager(2).build());
    flink.start();
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }

  MiniCluster flink() {
    return flink;
  }

  /** Facts as files, an arrival a file. */
  Path files(List<List<Fact>> arrivals) {
    try {
      Path facts = Files.createTempDirectory(folder, "facts");
      int n = 0;
      for (List<Fact> arrival : arrivals) {
        Files.write(facts.resolve(String.format("%03d.ndjson", n++)), arrival.stream().map(Cluster::line).toList());
      }
      if (arrivals.isEmpty()) {
        Files.createFile(facts.resolve("none.ndjson"));
      }
      return facts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line of a fact file; half a character, which no file keeps, is written as JSON can. */
  private static String line(Fact fact) {
    var line = new StringBuilder();
    for (char c : FactJson.write(fact).toCharArray()) {
      line.append(Character.isSurrogate(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
    }
    return line.toString();
  }

  /** Rooms by name. */
  private record Built(Rooms rooms) implements EngineSource {
    @Override
    public Pipeline engine() {
      return rooms.engine();
    }
  }

  /** A job, not yet running. */
  final class Job {
    final String name = "job-" + JOBS.incrementAndGet();
    final Path told;
    private final EngineSource rooms;
    private final Path facts;
    private String savepoint = "";
    private int attempts = 200;

    Job(EngineSource rooms, Path facts) throws IOException {
      this.rooms = rooms;
      this.facts = facts;
      this.told = Files.createTempDirectory(folder, "told");
    }

    JobID start(int parallelism, int rows, boolean crashes, int holdsAfter) throws Exception {
      var settings = new Configuration();
      settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.resolve("checkpoints").toUri().toString());
      settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
      settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, attempts);
      settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, java.time.Duration.ZERO);
      if (!savepoint.isEmpty()) {
        settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
      }
      try (var stream = new StreamExecutionEnvironment(settings)) {
        stream.setParallelism(parallelism);
        stream.enableCheckpointing(10);
        Source<Row, ?, ?> source =
            new Paced(new FactSource(facts.toString()), new Paced.Pace(name, rows, crashes, holdsAfter));
        dev.caravan.host.flink.Job.lay(stream, source, rooms, Long.MAX_VALUE, told);
        return flink.submitJob(stream.getStreamGraph().getJobGraph()).get().getJobID();
      }
    }

    /** Stops it where it is, without letting it come to its end. */
    String stopWithSavepoint(JobID job) throws Exception {
      return savepoint = flink.stopWithSavepoint(job, folder.resolve("savepoints").toUri().toString(), false,
          SavepointFormatType.CANONICAL).get();
    }

    /** Starts from a savepoint, once: what keeps it from starting is told. */
    void from(Path taken) {
      savepoint = taken.toUri().toString();
      attempts = 0;
    }

    /** Waits for its end; what came of it. */
    Lines end(JobID job) throws Exception {
      JobResult result = flink.requestJobResult(job).get();
      if (result.getSerializedThrowable().isPresent()) {
        throw new AssertionError(result.getSerializedThrowable().get()
            .deserializeError(Cluster.class.getClassLoader()));
      }
      var outcome = Gathered.from(told).carried(rooms.engine()).outcome();
      return Lines.of(outcome.decisions(), outcome.people(), outcome.groups(), outcome.poisoned().stream()
          .map(each -> HostContract.parked(each.stage(), each.key(), each.tick(), each.input(), each.reason())).toList());
    }
  }

  Job job(Rooms rooms, Path facts) throws IOException {
    return new Job(new Built(rooms), facts);
  }

  Job job(EngineSource rooms, Path facts) throws IOException {
    return new Job(rooms, facts);
  }
}
