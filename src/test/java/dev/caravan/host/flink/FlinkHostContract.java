package dev.caravan.host.flink;

import dev.caravan.Extent;
import dev.caravan.host.HostContract;
import dev.caravan.host.Rooms;
import dev.caravan.model.Fact;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What the Flink host keeps at every parallelism, on two task managers. */
abstract class FlinkHostContract extends HostContract {
  /** Of a run: each takes the machine half a second. */
  private static final int RESTARTS = Extent.of(6, Integer.MAX_VALUE);

  @TempDir private static Path folder;
  private static Cluster cluster;
  private final int parallelism;

  FlinkHostContract(int parallelism) {
    this.parallelism = parallelism;
  }

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new Cluster(folder);
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @Override
  protected final Lines run(Rooms rooms, List<List<Fact>> arrivals, Faults faults) {
    try {
      Cluster.Job job = cluster.job(rooms, cluster.files(arrivals));
      int facts = arrivals.stream().mapToInt(List::size).sum();
      int portion = faults.restarts() ? Math.max(faults.batch(), facts / RESTARTS) : faults.batch();
      return job.end(job.start(parallelism, portion, faults.restarts(), 0));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
