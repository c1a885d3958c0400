package dev.caravan.host.flink;

import dev.caravan.host.Outcome;
import dev.caravan.journal.Arrival;
import dev.caravan.journal.FactFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Facts from files through the rooms on a Flink of this process; what came of it is what the embedded replay says. */
public final class FlinkReplay {

  /**
   * What came of it.
   *
   * @param setAside rows that were no facts, as they stand in the files
   */
  public record Replayed(FactFiles.Counts counts, List<Arrival.SetAside> setAside, Outcome outcome) {}

  private FlinkReplay() {}

  /**
   * Carries facts through to a horizon.
   *
   * @param facts a file or folder, as {@link FactFiles} takes it
   * @param asOf facts recorded later are not known yet; {@link Long#MAX_VALUE} for the last fact's time
   * @param parallelism tasks a stage
   * @throws IOException if the facts cannot be read
   * @throws IllegalStateException if the job failed
   */
  public static Replayed run(EngineSource rooms, Path facts, long asOf, int parallelism) throws IOException {
    FactFiles.rows(facts).close(); // a wrong path is told before a cluster is started
    Path told = Files.createTempDirectory("caravan-flink");
    try {
      var settings = new Configuration();
      settings.set(RestOptions.BIND_PORT, "0");
      settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
      try (var flink = StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings)) {
        Job.lay(flink, new FactSource(facts.toAbsolutePath().toString()), rooms, asOf, told);
        flink.execute("caravan replay");
      } catch (Exception e) {
        throw new IllegalStateException("the Flink job failed: " + cause(e), e);
      }
      return Gathered.from(told).replayed(Engines.of(rooms));
    } finally {
      remove(told);
    }
  }

  /** Flink wraps what went wrong in many layers; the innermost says it. */
  private static String cause(Throwable e) {
    Throwable inner = e;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner.getClass().getSimpleName() + ": " + inner.getMessage();
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
