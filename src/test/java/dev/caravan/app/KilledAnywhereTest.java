package dev.caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed, really killed, and started again: in each build once in every stage and once between two writes,
 * with {@code -Pfaults} also at random moments.
 *
 * <p>{@code -Dcaravan.kills=N} says how often in all; random moments are drawn from the clock and from what the stand-ins
 * have taken so far, so that the short while in which things are written is hit too. Each directory is run over until a
 * run comes to its end, which must be that of an undisturbed one.
 */
class KilledAnywhereTest {
  private static final int KILLS = Integer.getInteger("caravan.kills", Extent.of(4, 20));
  private static final long SEED = Long.getLong("caravan.kills.seed", 20_260_331);
  private static final long LONGEST_RUN_S = 300;

  private static final List<String> STAGES = List.of("Starting", "Reading", "carrying", "Delivering");

  @TempDir Path folder;
  private final Map<String, Integer> hit = new TreeMap<>();
  private int runs;

  @Test
  void a_run_killed_again_and_again_ends_as_an_undisturbed_one_and_the_next_writes_nothing(TestReporter reporter)
      throws Exception {
    Path facts = DemoData.smallMarket(folder.resolve("facts.ndjson"));
    DemoData undisturbed = DemoData.fresh(folder.resolve("undisturbed"), facts);
    long began = System.nanoTime();
    finish(undisturbed);
    long lasted = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    DemoData.Shown expected = undisturbed.shown();
    int writes = undisturbed.writes().size();
    assertThat(writes).isGreaterThan(8);

    var random = new SplittableRandom(SEED);
    DemoData killed = DemoData.fresh(folder.resolve("killed-1"), facts);
    int directory = 1;
    for (int kills = 0, attempts = 0; kills < KILLS; attempts++) {
      assertThat(attempts).as("a run that is always over before it can be killed").isLessThan(KILLS * 3);
      if (strikes(killed, kills, lasted, writes, random)) {
        kills++;
      } else {
        assertThat(killed.shown().differences(expected)).as("directory %d, seed %d, %s", directory, SEED, said()).isEmpty();
        killed = DemoData.fresh(folder.resolve("killed-" + ++directory), facts);
      }
    }
    finish(killed);
    assertThat(killed.shown().differences(expected)).as("the last directory, seed %d, %s", SEED, said()).isEmpty();

    writesNothingMore(killed);
    writesNothingMore(undisturbed);
    reporter.publishEntry("killed while", hit.toString());
    assertThat(hit).as("the stages that were hit").containsKeys("Reading", "Delivering");
  }

  /** Every stage and a write come first, one after the other; then what is drawn by chance, and these again. */
  private boolean strikes(DemoData data, int kill, long lasted, int writes, SplittableRandom random) throws Exception {
    int which = kill % 5;
    return which < 3 ? killedAtStage(data, STAGES.get(1 + which))
        : which == 3 ? killedAtWrite(data, data.writes().size() + 1 + random.nextInt(writes / 2))
        : killedAfter(data, random.nextLong(lasted));
  }

  private void writesNothingMore(DemoData data) throws Exception {
    List<String> before = data.writes();
    finish(data);
    assertThat(data.writes()).isEqualTo(before);
  }

  private boolean killedAfter(DemoData data, long ms) throws Exception {
    Process process = start(data);
    boolean struck = !process.waitFor(ms, TimeUnit.MILLISECONDS);
    return struck ? kill(process) : ended(process);
  }

  private boolean killedAtWrite(DemoData data, int write) throws Exception {
    return killedWhen(start(data), () -> data.writes().size() >= write);
  }

  /** However fast the machine is: some are struck as soon as a stage is entered. */
  private boolean killedAtStage(DemoData data, String stage) throws Exception {
    return killedWhen(start(data), () -> said().contains(stage));
  }

  /** Something that comes to be true in a run. */
  private interface Moment {
    boolean reached() throws IOException;
  }

  private boolean killedWhen(Process process, Moment moment) throws Exception {
    while (!process.waitFor(2, TimeUnit.MILLISECONDS)) {
      if (moment.reached()) {
        return kill(process);
      }
    }
    return ended(process);
  }

  private boolean kill(Process process) throws InterruptedException, IOException {
    process.destroyForcibly();
    if (process.waitFor() != 128 + 9) {
      return ended(process);
    }
    String said = said();
    hit.merge(STAGES.stream().max(Comparator.comparingInt(said::lastIndexOf)).orElseThrow(), 1, Integer::sum);
    return true;
  }

  private boolean ended(Process process) throws IOException {
    assertThat(process.exitValue()).as(said()).isIn(0, 1);
    return false;
  }

  private void finish(DemoData data) throws Exception {
    Process process = start(data);
    assertThat(process.waitFor(LONGEST_RUN_S, TimeUnit.SECONDS)).as("a run that ends").isTrue();
    ended(process);
  }

  private Process start(DemoData data) throws IOException {
    runs++;
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Djava.awt.headless=true",
        "-cp", System.getProperty("java.class.path"), "dev.caravan.app.Main",
        "demo", "--once", "--json", "--data", data.folder().toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output().toFile()).start();
  }

  private Path output() {
    return folder.resolve("run-" + runs + ".txt");
  }

  private String said() throws IOException {
    return Files.readString(output());
  }
}
