package dev.caravan.host.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.host.HostContract.Lines;
import dev.caravan.host.Rooms;
import dev.caravan.host.embedded.Replay;
import dev.caravan.journal.FactFiles;
import dev.caravan.model.Fact;
import dev.caravan.sandbox.market.Market;
import dev.caravan.sandbox.market.MarketSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to machines changes nothing. */
class FlinkHostFaultsTest {
  private static final int PORTION = 1500;

  @TempDir private static Path folder;
  private static Cluster cluster;
  private static Path facts;
  private static Lines expected;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new Cluster(folder);
    facts = folder.resolve("facts.ndjson");
    Market.generate(new MarketSettings(150, 7, MarketSettings.defaults().end(), 150, 1.0), facts,
        folder.resolve("truth.json"));
    List<Fact> all = new ArrayList<>();
    FactFiles.read(facts, all::add, aside -> {
      throw new AssertionError(aside);
    });
    var replayed = new Replay(Rooms.SHIPPED.engine()).run(all, Long.MAX_VALUE);
    expected = Lines.of(replayed.decisions(), replayed.people(), replayed.groups(), List.of());
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @Test
  void a_task_manager_that_dies_in_mid_run_changes_nothing() throws Exception {
    Cluster.Job job = cluster.job(Rooms.SHIPPED, facts);
    Paced.Watch third = Paced.watch(job.name, 3);
    JobID running = job.start(4, PORTION, false, 0);
    third.reached().join();
    cluster.flink().terminateTaskManager(0).join();
    cluster.flink().startTaskManager();
    assertThat(job.end(running)).isEqualTo(expected);
  }

  @Test
  void a_savepoint_goes_on_at_another_parallelism() throws Exception {
    for (List<Integer> change : List.of(List.of(2, 4), List.of(4, 1))) {
      Cluster.Job job = cluster.job(Rooms.SHIPPED, facts);
      Paced.Watch second = Paced.watch(job.name, 2);
      JobID first = job.start(change.get(0), PORTION, false, 2);
      second.reached().join();
      job.stopWithSavepoint(first);
      assertThat(job.end(job.start(change.get(1), PORTION, false, 0))).as("%s", change).isEqualTo(expected);
    }
  }
}
