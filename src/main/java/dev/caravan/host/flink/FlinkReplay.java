package dev.caravan.host.flink;

import dev.caravan.pipeline.Pipeline;
import dev.caravan.engine.GoLive;
import dev.caravan.host.ReplayHost;
import dev.caravan.journal.FactFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Facts from files through the rooms on a Flink of this process; what came of it is what the embedded replay says. */
public final class FlinkReplay implements ReplayHost {
  /** Settings in a folder that is at the same place on every machine. */
  private record ConfigFolder(String path, long goLive) implements EngineSource {
    @Override
    public Pipeline engine() {
      return Pipeline.of(dev.caravan.config.Configuration.load(Path.of(path)), new GoLive(goLive));
    }
  }

  @Override
  public Carried replay(Path config, GoLive goLive, Path facts, long asOf, long latest, int parallelism) throws IOException {
    return replay(new ConfigFolder(config.toAbsolutePath().toString(), goLive.at()), facts, asOf, latest, parallelism);
  }

  private static Carried replay(EngineSource rooms, Path facts, long asOf, long latest, int parallelism) throws IOException {
    FactFiles.rows(facts, latest).close(); // a wrong path is told before a cluster is started
    Path told = Files.createTempDirectory("caravan-flink");
    try {
      var settings = new Configuration();
      settings.set(RestOptions.BIND_PORT, "0");
      settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
      try (var flink = StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings)) {
        Job.lay(flink, new FactSource(facts.toAbsolutePath().toString(), latest), rooms, asOf, told);
        flink.execute("caravan replay");
      } catch (Exception e) {
        throw new BrokenOff("the Flink job failed: " + cause(e), e);
      }
      return Gathered.from(told).carried(Engines.of(rooms));
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
