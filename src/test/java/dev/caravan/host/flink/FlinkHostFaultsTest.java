package dev.caravan.host.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.host.HostContract;
import dev.caravan.host.HostContract.Lines;
import dev.caravan.host.Rooms;
import java.nio.file.Path;
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
    facts = cluster.files(List.of(HostContract.market()));
    expected = HostContract.marketReplayed();
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
  void crashes_change_nothing_at_any_parallelism() throws Exception {
    Path story = cluster.files(List.of(HostContract.story()));
    for (int parallelism : List.of(1, 2, 4)) {
      Cluster.Job job = cluster.job(Rooms.SHIPPED, story);
      assertThat(job.end(job.start(parallelism, HostContract.story().size() / 5, true, 0))).as("at %d", parallelism)
          .isEqualTo(HostContract.storyReplayed());
    }
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
